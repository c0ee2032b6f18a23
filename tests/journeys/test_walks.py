"""A few whole walks through the served demonstration, with JavaScript off, as people take them."""

import re
from collections.abc import Callable, Iterator

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


@pytest.fixture
def phones(browser: Browser, demo_site: str) -> Iterator[Callable[[str], Page]]:
    """A telephone a person, signed in; a stranger's for no name."""
    contexts = []

    def phone_of(name: str) -> Page:
        context = browser.new_context(
            base_url=demo_site, java_script_enabled=False, viewport={"width": 320, "height": 640}
        )
        contexts.append(context)
        page = context.new_page()
        if name:
            sign_in_as(page, name)
        return page

    yield phone_of
    for context in contexts:
        context.close()


def letter_to(staff: Page, address: str) -> str:
    """Where the one-use link of the last letter to this address leads."""
    staff.goto(f"/letters/?q={address}")
    staff.locator("main table tbody a").first.click()
    found = re.search(r"https?://[^/\s]+(/sign-in/link/\S+)", staff.locator("main").inner_text())
    assert found, staff.url
    return found.group(1)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, f"{page.url} is {width} pixels wide"


def apply_for_larkfield(page: Page, staff: Page) -> str:
    """From the home page to the receipt; where the application is read."""
    page.goto("/")
    page.get_by_role("textbox", name="Can my council join?").fill("Larkfield Weavers")
    press(page, "Look it up")
    page.get_by_role("link", name="A co-operative or mutual").click()
    page.get_by_role("link", name="Apply to join").click()
    page.get_by_label("Name of your organisation").fill("Larkfield Weavers")
    page.get_by_label("Your name").fill("Perpetua Test")
    page.locator("[name=email]").fill("perpetua@larkfield.example")
    press(page, "Send me a link to begin")
    page.goto(letter_to(staff, "perpetua@larkfield.example"))
    press(page, "Sign in")
    press(page, "Start the application")
    page.get_by_role("link", name="Your organisation", exact=True).click()
    press(page, "Save and go on")
    page.get_by_label("Your job title").fill("Secretary")
    press(page, "Save and go on")
    page.get_by_label("What does your organisation do?").fill("We weave what our town wears.")
    page.get_by_label("Why do you want to join?").fill("To weave with others.")
    press(page, "Save and go on")
    page.locator("[name=representative_name]").fill("Hesper Test")
    page.locator("[name=representative_email]").fill("hesper@larkfield.example")
    page.locator("[name=main]").first.check()
    press(page, "Save and go on")
    page.get_by_role("link", name="Check and send").click()
    page.get_by_label("I may send this").check()
    press(page, "Send the application")
    expect(page.locator("main")).to_contain_text("for the Values and Principles Board")
    return page.url.replace("/apply/", "/applications/")


def recommend(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Record a recommendation").click()
    page.get_by_label("Approve", exact=True).check()
    page.get_by_label("Reasons").fill("It lives by the principles.")
    for person in page.locator("[name=present]").all()[:3]:
        person.check()
    page.get_by_label("Proposed mentor").select_option(index=1)
    press(page, "Record it for good")
    expect(page.locator("main")).to_contain_text("Waiting for a decision")


def open_the_vote(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("link", name="Open a written procedure").click()
    page.get_by_label("Approve", exact=True).check()
    page.get_by_label("Reasons").fill("The Board recommends it.")
    press(page, "Open the vote")
    return page.url


COMMITTEE = (
    "Cllr Rafe Underhay",
    "Cllr Odile Tanfield",
    "Cllr Anneliese Copperthwaite",
    "Cllr Ignatius Swallowfield",
    "Cllr Perpetua Mossgrave",
    "Cllr Lysander Oatfield",
    "Cllr Marigold Fennimore",
    "Philippa Stonecrop",
    "Cllr Wenna Crossthwaite",
    "Solveig Ambrose-Pike",
)


def test_a_co_operative_applies_is_recommended_voted_in_and_finds_its_desk(
    phones: Callable[[str], Page], do_what_is_due: Callable[[], None]
) -> None:
    applicant, staff = phones(""), phones("Marguerite Oakenholt")
    address = apply_for_larkfield(applicant, staff)
    recommend(phones("Cllr Thessaly Birdsong"), address)
    vote = open_the_vote(phones(COMMITTEE[0]), address)

    for name in COMMITTEE:
        page = phones(name)
        page.get_by_role("link", name="Vote on “Larkfield Weavers”").click()
        assert page.url == vote
        page.get_by_role("button", name=re.compile("^For")).click()
        expect(page.locator("main")).to_contain_text("Your vote is recorded")

    expect(page.locator("main")).to_contain_text("10 for, 0 against")
    do_what_is_due()
    newcomer = phones("")
    newcomer.goto("/members/larkfield-weavers/")
    expect(newcomer.locator("main")).to_contain_text("Affiliate")
    newcomer.goto(letter_to(staff, "hesper@larkfield.example"))
    press(newcomer, "Sign in")
    newcomer.get_by_role("link", name="Make Larkfield Weavers at home").click()
    newcomer.get_by_role("link", name="Write your public page").click()
    expect(newcomer.locator("main")).to_contain_text("Larkfield Weavers")
    applicant.goto(address.replace("/applications/", "/apply/"))
    applicant.get_by_role("link", name="See its public page").click()
    expect(applicant.get_by_role("heading", level=1)).to_contain_text("Larkfield Weavers")


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
