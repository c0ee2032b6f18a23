"""The sentences in which matters and votes say why not, and what to do instead."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def represents(organisation: str) -> str:
    return _("Represents %(organisation)s") % {"organisation": organisation}


def sits_for(organisation: str) -> str:
    return _("Sits in a body for %(organisation)s") % {"organisation": organisation}


def and_in_words(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return _("%(others)s and %(last)s") % {"others": ", ".join(listed[:-1]), "last": listed[-1]}


def own_interest(reason: str) -> str:
    """For whoever wants to act in a matter in which they have an interest."""
    return _(
        "You have an interest in this (%(reason)s), so you cannot take part in it. "
        "Leave it to somebody else in the body; or the clerk records a dispensation."
    ) % {"reason": reason}


def held() -> str:
    return _(
        "This is with whoever brought it, to put something right. It goes on when they have sent "
        "it again."
    )


def present_with_interest(names: Iterable[str]) -> str:
    listed = list(names)
    words = ngettext(
        "%(names)s has an interest in this and cannot be counted as present. "
        "Take them off the list; or the clerk records their dispensation first.",
        "%(names)s have an interest in this and cannot be counted as present. "
        "Take them off the list; or the clerk records their dispensations first.",
        len(listed),
    )
    return words % {"names": and_in_words(listed)}


def cannot_be_quorate(*, body: str, left: int, needed: int, interested: Iterable[str]) -> str:
    """So many have an interest, or so few sit there, that the body cannot act at all."""
    listed = list(interested)
    words = ngettext(
        "Only %(left)d person in the voting seats of %(body)s may take part in this, and "
        "%(needed)d are needed. ",
        "Only %(left)d people in the voting seats of %(body)s may take part in this, and "
        "%(needed)d are needed. ",
        left,
    ) % {"left": left, "body": body, "needed": needed}
    if not listed:
        return words + _("Fill the empty seats first.")
    return words + _(
        "An interest keeps out %(names)s. Record a dispensation for them, or fill the empty "
        "seats; where a clause delegates it, an officer may decide instead."
    ) % {"names": and_in_words(listed)}


def not_quorate(*, present: int, needed: int) -> str:
    return _(
        "The quorum is %(needed)d voting seats and only %(present)d of those present may vote. "
        "Check who was present; without a quorum the meeting could not resolve this."
    ) % {"needed": needed, "present": present}
