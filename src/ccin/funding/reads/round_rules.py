"""The rules of a strand in words, one line each, with what is a proposal of the platform."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.funding.models import Round, Strand
from ccin.funding.states import PaymentDue
from ccin.kernel.money import show
from ccin.members.states import MembershipClass, SubKind


@dataclass(frozen=True, slots=True)
class Rule:
    label: str
    words: str
    is_proposal: bool = False


def rules_of(strand: Strand, found: Round) -> list[Rule]:
    """Of a past round only what is published of it: an empty value there is not known."""
    lines = [*_money(strand), *_who(strand, found)]
    if not found.brought_forward:
        lines += [*_judged(strand), *_kept(strand)]
    proposed = set(strand.proposals)
    return [Rule(label, words, name in proposed) for name, label, words in lines]


def leaders(may_lead: list[str]) -> str:
    """Classes and sub-kinds as people say them: full member, town council."""
    named = []
    for each in may_lead:
        held, _colon, kind = each.partition(":")
        named.append(str(SubKind(kind).label if kind else MembershipClass(held).label))
    return ", ".join(named)


Lines = Iterator[tuple[str, str, str]]


def _money(strand: Strand) -> Lines:
    if strand.budget is not None:
        yield "budget", _("To be given"), show(strand.budget, whole=True)
    if strand.minimum is not None and strand.cap is not None:
        least, most = show(strand.minimum, whole=True), show(strand.cap, whole=True)
        yield (
            "cap",
            _("For one project"),
            _("%(least)s to %(most)s")
            % {
                "least": least,
                "most": most,
            },
        )
    elif strand.cap is not None:
        yield "cap", _("For one project"), _("up to %s") % show(strand.cap, whole=True)
    elif strand.minimum is not None:
        yield "minimum", _("For one project"), _("at least %s") % show(strand.minimum, whole=True)
    if strand.months is not None:
        one, many = "up to %d month", "up to %d months"
        yield "months", _("How long"), ngettext(one, many, strand.months) % strand.months


def _who(strand: Strand, found: Round) -> Lines:
    if strand.may_lead:
        yield "may_lead", _("Who may lead"), leaders(strand.may_lead)
    if strand.max_live_leads is not None:
        number = strand.max_live_leads
        if strand.leads_count_in_round:
            one, many = "leads %d bid of this round at most", "leads %d bids of this round at most"
        else:
            one, many = "leads %d project at a time", "leads %d projects at a time"
        yield "max_live_leads", _("One member"), ngettext(one, many, number) % number
    if strand.recommended_partners is not None:
        number = strand.recommended_partners
        one, many = "at least %d other member", "at least %d other members"
        yield "recommended_partners", _("Recommended"), ngettext(one, many, number) % number
    if strand.theme_is_required:
        yield "theme_is_required", _("About what"), _("only the themes of the round")
    elif not found.brought_forward:
        yield "theme_is_required", _("About what"), _("the themes of the round, or something else")


def _judged(strand: Strand) -> Lines:
    if strand.uses_criteria and strand.uses_moderation:
        words = _("by criteria, each marked with a reason, then moderated")
    elif strand.uses_criteria:
        words = _("by criteria, each marked with a reason")
    else:
        words = _("one grade with a reason")
    yield "uses_criteria", _("How bids are judged"), words


def _kept(strand: Strand) -> Lines:
    waits = dict(PaymentDue.choices)
    shares = [
        _("%(share)s %% when: %(what)s") % {"share": share, "what": str(waits[due]).lower()}
        for due, share in strand.payment_plan
    ]
    if shares:
        yield "payment_plan", _("Payment"), "; ".join(shares)
    light = not strand.uses_milestones and not strand.uses_claims
    words = _("a short report, no milestones") if light else _("milestones and progress reports")
    yield "uses_milestones", _("While it runs"), words
