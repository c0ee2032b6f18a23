"""Bringing forward what was written to members earlier."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.newsroom.operations.announcements import (
    Wording,
    audience_stamp,
    begin_announcement,
    choose_segment,
    send_announcement,
    write_announcement,
)
from ccin.newsroom.operations.bringing_forward import (
    begin_earlier_issue,
    date_announcement,
    date_issue,
)
from ccin.newsroom.operations.issues import send_issue
from ccin.newsroom.reads.issues import stamp_of
from ccin.newsroom.reads.segments import audience_of, segment_of
from ccin.newsroom.rules.segments import Segment
from ccin.outbox.models import Letter
from ccin.outbox.operations.mailings import write_due
from tests.actors import ADMINISTRATOR, EDITOR, WORKER
from tests.factories import (
    IssueFactory,
    MembershipFactory,
    RepresentationFactory,
    ResourceFactory,
)

pytestmark = pytest.mark.django_db
A_MONTH_AGO = timezone.now() - timedelta(days=30)


def test_an_earlier_issue_holds_what_happened_then_and_may_be_told_today() -> None:
    day = A_MONTH_AGO.date()
    then = ResourceFactory(published=True, published_on=day)
    ResourceFactory(published=True, published_on=today())

    issue = begin_earlier_issue(day.replace(day=1), day, day, by=EDITOR)

    told = issue.items.filter(kind="resource").values_list("heading", flat=True)
    assert list(told) == [then.title]
    with pytest.raises(PermissionDenied):
        begin_earlier_issue(today().replace(day=1), day, day, by=ADMINISTRATOR)


def test_what_went_earlier_has_its_day_and_is_never_sent_again() -> None:
    RepresentationFactory(organisation=MembershipFactory(starts_on=today()).organisation)
    issue = IssueFactory(ready=True, holding=1)
    send_issue(issue, seen=stamp_of(issue), by=EDITOR)
    write_due(by=WORKER)

    date_issue(issue, A_MONTH_AGO, by=WORKER)

    letter = Letter.objects.get()
    assert (letter.state, letter.written_at) == ("kept", A_MONTH_AGO)
    issue.mailing.refresh_from_db()
    assert (issue.sent_at, issue.mailing.ended_at) == (A_MONTH_AGO, A_MONTH_AGO)
    assert issue.figures["values"]["full"] == 0
    assert Entry.objects.filter(event="newsroom.issue_brought_forward").count() == 1
    with pytest.raises(Refused):
        date_issue(IssueFactory(), A_MONTH_AGO, by=WORKER)


def test_an_earlier_announcement_has_its_day() -> None:
    RepresentationFactory(organisation=MembershipFactory().organisation)
    made = begin_announcement(by=EDITOR)
    with pytest.raises(Refused):
        date_announcement(made, A_MONTH_AGO, by=WORKER)
    choose_segment(made, Segment(classes=("full",)), version=1, by=EDITOR)
    write_announcement(made, Wording("A day", "Which?"), version=2, by=EDITOR)
    stamp = audience_stamp(audience_of(segment_of(made), section=made.section))
    send_announcement(made, stamp=stamp, version=3, by=EDITOR)

    date_announcement(made, A_MONTH_AGO, by=WORKER)

    made.mailing.refresh_from_db()
    assert (made.begun_at, made.mailing.begun_at) == (A_MONTH_AGO, A_MONTH_AGO)
    assert made.mailing.ended_at is None
