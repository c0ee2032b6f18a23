import pytest

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.joining.operations.enquiries import take_enquiry
from ccin.joining.reads.enquiries import waiting_for
from tests.actors import EDITOR, OFFICER
from tests.browser import account_of
from tests.factories import EnquiryFactory

pytestmark = pytest.mark.django_db


def test_new_enquiries_wait_for_everybody_and_taken_ones_for_their_owner() -> None:
    account = account_of(OFFICER)
    owner = Actor(
        f"account:{account.pk}", "Owner", network_roles=frozenset({Role.MEMBERSHIP_OFFICER})
    )
    new = EnquiryFactory(organisation="Dunmoor District Council")
    taken = EnquiryFactory(organisation="Saltmarsh Town Council")
    take_enquiry(taken, by=owner)

    assert [each.address for each in waiting_for(OFFICER)] == [new.get_absolute_url()]
    assert [each.what for each in waiting_for(owner)] == [
        "Take the enquiry of Dunmoor District Council: Joining the network",
        "Answer the enquiry of Saltmarsh Town Council: Joining the network",
    ]
    assert waiting_for(EDITOR) == []
