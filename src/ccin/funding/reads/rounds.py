"""Calls for bids as everybody reads them: which is open, what each asks, what went before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.funding.models import Bid, Idea, Project, Round, RoundTheme, Strand
from ccin.funding.reads.deciding import may_read_decisions
from ccin.funding.reads.round_gaps import what_is_missing
from ccin.funding.reads.round_rules import Rule, rules_of
from ccin.funding.states import ROUND, SHOWN_ROUNDS, ProjectKind, RoundState
from ccin.governance.models import Decision, Matter
from ccin.governance.reads.matters import POWERS, MatterRecord, record_of
from ccin.library.models import Theme

FEW = 6


def open_rounds(moment: datetime) -> QuerySet[Round]:
    """Those that take bids at that moment, the one that closes first before the others."""
    return _with_rules(Round.objects.open_at(moment)).order_by("fictional", "closes_at", "pk")


def coming_rounds(moment: datetime) -> QuerySet[Round]:
    found = Round.objects.filter(state=RoundState.AGREED, opens_at__gt=moment)
    return _with_rules(found).order_by("fictional", "opens_at", "pk")


def past_rounds(moment: datetime) -> QuerySet[Round]:
    """Whose bids are in, and those that are over; the youngest first."""
    over = Q(state=RoundState.FINISHED) | Q(state=RoundState.AGREED, closes_at__lte=moment)
    return _with_rules(Round.objects.filter(over)).order_by("fictional", "-year", "off_cycle", "pk")


def rounds_to_announce(moment: datetime) -> QuerySet[Round]:
    """Open calls of which members have not been told."""
    calls = Round.objects.open_at(moment).filter(told_open_at=None, off_cycle=False)
    return calls.order_by("opens_at", "pk")


def rounds_in_preparation(actor: Actor) -> QuerySet[Round]:
    """Before they are agreed: for staff, and for the bodies that have them before them."""
    early = (RoundState.DRAFT, RoundState.PROPOSED)
    return Round.objects.visible_to(actor).filter(state__in=early).order_by("-year", "pk")


def shown_before(themes: Collection[Theme]) -> QuerySet[Project]:
    """What was funded on any of these themes, for everybody to read."""
    on_them = Project.themes.through.objects.filter(theme__in=[theme.pk for theme in themes])
    found = Project.objects.public().filter(pk__in=on_them.values("project"))
    return found.select_related("lead")


def looking_for_partners(found: Round, actor: Actor) -> QuerySet[Bid]:
    """Bids of the round that say so before they are submitted; members alone read it."""
    seeking = Bid.objects.seeking_partners().filter(round=found)
    if not actor.may_somewhere(Permission.IDEA_READ):
        return seeking.none()
    return seeking.select_related("lead", "theme", "strand").order_by("title", "pk")


def _with_rules(rounds: QuerySet[Round]) -> QuerySet[Round]:
    return rounds.prefetch_related("strands", "themes__theme")


@dataclass(frozen=True, slots=True)
class StrandShown:
    strand: Strand
    rules: list[Rule]

    @property
    def has_proposals(self) -> bool:
        return any(rule.is_proposal for rule in self.rules)


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """A theme of the round with the members' work areas that it takes up."""

    asked: RoundTheme
    ideas: list[Idea]


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind of project that the round may or may not have."""

    value: str
    label: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: Round
    strands: list[StrandShown]
    themes: list[ThemeShown]
    before: list[Project]
    seeking: list[Bid]
    decision: Decision | None
    record: MatterRecord | None
    is_open: bool
    is_coming: bool
    is_closed: bool
    can: frozenset[str]
    may_bid: bool
    reads_history: bool
    kinds: list[KindShown]
    missing: list[str]
    working: frozenset[str]

    @property
    def has_proposals(self) -> bool:
        return any(each.has_proposals for each in self.strands)


def round_page(found: Round, actor: Actor, moment: datetime) -> RoundPage:
    strands = list(found.strands.prefetch_related("criteria", "questions"))
    themes = [
        ThemeShown(each, list(each.ideas.all()))
        for each in found.themes.select_related("theme").prefetch_related("ideas__organisation")
    ]
    agreed = found.state == RoundState.AGREED
    there = {each.kind for each in strands}
    can = ROUND.open_to(actor, state=found.state) | _of_its_body(found, actor)
    own = [each.asked.theme for each in themes]
    earlier = shown_before(own).exclude(round=found) if own else Project.objects.none()
    return RoundPage(
        round=found,
        strands=[StrandShown(each, rules_of(each, found)) for each in strands],
        themes=themes,
        before=list(earlier[:FEW]),
        seeking=list(looking_for_partners(found, actor)[:FEW]),
        decision=_decision_on(found),
        record=_record(found, actor),
        is_open=found.is_open(moment),
        is_coming=bool(agreed and found.opens_at and moment < found.opens_at),
        is_closed=bool(agreed and found.closes_at and moment >= found.closes_at),
        can=can | _of_its_bids(found, actor, moment),
        may_bid=bool(actor.organisations_where(Permission.BID_WRITE)),
        reads_history=actor.may(Permission.HISTORY_READ),
        kinds=[KindShown(kind.value, str(kind.label), kind.value in there) for kind in ProjectKind],
        missing=what_is_missing(found) if "propose" in can else [],
        working=_working_pages(found, actor),
    )


def _decision_on(found: Round) -> Decision | None:
    if found.matter_id is None:
        return None
    return Decision.objects.filter(matter=found.matter_id).order_by("-made_on", "-pk").first()


def _record(found: Round, actor: Actor) -> MatterRecord | None:
    if found.matter_id is None:
        return None
    seen = Matter.objects.visible_to(actor).select_related(*POWERS)
    matter = seen.filter(pk=found.matter_id).first()
    return record_of(matter, actor) if matter else None


WORKING = {
    "check": Permission.BID_CHECK,
    "prefer": Permission.PREFERENCES_RUN,
    "tell": Permission.AWARD_TELL,
}


def _working_pages(found: Round, actor: Actor) -> frozenset[str]:
    """Where staff, and the bodies that have its bids before them, go on from here."""
    if found.brought_forward or found.state not in SHOWN_ROUNDS:
        return frozenset()
    own = {name for name, needs in WORKING.items() if actor.may(needs)}
    bodies = actor.bodies_where(Permission.MATTER_READ)
    if actor.may(Permission.BID_READ_ANY) or (bodies and _is_before(found, bodies)):
        own |= {"assess", "rank", "decide"}
    return frozenset(own)


def _is_before(found: Round, bodies: list[int]) -> bool:
    matters = Matter.objects.in_bodies(bodies).order_by()
    return found.bids.filter(matter__in=matters.values("pk")).exists()


def _of_its_body(found: Round, actor: Actor) -> frozenset[str]:
    """What the body that decides may do, named by its move."""
    return frozenset({"agree"} if may_decide(found, actor) else ())


def _of_its_bids(found: Round, actor: Actor, moment: datetime) -> frozenset[str]:
    """Sheets of what is decided and told, once bids are in."""
    over = found.closes_at is not None and moment >= found.closes_at
    if found.brought_forward or found.state not in SHOWN_ROUNDS or not (over or found.off_cycle):
        return frozenset()
    sheets = {"decisions": may_read_decisions(actor), "letters": actor.may(Permission.AWARD_TELL)}
    return frozenset(name for name, may in sheets.items() if may)


def may_decide(found: Round, actor: Actor) -> bool:
    if found.state != RoundState.PROPOSED or found.matter is None:
        return False
    power = found.matter.decided_under
    if actor.may(Permission.MATTER_DECIDE, body=power.body.pk):
        return True
    return power.is_delegated and actor.may(Permission.MATTER_DECIDE_DELEGATED)
