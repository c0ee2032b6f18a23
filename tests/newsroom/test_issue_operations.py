"""Putting an issue together: gathering, writing, sending, correcting."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.members.models import Person
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.issue_letters import (
    go_on_with_issue,
    resend_issue,
    stop_issue,
    try_issue,
)
from ccin.newsroom.operations.issues import (
    Gathered,
    IssueWords,
    change_issue,
    correct_issue,
    discard_issue,
    gather,
    send_issue,
    start_issue,
)
from ccin.newsroom.operations.items import (
    ItemWords,
    change_item,
    include_item,
    move_item,
)
from ccin.newsroom.reads.issues import stamp_of
from ccin.newsroom.states import ISSUE, IssueState, ItemKind
from ccin.outbox.models import Letter, Mailing
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.mailings import write_due
from ccin.outbox.rules.mailings import UNSUBSCRIBE_HERE
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, WORKER, main_contact_of
from tests.factories import (
    AccountFactory,
    IssueFactory,
    ItemFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    TopicFactory,
)
from tests.governance import chamber

pytestmark = pytest.mark.django_db
WORKER_WHO_SENDS = Actor("worker", "The worker", network_roles=EDITOR.network_roles)
WORDS = IssueWords("A title", "Dear members.", "Olwen", date(2026, 3, 1))


def somebody_of(**membership: object) -> Person:
    """A person who stands for an organisation that holds a class."""
    organisation = MembershipFactory(**membership).organisation
    person: Person = RepresentationFactory(organisation=organisation).person
    return person


def headings(issue: Issue) -> list[str]:
    return list(issue.items.order_by("position", "pk").values_list("heading", flat=True))


def test_an_issue_begins_with_what_happened_worded_and_in_order() -> None:
    resource = ResourceFactory(published=True, published_on=today())
    joined = MembershipFactory(starts_on=today(), organisation__summary="We mend. And more.")
    TopicFactory(asked_at=timezone.now())

    issue = start_issue(by=EDITOR)

    assert (issue.month, issue.since) == (today().replace(day=1), today() - timedelta(days=31))
    assert headings(issue) == [
        f"Welcome to {joined.organisation.name}",
        resource.title,
        "What members asked each other",
        "How many we are",
        "Questions that wait for an answer",
    ]
    welcome = issue.items.get(kind=ItemKind.JOINER)
    assert welcome.words.endswith("\n\n> We mend.")
    assert welcome.address == joined.organisation.get_absolute_url()


def test_pressed_twice_it_begins_once() -> None:
    first = start_issue(by=EDITOR)
    second = start_issue(by=OFFICER)

    assert (first.pk, Issue.objects.count()) == (second.pk, 1)
    assert Entry.objects.filter(event="newsroom.issue_started").count() == 1


def test_the_next_issue_begins_where_the_last_one_stopped_and_tells_nothing_twice() -> None:
    joined = MembershipFactory(starts_on=today())
    told = IssueFactory(sent=True, month=today().replace(day=1), until=today())
    ItemFactory(issue=told, key=f"members.membership:{joined.pk}")

    issue = start_issue(by=EDITOR)

    assert issue.since == today()
    assert issue.month > told.month
    assert headings(issue) == ["How many we are"]


def test_gathering_again_adds_what_is_new_and_leaves_what_staff_wrote() -> None:
    MembershipFactory(starts_on=today())
    issue = start_issue(by=EDITOR)
    welcome = issue.items.get(kind=ItemKind.JOINER)
    welcome.words, welcome.is_included = "Our own words.", False
    welcome.save()
    later = MembershipFactory(starts_on=today())

    found = gather(issue, by=EDITOR)

    assert found == Gathered(new=1, gone=0)
    welcome.refresh_from_db()
    assert (welcome.words, welcome.is_included) == ("Our own words.", False)
    assert headings(issue)[1] == f"Welcome to {later.organisation.name}"
    assert gather(issue, by=EDITOR) == Gathered(new=0, gone=0)


def test_what_everybody_may_not_hear_any_more_is_left_out_and_stops_the_sending() -> None:
    somebody_of()
    resource = ResourceFactory(published=True, published_on=today())
    issue = start_issue(by=EDITOR)
    change_issue(issue, WORDS, version=issue.version, by=EDITOR)
    resource.state, resource.taken_down_because = "taken_down", "A slip."
    resource.save()

    with pytest.raises(Refused, match=f"“{resource.title}” is not for everybody"):
        send_issue(issue, seen=stamp_of(issue), by=EDITOR)
    found = gather(issue, by=EDITOR)

    assert found.gone == 1
    assert issue.items.filter(is_included=True, kind=ItemKind.RESOURCE).count() == 0


def test_the_letter_is_written_and_two_who_write_it_at_once_are_told() -> None:
    issue = IssueFactory()

    change_issue(issue, WORDS, version=1, by=EDITOR)

    assert (issue.title, issue.letter, issue.letter_by) == ("A title", "Dear members.", "Olwen")
    with pytest.raises(Stale):
        change_issue(issue, WORDS, version=1, by=OFFICER)
    for words, match in (
        (IssueWords(" ", "", "", issue.since), "title"),
        (IssueWords("T", "", "", issue.until + timedelta(days=1)), "has come already"),
    ):
        with pytest.raises(Refused, match=match):
            change_issue(issue, words, version=issue.version, by=EDITOR)


def test_only_those_who_write_the_update_do() -> None:
    issue = IssueFactory(ready=True, holding=1)
    sent = IssueFactory(sent=True)
    for stranger in (ADMINISTRATOR, main_contact_of(OrganisationFactory())):
        for act in (
            lambda by: start_issue(by=by),
            lambda by: gather(issue, by=by),
            lambda by: change_issue(issue, WORDS, version=1, by=by),
            lambda by: discard_issue(issue, by=by),
            lambda by: send_issue(issue, seen=stamp_of(issue), by=by),
            lambda by: correct_issue(sent, WORDS, note="N", version=1, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)

    assert not Entry.objects.exists()


def test_every_move_of_an_issue_starts_where_its_table_says() -> None:
    somebody_of()
    acts = {
        "change": lambda issue: change_issue(issue, WORDS, version=1, by=EDITOR),
        "send": lambda issue: send_issue(issue, seen=stamp_of(issue), by=EDITOR),
        "discard": lambda issue: discard_issue(issue, by=EDITOR),
        "correct": lambda issue: correct_issue(issue, WORDS, note="N", version=1, by=EDITOR),
    }
    assert set(acts) == set(ISSUE.moves)
    for name, act in acts.items():
        for state in IssueState:
            is_sent = state == IssueState.SENT
            issue = IssueFactory(**{"sent" if is_sent else "ready": True}, holding=1)
            if state == IssueState.DISCARDED:
                discard_issue(issue, by=EDITOR)
            if state in ISSUE.moves[name].sources:
                act(issue)
                assert issue.state == ISSUE.moves[name].target
            else:
                with pytest.raises(MoveNotAllowed):
                    act(issue)


def test_it_goes_to_everybody_in_membership_and_supporters_who_wants_it() -> None:
    wanted = [somebody_of(), somebody_of(membership_class="supporter")]
    stopped = somebody_of()
    PersonFactory()
    somebody_of(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1), end_reason="resigned")
    choose(f"person:{stopped.pk}", "update", "never", wording="Stop it", source="link", by=WORKER)
    issue = IssueFactory(ready=True, holding=1)

    mailing = send_issue(issue, seen=stamp_of(issue), by=EDITOR)

    due = mailing.addressees.filter(state="due").values_list("to_key", flat=True)
    assert sorted(due) == sorted(f"person:{person.pk}" for person in wanted)
    left = mailing.addressees.get(state="left_out")
    assert (left.to_key, left.because) == (f"person:{stopped.pk}", "unsubscribed")
    assert (issue.state, issue.mailing, mailing.section) == (IssueState.SENT, mailing, "update")
    assert UNSUBSCRIBE_HERE in mailing.html
    assert UNSUBSCRIBE_HERE in mailing.text


def test_the_letter_and_its_plain_text_say_the_same() -> None:
    somebody_of()
    issue = IssueFactory(ready=True)
    ItemFactory(issue=issue, heading="Mended", words="See [it](/library/x/).", address="/a/")
    ItemFactory(issue=issue, heading="Not told", is_included=False)
    ItemFactory(issue=issue, kind="figure", heading="Numbers", key="members.figures")

    mailing = send_issue(issue, seen=stamp_of(issue), by=EDITOR)

    for words in (mailing.html, mailing.text):
        for said in ("well done.", "Olwen Editor", "Mended", "Numbers", "Full members", "/a/"):
            assert said in words, said
        assert "Not told" not in words
        assert "/library/x/" in words
        assert '"/library' not in words
    assert "<" not in mailing.text
    assert "\n\n\n" not in mailing.text


def test_its_figures_stay_as_they_were_when_it_went() -> None:
    somebody_of()
    last = IssueFactory(sent=True, month=date(2026, 1, 1))
    last.figures = {"on": "2026-01-31", "values": {"full": 0}, "before_on": "x", "before": {}}
    last.save()
    issue = IssueFactory(ready=True, holding=1)

    send_issue(issue, seen=stamp_of(issue), by=EDITOR)

    kept = Issue.objects.get(pk=issue.pk).figures
    assert kept["values"]["full"] == 1
    assert (kept["before"], kept["before_on"]) == ({"full": 0}, "2026-01-31")


def test_an_issue_that_lacks_something_or_goes_to_nobody_is_not_sent() -> None:
    bare, ready = IssueFactory(holding=1), IssueFactory(ready=True, holding=1)

    with pytest.raises(Refused, match="missing"):
        send_issue(bare, seen=stamp_of(bare), by=EDITOR)
    with pytest.raises(Refused, match="Nobody"):
        send_issue(ready, seen=stamp_of(ready), by=EDITOR)

    assert not Mailing.objects.exists()
    assert not Issue.objects.published().exists()


def test_what_somebody_changed_after_it_was_looked_at_is_not_sent() -> None:
    somebody_of()
    issue = IssueFactory(ready=True, holding=2)
    first, second = issue.items.order_by("position", "pk")
    words = ItemWords("story", first.heading, "Other words.")
    for change in (
        lambda: change_issue(issue, WORDS, version=issue.version, by=EDITOR),
        lambda: change_item(first, words, version=first.version, by=EDITOR),
        lambda: move_item(second, up=True, by=EDITOR),
        lambda: include_item(first, is_included=False, by=EDITOR),
    ):
        issue.refresh_from_db()
        seen = stamp_of(issue)
        change()
        with pytest.raises(Stale, match="Nothing was sent"):
            send_issue(issue, seen=seen, by=OFFICER)

    assert not Mailing.objects.exists()
    assert send_issue(issue, seen=stamp_of(issue), by=OFFICER).addressees.count() == 1


def test_a_draft_nobody_wants_makes_room_for_another_one_of_its_month() -> None:
    MembershipFactory(starts_on=today())
    thrown = start_issue(by=EDITOR)

    discard_issue(thrown, by=EDITOR)
    again = start_issue(by=EDITOR)

    assert (again.month, again.since) == (thrown.month, thrown.since)
    assert headings(again) == headings(thrown)
    assert Issue.objects.visible_to(EDITOR).get() == again
    assert Entry.objects.filter(event="newsroom.issue_discarded").count() == 1


def test_who_was_admitted_and_joined_is_told_of_once() -> None:
    at = chamber.route()
    matter = chamber.bring()
    decision = chamber.recorded(at, matter)
    issue = start_issue(by=EDITOR)
    told = issue.items.get(kind=ItemKind.DECISION)
    MembershipFactory(organisation=matter.concerns.get(), starts_on=today())

    found = gather(issue, by=EDITOR)

    told.refresh_from_db()
    assert (found, told.is_included) == (Gathered(new=1, gone=0, twice=1), False)
    assert told.key == f"governance.decision:{decision.pk}"
    include_item(told, is_included=True, by=EDITOR)
    gather(issue, by=EDITOR)
    told.refresh_from_db()
    assert told.is_included
    discard_issue(issue, by=EDITOR)
    kinds = start_issue(by=EDITOR).items.values_list("kind", flat=True)
    assert set(kinds) == {ItemKind.JOINER, ItemKind.FIGURE}


def test_sent_twice_it_goes_once() -> None:
    somebody_of()
    issue = IssueFactory(ready=True, holding=1)
    seen = stamp_of(issue)
    send_issue(issue, seen=seen, by=EDITOR)

    with pytest.raises(MoveNotAllowed):
        send_issue(Issue.objects.get(pk=issue.pk), seen=seen, by=OFFICER)

    assert Mailing.objects.count() == 1


def test_a_slip_is_put_right_in_the_archive_with_a_note() -> None:
    issue = IssueFactory(sent=True)

    correct_issue(issue, WORDS, note="  The name was  wrong. ", version=1, by=EDITOR)

    assert issue.letter == "Dear members."
    assert [each.words for each in issue.corrections.all()] == ["The name was wrong."]
    assert issue.since == date(2026, 3, 1)
    for words, note, version, problem in (
        (WORDS, " ", 2, Refused),
        (WORDS, "N", 1, Stale),
        (IssueWords("T", "", "O", issue.since), "N", 2, Refused),
    ):
        with pytest.raises(problem):
            correct_issue(issue, words, note=note, version=version, by=EDITOR)


def test_what_was_left_out_is_not_told_and_may_come_in_a_later_issue() -> None:
    joined = MembershipFactory(starts_on=today())
    told = IssueFactory(sent=True, month=today().replace(day=1), until=today())
    ItemFactory(issue=told, key=f"members.membership:{joined.pk}", is_included=False)

    issue = start_issue(by=EDITOR)

    assert issue.items.filter(key=f"members.membership:{joined.pk}").exists()


def test_a_copy_goes_to_whoever_asks_before_it_is_sent() -> None:
    account = AccountFactory()
    own = Actor(account_key := f"account:{account.pk}", "E", network_roles=EDITOR.network_roles)
    issue = IssueFactory(ready=True, holding=1)

    assert try_issue(issue, by=own) == account.email

    letter = Letter.objects.get()
    assert (letter.to_key, letter.section) == (account_key, "update")
    assert "well done." in letter.html
    assert issue.state == IssueState.DRAFT
    with pytest.raises(Refused, match="Sign in"):
        try_issue(issue, by=WORKER_WHO_SENDS)
    with pytest.raises(MoveNotAllowed):
        try_issue(IssueFactory(sent=True), by=own)


def test_e_mails_on_their_way_are_stopped_and_go_on() -> None:
    somebody_of()
    issue = IssueFactory(ready=True, holding=1)
    send_issue(issue, seen=stamp_of(issue), by=EDITOR)

    assert stop_issue(issue, "A wrong figure", by=EDITOR) == 1
    assert write_due(by=WORKER) == 0
    go_on_with_issue(issue, by=EDITOR)
    assert write_due(by=WORKER) == 1

    assert issue.is_sent
    events = set(Entry.objects.values_list("event", flat=True))
    assert {"newsroom.issue_stopped", "newsroom.issue_went_on"} <= events


def test_those_not_reached_are_tried_again() -> None:
    somebody_of()
    issue = IssueFactory(ready=True, holding=1)
    send_issue(issue, seen=stamp_of(issue), by=EDITOR)
    write_due(by=WORKER)

    assert resend_issue(issue, by=OFFICER) == 0
    Letter.objects.update(state="failed", attempts=5)
    assert resend_issue(issue, by=OFFICER) == 1

    assert Letter.objects.get().state == "waiting"
    assert Entry.objects.filter(event="newsroom.issue_sent_again").count() == 1


def test_nothing_is_on_its_way_of_an_issue_that_was_not_sent() -> None:
    issue = IssueFactory()
    for act in (
        lambda by: stop_issue(issue, "A slip", by=by),
        lambda by: go_on_with_issue(issue, by=by),
        lambda by: resend_issue(issue, by=by),
    ):
        with pytest.raises(Refused, match="has not been sent"):
            act(OFFICER)
        with pytest.raises(PermissionDenied):
            act(main_contact_of(OrganisationFactory()))
