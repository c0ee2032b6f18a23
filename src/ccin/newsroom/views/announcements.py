"""Announcements as staff write and send them, step by step, and what became of each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.errors import Refused
from ccin.library.reasons.writing import plainness_in_words
from ccin.library.rules.readability import measured
from ccin.newsroom.forms.announcements import (
    SendAnnouncementForm,
    StopAnnouncementForm,
    WriteAnnouncementForm,
)
from ccin.newsroom.forms.segments import ChooseSegmentForm
from ccin.newsroom.models import Announcement
from ccin.newsroom.operations import announcements as operations
from ccin.newsroom.reads.announcement_letters import letter_of
from ccin.newsroom.reads.segment_words import LEFT_OUT
from ccin.newsroom.reads.segments import Audience, audience_of, choices_today, segment_of
from ccin.newsroom.states import ANNOUNCEMENT
from ccin.newsroom.views.on_the_list import people_on
from ccin.outbox.reads.mailings import progress_of, since
from ccin.outbox.rules.mailings import for_reader
from ccin.outbox.states import MAILING

A_PAGE = 50


@require_safe
def announcements(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.MAILING_SEND)
    found = Announcement.objects.visible_to(request.actor).select_related("mailing")
    page = Paginator(found.defer("words"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "newsroom/announcements.html", {"page": page})


@require_POST
def begin_announcement(request: ActorRequest) -> HttpResponse:
    made = operations.begin_announcement(by=request.actor)
    return redirect("newsroom:announcement_segment", made.pk)


@require_POST
def copy_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    earlier = _seen(request, pk)
    made = operations.begin_announcement(copy_of=earlier, by=request.actor)
    messages.success(request, _("A new draft with its words and its list"))
    return redirect(made)


@require_safe
def announcement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    moves = ANNOUNCEMENT.open_to(request.actor, state=found.state)
    if found.mailing is None:
        context = {"announcement": found, "moves": moves, "audience": _audience(found)}
        return render(request, "newsroom/announcement_draft.html", context)
    progress = progress_of(found.mailing)
    moves = MAILING.open_to(request.actor, state=found.mailing.state)
    context = {
        "announcement": found,
        "mailing": found.mailing,
        "progress": progress,
        "since": since(found.mailing),
        "left_out": [(LEFT_OUT.get(code, code), n) for code, n in progress.because.items()],
        "may_stop": "stop" in moves and progress.to_come,
        "may_go_on": "go_on" in moves,
        "may_resend": request.actor.may(Permission.LETTER_RESEND) and progress.failed,
    }
    return render(request, "newsroom/announcement_sent.html", context)


def announcement_segment(request: ActorRequest, pk: int) -> HttpResponse:
    """Each time it is sent, the choice is kept and whom it reaches is shown."""
    found = _draft(request, pk)
    sent = request.POST if request.method == "POST" else None
    segment = segment_of(found)
    form = ChooseSegmentForm(sent, choices=choices_today(), segment=segment, version=found.version)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            operations.choose_segment(found, form.segment(), version=version, by=request.actor)
            return redirect("newsroom:announcement_segment", pk)
    audience = _audience(found)
    context = {"announcement": found, "form": form, "audience": audience}
    return render(request, "newsroom/segment.html", {**context, "page": _page(request, audience)})


def announcement_words(request: ActorRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = WriteAnnouncementForm(sent, announcement=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            operations.write_announcement(found, form.wording(), version=version, by=request.actor)
            return redirect("newsroom:announcement_preview", pk)
    context = {"announcement": found, "form": form}
    return render(request, "newsroom/announcement_words.html", context)


@require_safe
def announcement_preview(request: ActorRequest, pk: int) -> HttpResponse:
    """The letter as it goes; of one that was sent, as it went."""
    found = _seen(request, pk)
    measure = measured(found.words)
    plainness = plainness_in_words(
        measure.plainness, words=measure.words, each=measure.words_a_sentence
    )
    context = {
        "announcement": found,
        "plainness": plainness,
        "is_hard": measure.plainness == "hard",
        "text": for_reader(
            letter_of(found, to_whom="").text, name=request.actor.name, unsubscribe=""
        ),
        "name": request.actor.name,
        "may_send": "send" in ANNOUNCEMENT.open_to(request.actor, state=found.state),
    }
    return render(request, "newsroom/announcement_preview.html", context)


@require_POST
def try_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)

    def act() -> str:
        address = operations.try_announcement(found, by=request.actor)
        return _("A copy is on its way to %s") % address

    _say(request, act)
    return redirect("newsroom:announcement_preview", pk)


def send_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _draft(request, pk)
    form = SendAnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            operations.send_announcement(
                found, stamp=given["stamp"], version=given["version"], by=request.actor
            )
            messages.success(request, _("The letter is on its way"))
            return redirect(found)
    audience = _audience(found)
    context = {
        "announcement": found,
        "form": form,
        "audience": audience,
        "stamp": operations.audience_stamp(audience),
    }
    return render(request, "newsroom/announcement_send.html", context)


@require_POST
def discard_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    operations.discard_announcement(_seen(request, pk), by=request.actor)
    messages.success(request, _("The draft was thrown away"))
    return redirect("newsroom:announcements")


def stop_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = StopAnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            because = form.cleaned_data["because"]
            left = operations.stop_announcement(found, because, by=request.actor)
            messages.success(request, _("It is stopped. Not written to: %s") % left)
            return redirect(found)
    context = {"announcement": found, "form": form}
    return render(request, "newsroom/announcement_stop.html", context)


@require_POST
def go_on_with_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)

    def act() -> str:
        operations.go_on_with_announcement(found, by=request.actor)
        return _("It goes on to those who have not got it")

    _say(request, act)
    return redirect(found)


@require_POST
def resend_announcement(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.LETTER_RESEND)
    found = get_object_or_404(Announcement, pk=pk)

    def act() -> str:
        number = operations.resend_announcement(found, by=request.actor)
        if not number:
            return _("Nobody is left who could be tried again: correct their addresses first")
        words = ngettext(
            "It is tried again with %s person", "It is tried again with %s people", number
        )
        return words % number

    _say(request, act)
    return redirect(found)


@require_safe
def announcement_people(request: ActorRequest, pk: int) -> HttpResponse:
    """Everybody on the list of one that was sent, and what became of their letter."""
    found = _seen(request, pk)
    if found.mailing is None:
        return redirect("newsroom:announcement_segment", pk)
    context = {"announcement": found, **people_on(found.mailing, request)}
    return render(request, "newsroom/announcement_people.html", context)


def _seen(request: ActorRequest, pk: int) -> Announcement:
    request.actor.must(Permission.MAILING_SEND)
    found = Announcement.objects.visible_to(request.actor).select_related("mailing")
    return get_object_or_404(found, pk=pk)


def _draft(request: ActorRequest, pk: int) -> Announcement:
    """The forms of a draft; once it was sent or thrown away they say so."""
    found = _seen(request, pk)
    ANNOUNCEMENT.move("change", state=found.state)
    return found


def _audience(found: Announcement) -> Audience:
    return audience_of(segment_of(found), section=found.section)


def _page(request: ActorRequest, audience: Audience) -> Any:
    shown = audience.left_out if request.GET.get("show") == "left_out" else audience.readers
    return Paginator(shown, A_PAGE).get_page(request.GET.get("page"))


def _say(request: ActorRequest, act: Callable[[], str]) -> None:
    """Do it and say what came of it, or why it was refused."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
