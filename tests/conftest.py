"""Fixtures for every test: a migrated database copied in a moment, a client that signs in as
anyone and refuses writes out of place, sockets that stay on this machine."""

import os
import socket
from collections.abc import Callable, Iterator

os.environ.setdefault("CCIN_DEMO", "1")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # a browser test has a loop running in its thread

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template import engines
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings
from wagtail.models import Site

from ccin.website.views import kept
from tests.browser import OurClient
from tests.database import database_of
from tests.templates import Missing

# A busy machine makes a slow example, not a wrong one.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
connect = socket.socket.connect


def connect_on_this_machine(self: socket.socket, address: object) -> None:
    here = self.family == getattr(socket, "AF_UNIX", None) or (
        isinstance(address, tuple) and str(address[0]).startswith(LOOPBACK)
    )
    assert here, f"A test tried to reach {address}"
    connect(self, address)


socket.socket.connect = connect_on_this_machine


LONGEST = ("test_accessibility", "test_applications_stay_private", "test_doors", "test_long_lists")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that nobody waits for one of them at the end. Pages are asked for
    on SQLite alone: what a view asks the database, the test of hostile input asks on both."""
    for item in items:
        if item.path.stem.endswith(("_views", "_visibility", "_bench")):
            item.add_marker(pytest.mark.one_database)
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[None]:
    """Copy the migrated template; a test that commits leaves a fresh copy behind it.

    Restoring the copy instead of flushing tables keeps what migrations wrote (Wagtail's root page,
    triggers, the search index) and never meets the triggers that refuse to delete from the audit.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = database_of(worker, tmp_path_factory.mktemp("database"))

    def restore(self: TransactionTestCase) -> None:
        connection.close()
        database.restore()
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()

    with django_db_blocker.unblock():
        database.create()
    TransactionTestCase._fixture_teardown = restore
    yield
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(autouse=True, scope="session")
def files_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads and collected files go to a folder of the run, never to the site's own."""
    var = tmp_path_factory.mktemp("var")
    (var / "static").mkdir()
    with override_settings(STATIC_ROOT=var / "static", MEDIA_ROOT=var / "media"):
        yield


@pytest.fixture(autouse=True)
def unknown_variables_fail() -> None:
    """For each test anew: one that overrides a setting makes Django forget its engines."""
    engines["django"].engine.string_if_invalid = Missing()


@pytest.fixture
def client() -> OurClient:
    return OurClient()


@pytest.fixture
def new_client() -> Callable[[], OurClient]:
    """For tests in which several people have a browser each."""
    return OurClient


@pytest.fixture
def fresh_database(transactional_db: None) -> Callable[[], None]:
    """For tests that need a second, empty database: puts one in the place of the first."""
    return lambda: TransactionTestCase._fixture_teardown(None)


@pytest.fixture(autouse=True)
def no_page_is_kept_from_another_test() -> None:
    """Stamps and keys of one test come again in the next, which a database in use never does."""
    kept._pages.clear()
