import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from ccin.work.operations import sign_on
from tests.actors import WORKER
from tests.browser import OurClient

pytestmark = pytest.mark.django_db


def test_the_process_says_that_it_lives(client: OurClient) -> None:
    response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"live": True})
    assert "no-store" in response["Cache-Control"]


def test_ready_means_a_database_that_is_up_to_date(client: OurClient) -> None:
    sign_on("one", [], by=WORKER)

    response = client.get("/health/ready")

    everything = {"ready": True, "database": True, "migrations": True, "worker": True}
    assert (response.status_code, response.json()) == (200, everything)


def test_pages_are_ready_without_a_worker_but_it_is_told(client: OurClient) -> None:
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["worker"] is False


def test_a_database_behind_the_code_is_not_ready(client: OurClient) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="audit").delete()

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_a_database_that_does_not_answer_is_not_ready(client: OurClient) -> None:
    def away(*_: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "database": False,
        "migrations": False,
        "worker": False,
    }
