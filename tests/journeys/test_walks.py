"""A few whole walks through the served demonstration, with JavaScript off, as people take them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def plain_page(browser: Browser, demo_site: str) -> Iterator[Page]:
    """A telephone whose browser runs no JavaScript."""
    context = browser.new_context(
        base_url=demo_site, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    yield context.new_page()
    context.close()


def sign_in_as(page: Page, name: str) -> None:
    page.goto("/demo/sign-in/")
    page.get_by_role("button", name=f"Sign in as {name}").click()


def test_an_officer_asks_whether_the_council_can_join_and_staff_see_it(plain_page) -> None:
    page = plain_page
    page.goto("/")
    page.get_by_role("textbox", name="Can my council join?").fill("Strowd")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_role("link", name="Stroud District Council").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stroud District Council")
    page.get_by_role("link", name="Ask what the fee would be").click()
    page.get_by_label("Name", exact=True).fill("Wilhelmina Test")
    page.get_by_role("textbox", name="E-mail address").fill("wilhelmina@stroud.example")
    page.locator("textarea").fill("What would it cost us?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")

    sign_in_as(page, "Marguerite Oakenholt")
    page.goto("/enquiries/?q=Wilhelmina")
    page.locator("main table tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("What would it cost us?")


def test_the_fact_sheet_is_taken_away_as_a_document(plain_page) -> None:
    plain_page.goto("/join/fact-sheet/")

    document = plain_page.request.get("/join/fact-sheet.pdf")

    assert document.headers["content-type"] == "application/pdf"
    assert document.body().startswith(b"%PDF-")


def test_a_body_that_staff_take_in_is_in_the_directory_at_once(plain_page) -> None:
    page = plain_page
    sign_in_as(page, "Marguerite Oakenholt")
    page.goto("/organisations/add/")
    page.get_by_label("Name", exact=True).fill("Larkmoor Mutual")
    page.get_by_label("Kind", exact=True).select_option("cooperative")
    page.get_by_label("Nation").select_option("Wales")
    page.locator("main form button.ccin-button").first.click()
    page.get_by_role("link", name="Begin a membership").click()
    page.get_by_label("Affiliate").check()
    page.locator("main form button.ccin-button").first.click()

    page.goto("/members/?q=larkmoor")

    expect(page.locator("main table")).to_contain_text("Larkmoor Mutual")
    page.goto("/figures/affiliate/")
    expect(page.locator("main")).to_contain_text("Larkmoor Mutual")


def test_the_keyboard_alone_reaches_the_content_and_a_member(browser, demo_site) -> None:
    context = browser.new_context(base_url=demo_site)
    page = context.new_page()
    page.goto("/members/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Skip to main content")
    page.keyboard.press("Enter")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if reached[-1].startswith("/members/") and reached[-1] != "/members/":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith(reached[-1])
    context.close()


def test_a_stranger_is_led_to_sign_in_and_back(plain_page) -> None:
    plain_page.goto("/organisations/")

    assert "/sign-in/?next=/organisations/" in plain_page.url
