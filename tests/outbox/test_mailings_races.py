"""Several workers at one mailing, and somebody who stops it meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.operations.mailings import go_on, stop_mailing, write_due
from tests.actors import OFFICER, WORKER
from tests.factories import AddresseeFactory, MailingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> None:
    def one(act: Callable[[], object]) -> None:
        try:
            act()
        except MoveNotAllowed:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as together:
        list(together.map(one, acts))


def test_of_racing_workers_nobody_gets_two_and_nobody_none(monkeypatch) -> None:
    monkeypatch.setattr("ccin.outbox.operations.mailings.A_BATCH", 3)
    mailing = MailingFactory()
    AddresseeFactory.create_batch(20, mailing=mailing)

    at_once(*[lambda: write_due(by=WORKER)] * 3, lambda: stop_mailing(mailing, "Wrong", by=OFFICER))
    if Mailing.objects.get().state == "stopped":
        go_on(mailing, by=OFFICER)
    write_due(by=WORKER)

    keys = list(Letter.objects.values_list("to_key", flat=True))
    assert (len(keys), len(set(keys))) == (20, 20)
    assert Mailing.objects.get().state == "sent"
