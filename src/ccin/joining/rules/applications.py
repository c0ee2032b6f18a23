"""What an application must state before it is sent, and which figures are asked about twice."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

TEN_TIMES = 10
_LEGAL_FORM = re.compile(r"\b(limited|ltd|plc|llp|cic|cio)$")


class Lack(StrEnum):
    """What stands in the way of sending; the sentences are in `reasons`."""

    FIELD_EMPTY = auto()
    FIGURE_UNLIKELY = auto()
    PRINCIPLE_UNANSWERED = auto()
    SENTENCE_MISSING = auto()
    ROLE_UNNAMED = auto()
    MAIN_CONTACT_UNKNOWN = auto()
    UNFINISHED = auto()


@dataclass(frozen=True, slots=True)
class Missing:
    step: str
    lack: Lack
    about: str = ""  # the field, the role or the principle


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who will represent the body."""

    role: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """How far the applicant has come with a principle; 0 says not yet, and needs no sentence."""

    principle: str
    score: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """An application as it stands, in plain values."""

    values: Mapping[str, object] = field(default_factory=dict)
    people: Sequence[Named] = ()
    answers: Sequence[Scored] = ()
    principles: Sequence[str] = ()  # of the Statement in force
    roles: Sequence[str] = ()  # that must be named
    known: Mapping[str, int] = field(default_factory=dict)  # the register's figures
    unfinished: Collection[str] = ()  # steps with something typed that cannot be used yet


# What each step must state. The minutes themselves may follow: some are published weeks later.
REQUIRED: dict[str, tuple[str, ...]] = {
    "body": ("name",),
    "you": ("applicant_name", "applicant_job_title"),
    "group": ("standing", "intention"),
    "decision": ("decision_on", "decision_by", "decision_reference"),
    "figures": ("population", "budget"),
    "work": ("work", "why"),
    "support": ("applicant_name", "why"),
    "principles": (),
    "people": (),
}
ROLES_TO_NAME: dict[str, tuple[str, ...]] = {
    "full": ("leader", "lead_officer", "finance_contact"),
    "associate": ("representative",),
    "affiliate": ("representative",),
    "supporter": (),
}
ROLES_OFFERED: dict[str, tuple[str, ...]] = {
    "full": ("leader", "lead_officer", "policy_officer", "finance_contact"),
    "associate": ("representative", "lead_officer", "finance_contact"),
    "affiliate": ("representative", "finance_contact"),
    "supporter": (),
}
GROUP_ROLES = ("group_leader", "finance_contact")
GROUP_ROLES_TO_NAME = ("group_leader",)
GROUPS = frozenset({"minority_group", "opposition_group", "group"})


def roles_to_name(membership_class: str, sub_kind: str) -> tuple[str, ...]:
    return GROUP_ROLES_TO_NAME if sub_kind in GROUPS else ROLES_TO_NAME[membership_class]


def roles_offered(membership_class: str, sub_kind: str) -> tuple[str, ...]:
    return GROUP_ROLES if sub_kind in GROUPS else ROLES_OFFERED[membership_class]


def missing(stated: Stated, steps: Sequence[str]) -> list[Missing]:
    """All that stands in the way of sending, in the order of the steps."""
    found = []
    for step in steps:
        if step in stated.unfinished:
            found.append(Missing(step, Lack.UNFINISHED))
        found += [
            Missing(step, Lack.FIELD_EMPTY, name)
            for name in REQUIRED[step]
            if stated.values.get(name) in (None, "")
        ]
        if step == "figures":
            found += _unlikely_figures(stated)
        if step == "principles":
            found += _unanswered(stated)
        if step == "people":
            found += _unnamed(stated)
    return found


def is_unlikely(stated: int | None, known: int | None) -> bool:
    """Ten times the register's figure or more, or a tenth of it or less: a slip of a digit, or of
    thousands for pounds. Asked about, never refused."""
    if stated is None or not known:
        return False
    return stated >= known * TEN_TIMES or stated * TEN_TIMES <= known


def body_key(kind: str, *, number: object = "", name: str = "") -> str:
    """The one name of a body, so that it has one open application; a legal form, capitals, accents
    and punctuation make no other body."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = " ".join(re.sub(r"[^\w\s]", "", plain.encode("ascii", "ignore").decode()).split())
    words = _LEGAL_FORM.sub("", words).strip() or name.strip().casefold()
    return ":".join(str(part) for part in (kind, number, words) if part != "")[:250]


def _unlikely_figures(stated: Stated) -> list[Missing]:
    if str(stated.values.get("figures_note") or "").strip():
        return []
    found = []
    for name, known in stated.known.items():
        value = stated.values.get(name)
        if isinstance(value, int) and is_unlikely(value, known):
            found.append(Missing("figures", Lack.FIGURE_UNLIKELY, name))
    return found


def _unanswered(stated: Stated) -> list[Missing]:
    answered = {each.principle: each for each in stated.answers}
    found = []
    for principle in stated.principles:
        answer = answered.get(principle)
        if answer is None:
            found.append(Missing("principles", Lack.PRINCIPLE_UNANSWERED, principle))
        elif answer.score and not answer.sentence.strip():
            found.append(Missing("principles", Lack.SENTENCE_MISSING, principle))
    return found


def _unnamed(stated: Stated) -> list[Missing]:
    named = {each.role for each in stated.people}
    found = [
        Missing("people", Lack.ROLE_UNNAMED, role) for role in stated.roles if role not in named
    ]
    if stated.people and sum(each.is_primary for each in stated.people) != 1:
        found.append(Missing("people", Lack.MAIN_CONTACT_UNKNOWN))
    return found
