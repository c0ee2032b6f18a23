"""Every page, as whoever sees most of it, in a real browser: axe-core, the Nu HTML checker, 320 px.

The pages are the doors of the architecture tests, so none can be forgotten; the editor is another
program, and what is found on its pages stands in docs/accessibility.md.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import APIResponse, Browser, BrowserContext, Error, Page, Response

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.demo.fill import fill
from ccin.project.beginning import lay_foundations
from tests.architecture.door import OPEN, At
from tests.architecture.doors import DOORS
from tests.browser import OurClient
from tests.factories import ApplicantFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = Path(__file__).resolve().parent.parent.parent
CHECKER = (
    HERE / "tools" / "html-checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SHOWN = {200, 410}  # a link of a letter that no longer works says so on a page of its own
EVERYTHING = frozenset({Role.MEMBERSHIP_OFFICER, Role.EDITOR, Role.ADMINISTRATOR, Role.STAND_IN})


@pytest.fixture
def filled(live_server) -> str:
    by = Actor.command("test")
    lay_foundations(by=by, tell=lambda _: None)
    fill(by=by, tell=lambda _: None)
    return str(live_server.url)


def address_of(name: str, at: At) -> str:
    return (at.url or reverse(name, kwargs=dict(at.kwargs))) + at.query


def pages() -> Iterator[tuple[str, bool, At]]:
    """The address of every page, whether it is open to anyone, and where it is."""
    for name, door in DOORS.items():
        if door.get is not None:
            at = door.at()
            yield address_of(name, at), door.get == OPEN, at


def signed_in(browser: Browser, site: str, doors: list[At]) -> BrowserContext:
    """Somebody who holds every role: on the staff, as main contact of the organisations behind
    these doors, as chair and clerk of the bodies behind them, as writer of the applications."""
    contact, officers = frozenset({Role.MAIN_CONTACT}), frozenset({Role.CHAIR, Role.CLERK})
    client = OurClient()
    account = client.act_as(
        Actor(
            "account:test-all",
            "Everything",
            network_roles=EVERYTHING,
            organisation_roles={at.organisation: contact for at in doors if at.organisation},
            body_roles={at.body: officers for at in doors if at.body},
        )
    )
    for at in doors:
        if at.application:
            ApplicantFactory(application_id=at.application, account=account)
    context = browser.new_context(base_url=site)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return context


def findings(page: Page) -> list[str]:
    """What axe finds as the window is now; the page has been given axe before."""
    return [
        f"{page.url}: {found['id']} at {found['nodes'][0]['target']}: {found['help']}"
        for found in page.evaluate("rules => axe.run(rules).then(all => all.violations)", RULES)
    ]


def overflow(page: Page) -> list[str]:
    """A page that has to be scrolled sideways at 320 px (WCAG 1.4.10, Reflow)."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{page.url}: {wide} px wider than the window"] if wide > 0 else []


def checked(pages_of_html: dict[str, str], folder: Path) -> list[str]:
    if not CHECKER.exists() or not shutil.which("java"):
        pytest.skip("no HTML checker: ./run check fetches it, and it needs a Java runtime")
    names = {}
    for number, (address, html) in enumerate(pages_of_html.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[path.name] = address
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)]
    output = subprocess.run(command, capture_output=True, check=False, text=True).stderr
    return [
        f"{names[Path(found['url']).name]}: {found['message']} at line {found.get('lastLine')}"
        for found in json.loads(output)["messages"]
    ]


def opened(page: Page, address: str) -> Response | APIResponse:
    """What the browser shows, or, of a file that it would only save, what it would have got."""
    try:
        return page.goto(address)
    except Error:
        return page.request.get(address)


def test_no_page_keeps_anybody_out(browser, filled, tmp_path) -> None:
    problems: list[str] = []
    html: dict[str, str] = {}
    addresses = list(pages())
    everyone = browser.new_context(base_url=filled)
    staff = signed_in(browser, filled, [at for *_, at in addresses])

    windows = {True: everyone.new_page(), False: staff.new_page()}
    for address, open_to_all, _at in addresses:
        page = windows[open_to_all]
        answer = opened(page, address)
        if answer.status not in SHOWN:
            problems.append(f"{address}: answers {answer.status}")
        elif "text/html" in answer.headers["content-type"]:
            html[address] = answer.text()
            page.evaluate(Axe().axe_script)
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                problems += findings(page) + overflow(page)

    everyone.close()
    staff.close()
    assert problems == []
    assert checked(html, tmp_path) == []
