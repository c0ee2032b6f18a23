"""Adding and correcting organisations and the numbers other registers gave them."""

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Edition, Identifier, Organisation
from ccin.members.rules.classes import AUTHORITY_KINDS, MUST_BE_REGISTERED
from ccin.members.states import OrganisationKind
from ccin.register.models import Authority, Parish


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """Nation and region left empty are taken from the council in the register."""

    name: str
    kind: str
    authority: Authority | None = None
    parish: Parish | None = None
    principal_council: Authority | None = None
    nation: str = ""
    region: str = ""
    website: str = ""
    summary: str = ""
    offers: str = ""
    seeks: str = ""
    public_contact: str = ""
    notes: str = ""
    source: str = ""

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationDetails":
        """What is recorded now: the start of a form, or of a correction to one field."""
        return cls(**{field.name: getattr(organisation, field.name) for field in fields(cls)})


@transaction.atomic
def add_organisation(
    details: OrganisationDetails, *, fictional: bool = False, by: Actor
) -> Organisation:
    by.must(Permission.ORGANISATION_CHANGE)
    _check(details, fictional=fictional, other_than=0)
    organisation = Organisation(slug=_free_slug(details.name), fictional=fictional)
    _write(organisation, details)
    organisation.save()
    record(by, "members.organisation_added", organisation, name=organisation.name)
    return organisation


@transaction.atomic
def correct_organisation(
    organisation: Organisation, details: OrganisationDetails, *, version: int, by: Actor
) -> None:
    """The address of its page stays as it is, so that links to it go on working."""
    Edition.objects.stamp_anew()
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    by.must(Permission.ORGANISATION_CHANGE, organisation=organisation.pk)
    if organisation.version != version:
        raise Stale
    _check(details, fictional=organisation.fictional, other_than=organisation.pk)
    before = OrganisationDetails.of(organisation)
    _write(organisation, details)
    organisation.version += 1
    organisation.save()
    changes = _changes(before, OrganisationDetails.of(organisation))
    notes = changes.pop("notes", None)
    record(
        by,
        "members.organisation_corrected",
        organisation,
        personal={"notes": notes} if notes else None,
        changes=changes,
        fields=[*changes, *(["notes"] if notes else [])],
    )


@transaction.atomic
def add_identifier(organisation: Organisation, *, scheme: str, value: str, by: Actor) -> Identifier:
    """Schemes are those of org-id.guide: GB-COH for Companies House, GB-CHC for charities …"""
    Edition.objects.stamp_anew()
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    by.must(Permission.ORGANISATION_CHANGE, organisation=organisation.pk)
    scheme, value = scheme.strip().upper(), value.strip().upper()
    holder = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation")
    for known in holder:
        raise Refused(
            f"{known} already belongs to {known.organisation}. "
            "If both records are the same body, merge them."
        )
    identifier = Identifier.objects.create(organisation=organisation, scheme=scheme, value=value)
    record(by, "members.identifier_added", organisation, scheme=scheme, value=value)
    return identifier


@transaction.atomic
def remove_identifier(identifier: Identifier, *, by: Actor) -> None:
    Edition.objects.stamp_anew()
    organisation = Organisation.objects.select_for_update().get(pk=identifier.organisation_id)
    by.must(Permission.ORGANISATION_CHANGE, organisation=organisation.pk)
    Identifier.objects.filter(pk=identifier.pk).delete()
    record(
        by,
        "members.identifier_removed",
        organisation,
        scheme=identifier.scheme,
        value=identifier.value,
    )


def _check(details: OrganisationDetails, *, fictional: bool, other_than: int) -> None:
    _check_links(details)
    places = [details.authority, details.principal_council]
    if not fictional and any(place and place.fictional for place in places):
        raise Refused("A real organisation cannot stand for a fictional council of the demo.")
    if details.authority is None:
        return
    Authority.objects.select_for_update().get(pk=details.authority.pk)
    taken = Organisation.objects.kept().filter(authority=details.authority).exclude(pk=other_than)
    for known in taken:
        raise Refused(f"{details.authority} is already recorded as {known}. Open that record.")


def _check_links(details: OrganisationDetails) -> None:
    allowed = AUTHORITY_KINDS.get(details.kind, frozenset())
    if details.authority is None and details.kind in MUST_BE_REGISTERED:
        raise Refused(
            "Choose the authority from the register. A body that is not in the register of public "
            "authorities cannot be recorded as one."
        )
    if details.authority is not None and details.authority.kind not in allowed:
        raise Refused(
            f"{details.authority} is a {details.authority.get_kind_display()} in the register. "
            "Choose the kind of organisation that fits, or leave the authority empty."
        )
    if details.kind == OrganisationKind.PARTY_GROUP and details.principal_council is None:
        raise Refused("Choose the council that the group sits on.")


def _write(organisation: Organisation, details: OrganisationDetails) -> None:
    for field in fields(details):
        setattr(organisation, field.name, getattr(details, field.name))
    place = details.authority or details.principal_council
    if place is None and details.parish is not None:
        place = details.parish.authority
    if place is not None:
        organisation.nation = details.nation or place.nation
        organisation.region = details.region or place.region


def _changes(before: OrganisationDetails, after: OrganisationDetails) -> dict[str, list[str]]:
    """Field by field what it was and what it is, as text."""
    pairs = {
        field.name: (getattr(before, field.name), getattr(after, field.name))
        for field in fields(before)
    }
    return {
        name: [str(old or ""), str(new or "")] for name, (old, new) in pairs.items() if old != new
    }


def _free_slug(name: str) -> str:
    stem = slugify(name)[:90] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    slug = stem
    while slug in taken:
        slug = f"{stem}-{number}"
        number += 1
    return slug
