"""Why somebody is asked, in words: for them, and for whoever asks."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def in_words(reason: Sequence[str], organisation: str) -> str:
    """After "because": the values of a code in a sentence."""
    code, *values = reason
    words = {"organisation": organisation, "value": values[0] if values else ""}
    return {
        "contact": _("“%(value)s” names them as the person to ask"),
        "answered": _("they answered “%(value)s”"),
        "uses": _("they are the contact for how %(organisation)s uses “%(value)s”"),
        "published": _("%(organisation)s published “%(value)s”"),
        "adopted": _("%(organisation)s uses “%(value)s”"),
        "offers": _("%(organisation)s says it can help with %(value)s"),
        "suggested": _("%(value)s named them as somebody who may know"),
    }.get(code, _("they may know")) % words


def to_them(reason: Sequence[str], organisation: str) -> str:
    """The same, said to the person who is asked."""
    code, *values = reason
    words = {"organisation": organisation, "value": values[0] if values else ""}
    return {
        "contact": _("“%(value)s” names you as the person to ask"),
        "answered": _("you answered “%(value)s”"),
        "uses": _("you are the contact for how %(organisation)s uses “%(value)s”"),
        "suggested": _("%(value)s named you as somebody who may know"),
    }.get(code, "") % words or in_words(reason, organisation)


def because(reasons: Sequence[Sequence[str]], organisation: str, *, you: bool) -> list[str]:
    say = to_them if you else in_words
    return [say(reason, organisation) for reason in reasons if reason]
