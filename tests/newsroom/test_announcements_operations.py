"""Announcements: from a draft to everybody on the list, once."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Person
from ccin.newsroom.models import Announcement
from ccin.newsroom.operations.announcements import (
    Wording,
    audience_stamp,
    begin_announcement,
    choose_segment,
    discard_announcement,
    go_on_with_announcement,
    resend_announcement,
    send_announcement,
    stop_announcement,
    try_announcement,
    write_announcement,
)
from ccin.newsroom.reads.segments import audience_of, segment_of
from ccin.newsroom.rules.segments import Segment
from ccin.outbox.models import Addressee, Letter, Mailing
from ccin.outbox.operations.mailings import write_due
from ccin.outbox.operations.reaching import note_bounce
from ccin.outbox.reads.mailings import progress_of
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, PUBLIC, STAND_IN, WORKER
from tests.factories import (
    AccountFactory,
    AnnouncementFactory,
    MembershipFactory,
    RepresentationFactory,
)

pytestmark = pytest.mark.django_db

MEMBERS = Segment(classes=("full",))


def people(number: int) -> list[Person]:
    organisation = MembershipFactory().organisation
    made = RepresentationFactory.create_batch(number, organisation=organisation)
    return [each.person for each in made]


def stamp(announcement: Announcement) -> str:
    segment = segment_of(announcement)
    return audience_stamp(audience_of(segment, section=announcement.section))


def sent_to(number: int) -> Announcement:
    people(number)
    announcement = AnnouncementFactory()
    send_announcement(announcement, stamp=stamp(announcement), version=1, by=OFFICER)
    return announcement


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


# Drafts


def test_a_draft_is_begun_aimed_and_written_by_two_members_of_staff() -> None:
    announcement = begin_announcement(by=OFFICER)
    choose_segment(announcement, MEMBERS, version=1, by=OFFICER)
    write_announcement(announcement, Wording(" A  date ", " We meet.\n"), version=2, by=EDITOR)

    announcement.refresh_from_db()
    assert (announcement.subject, announcement.words) == ("A date", "We meet.")
    assert segment_of(announcement) == MEMBERS
    assert (announcement.version, announcement.state) == (3, "draft")
    assert events() == [
        "newsroom.announcement_begun",
        "newsroom.announcement_aimed",
        "newsroom.announcement_written",
    ]


def test_an_earlier_one_is_copied_but_not_that_it_was_formal() -> None:
    earlier = AnnouncementFactory(sent=True, is_formal=True, formal_because="The articles")

    copy = begin_announcement(copy_of=earlier, by=OFFICER)

    assert (copy.subject, copy.words, copy.segment) == (
        earlier.subject,
        earlier.words,
        earlier.segment,
    )
    assert (copy.state, copy.is_formal, copy.formal_because) == ("draft", False, "")


def test_a_segment_of_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="Tick at least one thing"):
        choose_segment(AnnouncementFactory(), Segment(), version=1, by=OFFICER)


def test_whoever_saves_second_is_told_and_gets_their_words_back() -> None:
    announcement = AnnouncementFactory()
    write_announcement(announcement, Wording("First", "One"), version=1, by=OFFICER)

    with pytest.raises(Stale) as told:
        write_announcement(announcement, Wording("Second", "Two"), version=1, by=EDITOR)
    with pytest.raises(Stale):
        choose_segment(announcement, MEMBERS, version=1, by=EDITOR)
    with pytest.raises(Stale):
        send_announcement(announcement, stamp=stamp(announcement), version=1, by=EDITOR)

    assert told.value.sent == {"subject": "Second", "words": "Two"}
    announcement.refresh_from_db()
    assert announcement.subject == "First"


def test_a_formal_notice_says_why_and_an_ordinary_letter_does_not() -> None:
    announcement = AnnouncementFactory()

    with pytest.raises(Refused, match="Say why everybody must get"):
        write_announcement(
            announcement, Wording("Notice", "We meet", is_formal=True), version=1, by=OFFICER
        )
    formal = Wording("Notice", "We meet", is_formal=True, formal_because="Articles, 11.1")
    write_announcement(announcement, formal, version=1, by=OFFICER)

    assert (announcement.section, announcement.formal_because) == ("", "Articles, 11.1")
    entry = Entry.objects.get()
    assert (entry.values, entry.detail.values) == ({"formal": True}, {"because": "Articles, 11.1"})
    ordinary = Wording("Notice", "We meet", formal_because="Left over")
    write_announcement(announcement, ordinary, version=2, by=OFFICER)
    assert (announcement.section, announcement.formal_because) == ("announcements", "")


def test_a_letter_far_too_long_is_refused() -> None:
    with pytest.raises(Refused, match="Shorten the letter"):
        write_announcement(
            AnnouncementFactory(), Wording("Long", "x" * 50_001), version=1, by=OFFICER
        )


def test_a_copy_to_try_goes_to_whoever_asks() -> None:
    account = AccountFactory(email="morwenna@network.example", name="Morwenna")
    officer = Actor(
        f"account:{account.pk}", "Morwenna", network_roles=frozenset({Role.MEMBERSHIP_OFFICER})
    )
    announcement = AnnouncementFactory(subject="A date")

    assert try_announcement(announcement, by=officer) == "morwenna@network.example"

    letter = Letter.objects.get()
    assert (letter.to_email, letter.subject) == (account.email, "Copy to try: A date")
    assert letter.text == "Hello Morwenna,\n\nWe meet on **1 March**.\n"
    assert "<strong>1 March</strong>" in letter.html
    with pytest.raises(Refused, match="Sign in to get a copy"):
        try_announcement(announcement, by=Actor.command("nobody"))


def test_a_draft_is_thrown_away_and_then_left_alone() -> None:
    announcement = AnnouncementFactory()

    discard_announcement(announcement, by=EDITOR)

    assert announcement.state == "discarded"
    with pytest.raises(MoveNotAllowed):
        write_announcement(announcement, Wording("A", "B"), version=2, by=OFFICER)


# Sending


def test_it_goes_once_to_everybody_on_the_list_that_was_seen() -> None:
    organisation = MembershipFactory(organisation__nation="Wales").organisation
    ada, ben = (RepresentationFactory(organisation=organisation).person for _each in "ab")
    Person.objects.filter(pk=ben.pk).update(email="")
    announcement = AnnouncementFactory(segment={"nations": ["Wales"]})

    mailing = send_announcement(announcement, stamp=stamp(announcement), version=1, by=OFFICER)

    announcement.refresh_from_db()
    assert (announcement.state, announcement.mailing) == ("sent", mailing)
    assert mailing.to_whom == ["All who stand for members in Wales"]
    assert (mailing.section, mailing.subject) == ("announcements", announcement.subject)
    assert "{ccin:unsubscribe}" in mailing.html
    rows = Addressee.objects.values_list("to_key", "state", "because")
    assert set(rows) == {
        (f"person:{ada.pk}", "due", ""),
        (f"person:{ben.pk}", "left_out", "no_address"),
    }
    entry = Entry.objects.get(event="newsroom.announcement_sent")
    assert entry.values == {"to": 1, "left_out": 1, "formal": False}
    with pytest.raises(MoveNotAllowed):
        send_announcement(announcement, stamp=stamp(announcement), version=2, by=OFFICER)
    assert Mailing.objects.count() == 1


@pytest.mark.parametrize("change", ["more", "fewer", "another"])
def test_a_list_that_changed_since_it_was_seen_is_not_written_to(change: str) -> None:
    first, _second = people(2)
    announcement = AnnouncementFactory()
    seen = stamp(announcement)
    if change != "more":
        Person.objects.filter(pk=first.pk).update(email="")
    if change != "fewer":
        people(1)

    with pytest.raises(Refused, match=r"The list has changed .* it was 2\. Nothing was sent"):
        send_announcement(announcement, stamp=seen, version=1, by=OFFICER)

    announcement.refresh_from_db()
    assert (announcement.state, Mailing.objects.count()) == ("draft", 0)


@pytest.mark.parametrize("sent", ["", "97", "many-97", "-", "97-"])
def test_a_number_alone_does_not_do(sent: str) -> None:
    people(1)

    with pytest.raises(Refused, match="The list has changed"):
        send_announcement(AnnouncementFactory(), stamp=sent, version=1, by=OFFICER)


def test_without_words_or_without_readers_nothing_goes() -> None:
    empty, nobody = AnnouncementFactory(words=""), AnnouncementFactory()

    with pytest.raises(Refused, match="Nobody is on the list"):
        send_announcement(nobody, stamp=stamp(nobody), version=1, by=OFFICER)
    with pytest.raises(Refused, match="Write the subject and the letter"):
        send_announcement(empty, stamp=stamp(empty), version=1, by=OFFICER)


def test_a_formal_notice_holds_no_way_to_stop_it() -> None:
    people(1)
    announcement = AnnouncementFactory(is_formal=True, formal_because="Articles, 11.1")

    mailing = send_announcement(announcement, stamp=stamp(announcement), version=1, by=OFFICER)

    assert mailing.section == ""
    assert "{ccin:unsubscribe}" not in mailing.html


def test_links_to_our_own_pages_are_whole_in_a_letter(settings) -> None:
    settings.SITE_ADDRESS = "https://network.example"
    people(1)
    announcement = AnnouncementFactory(words="See [the map](/map/) and <b>this</b>.")

    mailing = send_announcement(announcement, stamp=stamp(announcement), version=1, by=OFFICER)

    assert "[the map](https://network.example/map/)" in mailing.text
    assert 'href="https://network.example/map/"' in mailing.html
    assert "&lt;b&gt;this" in mailing.html


# Afterwards


def test_it_is_stopped_goes_on_and_is_recorded() -> None:
    announcement = sent_to(2)

    assert stop_announcement(announcement, "The date is wrong", by=EDITOR) == 2
    go_on_with_announcement(announcement, by=OFFICER)
    assert write_due(by=WORKER) == 2

    assert events()[-2:] == ["newsroom.announcement_stopped", "newsroom.announcement_went_on"]
    stopped = Entry.objects.get(event="newsroom.announcement_stopped")
    assert stopped.detail.values == {"because": "The date is wrong"}


def test_whom_it_did_not_reach_is_tried_again_but_not_where_that_is_of_no_use() -> None:
    announcement = sent_to(3)
    write_due(by=WORKER)
    gone, full, _fine = Letter.objects.order_by("pk")
    Letter.objects.filter(pk__in=[gone.pk, full.pk]).update(state="failed")
    note_bounce(gone.to_email, "550 5.1.1 No such user", by=WORKER)

    assert resend_announcement(announcement, by=OFFICER) == 1
    assert resend_announcement(announcement, by=OFFICER) == 0

    found = progress_of(announcement.mailing)
    assert (found.failed, found.waiting) == (1, 2)
    assert events().count("newsroom.announcement_sent_again") == 1


def test_a_corrected_address_is_where_it_is_tried_again() -> None:
    announcement = sent_to(1)
    write_due(by=WORKER)
    letter = Letter.objects.get()
    Letter.objects.update(state="failed")
    note_bounce(letter.to_email, "550 5.1.1 No such user", by=WORKER)
    Person.objects.update(email="right@council.example")

    assert resend_announcement(announcement, by=OFFICER) == 1

    letter.refresh_from_db()
    assert (letter.to_email, letter.state) == ("right@council.example", "waiting")
    assert Addressee.objects.get().email == "right@council.example"


def test_what_was_not_sent_is_neither_stopped_nor_sent_again() -> None:
    for act in (go_on_with_announcement, resend_announcement):
        with pytest.raises(Refused, match="It has not been sent"):
            act(AnnouncementFactory(), by=OFFICER)


def test_only_staff_who_may_write_to_many_do_any_of_this() -> None:
    draft, sent = AnnouncementFactory(), sent_to(1)
    before = Entry.objects.count()

    for stranger in (PUBLIC, ADMINISTRATOR):
        for act in (
            lambda by: begin_announcement(by=by),
            lambda by: choose_segment(draft, MEMBERS, version=1, by=by),
            lambda by: write_announcement(draft, Wording("A", "B"), version=1, by=by),
            lambda by: try_announcement(draft, by=by),
            lambda by: send_announcement(draft, stamp=stamp(draft), version=1, by=by),
            lambda by: discard_announcement(draft, by=by),
            lambda by: stop_announcement(sent, "Wrong", by=by),
            lambda by: go_on_with_announcement(sent, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)
    for stranger in (PUBLIC, EDITOR):
        with pytest.raises(PermissionDenied):
            resend_announcement(sent, by=stranger)

    assert Entry.objects.count() == before
    assert stop_announcement(sent, "Wrong", by=STAND_IN) == 1
