"""Counting use: a row that says what and when, gathered once its day is over."""

from datetime import date

import pytest
from time_machine import travel

from ccin.access.permissions import Permission
from ccin.library.models import Use
from ccin.library.operations.uses import count_use, gather_uses
from tests.actors import EDITOR, WORKER
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def uses() -> list[tuple[date, str, str, int | None, int]]:
    rows = Use.objects.order_by("day", "kind", "key", "organisation", "pk")
    return list(rows.values_list("day", "kind", "key", "organisation", "times"))


def test_reading_is_counted_with_the_organisation_and_searching_without_whom_it_names() -> None:
    organisation = OrganisationFactory()

    with travel("2026-11-23 12:00"):
        count_use("read", 7, organisation=organisation.pk)
        count_use("not_found", "Ring JO@council.example")
        count_use("searched", "  ")

    assert uses() == [
        (date(2026, 11, 23), "not_found", "ring [e-mail]", None, 1),
        (date(2026, 11, 23), "read", "7", organisation.pk, 1),
    ]


def test_what_is_alike_becomes_one_row_once_its_day_is_over() -> None:
    organisation = OrganisationFactory()
    with travel("2026-11-22 12:00"):
        for _time in range(3):
            count_use("read", 7)
        count_use("read", 7, organisation=organisation.pk)
    with travel("2026-11-23 12:00"):
        count_use("read", 7)
        count_use("read", 7)

        first, second = gather_uses(by=WORKER), gather_uses(by=WORKER)

    assert (first, second) == ((3, 0), (0, 0))
    assert sorted(uses(), key=str) == sorted(
        [
            (date(2026, 11, 22), "read", "7", None, 3),
            (date(2026, 11, 22), "read", "7", organisation.pk, 1),
            (date(2026, 11, 23), "read", "7", None, 1),
            (date(2026, 11, 23), "read", "7", None, 1),
        ],
        key=str,
    )


def test_uses_of_more_than_24_months_ago_are_forgotten() -> None:
    for day in ["2024-10-31 12:00", "2024-11-01 12:00"]:
        with travel(day):
            count_use("searched", "bins")

    with travel("2026-11-23 12:00"):
        assert gather_uses(by=WORKER) == (0, 1)

    assert uses() == [(date(2024, 11, 1), "searched", "bins", None, 1)]


def test_only_the_worker_gathers() -> None:
    with pytest.raises(Exception, match=Permission.INDEX_WRITE):
        gather_uses(by=EDITOR)
