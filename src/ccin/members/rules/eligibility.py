"""Whether a body may join, in which class and why: dated, on plain values, with reason codes.

The network's own terms name the kinds of body for each class. Where they name none, the rules are
silent and a person decides; nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from ccin.members.rules.periods import Period


class Answer(StrEnum):
    MAY_JOIN = auto()
    MAY_NOT_JOIN = auto()
    A_PERSON_DECIDES = auto()
    TELL_US_MORE = auto()
    BELONGS_ALREADY = auto()


class Code(StrEnum):
    """Why, and what can be done instead; the sentences are in `reasons.py`."""

    NAMED_IN_THE_TERMS = auto()
    RULES_ARE_SILENT = auto()
    ABOLISHED = auto()
    NOT_YET_IN_BEING = auto()
    WILL_DISSOLVE = auto()
    BELONGS_ALREADY = auto()
    PARISH_COUNCIL_UNKNOWN = auto()
    PARISH_WITHOUT_COUNCIL = auto()
    STANDING_UNKNOWN = auto()
    GROUP_HAS_CONTROL = auto()
    GROUP_RUNS_A_MINORITY = auto()
    GROUP_IN_OPPOSITION = auto()
    COUNCIL_BELONGS_ALREADY = auto()
    COUNCIL_ABOLISHED = auto()
    NOT_A_COUNCIL = auto()
    NAMED_ONLY_WITH_CONSENT = auto()
    # What they can do instead.
    SUCCESSOR_MAY_JOIN = auto()
    COUNCIL_MAY_JOIN = auto()
    ASK_US = auto()
    TELL_US_WHETHER_COUNCIL = auto()
    TELL_US_STANDING = auto()
    BECOME_A_SUPPORTER = auto()


class Standing(StrEnum):
    """How a group of councillors stands on its council."""

    UNKNOWN = auto()
    CONTROL = auto()
    MINORITY = auto()
    OPPOSITION = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    code: Code
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """One class as its terms stand in a period. `kinds` are those of authorities, of organisations,
    `minority_group`, `opposition_group`, `person`, `overseas_authority` …"""

    membership_class: str
    sub_kind: str
    kinds: frozenset[str]
    period: Period
    source: str
    fee_basis: str = ""
    is_proposal: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body that asks; a date that the register does not give is empty."""

    kind: str
    name: str = ""
    begins_on: date | None = None
    last_day: date | None = None
    successors: tuple[str, ...] = ()
    holds_class: str = ""
    has_council: bool | None = None  # of a parish
    standing: Standing = Standing.UNKNOWN  # of a group
    council: str = ""  # of a group or a parish
    council_belongs: bool = False
    council_last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    answer: Answer
    reasons: tuple[Reason, ...]
    instead: tuple[Reason, ...] = ()
    terms: Terms | None = None

    @property
    def membership_class(self) -> str:
        return self.terms.membership_class if self.terms else ""

    @property
    def sub_kind(self) -> str:
        return self.terms.sub_kind if self.terms else ""


# The first class whose terms name a body's kind is the one it is offered.
CLASSES = ("full", "associate", "affiliate", "supporter")
ASK_US = Reason(Code.ASK_US)
ORGANISATIONS = frozenset({"company", "ngo", "cooperative"})
GROUP_KINDS = {Standing.MINORITY: "minority_group", Standing.OPPOSITION: "opposition_group"}
_SOUNDS_LIKE_A_COUNCIL = re.compile(
    r"\b(council|borough|county|district|city of|cyngor|combined authority|town hall)\b", re.I
)


def eligibility(body: Body, terms: Iterable[Terms], on: date) -> Eligibility:
    """The answer for a body on a day. What rules it out comes first, then what must be asked,
    then the terms in force."""
    in_force = [each for each in terms if each.period.holds(on)]
    found = _not_in_being(body, on) or _belongs_already(body)
    if found is None and body.kind == "parish":
        found = _parish(body)
    if found is None and body.kind == "party_group":
        found = _group(body, on)
    return found or _by_the_terms(body, in_force, on)


def sounds_like_a_council(name: str) -> bool:
    return bool(_SOUNDS_LIKE_A_COUNCIL.search(name))


