"""Adding an authority that the facts do not know yet."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.register.models import Authority, Measure
from ccin.register.operations.facts import renew_edition


@dataclass(frozen=True, slots=True)
class AuthorityDetails:
    key: str
    name: str
    short_name: str
    kind: str
    nation: str
    region: str = ""
    parent: Authority | None = None
    valid_from: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDetails:
    kind: str
    value: int
    year: str
    definition: str
    source: str


@transaction.atomic
def add_authority(
    details: AuthorityDetails,
    *,
    measures: Sequence[MeasureDetails] = (),
    fictional: bool = False,
    by: Actor,
) -> Authority:
    """Reloading the facts leaves it alone, for its key is in none of them."""
    renew_edition()
    by.must(Permission.REGISTER_CHANGE)
    if Authority.objects.filter(key=details.key).exists():
        raise Refused(
            _("The register already has an entry with the key “%(key)s”. Choose another key.")
            % {"key": details.key}
        )
    values = {field.name: getattr(details, field.name) for field in fields(details)}
    authority = Authority.objects.create(**values, fictional=fictional)
    Measure.objects.bulk_create(
        Measure(
            authority=authority,
            **{field.name: getattr(measure, field.name) for field in fields(measure)},
        )
        for measure in measures
    )
    record(by, "register.authority_added", authority, name=authority.name, kind=authority.kind)
    return authority
