"""A group from its making to its closing, and who comes to belong to it: by joining, by asking, by
being taken in, by their post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Belonging, Group
from ccin.discussion.notices import belonging as notices
from ccin.discussion.operations.topics import reason_of, refuse_too_long
from ccin.discussion.reads.groups import (
    acting_in,
    audience_of,
    in_the_network,
    moderators_of,
)
from ccin.discussion.rules.asking import cleaned, one_line
from ccin.discussion.states import GROUP, GroupKind, GroupReach, GroupState, HowToJoin, WishState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Organisation, Person, Representation
from ccin.members.states import RepresentationRole
from ccin.outbox.operations.telling import narrow_notices

LONGEST_NAME = 120
TAKEN = frozenset({"new", "topics"})  # by addresses beside those of groups
WIDER = (GroupReach.GROUP, GroupReach.MEMBERS, GroupReach.PUBLIC)


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a group is and how people come into it."""

    name: str
    kind: str = GroupKind.THEME
    about: str = ""
    reach: str = GroupReach.MEMBERS
    how_to_join: str = HowToJoin.OPEN
    roles: Sequence[str] = ()
    places: int | None = None
    wishes_close_on: date | None = None
    source: str = ""


@transaction.atomic
def make_group(details: GroupDetails, *, fictional: bool = False, by: Actor) -> Group:
    """Nothing in it is public unless that is chosen. Moderators are named afterwards."""
    by.must(Permission.GROUP_CHANGE)
    found = _checked(details)
    slug = slugify(str(found["name"]))[:80]
    if not slug:
        raise Refused(_("Give the group a name with letters or numbers in it."))
    if slug in TAKEN or Group.objects.filter(slug=slug).exists():
        raise Refused(_("There is a group of this name already. Choose another name."))
    group = Group.objects.create(slug=slug, fictional=fictional, **found)
    record(by, "discussion.group_made", group)
    return group


@transaction.atomic
def change_group(group: Group, details: GroupDetails, *, version: int, by: Actor) -> None:
    """Its address stays. Who may read it grows no wider once somebody has written in it: they
    wrote for a smaller circle. Where it grows smaller, what waits to be told is for those alone."""
    lock_group(group)
    by.must(GROUP.move("change", state=group.state).needs)
    found = _checked(details)
    if group.version != version:
        raise Stale(sent={"name": details.name, "about": details.about})
    wider = WIDER.index(GroupReach(details.reach)) > WIDER.index(GroupReach(group.reach))
    if wider and group.topics.exists():
        raise Refused(
            _(
                "People have written in this group for those who could read it then. Make a new "
                "group for a wider circle."
            )
        )
    if any(getattr(group, name) != value for name, value in found.items()):
        changed = sorted(name for name, value in found.items() if getattr(group, name) != value)
        for name in changed:
            setattr(group, name, found[name])
        group.version += 1
        group.save(update_fields=[*changed, "version"])
        record(by, "discussion.group_changed", group, fields=changed)
        if "reach" in changed and not wider:
            narrow_notices(group.section, audience_of(group))


@transaction.atomic
def close_group(group: Group, *, by: Actor) -> None:
    """It can be read as before; nobody writes in it or joins it."""
    _move(group, "close", by=by)
    record(by, "discussion.group_closed", group)


@transaction.atomic
def open_group(group: Group, *, by: Actor) -> None:
    _move(group, "open", by=by)
    record(by, "discussion.group_opened", group)


@transaction.atomic
def join_group(group: Group, *, by: Actor) -> Belonging:
    """Whoever may read an open group joins it; who belongs already, belongs as before."""
    lock_open(group)
    person = person_who_joins(by)
    if not Group.objects.readable_by(by).filter(pk=group.pk).exists():
        raise PermissionDenied(Permission.GROUP_JOIN)
    if present := _present(group, person):
        return present
    if group.how_to_join != HowToJoin.OPEN:
        raise Refused(_("People do not join this group by themselves: a moderator takes them in."))
    if was_taken_out(group, person):
        raise Refused(_("A moderator took you out of this group. Ask to be taken in again."))
    made = belong(group, person)
    record(by, "discussion.group_joined", group, concerning=[person])
    return made


