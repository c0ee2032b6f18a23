"""The sentences about writing: what is missing, how plain it is, how a file was read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHYS = {
    "empty": gettext_lazy("Nothing is written yet"),
    "few_words": gettext_lazy("Fewer than %(fewest)s words: say a little more"),
    "link_only": gettext_lazy("Only an address: say in words what is there"),
    "same_as_another": gettext_lazy("The same words as in another section"),
    "hard_to_read": gettext_lazy("Hard to read: shorten the sentences"),
    "no_summary": gettext_lazy("Say in one or two sentences what it is"),
    "no_year": gettext_lazy("Say in which year it was done"),
    "year_to_come": gettext_lazy("Its year is still to come: was it done already?"),
    "no_level": gettext_lazy("Say how it is known that something changed"),
    "no_principle": gettext_lazy("Name a principle it shows, with a sentence"),
    "no_contact": gettext_lazy("Name somebody to ring, or a team"),
    "contact_left": gettext_lazy("Its contact is not with the owner any more: name another"),
}
PLAINNESS = {
    "too_short": "",
    "plain": gettext_lazy("plain"),
    "fair": gettext_lazy("fairly plain"),
    "hard": gettext_lazy("hard to read"),
}
READ = {
    "waiting": gettext_lazy("The search will know its words in a minute or two."),
    "read": gettext_lazy("The search knows its words."),
    "in_part": gettext_lazy("It is very long: the search knows the words of its beginning."),
    "no_words": gettext_lazy(
        "It holds pictures only, no words: the search finds it by its title. Who cannot see it has "
        "nothing to read, so say in a section what it shows."
    ),
    "unreadable": gettext_lazy(
        "Its words cannot be read, so the search finds it by its title. It can still be downloaded."
    ),
}


def why_in_words(why: str, fewest: int) -> str:
    return str(WHYS[why]) % {"fewest": fewest}


def plainness_in_words(plainness: str, *, words: int, each: int) -> str:
    """One line: how many words, how long sentences are, how plain that is."""
    values = {"words": words, "each": each, "plain": PLAINNESS[plainness]}
    if not PLAINNESS[plainness]:
        return _("%(words)s words") % values
    return _("%(words)s words, %(each)s a sentence: %(plain)s") % values
