"""The whole site as people meet it: filled by `ccin demo`, served by `ccin serve`, in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.database import SqliteDatabase

HERE = Path(__file__).resolve().parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120


@pytest.fixture(scope="session")
def of_the_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the site and its worker run."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    folder = str(tmp_path_factory.mktemp("site"))
    environment |= {"CCIN_DEMO": "1", "CCIN_VAR": folder, "PYTHONPATH": str(HERE / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


@pytest.fixture
def do_what_is_due(of_the_site: dict[str, str]) -> Callable[[], None]:
    """The worker of the site, which does not run by itself here."""

    def once() -> None:
        command = [sys.executable, "-m", "ccin", "worker", "--once"]
        subprocess.run(command, env=of_the_site, check=True, stderr=subprocess.DEVNULL)

    return once


@pytest.fixture(scope="session")
def demo_site(of_the_site: dict[str, str], django_db_setup: None) -> Iterator[str]:
    """The address of a site with the demonstration network in it, begun on a migrated database."""
    environment = of_the_site
    var = Path(environment["CCIN_VAR"])
    shutil.copy(SqliteDatabase(var).template, var / "demo.sqlite3")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ccin"]
    subprocess.run([*command, "demo"], env=environment, check=True, stderr=subprocess.DEVNULL)
    log = (var / "server.log").open("wb")
    server = subprocess.Popen(
        [*command, "serve", "--no-worker", "--port", str(port)], env=environment, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/health/live")
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"{address} did not answer within {PATIENCE} s")


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium found: apt-get install chromium, or set CHROMIUM to its path")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, demo_site: str) -> Iterator[Page]:
    """A tab of its own, with cookies of its own."""
    context = browser.new_context(base_url=demo_site)
    yield context.new_page()
    context.close()
