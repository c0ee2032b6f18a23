"""The words of facets, and what a level of evidence means."""

from collections.abc import Collection

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FACET_WORDS = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "principle": _("Principle"),
    "council_kind": _("Kind of council"),
    "size": _("Size of council"),
    "region": _("Region"),
    "year": _("Year"),
    "evidence": _("Evidence"),
}
# The first words of each level: what stands before its colon.
EVIDENCE_WORDS = {
    "": _("Not stated"),
    "1_told": _("Told"),
    "2_counted": _("Counted"),
    "3_compared": _("Compared"),
    "4_evaluated": _("Evaluated"),
}
EVIDENCE_MEANS = {
    "": _(
        "The page does not say how anybody knows that something changed. Ask before you rely on it."
    ),
    "1_told": _(
        "People who took part say that it helped. Nobody counted, so ask them what they saw."
    ),
    "2_counted": _(
        "Numbers were kept. They show what happened, not that this work is the reason for it."
    ),
    "3_compared": _(
        "The numbers were held against those from before, or against places that did not do it."
    ),
    "4_evaluated": _("Somebody independent looked at it and published what they found."),
}
# What is found beside resources.
OTHER_KINDS = {
    "member": _("Member"),
    "person": _("Person"),
    "question": _("Question"),
}
_WHY = {
    "title": _("its title says %(words)s"),
    "text": _("its text says %(words)s"),
    "also": _("its theme, its place or who made it goes with %(words)s"),
    "meaning": _("it is about something similar"),
}


def why(where: str, words: Collection[str]) -> str:
    """Why something was found, in a few words."""
    return str(_WHY[where]) % {"words": quoted(words)}


def quoted(words: Collection[str]) -> str:
    """As they were typed, one after the other."""
    return gettext(", ").join(f"“{word}”" for word in words)
