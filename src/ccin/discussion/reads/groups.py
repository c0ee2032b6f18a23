"""Who belongs to a group, who may moderate it and read it, and for whom its people speak."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.discussion.models import Belonging, Group
from ccin.discussion.states import GroupReach
from ccin.governance.models import Appointment
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MEMBER_CLASSES
from ccin.search.rules.entries import PUBLIC, STAFF


def in_the_network(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of them who stand for a member today, or sit in a body: who may belong to a group."""
    day = today()
    held = Membership.objects.held_on(day).filter(
        organisation=OuterRef("organisation"), membership_class__in=MEMBER_CLASSES
    )
    stands = Representation.objects.current_on(day).filter(Exists(held), person=OuterRef("pk"))
    sits = Appointment.objects.current_on(day).filter(person=OuterRef("pk"))
    return people.filter(Exists(stands) | Exists(sits))


def belonging_of(actor: Actor, group: Group) -> Belonging | None:
    """How this actor belongs to the group today, if they do."""
    if actor.person is None:
        return None
    return group.belongings.in_force_on(today()).filter(person=actor.person).first()


def may_moderate(actor: Actor, group: Group) -> bool:
    """The network's staff who moderate, and the moderators of this very group."""
    return acting_in(group, actor).may(Permission.GROUP_MODERATE)


def acting_in(group: Group, actor: Actor) -> Actor:
    """The actor with what they hold in this group, for what they do in it and nowhere else."""
    belonging = belonging_of(actor, group)
    if belonging is None:
        return actor
    return actor.holding(Role.GROUP_MODERATOR if belonging.is_moderator else Role.GROUP_MEMBER)


def readers(group: Group) -> QuerySet[Person]:
    """The people who may read what is written in the group, staff of the network aside."""
    own = group.belongings.in_force_on(today()).values("person")
    found = Person.objects.kept()
    if group.reach == GroupReach.GROUP:
        return found.filter(pk__in=own)
    wide = in_the_network(found) if group.reach == GroupReach.PUBLIC else _of_members(found)
    return found.filter(Q(pk__in=own) | Q(pk__in=wide.order_by().values("pk")))


def _of_members(people: QuerySet[Person]) -> QuerySet[Person]:
    members = Organisation.objects.members_on(today()).values("pk")
    standing = Representation.objects.current_on(today()).filter(organisation__in=members)
    return people.filter(pk__in=standing.values("person"))


def organisation_of(person: int | None) -> Organisation | None:
    """The member for which somebody speaks in a group: the one they stand for first."""
    standing = (
        Representation.objects.current_on(today())
        .filter(person=person or 0, organisation__in=Organisation.objects.members_on(today()))
        .select_related("organisation")
        .order_by("-is_primary", "starts_on", "pk")
        .first()
    )
    return standing.organisation if standing else None


def group_tokens(people: Collection[int | Person]) -> dict[int, frozenset[str]]:
    """By person, a token for each group that they belong to today; one query for all of them."""
    keys = [each.pk if isinstance(each, Person) else each for each in people]
    held: dict[int, set[str]] = defaultdict(set)
    found = Belonging.objects.in_force_on(today()).filter(person__in=keys).order_by()
    for person, group in found.values_list("person", "group"):
        held[person].add(f"group:{group}")
    return {key: frozenset(held[key]) for key in keys}


def audience_of(group: Group) -> list[str]:
    """The tokens of which a reader holds one: what a notice asks for on the day it goes."""
    if group.reach == GroupReach.PUBLIC:
        return [group.section, PUBLIC]
    if group.reach == GroupReach.MEMBERS:
        return [group.section, STAFF, *(f"class:{each}" for each in sorted(MEMBER_CLASSES))]
    return [group.section]


def moderators_of(group: Group, *, but: Iterable[int] = ()) -> QuerySet[Person]:
    """Those of the group's own moderators who may act today, by name."""
    found = group.belongings.in_force_on(today()).filter(is_moderator=True)
    return Person.objects.filter(pk__in=found.values("person")).exclude(pk__in=list(but))
