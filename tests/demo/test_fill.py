"""The demonstration: the brochure's members are counted, and what is invented never is."""

import pytest

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.demo.fill import fill, who_can_sign_in
from ccin.demo.people import BODIES, STAFF
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Person
from ccin.members.reads.figures import figures
from ccin.project.beginning import lay_foundations
from ccin.website.models import NewsPage

pytestmark = pytest.mark.django_db

BY = Actor.command("test")


@pytest.fixture
def filled() -> None:
    lay_foundations(by=BY, tell=lambda _: None)
    fill(by=BY, tell=lambda _: None)


def test_the_network_is_as_its_brochure_describes_it(filled) -> None:
    found = figures(today())

    counts = (found.full, found.associate, found.affiliate, found.supporters)
    assert [figure.value for figure in counts] == [32, 19, 33, 14]


def test_everything_invented_says_so(filled) -> None:
    invented = Organisation.objects.filter(name__in=[body.name for body in BODIES])

    assert invented.count() == len(BODIES)
    assert not invented.filter(fictional=False).exists()
    assert not Person.objects.filter(fictional=False).exists()
    assert not Account.objects.filter(fictional=False).exists()
    assert not NewsPage.objects.filter(demonstration=False).exists()
    assert not Person.objects.exclude(email__endswith=".example").exists()


def test_staff_come_first_among_those_one_can_sign_in_as(filled) -> None:
    first = who_can_sign_in()[: len(STAFF)]

    assert [account.name for account in first] == [colleague.name for colleague in STAFF]


def test_filling_twice_changes_nothing(filled) -> None:
    before = Entry.objects.count()

    lay_foundations(by=BY, tell=lambda _: None)
    again = fill(by=BY, tell=lambda _: None)

    assert again is False
    assert Entry.objects.count() == before
