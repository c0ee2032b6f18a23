"""How fictional members answer a call: a round is agreed, and each of them writes and hands in a
bid, by the operations that people call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for
from ccin.demo.proposals import Proposed
from ccin.funding.models import Bid, Round, Strand
from ccin.funding.operations.bid_answers import save_answer
from ccin.funding.operations.bid_parts import Given, Plan, name_principles, set_budget
from ccin.funding.operations.bids import (
    BidDetails,
    BidStart,
    describe_bid,
    start_bid,
    submit_bid,
)
from ccin.funding.operations.closing_bids import lock_round
from ccin.funding.operations.considering_rounds import decide_round, propose_round
from ccin.funding.operations.partners import answer_invitation, invite_partner
from ccin.funding.operations.round_rules import ThemeAsked, set_themes
from ccin.funding.operations.rounds import (
    RoundDetails,
    RoundMoments,
    correct_dates,
    prepare_round,
)
from ccin.funding.states import ContributionKind, ProjectKind
from ccin.governance.models import Matter
from ccin.governance.operations.matters import Saying
from ccin.governance.reads.sittings import sitting_for
from ccin.governance.states import Form, Outcome
from ccin.kernel.clock import today
from ccin.library.models import Theme
from ccin.members.models import Organisation, Representation
from ccin.principles.models import Principle, Statement

FUND_OFFICER = "marguerite@staff.example"
CLERK = "marguerite@staff.example"
POUND = 100


@dataclass(frozen=True, slots=True)
class Call:
    """A round as the demonstration holds it; `opened` days ago, open for so many more."""

    title: str
    year: int
    about: str
    opened: int
    open_for: int


def somebody(email: str) -> Actor:
    return actor_for(Account.objects.get(email=email), second_factor=True)


def resolved(matter: Matter, outcome: str, reasons: str, *, item: str = "Minute 5") -> Saying:
    """At today's meeting, with everybody present who may take part."""
    voters = sitting_for(matter, matter.power, today()).voters
    return Saying(
        outcome=outcome,
        reasons=reasons,
        form=Form.MEETING,
        made_on=today(),
        reference=item,
        present=tuple(each.pk for each in voters),
    )


def hold_call(call: Call, themes: Iterable[str], *, template: Round) -> Round:
    """Prepared by staff from an earlier round, proposed, and agreed by the committee today."""
    officer, now = somebody(FUND_OFFICER), timezone.now()
    opens, closes = now - timedelta(days=call.opened), now + timedelta(days=call.open_for)
    shut = timezone.localtime(closes).date()
    details = RoundDetails(
        title=call.title,
        year=call.year,
        budget_year=f"{call.year - 1}/{call.year % 100}",
        about=call.about,
        moments=RoundMoments(
            opens_at=opens,
            closes_at=closes,
            assess_by=shut + timedelta(days=10),
            meets_on=shut + timedelta(days=14),
            answers_by=shut + timedelta(days=28),
            decides_by=shut + timedelta(days=35),
        ),
    )
    held = prepare_round(details, template=template, fictional=True, by=officer)
    asked = [ThemeAsked(Theme.objects.get(name=name)) for name in themes]
    set_themes(held, asked, version=held.version, by=officer)
    held.refresh_from_db()
    propose_round(held, version=held.version, by=officer)
    assert held.matter is not None
    words = "The budget allows for it, and the themes come from the members."
    decide_round(held, resolved(held.matter, Outcome.APPROVE, words), by=somebody(CLERK))
    held.refresh_from_db()
    return held


def close_call(held: Round, *, by: Actor) -> None:
    """The demonstration does not wait for the closing time: staff bring it forward to now."""
    held.refresh_from_db()
    moments = replace(RoundMoments.of(held), closes_at=timezone.now() - timedelta(seconds=1))
    reason = "Brought forward, so that the demonstration can show what follows"
    correct_dates(held, moments, reason=reason, version=held.version, by=somebody(FUND_OFFICER))
    lock_round(held, by=by)
    held.refresh_from_db()


