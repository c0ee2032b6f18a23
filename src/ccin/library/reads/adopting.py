"""Who has adopted what, who can be written to about it, and what is asked a year later."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.library.models import Adoption, Resource
from ccin.library.rules.adopting import ANSWER_WITHIN
from ccin.library.states.resources import READABLE, Visibility
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MEMBER_CLASSES, EndReason


@dataclass(frozen=True, slots=True)
class Adopter:
    """An adoption as the page of its resource shows it; `member_until` where the adopter has left
    the network: it stays shown, as of then."""

    adoption: Adoption
    member_until: date | None = None

    @property
    def organisation(self) -> Organisation:
        return self.adoption.organisation


def adopters_of(resource: Resource) -> list[Adopter]:
    """Who says that they consider, try or use it, or stopped; the latest first. One query."""
    found = resource.adoptions.standing().select_related("organisation")
    return [
        Adopter(each, member_until=_left_on(each))
        for each in found.annotate(
            is_member=is_member(OuterRef("organisation")), last_day=last_day()
        )
    ]


def is_member(organisation: OuterRef) -> Subquery:
    """Its membership of today, where it has one."""
    held = Membership.objects.held_on(today()).filter(membership_class__in=MEMBER_CLASSES)
    return Subquery(held.filter(organisation=organisation).values("pk")[:1])


def last_day() -> Subquery:
    ended = (
        Membership.objects.filter(
            organisation=OuterRef("organisation"), membership_class__in=MEMBER_CLASSES
        )
        .exclude(end_reason=EndReason.CORRECTED)
        .order_by()
        .values("organisation")
    )
    return Subquery(ended.annotate(day=Max("ends_on")).values("day"))


def _left_on(adoption: Adoption) -> date | None:
    """`is_member` and `last_day` were annotated."""
    return None if getattr(adoption, "is_member", None) else getattr(adoption, "last_day", None)


def may_adopt(actor: Actor, resource: Resource) -> bool:
    """Whether the page offers it; for whom exactly, the form asks."""
    return resource.is_readable and adopting_organisations(actor, resource).exists()


def adopting_organisations(actor: Actor, resource: Resource) -> QuerySet[Organisation]:
    """The members that this actor may record as adopters of it: not its owner, not one that is."""
    members = Organisation.objects.members_on(today())
    if not actor.may(Permission.ADOPTION_CHANGE):
        members = members.filter(pk__in=actor.organisations_where(Permission.ADOPTION_CHANGE))
    if resource.visibility == Visibility.CLASS:
        members = members.in_class(resource.visible_class, on=today())
    adopted = resource.adoptions.standing().values("organisation")
    return members.exclude(pk__in=adopted).exclude(pk=resource.owner_id or 0)


def own_adoptions(actor: Actor, resource: Resource) -> QuerySet[Adoption]:
    """Those of it that this actor may change."""
    found = resource.adoptions.standing().visible_to(actor)
    return found.select_related("organisation")


def contacts_in(organisation: Organisation) -> QuerySet[Person]:
    """Whoever stands for it today and can be written to."""
    standing = Representation.objects.current_on(today()).filter(organisation=organisation)
    people = Person.objects.kept().exclude(email="")
    return people.filter(pk__in=standing.values("person")).order_by("name", "pk")


def contacts_of_all(organisations: QuerySet[Organisation]) -> QuerySet[Person]:
    """Whoever stands for any of them today and can be written to."""
    standing = Representation.objects.current_on(today()).filter(
        organisation__in=organisations.order_by().values("pk")
    )
    people = Person.objects.kept().exclude(email="")
    return people.filter(pk__in=standing.values("person")).order_by("name", "pk")


def joined_on(organisation: Organisation) -> date | None:
    """The first day on which it was a member of any class, where that is known."""
    held = Membership.objects.filter(
        organisation=organisation, membership_class__in=MEMBER_CLASSES, starts_on_is_known=True
    ).exclude(end_reason=EndReason.CORRECTED)
    day: date | None = held.aggregate(day=Min("starts_on"))["day"]
    return day


def main_contact_of(organisation: Organisation) -> Person | None:
    standing = Representation.objects.current_on(today()).filter(
        organisation=organisation, is_primary=True
    )
    return contacts_in(organisation).filter(pk__in=standing.values("person")).first()


def is_member_today(organisation: Organisation | None) -> bool:
    if organisation is None:
        return False
    return Organisation.objects.members_on(today()).filter(pk=organisation.pk).exists()


def givers_of(resource: Resource) -> list[Person]:
    """Who is told and put in touch: the contact of the resource, then its owner's main contact.

    Only people who stand for a member today: nobody else's address is passed on.
    """
    owner = resource.owner
    if owner is None or not is_member_today(owner):
        return []
    named = contacts_in(owner).filter(pk=resource.contact_id or 0).first()
    found = [person for person in (named, main_contact_of(owner)) if person is not None]
    return list({person.pk: person for person in found}.values())


def contact_of(adoption: Adoption) -> Person | None:
    """Whom to write to at the adopter: the contact it named, or its main contact where that one
    has left; nobody once it is no member any more."""
    if not is_member_today(adoption.organisation):
        return None
    named = contacts_in(adoption.organisation).filter(pk=adoption.contact_id or 0).first()
    return named or main_contact_of(adoption.organisation)


def outcomes_due(on: date) -> QuerySet[Adoption]:
    """Those of members whose outcome is due and not told, of what can still be read."""
    members = Organisation.objects.members_on(on)
    found = Adoption.objects.outcome_due_on(on).filter(
        organisation__in=members, resource__state__in=READABLE
    )
    return found.select_related("organisation", "resource").order_by("outcome_due_on", "pk")


def waiting_for(actor: Actor) -> list[Waiting]:
    """What came of it: asked of whoever speaks for the adopter, not of staff."""
    mine = actor.organisations_where(Permission.ADOPTION_CHANGE)
    if not mine:
        return []
    return [
        Waiting(
            what=_("Say what came of “%(title)s”") % {"title": each.resource.title},
            address=each.get_outcome_url(),
            since=each.outcome_due_on or each.since,
            due_on=(each.outcome_asked_on or today()) + ANSWER_WITHIN,
        )
        for each in outcomes_due(today()).filter(organisation__in=mine)
    ]
