"""What people chose to get."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from ccin.outbox import sections as known
from ccin.outbox.models import Choice, Notice
from ccin.outbox.rules.sections import DIGEST, Section
from ccin.outbox.states import ChoiceHow


def how_of(to_keys: Iterable[str], section: Section | str) -> dict[str, ChoiceHow]:
    """What each of these chose for a section (`digest`: how often); who chose nothing is not in
    it. One query."""
    key = section.key if isinstance(section, Section) else section
    return {to_key: how for (to_key, _section), how in choices_of(to_keys, [key]).items()}


def choices_of(
    to_keys: Iterable[str], sections: Collection[str] = ()
) -> dict[tuple[str, str], ChoiceHow]:
    """What each chose, by key and section; of all sections where none is named."""
    made = Choice.objects.filter(to_key__in=set(to_keys)).order_by()
    if sections:
        made = made.filter(section__in=[each for each in sections if each])
    found = made.values_list("to_key", "section", "how")
    return {(to_key, section): ChoiceHow(how) for to_key, section, how in found}


def titles_of(keys: Collection[str]) -> dict[str, str]:
    """What sections and conversations are called: those of everybody by their name, a group or a
    body as it was called last, a conversation by its title. Two queries at most."""
    titles = {each.key: each.title for each in known.of_everybody()}
    titles[DIGEST] = _("your digest of the network")
    asked = [key for key in keys if key not in titles]
    if asked:
        spoken = Notice.objects.filter(thread__in=asked)
        # Not what one of its people was told of their own words.
        by_thread = spoken.exclude(about__startswith="title:").order_by("pk")
        titles |= dict(by_thread.values_list("thread", "title"))
        by_section = Notice.objects.filter(section__in=asked).order_by("pk")
        titles |= dict(by_section.values_list("section", "section_title"))
    return {key: titles[key] for key in keys if key in titles}
