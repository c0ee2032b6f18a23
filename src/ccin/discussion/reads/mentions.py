"""Which people a text names, among those who may read it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from ccin.access.actor import Actor
from ccin.discussion.models import Group
from ccin.discussion.reads.directory import listed_people, may_look
from ccin.discussion.reads.groups import readers
from ccin.discussion.rules.mentions import Known, Named, folded, possible_names, who_is_named
from ccin.kernel.clock import today
from ccin.members.models import Person, Representation


def named_in(words: str, group: Group) -> Named:
    """In constant queries, and none where nothing follows an @."""
    if names := possible_names(words):
        return who_is_named(words, _known(bearing(names, readers(group))))
    return Named()


def not_told(words: str, group: Group, actor: Actor) -> list[str]:
    """Names in it of people whom the writer knows from the directory, and who are not told since
    they cannot read the group. Nothing is said of anybody else, not even that they exist."""
    names = possible_names(words)
    if not names or not may_look(actor):
        return []
    told = bearing(names, readers(group))
    known = bearing(names, listed_people())
    heard = {folded(each.name) for each in told}
    unheard = who_is_named(
        words, [Known(each.pk, each.name) for each in known if folded(each.name) not in heard]
    )
    missed = {each.name for each in known if each.pk in unheard.keys} | unheard.unclear
    return sorted(missed - {actor.name})


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
