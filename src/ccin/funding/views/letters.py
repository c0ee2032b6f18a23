"""Letters about decisions: all of a round, the draft of one with its preview, the one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.letters import DraftLetterForm, SendLettersForm
from ccin.funding.models import Round, Strand
from ccin.funding.notices.letters import preview
from ccin.funding.operations.letters import draft_letter, send_letters
from ccin.funding.reads.assessing import not_closed_to
from ccin.funding.reads.letters import DECIDED, UNDECIDED, letter_of, letters_of, suggested_feedback
from ccin.kernel.errors import Refused


@require_safe
def letters(request: ActorRequest, slug: str) -> HttpResponse:
    seen = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    request.actor.must(Permission.AWARD_TELL)
    return _letters(request, seen)


@require_POST
def send(request: ActorRequest, pk: int) -> HttpResponse:
    """One press for all that was decided of a strand."""
    rounds = Round.objects.visible_to(request.actor)
    strand = get_object_or_404(Strand.objects.filter(round__in=rounds), pk=pk)
    request.actor.must(Permission.AWARD_TELL)
    form = SendLettersForm(request.POST, prefix=str(strand.pk))
    if form.is_valid():
        try:
            told = send_letters(strand, left_out=form.cleaned_data["left_out"], by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(told))
            return redirect("funding:letters", strand.round.slug)
    return _letters(request, strand.round, asked=strand, form=form)


def letter(request: ActorRequest, pk: int) -> HttpResponse:
    """A draft with what the bidder will read; closed to whoever has an interest in the bid."""
    request.actor.must(Permission.AWARD_TELL)
    bids = not_closed_to(request.actor).filter(state__in=[*DECIDED, *UNDECIDED])
    bid = get_object_or_404(bids.select_related("lead", "round", "strand", "letter"), pk=pk)
    kept = letter_of(bid)
    suggested = suggested_feedback(bid, request.actor)
    begin = kept.feedback if kept else suggested
    initial = {"feedback": begin, "version": kept.version if kept else 0}
    form = DraftLetterForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            draft_letter(bid, given["feedback"], version=given["version"], by=request.actor)
            messages.success(request, _("The draft is saved. Below is the letter as it will go"))
            return redirect("funding:letter", bid.pk)
    subject, words = preview(bid) if bid.state in DECIDED else ("", "")
    context = {"bid": bid, "letter": kept, "form": form, "subject": subject, "words": words}
    return render(request, "funding/telling/letter.html", {**context, "suggested": suggested})


def _letters(
    request: ActorRequest,
    seen: Round,
    *,
    asked: Strand | None = None,
    form: SendLettersForm | None = None,
) -> HttpResponse:
    strands = []
    for each in letters_of(seen, request.actor):
        kept = form if asked == each.strand and form else None
        strands.append((each, kept or SendLettersForm(prefix=str(each.strand.pk))))
    shown = [(each, send) for each, send in strands if each.lines]
    context = {"round": seen, "strands": shown, "form": form}
    return render(request, "funding/telling/letters.html", context)


def _told(number: int) -> str:
    if not number:
        return _("There was nobody left to tell")
    words = ngettext("%d bid is told what was decided", "%d bids are told what was decided", number)
    return words % number
