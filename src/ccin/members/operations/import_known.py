"""What is recorded when an import begins, and what its rows add to it one after the other."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from ccin.members.models import Identifier, Membership, Organisation, Person, Representation
from ccin.members.operations.memberships import MembershipDetails
from ccin.members.operations.organisations import OrganisationDetails
from ccin.members.states import EndReason, RepresentationEnd
from ccin.register.rules import fold

Key = tuple[object, ...]


@dataclass(slots=True)
class KnownBody:
    details: OrganisationDetails
    organisation: Organisation | None = None
    held: MembershipDetails | None = None
    ended: set[tuple[str, str, date]] = field(default_factory=set)  # by first and by last day
    standings: set[tuple[Key, str]] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)

    def holds(self, wanted: MembershipDetails) -> bool:
        return self.held is not None and (
            self.held.membership_class,
            self.held.sub_kind,
        ) == (wanted.membership_class, wanted.sub_kind)

    def close(self, held: MembershipDetails, ends_on: date) -> None:
        for day in (held.starts_on, ends_on):
            self.ended.add((held.membership_class, held.sub_kind, day))

    def has_been(self, wanted: MembershipDetails, ends_on: date | None) -> bool:
        """Whether this very period is recorded as over, so that the row says nothing new."""
        days = {ends_on, wanted.starts_on if wanted.starts_on_is_known else None}
        return any(
            (wanted.membership_class, wanted.sub_kind, day) in self.ended for day in days if day
        )


@dataclass(slots=True)
class Known:
    bodies: dict[Key, KnownBody]
    people: dict[Key, Person] = field(default_factory=dict)
    by_email: dict[str, Key] = field(default_factory=dict)
    by_name: dict[tuple[Key, str], Key] = field(default_factory=dict)

    @classmethod
    def now(cls) -> Self:
        by_pk = {
            organisation.pk: KnownBody(OrganisationDetails.of(organisation), organisation)
            for organisation in Organisation.objects.kept()
            .real()
            .select_related("authority", "parish", "principal_council")
        }
        _note_memberships(by_pk)
        for identifier in Identifier.objects.filter(organisation__in=by_pk):
            by_pk[identifier.organisation_id].identifiers.add((identifier.scheme, identifier.value))
        known = cls({body_key(body.details): body for body in by_pk.values()})
        known._note_people(by_pk)
        return known

    def person(self, name: str, email: str, body: Key) -> Key | None:
        """By e-mail address; without one, by name among those who represent the body."""
        if email:
            return self.by_email.get(email.casefold())
        return self.by_name.get((body, fold(name)))

    def note_person(self, name: str, email: str, body: Key) -> Key:
        key: Key = ("new", email.casefold() or fold(name), *(() if email else body))
        if email:
            self.by_email[email.casefold()] = key
        self.by_name[(body, fold(name))] = key
        return key

    def _note_people(self, by_pk: dict[int, KnownBody]) -> None:
        for person in Person.objects.kept():
            key: Key = ("known", person.pk)
            self.people[key] = person
            if person.email:
                self.by_email[person.email.casefold()] = key
        standing = Representation.objects.filter(organisation__in=by_pk, person__erased_on=None)
        for one in standing.exclude(end_reason=RepresentationEnd.CORRECTED):
            body = by_pk[one.organisation_id]
            key = ("known", one.person_id)
            if key not in self.people:
                continue
            self.by_name[(body_key(body.details), fold(self.people[key].name))] = key
            body.standings.add((key, one.role))


def body_key(details: OrganisationDetails) -> Key:
    """An authority or a parish is itself; any other body goes by kind, name and, for a group, its
    council."""
    if details.authority is not None:
        return ("authority", details.authority.pk)
    if details.parish is not None:
        return ("parish", details.parish.pk)
    council = details.principal_council
    return (details.kind, fold(details.name), council.pk if council else None)


def _note_memberships(by_pk: dict[int, KnownBody]) -> None:
    recorded = Membership.objects.filter(organisation__in=by_pk)
    for membership in recorded.exclude(end_reason=EndReason.CORRECTED):
        body = by_pk[membership.organisation_id]
        details = MembershipDetails(
            membership.membership_class, membership.starts_on, membership.sub_kind
        )
        if membership.ends_on is None:
            body.held = details
        else:
            body.close(details, membership.ends_on)
