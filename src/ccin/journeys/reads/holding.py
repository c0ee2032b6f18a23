"""How what is held about a person is named: parts of their page, and why something is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Part(Enum):
    """The parts of the page, in order."""

    WHO = _("Who you are, and for whom")
    WROTE = _("What you wrote and asked")
    SENT = _("What was sent to you")
    CHOICES = _("What you chose about e-mail")
    DECISIONS = _("Your votes and parts in decisions")
    SIGN_INS = _("How and when you signed in")
    WORK = _("What you looked after for others")


@dataclass(frozen=True, slots=True)
class Held:
    """`by` says how theirs is found: `person:asked_by`, `account:author`, `key:to_key` (a text that
    holds `person:7` or `account:3`) or `email:email`; one that fits is enough."""

    part: Part
    by: tuple[str, ...]
    shows: tuple[str, ...]
    where: Mapping[str, object] = field(default_factory=dict)


A_SECRET = _("lets somebody in")
OF_OTHERS = _("is about other people")
OF_A_BODY = _("is about an organisation")
OF_THE_TEXT = _("is the text itself, which is on its own page")
THE_SAME = _("says the same again")

WHO, WROTE, SENT, CHOICES = Part.WHO, Part.WROTE, Part.SENT, Part.CHOICES
DECISIONS, SIGN_INS, WORK = Part.DECISIONS, Part.SIGN_INS, Part.WORK
