"""A member's page: what is known of it, since when, from where, and who is like it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from ccin.library.reads.asking import answered_by
from ccin.library.reads.lists import Shelf, shelf_of
from ccin.library.reads.travels import Exchange, exchange_of
from ccin.members.models import Membership, Organisation
from ccin.members.states import MEMBER_CLASSES, EndReason, MembershipClass, OrganisationKind
from ccin.register.models import Authority, AuthorityName, Measure, Succession
from ccin.register.states import MeasureKind
from ccin.website.reads.network import Listed, kind_name, listed_members
from ccin.website.rules import Likeness, Traits, most_alike

SHOWN_MEASURES = (
    MeasureKind.POPULATION,
    MeasureKind.BUDGET,
    MeasureKind.NET_CURRENT_EXPENDITURE,
)
ALIKE = 5
PLACES = ("authority__combined_authority", "principal_council", "parish")


@dataclass(frozen=True, slots=True)
class Neighbour:
    member: Listed
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class MemberPage:
    organisation: Organisation
    current: Membership | None
    memberships: list[Membership]  # the latest first
    identifiers: list[tuple[str, str]]
    measures: list[Measure]
    other_names: list[AuthorityName]
    successions: list[Succession]  # those that end it, or brought it into being
    same_council: list[Listed]
    same_combined_authority: list[Listed]
    alike: list[Neighbour]
    shelf: Shelf
    questions_answered: int
    exchange: Exchange

    @property
    def authority(self) -> Authority | None:
        return self.organisation.authority

    @property
    def place(self) -> Authority | None:
        """The authority it is, or the one around it."""
        return self.organisation.authority or self.organisation.principal_council

    @property
    def kind_name(self) -> str:
        authority = self.authority
        return kind_name(self.organisation.kind, authority.kind if authority else None)

    @property
    def where(self) -> str:
        """Region and nation, each once; outside England they are the same."""
        found = dict.fromkeys([self.organisation.region, self.organisation.nation])
        return ", ".join(name for name in found if name)

    @property
    def since(self) -> Membership | None:
        """The membership with which its time in the network began, if it went on without a gap."""
        if self.current is None:
            return None
        first = self.current
        for held in self.memberships:
            if held.ends_on and held.ends_on + timedelta(days=1) == first.starts_on:
                first = held
        return first

    @property
    def shows_logo(self) -> bool:
        return self.current is not None and self.organisation.logo_id is not None

    @property
    def ending(self) -> list[Succession]:
        place = self.place
        return [step for step in self.successions if place and step.predecessor_id == place.pk]

    @property
    def beginning(self) -> list[Succession]:
        place = self.place
        return [step for step in self.successions if place and step.successor_id == place.pk]

    @property
    def is_counted(self) -> bool:
        """Whether its residents and its budget are part of the network's figures."""
        return (
            self.organisation.kind == OrganisationKind.COUNCIL
            and not self.organisation.fictional
            and self.current is not None
            and self.current.membership_class == MembershipClass.FULL
        )


def member_page(organisation: Organisation, *, on: date) -> MemberPage | None:
    """Nothing for a body that has never been in membership: it has no public page.

    The record comes with its PLACES.
    """
    memberships = public_memberships(organisation, on=on)
    if not memberships:
        return None
    measures = _measures(organisation.authority)
    listed = listed_members(on, fictional=organisation.fictional)
    others = [one for one in listed if one.pk != organisation.pk]
    return MemberPage(
        organisation=organisation,
        current=next((held for held in memberships if holds_on(held, on)), None),
        memberships=memberships,
        identifiers=_identifiers(organisation),
        measures=measures,
        other_names=_other_names(organisation.authority),
        successions=_successions(organisation),
        same_council=[one for one in others if _shares_council(organisation, one)],
        same_combined_authority=[one for one in others if _shares_combined(organisation, one)],
        alike=_alike(organisation, measures, others),
        shelf=shelf_of(organisation),
        questions_answered=answered_by(organisation),
        exchange=exchange_of(organisation),
    )


def public_memberships(organisation: Organisation, *, on: date) -> list[Membership]:
    """Those that have begun, without those recorded in error, the latest first."""
    begun = organisation.memberships.filter(starts_on__lte=on)
    return list(begun.exclude(end_reason=EndReason.CORRECTED).order_by("-starts_on", "-pk"))


def holds_on(membership: Membership, day: date) -> bool:
    return membership.starts_on <= day and (not membership.ends_on or membership.ends_on >= day)


def _identifiers(organisation: Organisation) -> list[tuple[str, str]]:
    pairs = list(organisation.identifiers.values_list("scheme", "value"))
    if organisation.authority:
        pairs += [("GSS", code.code) for code in organisation.authority.gss_codes.all()]
    return pairs


def _measures(authority: Authority | None) -> list[Measure]:
    if authority is None:
        return []
    shown = authority.measures.of_the_latest_year().filter(kind__in=SHOWN_MEASURES)
    return sorted(shown, key=lambda measure: SHOWN_MEASURES.index(MeasureKind(measure.kind)))


def _other_names(authority: Authority | None) -> list[AuthorityName]:
    return list(authority.other_names.all()) if authority else []


def _successions(organisation: Organisation) -> list[Succession]:
    place = organisation.authority_id or organisation.principal_council_id
    if place is None:
        return []
    steps = Succession.objects.filter(Q(predecessor=place) | Q(successor=place))
    related = steps.select_related("event", "predecessor", "successor")
    return list(related.order_by("event__happens_on", "successor__name", "predecessor__name"))


def _shares_council(organisation: Organisation, other: Listed) -> bool:
    """A council and the groups, towns and parishes inside it, each on the other's page."""
    own = {organisation.authority_id, organisation.principal_council_id} - {None}
    return bool(own & {other.authority, other.principal_council})


def _shares_combined(organisation: Organisation, other: Listed) -> bool:
    authority = organisation.authority
    if authority is None:
        return False
    own = authority.combined_authority_id or authority.pk
    return own in {other.combined_authority, other.authority}


def _alike(
    organisation: Organisation, measures: list[Measure], others: list[Listed]
) -> list[Neighbour]:
    authority = organisation.authority
    people = [measure.value for measure in measures if measure.kind == MeasureKind.POPULATION]
    own = Traits(
        key=organisation.pk,
        name=organisation.name,
        kind=authority.kind if authority else organisation.kind,
        nation=organisation.nation,
        region=organisation.region,
        population=people[0] if people else None,
    )
    by_key = {one.pk: one for one in others}
    found = most_alike(
        own, (one.traits() for one in others if authority is None or one.authority), limit=ALIKE
    )
    return [Neighbour(by_key[one.traits.key], one) for one in found]


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says: that it is a member, or until when it was one."""

    name: str
    class_name: str
    fictional: bool
    until: date | None


def badge_of(organisation: Organisation, *, on: date) -> Badge | None:
    """Nothing for a body that was never a member; supporters are not members."""
    held = [
        membership
        for membership in public_memberships(organisation, on=on)
        if membership.membership_class in MEMBER_CLASSES
    ]
    if not held:
        return None
    last = held[0]
    return Badge(
        name=organisation.name,
        class_name=str(MembershipClass(last.membership_class).label),
        fictional=organisation.fictional,
        until=None if holds_on(last, on) else last.ends_on,
    )