@transaction.atomic
def leave_group(group: Group, *, by: Actor) -> None:
    """At once and for good: nobody is taken in again by their post."""
    lock_group(group)
    belonging = group.belongings.filter(left_at=None, person=by.person or 0).first()
    if belonging is None:
        raise Refused(_("You do not belong to this group."))
    _keep_a_moderator(belonging)
    belonging.left_at = timezone.now()
    belonging.save(update_fields=["left_at"])
    record(by, "discussion.group_left", group, concerning=[belonging.person])


@transaction.atomic
def take_in(group: Group, person: Person, *, by: Actor) -> Belonging:
    """A moderator takes somebody in, who is told and may leave at any time."""
    lock_open(group)
    acting_in(group, by).must(Permission.GROUP_MODERATE)
    if present := _present(group, person):
        return present
    made = belong(group, person)
    record(by, "discussion.taken_in", group, concerning=[person])
    notices.taken_in(group, person)
    return made


@transaction.atomic
def take_out(belonging: Belonging, because: str, *, by: Actor) -> None:
    """With a reason, which the person is told."""
    reason = reason_of(because)
    _lock_belonging(belonging, by=by)
    if belonging.person_id == by.person:
        raise Refused(_("Leave the group instead of taking yourself out of it."))
    _keep_a_moderator(belonging)
    belonging.left_at, belonging.removed_because = timezone.now(), reason
    belonging.save(update_fields=["left_at", "removed_because"])
    record(by, "discussion.taken_out", belonging.group, concerning=[belonging.person])
    notices.taken_out(belonging)


@transaction.atomic
def make_moderator(belonging: Belonging, *, by: Actor) -> None:
    _lock_belonging(belonging, by=by)
    if belonging.is_moderator:
        return
    belonging.is_moderator = True
    belonging.save(update_fields=["is_moderator"])
    record(by, "discussion.moderator_made", belonging.group, concerning=[belonging.person])
    notices.moderator_made(belonging)


@transaction.atomic
def end_moderating(belonging: Belonging, *, by: Actor) -> None:
    """They go on belonging; another moderator remains."""
    _lock_belonging(belonging, by=by)
    if not belonging.is_moderator:
        return
    _keep_a_moderator(belonging)
    belonging.is_moderator = False
    belonging.save(update_fields=["is_moderator"])
    record(by, "discussion.moderator_ended", belonging.group, concerning=[belonging.person])


@transaction.atomic
def welcome_by_post(group: Group, *, by: Actor) -> int:
    """Take in whoever holds one of the group's roles in a member and never belonged to it; says
    how many. Who left, or was taken out, is not taken in again."""
    lock_group(group)
    acting_in(group, by).must(Permission.GROUP_MODERATE)
    if group.state != GroupState.OPEN or not group.roles:
        return 0
    people = list(due_by_post(group))
    if group.places is not None:
        free = group.places - group.belongings.in_force_on(today()).count()
        people = people[: max(free, 0)]
    now = timezone.now()
    Belonging.objects.bulk_create(
        (Belonging(group=group, person=one, by_post=True, joined_at=now) for one in people),
        batch_size=500,
    )
    group.wishes.waiting().filter(person__in=people).update(state=WishState.ACCEPTED)
    if people:
        record(by, "discussion.welcomed_by_post", group, concerning=people)
    return len(people)


def due_by_post(group: Group) -> QuerySet[Person]:
    members = Organisation.objects.members_on(today())
    if group.fictional:  # an invented group never takes in people who are real
        members = members.filter(fictional=True)
    standing = Representation.objects.current_on(today()).filter(
        organisation__in=members, role__in=group.roles
    )
    return (
        Person.objects.kept()
        .filter(pk__in=standing.values("person"))
        .exclude(pk__in=group.belongings.values("person"))
        .order_by("pk")
    )


