"""What waits for those who moderate a group, and who may be taken in."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccin.access.actor import Actor
from ccin.discussion.models import Group, Report, Wish
from ccin.discussion.reads.groups import in_the_network
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person, Representation

MOST_WORDS = 6
OFFERED = 20


def reports_in(group: Group) -> QuerySet[Report]:
    found = Report.objects.filter(topic__group=group, settled_at=None)
    return found.select_related("topic", "post__author", "topic__asked_by")


def wishes_for(group: Group) -> QuerySet[Wish]:
    return group.wishes.waiting().select_related("person", "organisation")


def to_take_in(group: Group, words: str) -> list[Person]:
    """People of the network whose name or organisation fits and who do not belong, each with what
    they are: at most so many."""
    members = Organisation.objects.members_on(today()).values("pk")
    standing = Representation.objects.current_on(today()).filter(organisation__in=members)
    found = in_the_network(Person.objects.kept()).exclude(
        pk__in=group.belongings.filter(left_at=None).values("person")
    )
    if group.fictional:
        found = found.filter(fictional=True)
    for word in words.split()[:MOST_WORDS]:
        here = standing.filter(person=OuterRef("pk"), organisation__name__icontains=word)
        found = found.filter(Q(name__icontains=word) | Exists(here))
    return list(found.order_by("name", "pk")[:OFFERED])


def is_own(report: Report, actor: Actor) -> bool:
    """Whether what was reported is this actor's own: then others decide."""
    author = report.post.author_id if report.post else report.topic.asked_by_id
    return author is not None and author == actor.person
