"""Several at once: a request is answered once, and what is old goes once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections

from ccin.audit.models import Entry
from ccin.journeys.models import DataRequest, RetentionRun
from ccin.journeys.operations.data_requests import answer_request, confirm_identity, refuse_request
from ccin.journeys.operations.retention import ask_for_retention, let_go
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.outbox.models import Letter
from tests.actors import ADMINISTRATOR, OFFICER, PUBLIC, WORKER
from tests.factories import DataRequestFactory, LetterFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except MoveNotAllowed:
            return "too late"
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(one, acts))


def test_of_two_who_answer_and_two_who_refuse_one_is_heard() -> None:
    pk = DataRequestFactory().pk
    confirm_identity(DataRequest.objects.get(pk=pk), by=PUBLIC)

    def answer() -> None:
        answer_request(DataRequest.objects.get(pk=pk), answer="Here", by=OFFICER)

    def refuse() -> None:
        refuse_request(DataRequest.objects.get(pk=pk), reasons="No", by=OFFICER)

    assert together(answer, refuse, answer, refuse) == ["done", *["too late"] * 3]
    assert Letter.objects.count() == 1


def test_what_is_old_goes_once_however_many_let_it_go() -> None:
    for _ in range(5):
        LetterFactory(sent=True)
    Letter.objects.update(written_at=datetime(2019, 3, 4, 12, tzinfo=UTC))

    asked = together(*[lambda: ask_for_retention(by=ADMINISTRATOR)] * 3)
    done = together(*[lambda: let_go(by=WORKER)] * 3)

    assert (asked, done) == (["done"] * 3, ["done"] * 3)
    assert RetentionRun.objects.get().counts == {"letters": 5}
    assert Entry.objects.filter(event="journeys.retention_done").count() == 1
