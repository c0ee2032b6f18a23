"""A council's whole form in a real browser: on a telephone, without JavaScript, by the keyboard."""

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfWriter

pytestmark = pytest.mark.browser

EMAIL = "wilhelmina.test@stroud.example"
ENOUGH = 200  # presses of the tabulator after which nobody would go on


@pytest.fixture
def phone(browser: Browser, demo_site: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=demo_site, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(browser: Browser, demo_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=demo_site)
    page = context.new_page()
    page.goto("/demo/sign-in/")
    page.get_by_role("button", name="Sign in as Marguerite Oakenholt").click()
    yield page
    context.close()


def reach(page: Page, control: Locator) -> None:
    for _ in range(ENOUGH):
        if control.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The keyboard does not reach {control}")


def write(page: Page, name: str, words: str) -> None:
    reach(page, page.locator(f"[name={name}]"))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(words)


def choose(page: Page, control: Locator) -> None:
    reach(page, control)
    page.keyboard.press("Space")


def press(page: Page, name: str, role: str = "button") -> None:
    reach(page, page.get_by_role(role, name=name).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, f"{page.url} is {width} pixels wide"


def link_in_the_last_letter(staff: Page) -> str:
    staff.goto("/letters/")
    staff.locator("main table tbody th a, main table tbody td a").first.click()
    return re.search(r"https?://[^/\s]+(/\S+)", staff.locator("main").inner_text()).group(1)


def minutes() -> bytes:
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(content)
    return content.getvalue()


def begin(page: Page, staff: Page) -> None:
    page.goto("/")
    reach(page, page.get_by_role("textbox", name="Can my council join?"))
    page.keyboard.type("Strowd")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "Stroud District Council", "link")
    press(page, "Apply to join", "link")
    write(page, "name", "Wilhelmina Test")
    write(page, "email", EMAIL)
    press(page, "Send me a link to begin")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Look in your e-mail")
    page.goto(link_in_the_last_letter(staff))
    press(page, "Sign in")
    press(page, "Start the application")
    expect(page.locator("main")).to_contain_text("0 of 6 steps")


def state_the_decision(page: Page) -> None:
    write(page, "decision_by", "Full council")
    press(page, "Save and come back later")
    expect(page.locator("main")).to_contain_text("Still to say: the minute reference")
    press(page, "The decision to join", "link")
    page.locator("[name=decision_on]").fill("2026-09-14")
    write(page, "decision_reference", "Minute 47")
    page.locator("[name=document]").set_input_files(
        {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": minutes()}
    )
    press(page, "Save and go on")


def assess(page: Page) -> None:
    for question in page.locator("main select").all():
        reach(page, question)
        page.keyboard.type("In part")
        page.keyboard.press("Tab")
        page.keyboard.type("Residents decide with us.")
    press(page, "Save and go on")


def name_people(page: Page) -> None:
    for role in ("leader", "lead_officer", "finance_contact"):
        write(page, f"{role}_name", "Ann Other")
        write(page, f"{role}_email", "ann.other@stroud.example")
    choose(page, page.locator("[name=main]").first)
    press(page, "Save and go on")


def test_an_officer_applies_for_the_council_from_the_home_page(phone: Page, staff: Page) -> None:
    page = phone
    begin(page, staff)
    press(page, "Your organisation", "link")
    press(page, "Save and go on")
    write(page, "applicant_job_title", "Head of policy")
    press(page, "Save and go on")
    state_the_decision(page)
    expect(page.locator("main")).to_contain_text("The register has")
    write(page, "budget", page.locator("[name=budget]").input_value() or "15,000,000")
    press(page, "Save and go on")
    assess(page)
    name_people(page)
    expect(page.locator("main")).to_contain_text("6 of 6 steps")

    press(page, "Check and send", "link")
    choose(page, page.locator("[name=declaration]"))
    press(page, "Send the application")

    expect(page.locator("main")).to_contain_text("Under consideration")
    expect(page.locator("main")).to_contain_text("Minute 47")
