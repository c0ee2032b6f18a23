"""Which people a text names, among those who may read it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from ccin.discussion.models import Group
from ccin.discussion.reads.groups import readers
from ccin.discussion.rules.mentions import Known, Named, possible_names, who_is_named
from ccin.kernel.clock import today
from ccin.members.models import Person, Representation


def named_in(words: str, group: Group) -> Named:
    """In constant queries, and none where nothing follows an @."""
    if names := possible_names(words):
        return who_is_named(words, _known(bearing(names, readers(group))))
    return Named()


def bearing(names: Iterable[str], people: QuerySet[Person]) -> list[Person]:
    """Those who bear one of these names. Databases fold only plain letters alike, so that a name
    with others is looked for as it is usually written, too."""
    folded = sorted(names)
    written = [name.title() for name in folded]
    return list(
        people.alias(lowered=Lower("name"))
        .filter(Q(lowered__in=folded) | Q(name__in=written))
        .order_by("pk")
    )


def _known(people: Iterable[Person]) -> list[Known]:
    found = list(people)
    standing = Representation.objects.current_on(today()).filter(person__in=found)
    names: dict[int, list[str]] = defaultdict(list)
    for person, organisation in standing.values_list("person", "organisation__name"):
        names[person].append(organisation)
    return [Known(each.pk, each.name, tuple(names[each.pk])) for each in found]
