"""What people chose to get."""

from collections.abc import Collection, Iterable

from ccin.outbox.models import Choice
from ccin.outbox.rules.sections import Section
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
