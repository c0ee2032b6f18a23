import pytest

from ccin.access.actor import Actor
from ccin.discussion.models import Group
from ccin.discussion.operations.facts import load_groups

pytestmark = pytest.mark.django_db
BY = Actor.command("test")


def test_the_groups_that_are_public_fact_are_there_once_with_their_sources() -> None:
    assert (load_groups(by=BY), load_groups(by=BY)) == (2, 0)

    for group in Group.objects.all():
        assert "https://www.councils.coop/" in group.source
        assert "proposal" in group.source
        assert not group.fictional


def test_a_group_that_staff_renamed_is_not_laid_down_again() -> None:
    load_groups(by=BY)
    Group.objects.filter(slug="policy-officer-group").update(name="Officer Network")

    assert load_groups(by=BY) == 0
