"""What staff may not write into the register, and what is no change at all."""

from datetime import date

import pytest

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.register.models import Authority, AuthorityName, ChangeEvent
from ccin.register.operations import Correction, add_name, correct_authority, record_change
from ccin.register.operations.keeping import ChangeDetails
from ccin.register.states import ChangeKind, NameKind
from tests.actors import STAND_IN
from tests.factories import AuthorityFactory, ChangeEventFactory

pytestmark = pytest.mark.django_db

UNION = ChangeDetails("Two become one", ChangeKind.REORGANISATION, date(2027, 4, 1), "", "An order")


def test_a_correction_that_changes_nothing_is_not_recorded() -> None:
    authority = AuthorityFactory()
    same = Correction(authority.name, authority.short_name)

    correct_authority(authority, same, version=1, by=STAND_IN)

    assert Authority.objects.get().version == 1
    assert not Entry.objects.exists()


def test_an_authority_cannot_end_before_it_begins() -> None:
    wrong = Correction("A", "A", valid_from=date(2027, 4, 1), valid_to=date(2026, 4, 1))

    with pytest.raises(Refused, match="before its first"):
        correct_authority(AuthorityFactory(), wrong, version=1, by=STAND_IN)


def test_a_name_is_recorded_once() -> None:
    authority = AuthorityFactory()
    welsh = AuthorityName(kind=NameKind.WELSH, text="Tŷ’r Onnen", source="The council")
    add_name(authority, welsh, by=STAND_IN)

    again = AuthorityName(kind=NameKind.WELSH, text="Tŷ’r Onnen", source="The council")
    with pytest.raises(Refused, match="recorded already"):
        add_name(authority, again, by=STAND_IN)


def test_a_change_that_makes_no_sense_is_refused_and_leaves_nothing() -> None:
    old, new = AuthorityFactory(valid_from=date(2028, 4, 1)), AuthorityFactory()

    with pytest.raises(Refused, match="begins only on 1 April 2028"):
        record_change(UNION, [(old, new)], by=STAND_IN)
    with pytest.raises(Refused, match="at least one predecessor"):
        record_change(UNION, [], by=STAND_IN)

    assert not ChangeEvent.objects.exists()


def test_a_change_is_recorded_once() -> None:
    ChangeEventFactory(title=UNION.title)

    with pytest.raises(Refused, match="already"):
        record_change(UNION, [(AuthorityFactory(), AuthorityFactory())], by=STAND_IN)