def _not_in_being(body: Body, on: date) -> Eligibility | None:
    if body.last_day is not None and body.last_day < on:
        successors = {"successors": body.successors}
        return Eligibility(
            Answer.MAY_NOT_JOIN,
            (Reason(Code.ABOLISHED, {"last_day": body.last_day, **successors}),),
            (Reason(Code.SUCCESSOR_MAY_JOIN, successors) if body.successors else ASK_US,),
        )
    if body.begins_on is not None and body.begins_on > on:
        return Eligibility(
            Answer.A_PERSON_DECIDES,
            (Reason(Code.NOT_YET_IN_BEING, {"begins_on": body.begins_on}),),
            (ASK_US,),
        )
    return None


def _belongs_already(body: Body) -> Eligibility | None:
    if not body.holds_class:
        return None
    reason = Reason(Code.BELONGS_ALREADY, {"membership_class": body.holds_class})
    return Eligibility(Answer.BELONGS_ALREADY, (reason,))


def _parish(body: Body) -> Eligibility | None:
    """A parish is an area: only its council can join, and an area may have none."""
    if body.has_council is None:
        return Eligibility(
            Answer.TELL_US_MORE,
            (Reason(Code.PARISH_COUNCIL_UNKNOWN),),
            (Reason(Code.TELL_US_WHETHER_COUNCIL),),
        )
    if not body.has_council:
        council = Reason(Code.COUNCIL_MAY_JOIN, {"council": body.council})
        return Eligibility(
            Answer.MAY_NOT_JOIN,
            (Reason(Code.PARISH_WITHOUT_COUNCIL),),
            (*([council] if body.council else []), Reason(Code.BECOME_A_SUPPORTER)),
        )
    return None


def _group(body: Body, on: date) -> Eligibility | None:
    """Groups that cannot bring their council in; one that has control brings the council itself."""
    values = {"council": body.council}
    if body.council_last_day is not None and body.council_last_day < on:
        return Eligibility(
            Answer.MAY_NOT_JOIN,
            (Reason(Code.COUNCIL_ABOLISHED, {**values, "last_day": body.council_last_day}),),
            (ASK_US,),
        )
    if body.standing is Standing.UNKNOWN:
        return Eligibility(
            Answer.TELL_US_MORE,
            (Reason(Code.STANDING_UNKNOWN, values),),
            (Reason(Code.TELL_US_STANDING),),
        )
    if body.council_belongs:
        return Eligibility(
            Answer.A_PERSON_DECIDES, (Reason(Code.COUNCIL_BELONGS_ALREADY, values),), (ASK_US,)
        )
    if body.standing is Standing.CONTROL:
        return Eligibility(
            Answer.MAY_NOT_JOIN,
            (Reason(Code.GROUP_HAS_CONTROL, values),),
            (Reason(Code.COUNCIL_MAY_JOIN, values),),
        )
    return None


def _by_the_terms(body: Body, in_force: list[Terms], on: date) -> Eligibility:
    kind = GROUP_KINDS.get(body.standing, body.kind) if body.kind == "party_group" else body.kind
    fitting = [terms for terms in in_force if kind in terms.kinds]
    found = min(fitting, key=lambda terms: CLASSES.index(terms.membership_class), default=None)
    if found is None:
        return Eligibility(
            Answer.A_PERSON_DECIDES, (Reason(Code.RULES_ARE_SILENT, {"kind": kind}),), (ASK_US,)
        )
    named = Reason(
        Code.NAMED_IN_THE_TERMS,
        {
            "kind": kind,
            "membership_class": found.membership_class,
            "sub_kind": found.sub_kind,
            "source": found.source,
        },
    )
    return Eligibility(
        Answer.MAY_JOIN,
        (named, *_remarks(body, on)),
        (Reason(Code.BECOME_A_SUPPORTER),) if body.kind in ORGANISATIONS else (),
        found,
    )


def _remarks(body: Body, on: date) -> list[Reason]:
    """What a body that may join should know."""
    remarks = []
    council = {"council": body.council}
    if body.last_day is not None and body.last_day >= on:
        remarks.append(
            Reason(Code.WILL_DISSOLVE, {"last_day": body.last_day, "successors": body.successors})
        )
    if body.kind == "party_group" and body.standing is Standing.MINORITY:
        remarks.append(Reason(Code.GROUP_RUNS_A_MINORITY, council))
    if body.kind == "party_group" and body.standing is Standing.OPPOSITION:
        remarks.append(Reason(Code.GROUP_IN_OPPOSITION, council))
    if body.kind in ORGANISATIONS and sounds_like_a_council(body.name):
        remarks.append(Reason(Code.NOT_A_COUNCIL, {"name": body.name}))
    if body.kind == "person":
        remarks.append(Reason(Code.NAMED_ONLY_WITH_CONSENT))
    return remarks