def leads_for(
    proposals: Sequence[Proposed], used: Iterable[Organisation] = ()
) -> list[tuple[Proposed, Organisation]]:
    """Each is led by another fictional member, Labs by full members; as many as there are."""
    taken = {each.pk for each in used}
    members = Organisation.objects.members_on(today()).filter(fictional=True)
    members = members.exclude(authority__valid_to__lt=today())
    full = [each for each in members.filter(kind="council").order_by("pk") if each.pk not in taken]
    others = [
        each
        for each in members.filter(kind__in=["parish", "party_group"]).order_by("pk")
        if each.pk not in taken
    ]
    pairs = []
    for proposed in proposals:
        is_lab = proposed.kind == ProjectKind.LAB
        pool = full if is_lab or not others else others
        if pool:
            pairs.append((proposed, pool.pop(0)))
    return pairs


def writer_for(organisation: Organisation) -> Actor:
    """Its main contact, who may also accept for it."""
    standing = Representation.objects.current_on(today()).filter(organisation=organisation)
    person = standing.order_by("-is_primary", "pk")[0].person
    return actor_for(Account.objects.get(person=person), second_factor=True)


def write_bid(
    proposed: Proposed,
    lead: Organisation,
    strand: Strand,
    partners: Sequence[Organisation] = (),
) -> Bid:
    """Complete, with its partners' answers; the last partner asked has not answered."""
    by = writer_for(lead)
    theme = Theme.objects.get(name=proposed.theme)
    person = Account.objects.select_related("person").get(pk=by.account or 0).person
    begun = BidStart(strand, lead, proposed.title, proposed.summary, theme, person)
    bid = start_bid(begun, by=by)
    starts_on = today() + timedelta(days=90)
    details = BidDetails(
        title=proposed.title,
        summary=proposed.summary,
        theme=theme,
        contact=person,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=300),
    )
    describe_bid(bid, details, version=bid.version, by=by)
    for answer in bid.answers.select_related("question", "text"):
        words = answered(proposed, answer.question.words, partners)
        save_answer(answer, words, version=answer.text.version, by=by)
    name_principles(bid, principles_of(proposed), by=by)
    bid.refresh_from_db()
    set_budget(bid, budget_of(proposed, lead), version=bid.version, by=by)
    for number, partner in enumerate(partners):
        asked = invite_partner(bid, partner, "Tries it too and shares what it finds.", by=by)
        if number < len(partners) - 1 or len(partners) == 1:
            answer_invitation(asked, True, by=writer_for(partner))
    bid.refresh_from_db()
    return bid


def hand_in(bid: Bid) -> None:
    submit_bid(bid, by=writer_for(bid.lead))
    bid.refresh_from_db()


def answered(proposed: Proposed, question: str, partners: Sequence[Organisation]) -> str:
    """By a word of the question; what no word fits is answered with what they will do."""
    names = ", ".join(each.name for each in partners) or "Nobody yet"
    said = {
        "partner": f"{names}: each tries it in its own place, and we compare what we find.",
        "problem": f"{proposed.problem} We counted for a month and asked forty people.",
        "wrong": "Too few may come. We would move it to where people already are.",
        "know whether": "We count who comes, and say what did not work.",
        "take up": "A guide of ten pages, a webinar, and somebody to ring.",
        "co-operative": "Those whom it is for decide with us, and keep what comes of it.",
    }
    doing = f"{proposed.doing} We begin small, look at what happens, and go on from there."
    return next((words for word, words in said.items() if word in question), doing)


def principles_of(proposed: Proposed) -> dict[Principle, str]:
    """Three of those in force, chosen by the title so that bids differ."""
    statement = Statement.objects.in_force_on(today())[0]
    principles = list(statement.principles.order_by("position"))
    first = len(proposed.title) % len(principles)
    chosen = [principles[(first + step) % len(principles)] for step in (0, 3, 6)]
    return dict.fromkeys(chosen, f"{proposed.doing} That is how we mean it.")


def budget_of(proposed: Proposed, lead: Organisation) -> Plan:
    ask, others = proposed.pounds * POUND, proposed.others * POUND
    people = (ask + others) * 3 // 5
    given = (
        Given(ContributionKind.IN_KIND, f"{lead}: officers’ time and rooms", others, "", lead),
    )
    return Plan(
        ask,
        (("People’s time", people), ("Rooms, travel and print", ask + others - people)),
        given if others else (),
    )
