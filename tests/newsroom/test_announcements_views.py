"""Announcements through the pages of staff."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.members.models import Person
from ccin.newsroom.models import Announcement
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.operations.mailings import write_due
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import (
    AddresseeFactory,
    AnnouncementFactory,
    BelongingFactory,
    MembershipFactory,
    RepresentationFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def officer() -> OurClient:
    browser = OurClient()
    browser.act_as(OFFICER)
    return browser


def people(number: int) -> None:
    organisation = MembershipFactory(organisation__name="Alpha Council").organisation
    RepresentationFactory.create_batch(number, organisation=organisation)


def at(name: str, announcement: Announcement) -> str:
    return reverse(f"newsroom:{name}", args=[announcement.pk])


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_from_nothing_to_a_letter_on_its_way_without_javascript(officer: OurClient) -> None:
    people(2)
    begun = officer.post(reverse("newsroom:begin_announcement"))
    announcement = Announcement.objects.get()
    assert begun.url == at("announcement_segment", announcement)

    chosen = {"classes": ["full"], "organisations": "alpha  council", "version": 1}
    counted = officer.post(begun.url, chosen, follow=True).content.decode()
    assert "This will go to 2 people" in counted
    assert "All who stand for full members by the name of Alpha Council" in counted
    assert re.search(r'value="full"[^>]*checked', counted)
    assert "Person" in counted

    letter = {"subject": "A date", "words": "We meet on **1 March**.", "version": 2}
    preview = officer.post(at("announcement_words", announcement), letter, follow=True)
    shown = preview.content.decode()
    assert shown.count("<strong>1 March</strong>") == 2
    assert "style=" not in shown
    assert "Hello Morwenna Pascoe,\n\nWe meet on **1 March**." in shown

    last = officer.get(at("send_announcement", announcement)).content.decode()
    assert "Send it to 2 people" in last
    assert not Mailing.objects.exists()
    stamp = re.search(r'name="stamp" value="([^"]+)"', last)
    assert stamp
    sent = officer.post(
        at("send_announcement", announcement), {"stamp": stamp[1], "version": 3}, follow=True
    ).content.decode()
    assert "The letter is on its way" in sent
    assert "0 / 2" in sent
    write_due(by=WORKER)
    assert Letter.objects.count() == 2


def test_a_list_that_changed_is_shown_anew_and_nothing_is_sent(officer: OurClient) -> None:
    people(2)
    announcement = AnnouncementFactory()
    url = at("send_announcement", announcement)
    stamp = re.search(r'name="stamp" value="([^"]+)"', officer.get(url).content.decode())
    assert stamp
    people(1)

    page = officer.post(url, {"stamp": stamp[1], "version": 1}).content.decode()

    assert "it is 3 people now, it was 2" in page
    assert "Send it to 3 people" in page
    assert not Mailing.objects.exists()


def test_names_that_are_not_in_membership_are_said_and_nothing_ticked_is_lost(
    officer: OurClient,
) -> None:
    announcement = AnnouncementFactory()
    sent = {"roles": ["leader"], "organisations": "Atlantis", "version": 1}

    page = officer.post(at("announcement_segment", announcement), sent).content.decode()

    assert "Not in membership by this name: Atlantis" in page
    assert re.search(r'value="leader"[^>]*checked', page)


def test_nothing_ticked_is_asked_about(officer: OurClient) -> None:
    url = at("announcement_segment", AnnouncementFactory())

    assert "Tick at least one thing" in officer.post(url, {"version": 1}).content.decode()
    assert "not there any more" in words_of(
        officer.post(url, {"classes": ["gold"], "version": 1}).content.decode()
    )


def test_whoever_saves_second_finds_their_words_on_the_page(officer: OurClient) -> None:
    announcement = AnnouncementFactory(version=2)
    url = at("announcement_words", announcement)

    answer = officer.post(url, {"subject": "Mine", "words": "My own words", "version": 1})

    assert answer.status_code == 409
    assert "My own words" in answer.content.decode()


def test_a_formal_notice_without_a_rule_is_asked_for_it(officer: OurClient) -> None:
    url = at("announcement_words", AnnouncementFactory())
    sent = {"subject": "Notice", "words": "We meet", "is_formal": "on", "version": 1}

    assert "Say which rule requires it" in officer.post(url, sent).content.decode()


def test_words_with_markup_stay_words(officer: OurClient) -> None:
    announcement = AnnouncementFactory(subject="<i>A", words="<script>x</script> [a](javascript:x)")

    page = officer.get(at("announcement_preview", announcement)).content.decode()

    assert "<script>x" not in page
    assert "<i>A" not in page
    assert 'href="javascript' not in page


def test_afterwards_the_page_says_what_became_of_it_and_that_opens_are_not_tracked(
    officer: OurClient,
) -> None:
    announcement = AnnouncementFactory(sent=True)
    AddresseeFactory.create_batch(3, mailing=announcement.mailing)
    AddresseeFactory(mailing=announcement.mailing, state="left_out", because="objects")
    write_due(by=WORKER)
    failed = Letter.objects.order_by("pk")[0]
    Letter.objects.filter(pk=failed.pk).update(state="failed", last_error="550 No such user")

    page = words_of(officer.get(announcement.get_absolute_url()).content.decode())
    listed = officer.get(at("announcement_people", announcement), {"state": "failed"})

    assert "1 / 3" in page
    assert "1: They object to all e-mail that need not be sent." in page
    assert "Whether anybody opened it is not known" in page
    assert "Try those not reached again" in page
    assert "550 No such user" in listed.content.decode()
    officer.post(at("resend_announcement", announcement))
    failed.refresh_from_db()
    assert failed.state == "waiting"


def test_it_is_stopped_and_goes_on_from_its_page(officer: OurClient) -> None:
    announcement = AnnouncementFactory(sent=True)
    AddresseeFactory(mailing=announcement.mailing)

    url = at("stop_announcement", announcement)
    assert "Say in a few words" in officer.post(url, {"because": ""}).content.decode()
    stopped = officer.post(url, {"because": "The date is wrong"}, follow=True)
    assert "The date is wrong" in stopped.content.decode()
    officer.post(at("go_on_with_announcement", announcement))
    assert Mailing.objects.get().state == "going"


def test_what_is_refused_is_said_on_the_page(officer: OurClient) -> None:
    draft = AnnouncementFactory(words="")

    assert officer.get(at("announcement_people", draft)).url == at("announcement_segment", draft)
    tried = officer.post(at("try_announcement", draft), follow=True).content.decode()
    assert "Write the subject and the letter before you send it" in tried
    lines = "\n".join(["Alpha Council"] * 501)
    people(1)
    asked = officer.post(
        at("announcement_segment", draft), {"organisations": lines, "version": 1}
    ).content.decode()
    assert "Name at most 500 of them" in asked
    gone = AnnouncementFactory(sent=True)
    failed = officer.post(at("resend_announcement", gone), follow=True).content.decode()
    assert "Nobody is left who could be tried again" in failed


def test_a_draft_is_thrown_away_and_copied(officer: OurClient) -> None:
    announcement = AnnouncementFactory(subject="A date")

    officer.post(at("discard_announcement", announcement))
    assert officer.get(at("announcement_words", announcement)).status_code == 409
    shown = officer.get(announcement.get_absolute_url()).content.decode()
    assert "You can begin another one from its words" in shown
    officer.post(at("copy_announcement", announcement))

    assert Announcement.objects.filter(subject="A date", state="draft").count() == 1


def test_a_copy_goes_to_whoever_asks_for_it(officer: OurClient) -> None:
    answer = officer.post(at("try_announcement", AnnouncementFactory()), follow=True)

    assert "is on its way to" in answer.content.decode()
    assert Letter.objects.filter(kind="outbox.mailing_tried").count() == 1


@pytest.mark.parametrize("name", ["announcement_segment", "send_announcement"])
def test_a_list_costs_the_same_queries_at_one_and_at_three(officer: OurClient, name: str) -> None:
    ThemeFactory()
    BelongingFactory()
    announcement = AnnouncementFactory(segment={"classes": ["full"], "roles": ["lead_officer"]})
    found = []
    for number in (1, 2):
        people(number)
        Person.objects.filter(pk=Person.objects.last().pk).update(email="")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get(at(name, announcement))
        found.append(len(asked))

    assert found == [found[0]] * 2
    assert found[0] <= 15


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_queries_at_one_and_at_three(officer: OurClient, rows: int) -> None:
    for _row in range(rows):
        announcement = AnnouncementFactory(sent=True)
        AddresseeFactory.create_batch(rows, mailing=announcement.mailing)
    write_due(by=WORKER)

    with CaptureQueriesContext(connection) as listed:
        officer.get(reverse("newsroom:announcements"))
    with CaptureQueriesContext(connection) as on_list:
        officer.get(at("announcement_people", announcement))
    with CaptureQueriesContext(connection) as shown:
        officer.get(announcement.get_absolute_url())

    assert (len(listed), len(on_list), len(shown)) == (5, 6, 10)
