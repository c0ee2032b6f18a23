"""Bodies and the versions of the terms of reference they work under."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.governance.models import Body, Clause, Power, Terms
from ccin.governance.operations.powers import PowerDetails, give_power, lock_bodies
from ccin.governance.operations.seats import SeatDetails, add_seat, end_seat
from ccin.kernel.errors import Refused, Stale
from ccin.members.reasons import day_in_words

FACTS = Path(__file__).resolve().parent.parent / "facts" / "bodies.toml"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BodyDetails:
    """`apart_from`: its members come from organisations without a seat in that body."""

    name: str
    kind: str
    purpose: str = ""
    source: str = ""
    reports_to: Body | None = None
    apart_from: Body | None = None


@dataclass(frozen=True, slots=True)
class ClauseDetails:
    number: str
    words: str
    source: str
    is_proposal: bool = False


@dataclass(frozen=True, slots=True)
class TermsDetails:
    """The numbers votes are counted by; those that are not public fact are a proposal."""

    starts_on: date
    source: str
    adopted_by: str = ""
    clauses: Sequence[ClauseDetails] = field(default_factory=tuple)
    quorum_numerator: int = 1
    quorum_denominator: int = 3
    quorum_people: int = 2
    quorum_of_all_seats: bool = False
    majority_numerator: int = 1
    majority_denominator: int = 2
    has_casting_vote: bool = True
    written_days: int = 7
    requests_for_meeting: int = 1
    rules_are_proposal: bool = True

    def numbers(self) -> dict[str, Any]:
        values = asdict(self)
        values.pop("clauses")
        return values


@transaction.atomic
def add_body(details: BodyDetails, *, by: Actor) -> Body:
    lock_bodies()
    by.must(Permission.BODY_CHANGE)
    slug = slugify(details.name)[:80]
    if not slug:
        raise Refused(_("Enter a name with letters in it."))
    if Body.objects.filter(slug=slug).exists():
        raise Refused(_("There is a body with that name already. Open that one."))
    body = Body.objects.create(slug=slug, **_told(details))
    record(by, "governance.body_added", body, name=body.name, kind=body.kind)
    return body


@transaction.atomic
def correct_body(body: Body, details: BodyDetails, *, version: int, by: Actor) -> None:
    """Its address stays, so that links to it keep working."""
    body.refresh_from_db(from_queryset=Body.objects.select_for_update())
    by.must(Permission.BODY_CHANGE)
    if body.version != version:
        raise Stale
    if body in {details.reports_to, details.apart_from}:
        raise Refused(_("A body cannot report to itself, nor be kept apart from itself."))
    if Body.objects.filter(name=details.name).exclude(pk=body.pk).exists():
        raise Refused(_("There is a body with that name already. Choose another name."))
    changed = sorted(name for name, value in _told(details).items() if getattr(body, name) != value)
    for name, value in _told(details).items():
        setattr(body, name, value)
    body.version += 1
    body.save()
    record(by, "governance.body_corrected", body, fields=changed)


def _told(details: BodyDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in details.__slots__}


@transaction.atomic
def adopt_terms(body: Body, details: TermsDetails, *, by: Actor) -> Terms:
    """A new version beside the old ones, which end the day before; what was opened under them
    stays under them. A power that rests on a clause goes on under the clause of that number; one
    whose clause is gone ends.
    """
    lock_bodies()
    by.must(Permission.BODY_CHANGE)
    earlier = body.terms.order_by("-number").first()
    _check_terms(earlier, details)
    if earlier is not None:
        earlier.ends_on = details.starts_on - ONE_DAY
        earlier.save(update_fields=["ends_on"])
    number = earlier.number + 1 if earlier else 1
    terms = Terms.objects.create(body=body, number=number, **details.numbers())
    clauses = Clause.objects.bulk_create(
        Clause(terms=terms, position=place, **asdict(clause))
        for place, clause in enumerate(details.clauses, start=1)
    )
    ended = _pass_powers_on(earlier, clauses, details.starts_on) if earlier else []
    record(
        by,
        "governance.terms_adopted",
        body,
        concerning=[terms],
        number=number,
        starts_on=details.starts_on.isoformat(),
        adopted_by=details.adopted_by,
        powers_ended=ended,
    )
    return terms


def _check_terms(earlier: Terms | None, details: TermsDetails) -> None:
    if earlier is not None and details.starts_on <= earlier.starts_on:
        raise Refused(
            _("The version in force begins on %(day)s. A new one must begin after that day.")
            % {"day": day_in_words(earlier.starts_on)}
        )
    numbers = [clause.number for clause in details.clauses]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise Refused(
            _("Clause %(number)s is there twice. Give each clause a number of its own.")
            % {"number": twice[0]}
        )
    if not 0 < details.quorum_numerator <= details.quorum_denominator:
        raise Refused(_("The quorum is a share of the seats, such as 1 of 3. Enter it again."))
    if not 0 < details.majority_numerator < details.majority_denominator:
        raise Refused(_("The majority is a share of the votes, such as 1 of 2. Enter it again."))


def _pass_powers_on(earlier: Terms, clauses: Sequence[Clause], starts_on: date) -> list[str]:
    """The kinds of matter whose power ends because its clause is gone."""
    now = {clause.number: clause for clause in clauses}
    ended = []
    resting = Power.objects.filter(clause__terms=earlier).exclude(ends_on__lt=starts_on)
    for power in resting.select_related("clause"):
        follower = now.get(power.clause.number)
        if follower is None:
            ended.append(power.kind)
        else:
            Power.objects.create(
                clause=follower,
                kind=power.kind,
                step=power.step,
                is_delegated=power.is_delegated,
                starts_on=max(power.starts_on, starts_on),
                ends_on=power.ends_on,
            )
        if power.starts_on >= starts_on:
            power.delete()
        else:
            power.ends_on = starts_on - ONE_DAY
            power.save(update_fields=["ends_on"])
    return ended


@transaction.atomic
def correct_clause(clause: Clause, details: ClauseDetails, *, by: Actor) -> None:
    """Puts right how a clause was written down here. A change of the rule is a new version."""
    clause.refresh_from_db(from_queryset=Clause.objects.select_for_update())
    by.must(Permission.BODY_CHANGE)
    if details.number != clause.number:
        raise Refused(_("A clause keeps its number, because decisions name it."))
    clause.words = details.words
    clause.source = details.source
    clause.is_proposal = details.is_proposal
    clause.save(update_fields=["words", "source", "is_proposal"])
    record(
        by,
        "governance.clause_corrected",
        clause.terms.body,
        concerning=[clause],
        number=clause.number,
    )


@transaction.atomic
def load_bodies(*, by: Actor) -> int:
    """The bodies among the project's facts that are not known yet; how many were added."""
    by.must(Permission.BODY_CHANGE)
    facts: list[dict[str, Any]] = tomllib.loads(FACTS.read_text(encoding="utf-8"))["bodies"]
    added = 0
    for fact in facts:
        if not Body.objects.filter(slug=slugify(fact["name"])).exists():
            _load_body(fact, by=by)
            added += 1
    return added


