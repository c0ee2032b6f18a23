"""Several of the staff at once: one issue begins, and it goes once."""

import pytest

from ccin.kernel.clock import today
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.operations.issues import gather, send_issue, start_issue
from ccin.newsroom.reads.issues import stamp_of
from ccin.outbox.models import Mailing
from tests.actors import EDITOR
from tests.factories import IssueFactory, MembershipFactory, RepresentationFactory
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_who_press_start_begin_one_issue() -> None:
    MembershipFactory(starts_on=today())

    told = at_once(lambda: start_issue(by=EDITOR))

    assert told == ["done"] * 4
    assert Issue.objects.count() == 1
    assert Item.objects.filter(kind="joiner").count() == 1


def test_one_of_four_sends_it_and_two_who_gather_add_nothing_twice() -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    issue = IssueFactory(ready=True, holding=1, since=today(), until=today())

    gathered = at_once(lambda: gather(Issue.objects.get(pk=issue.pk), by=EDITOR), people=2)
    seen = stamp_of(Issue.objects.get(pk=issue.pk))
    told = at_once(lambda: send_issue(Issue.objects.get(pk=issue.pk), seen=seen, by=EDITOR))

    assert gathered == ["done", "done"]
    assert told == ["MoveNotAllowed", "MoveNotAllowed", "MoveNotAllowed", "done"]
    assert Mailing.objects.count() == 1
    assert issue.items.count() == 2