def lock_group(group: Group) -> None:
    group.refresh_from_db(from_queryset=Group.objects.select_for_update())


def lock_open(group: Group) -> None:
    lock_group(group)
    if group.state != GroupState.OPEN:
        raise MoveNotAllowed(f"group that is {group.state} cannot be joined")


def person_who_joins(by: Actor) -> Person:
    if not by.may_somewhere(Permission.GROUP_JOIN):
        raise PermissionDenied(Permission.GROUP_JOIN)
    person = Person.objects.kept().filter(pk=by.person or 0).first()
    if person is None:
        raise Refused(_("A group is joined by a person: your account does not name one yet."))
    return person


def was_taken_out(group: Group, person: Person) -> bool:
    last = group.belongings.filter(person=person).exclude(left_at=None).order_by("-left_at").first()
    return last is not None and last.removed_because != ""


def belong(group: Group, person: Person) -> Belonging:
    """Part of an operation that has locked the group and permitted; a wish for it is granted."""
    if not in_the_network(Person.objects.kept()).filter(pk=person.pk).exists():
        raise Refused(
            _("Only people who stand for a member, or sit in a body of the network, belong to it.")
        )
    taken = group.belongings.in_force_on(today()).count() if group.places is not None else 0
    if group.places is not None and taken >= group.places:
        raise Refused(_("Every place in this group is taken."))
    group.wishes.waiting().filter(person=person).update(state=WishState.ACCEPTED)
    return Belonging.objects.create(group=group, person=person, joined_at=timezone.now())


def _present(group: Group, person: Person) -> Belonging | None:
    return group.belongings.filter(left_at=None, person=person).first()


def _lock_belonging(belonging: Belonging, *, by: Actor) -> None:
    """The group's row is locked first, as everywhere: of two who leave, one stays moderator."""
    lock_group(belonging.group)
    belonging.refresh_from_db(from_queryset=Belonging.objects.select_for_update())
    acting_in(belonging.group, by).must(Permission.GROUP_MODERATE)
    if belonging.left_at is not None:
        raise MoveNotAllowed("belonging that has ended cannot change")


def _keep_a_moderator(belonging: Belonging) -> None:
    """A group that has moderators keeps one of them as long as anybody belongs to it."""
    if not belonging.is_moderator:
        return
    group = belonging.group
    if moderators_of(group, but=[belonging.person_id]).exists():
        return
    if group.belongings.in_force_on(today()).exclude(pk=belonging.pk).exists():
        raise Refused(_("The group needs a moderator. Make somebody else a moderator first."))


def _checked(details: GroupDetails) -> dict[str, object]:
    name, about = one_line(details.name), cleaned(details.about)
    if not name or len(name) > LONGEST_NAME:
        raise Refused(_("Give the group a name of 120 characters or fewer."))
    refuse_too_long(about)
    unknown = set(details.roles) - set(RepresentationRole.values)
    if unknown:
        raise Refused(_("Choose roles that people hold for their organisation."))
    if details.places is not None and details.places < 1:
        raise Refused(_("Leave the places empty, or enter a number from 1 on."))
    return {
        "name": name,
        "kind": GroupKind(details.kind),
        "about": about,
        "reach": GroupReach(details.reach),
        "how_to_join": HowToJoin(details.how_to_join),
        "roles": sorted(details.roles),
        "places": details.places,
        "wishes_close_on": details.wishes_close_on,
        "source": one_line(details.source)[:300],
    }


def _move(group: Group, name: str, *, by: Actor) -> None:
    lock_group(group)
    move = GROUP.move(name, state=group.state)
    by.must(move.needs)
    group.state = GroupState(move.target)
    group.version += 1
    group.save(update_fields=["state", "version"])