def _load_body(fact: dict[str, Any], *, by: Actor) -> None:
    all_terms, seats = fact.pop("terms", []), fact.pop("seats", [])
    powers: list[dict[str, Any]] = fact.pop("powers", [])
    for name in {"reports_to", "apart_from"} & set(fact):
        fact[name] = Body.objects.get(name=fact[name])
    body = add_body(BodyDetails(**fact), by=by)
    clauses: dict[str, Clause] = {}
    for terms in all_terms:
        adopted = adopt_terms(body, _terms_in(terms), by=by)
        clauses = {clause.number: clause for clause in adopted.clauses.all()}
    for seat in seats:
        _load_seats(body, seat, clauses, by=by)
    for power in powers:
        clause = clauses[power.pop("clause")]
        for kind in power.pop("kinds"):
            give_power(clause, PowerDetails(kind=kind, **power), by=by)


def _terms_in(fact: dict[str, Any]) -> TermsDetails:
    """A clause names its own source only where it differs from that of the whole."""
    clauses = [
        ClauseDetails(**{"source": fact["source"], **clause}) for clause in fact.pop("clauses")
    ]
    return TermsDetails(clauses=tuple(clauses), **fact)


def _load_seats(
    body: Body, fact: dict[str, Any], clauses: Mapping[str, Clause], *, by: Actor
) -> None:
    """`count` of them, numbered from `from_number`."""
    count, first = fact.pop("count", 1), fact.pop("from_number", 1)
    ends_on = fact.pop("ends_on", None)
    clause = clauses.get(fact.pop("clause", ""))
    name = fact.pop("name")
    for place in range(count):
        called = f"{name} {first + place}" if count > 1 or first > 1 else name
        seat = add_seat(body, SeatDetails(name=called, clause=clause, **fact), by=by)
        if ends_on:
            end_seat(seat, ends_on=ends_on, by=by)
