"""The library on a telephone without JavaScript: officers, givers, editors, strangers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_walks import phones, press

__all__ = ["phones"]  # a fixture

pytestmark = pytest.mark.browser

SHOPS = "Empty shops lent to new co-operatives for a year"
OFFICER, GIVER, EDITOR = "Idris Hazelmount", "Rosalba Kettlewell", "Tomos Quillfeather"


def search(page: Page, words: str) -> None:
    page.goto("/library/")
    page.get_by_label("What are you trying to do?").fill(words)
    press(page, "Search")


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def test_an_officer_narrows_finds_adopts_and_both_sides_are_told(
    phones: Callable[[str], Page],
) -> None:
    officer = phones(OFFICER)
    search(officer, "A third of our town centre is boarded up")
    filters = officer.locator("#narrow")
    expect(filters).to_be_hidden()
    officer.get_by_role("link", name="Narrow these").click()
    expect(filters).to_be_visible()
    follow(officer, "Case study")
    follow(officer, SHOPS)

    expect(officer.locator(".ccin-summary-list").first).to_contain_text(GIVER)
    follow(officer, "We are using this")
    officer.get_by_label("We are trying it").check()
    press(officer, "Say so")

    expect(officer.locator("main")).to_contain_text("both sides are told")


def test_five_answers_are_given_back_published_and_found_by_a_stranger(
    phones: Callable[[str], Page], do_what_is_due: Callable[[], None]
) -> None:
    officer, editor, stranger = phones(OFFICER), phones(EDITOR), phones("")
    officer.goto("/resources/new/")
    follow(officer, "From five short answers")
    officer.get_by_label("Title").fill("Lamps mended within a day")
    officer.get_by_label("What was the problem?").fill("Dark lamps stayed dark for eleven weeks.")
    officer.get_by_label("What did you do?").fill("Wardens carry a bulb and a ladder.")
    officer.get_by_label("What changed?").fill("Nine in ten burn again the next evening.")
    officer.get_by_label("Whom can others ring?").fill("Street team, 01632 960999")
    press(officer, "Begin")
    press(officer, "Send it to the editor")
    editor.goto(officer.url)
    follow(editor, "Give it back")
    editor.get_by_label("What is to be done?").fill("Say in a sentence what it costs.")
    press(editor, "Give it back")

    officer.goto(officer.url)
    expect(officer.locator(".ccin-notification").first).to_contain_text(
        "Say in a sentence what it costs."
    )
    follow(officer, "What did it cost?")
    press(officer, "Write here")
    officer.get_by_label("Your words").fill("About £9,000 a year for bulbs, ladders and a van.")
    press(officer, "Save and stop")
    officer.goto(editor.url)
    press(officer, "Send it to the editor")
    editor.goto(officer.url)
    follow(editor, "Publish")
    press(editor, "Publish")

    do_what_is_due()
    search(stranger, "broken street lamps stay dark")
    follow(stranger, "Lamps mended within a day")
    expect(stranger.locator("main")).to_contain_text("About £9,000 a year")
    expect(stranger.locator("main")).to_contain_text("Street team, 01632 960999")


def test_a_question_is_asked_answered_and_found_by_members_alone(
    phones: Callable[[str], Page], do_what_is_due: Callable[[], None]
) -> None:
    asker, stranger = phones("Cosima Brightwater"), phones("")
    search(asker, "hedgehog tunnels under the ring road")
    follow(asker, "Ask the network")
    asker.get_by_label("Your question in one sentence").fill("Who has made tunnels for hedgehogs?")
    press(asker, "Continue")
    press(asker, "Ask the network")
    expect(asker.locator("main")).to_contain_text("people who are likely to know")

    helper = phones("Casimir Oatley")
    helper.goto(asker.url)
    helper.get_by_label("Your reply").fill(
        "We laid four pipes under Fen Road and clear them in March."
    )
    press(helper, "Post the reply")
    asker.goto(asker.url)
    press(asker, "This is the answer")

    do_what_is_due()
    search(helper, "hedgehogs")
    follow(helper, "Who has made tunnels for hedgehogs?")
    expect(helper.locator("main")).to_contain_text("The answer")
    search(stranger, "hedgehogs")
    expect(stranger.locator("main")).not_to_contain_text("tunnels for hedgehogs?")
