"""Bringing forward what was written to members earlier, with the days on which it was. The history
says when it was brought here."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.newsroom.models import Announcement, Issue
from ccin.newsroom.operations.issues import add_happened, title_of
from ccin.newsroom.reads.happened import happened
from ccin.newsroom.reads.issues import figures_for
from ccin.newsroom.states import AnnouncementState
from ccin.outbox.operations.bringing_forward import date_mailing


@transaction.atomic
def begin_earlier_issue(month: date, since: date, until: date, *, by: Actor) -> Issue:
    """An issue of a month that is over, with what happened in that time and may be told today."""
    by.must(Permission.UPDATE_WRITE)
    issue = Issue.objects.create(month=month, title=title_of(month), since=since, until=until)
    record(by, "newsroom.issue_started", issue, since=since)
    told = {each.key for each in happened(since, today(), invented=settings.DEMO)}
    found = happened(since, until, invented=settings.DEMO)
    add_happened(issue, [each for each in found if each.key in told and not each.told_by])
    return issue


@transaction.atomic
def date_issue(issue: Issue, sent_at: datetime, *, by: Actor) -> None:
    """Say when an issue was sent: its figures become those of that day."""
    by.must(Permission.MAILING_SEND)
    issue.refresh_from_db(from_queryset=Issue.objects.select_for_update())
    if issue.mailing is None:
        raise Refused("Only what was sent has a day on which it was.")
    issue.sent_at = sent_at
    issue.figures = figures_for(issue, timezone.localdate(sent_at))
    issue.save(update_fields=["sent_at", "figures"])
    date_mailing(issue.mailing, sent_at, by=by)
    record(by, "newsroom.issue_brought_forward", issue)


@transaction.atomic
def date_announcement(announcement: Announcement, sent_at: datetime, *, by: Actor) -> None:
    """Say when an announcement was sent."""
    by.must(Permission.MAILING_SEND)
    announcement.refresh_from_db(from_queryset=Announcement.objects.select_for_update())
    if announcement.state != AnnouncementState.SENT or announcement.mailing is None:
        raise Refused("Only what was sent has a day on which it was.")
    announcement.begun_at = sent_at
    announcement.save(update_fields=["begun_at"])
    date_mailing(announcement.mailing, sent_at, by=by)
    record(by, "newsroom.announcement_brought_forward", announcement)
