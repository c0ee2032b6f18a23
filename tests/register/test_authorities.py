"""Adding an authority that the facts do not know."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.register.models import Authority, Measure
from ccin.register.operations import AuthorityDetails, MeasureDetails, add_authority
from ccin.register.reads import find_authorities
from ccin.register.states import AuthorityKind, MeasureKind
from tests.actors import EDITOR, OFFICER

pytestmark = pytest.mark.django_db

DETAILS = AuthorityDetails(
    key="wessex-cca",
    name="Wessex Combined County Authority",
    short_name="Wessex",
    kind=AuthorityKind.COMBINED_COUNTY_AUTHORITY,
    nation="England",
    region="South West",
)
MEASURE = MeasureDetails(MeasureKind.POPULATION, 1_000_000, "2024", "mid-year estimate", "ONS")


def test_an_added_authority_is_recognised_at_once() -> None:
    assert find_authorities("Wessex", on=today()) == []

    authority = add_authority(DETAILS, measures=[MEASURE], by=OFFICER)

    assert [found.authority for found in find_authorities("Wessex", on=today())] == [authority]
    assert Measure.objects.get(authority=authority).value == 1_000_000
    assert [entry.event for entry in Entry.objects.about(authority)] == ["register.authority_added"]


def test_the_same_key_is_refused_and_so_is_a_stranger() -> None:
    add_authority(DETAILS, by=OFFICER)

    with pytest.raises(Refused, match="already has an entry"):
        add_authority(DETAILS, by=OFFICER)
    with pytest.raises(PermissionDenied):
        add_authority(DETAILS, by=EDITOR)

    assert Authority.objects.filter(key="wessex-cca").count() == 1
