"""Two people at one payment: exactly one of them gets through."""

import pytest

from ccin.funding.models import Payment
from ccin.funding.operations.payments import approve_payment, claim_payment
from ccin.funding.states import PaymentState
from tests.actors import OFFICER
from tests.funding.projecting import claimable, claimed, lead_of, running
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_claim_is_approved_once() -> None:
    payment = claimed(running())
    version = payment.version

    told = at_once(
        lambda: approve_payment(
            Payment.objects.select_related("project").get(pk=payment.pk),
            version=version,
            by=OFFICER,
        )
    )

    assert sorted(told) == ["MoveNotAllowed"] * 3 + ["done"]


def test_one_payment_is_claimed_once() -> None:
    project = running()
    payment, lead = claimable(project), lead_of(project)

    told = at_once(
        lambda: claim_payment(
            Payment.objects.select_related("project").get(pk=payment.pk), "Begin.", by=lead
        )
    )

    payment.refresh_from_db()
    assert sorted(told) == ["MoveNotAllowed"] * 3 + ["done"]
    assert payment.state == PaymentState.CLAIMED
