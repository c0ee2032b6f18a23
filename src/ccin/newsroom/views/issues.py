"""The pages on which staff put an issue together, look at it and send it."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.newsroom.forms.issues import IssueForm, SendIssueForm
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.issues import (
    change_issue,
    correct_issue,
    discard_issue,
    gather,
    send_issue,
    start_issue,
)
from ccin.newsroom.reads.issue_letters import html_of, text_of
from ccin.newsroom.reads.issues import gaps_of, items_of, page_of, stamp_of, to_whom
from ccin.newsroom.reasons.issues import lacking
from ccin.newsroom.rules.issues import next_month
from ccin.newsroom.states import ISSUE, IssueState
from ccin.outbox.reads.mailings import progress_of
from ccin.outbox.rules.mailings import for_reader
from ccin.outbox.states import MAILING

A_PAGE = 24
PEOPLE = 50


def write_updates(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.UPDATE_WRITE)
    issues = Issue.objects.kept().order_by("-month")
    begun = issues.filter(state=IssueState.DRAFT).first()
    month = next_month(list(issues.values_list("month", flat=True)), today())
    page = Paginator(issues, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "begun": begun, "month": month}
    return render(request, "newsroom/issues.html", context)


@require_POST
def start(request: ActorRequest) -> HttpResponse:
    begun = start_issue(by=request.actor)
    number = begun.items.count()
    messages.success(
        request,
        ngettext(
            "There it is, with %d thing that happened. Choose, put in order, write the letter.",
            "There it is, with %d things that happened. Choose, put in order, write the letter.",
            number,
        )
        % number,
    )
    return redirect("newsroom:work_issue", begun.pk)


def work(request: ActorRequest, pk: int) -> HttpResponse:
    issue = _own(request, pk)
    items = items_of(issue)
    context = {
        "issue": issue,
        "items": items,
        "moves": ISSUE.open_to(request.actor, state=issue.state),
        "gaps": []
        if issue.state != IssueState.DRAFT
        else [(gap, lacking(gap.code, gap.heading)) for gap in gaps_of(issue, items)],
        "progress": progress_of(issue.mailing) if issue.mailing else None,
        "mailing_moves": _mailing_moves(request, issue),
        "may_resend": request.actor.may(Permission.LETTER_RESEND),
        "corrections": list(issue.corrections.select_related("item")),
    }
    return render(request, "newsroom/issue_work.html", context)


@require_POST
def gather_again(request: ActorRequest, pk: int) -> HttpResponse:
    found = gather(_own(request, pk), by=request.actor)
    new = ngettext("%d new item is there.", "%d new items are there.", found.new) % found.new
    gone = ngettext(
        "%d was left out: it is not for everybody any more.",
        "%d were left out: they are not for everybody any more.",
        found.gone,
    )
    twice = ngettext(
        "%d was left out: a welcome tells the same.",
        "%d were left out: welcomes tell the same.",
        found.twice,
    )
    said = [new]
    if found.gone:
        said.append(gone % found.gone)
    if found.twice:
        said.append(twice % found.twice)
    messages.success(request, " ".join(said))
    return redirect("newsroom:work_issue", pk)


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Before it is sent: the letter; afterwards: what stands in the archive, with a note."""
    issue = _own(request, pk)
    form = IssueForm(request.POST if request.method == "POST" else None, issue=issue)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            if issue.is_sent:
                correct_issue(
                    issue,
                    form.words(),
                    note=given["note"],
                    version=given["version"],
                    by=request.actor,
                )
                messages.success(request, _("Corrected, with your note below the text"))
            else:
                change_issue(issue, form.words(), version=given["version"], by=request.actor)
                messages.success(request, _("Saved"))
            return redirect("newsroom:work_issue", pk)
    return render(request, "newsroom/issue_change.html", {"issue": issue, "form": form})


@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    discard_issue(_own(request, pk), by=request.actor)
    messages.success(request, _("The draft was thrown away"))
    return redirect("newsroom:write_updates")


@require_safe
def preview(request: ActorRequest, pk: int) -> HttpResponse:
    issue = _own(request, pk)
    own_link = _("(each reader’s own link)")
    text = for_reader(text_of(page_of(issue)), name="", unsubscribe=own_link)
    context = {"issue": issue, "text": text}
    return render(request, "newsroom/issue_preview.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "style-src": [SELF, UNSAFE_INLINE]})  # type: ignore[untyped-decorator]  # it names its types for itself alone
def letter(request: ActorRequest, pk: int) -> HttpResponse:
    """The e-mail as it will arrive, shown within the preview. An e-mail holds its styles."""
    words = html_of(page_of(_own(request, pk)))
    return HttpResponse(for_reader(words, name="", unsubscribe="#", html=True))


def send(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.MAILING_SEND)
    issue = _own(request, pk)
    ISSUE.move("send", state=issue.state)
    sent = request.POST if request.method == "POST" else None
    form = SendIssueForm(sent, initial={"stamp": stamp_of(issue)})
    if form.is_valid():
        with refusals_on(form):
            send_issue(issue, seen=form.cleaned_data["stamp"], by=request.actor)
            messages.success(request, _("It is on its way, and in the archive"))
            return redirect("newsroom:work_issue", pk)
    audience = to_whom()
    shown = audience.left_out if request.GET.get("show") == "left_out" else audience.readers
    context = {
        "issue": issue,
        "form": form,
        "gaps": [(gap, lacking(gap.code, gap.heading)) for gap in gaps_of(issue, items_of(issue))],
        "audience": audience,
        "page": Paginator(shown, PEOPLE).get_page(request.GET.get("page")),
    }
    return render(request, "newsroom/issue_send.html", context)


def _own(request: ActorRequest, pk: int) -> Issue:
    request.actor.must(Permission.UPDATE_WRITE)
    return get_object_or_404(Issue.objects.select_related("mailing"), pk=pk)


def _mailing_moves(request: ActorRequest, issue: Issue) -> frozenset[str]:
    """What may be done to the e-mails that are on their way."""
    if issue.mailing is None:
        return frozenset()
    return MAILING.open_to(request.actor, state=issue.mailing.state)
