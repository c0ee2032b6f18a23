"""Applications that nobody goes on with: reminded of once, then closed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.governance.operations.matters import withdraw_matter
from ccin.joining.models import Application
from ccin.joining.notices import applications as notices
from ccin.joining.states import APPLICATION, DRAFT, RETURNED
from ccin.kernel.clock import today

# How long an application may lie, and how long after the reminder it is kept: a proposal, since
# the network publishes no rule.
UNTOUCHED = timedelta(days=90)
KEPT_AFTER_REMINDER = timedelta(days=30)


def look_after_drafts(*, by: Actor) -> tuple[int, int]:
    """Remind whoever writes what has lain too long, then let it lapse; how many of each."""
    lying = Application.objects.filter(
        state__in=[DRAFT, RETURNED], changed_at__lte=timezone.now() - UNTOUCHED
    )
    lapsed = sum(_lapse(application, by=by) for application in lying)
    reminded = sum(_remind(application, by=by) for application in lying)
    return reminded, lapsed


@transaction.atomic
def _remind(application: Application, *, by: Actor) -> bool:
    if not _has_lain(application) or _was_reminded(application):
        return False
    by.must(APPLICATION.move("lapse", state=application.state).needs)
    application.nudged_at = timezone.now()
    application.save(update_fields=["nudged_at"])
    record(by, "joining.application_reminded", application)
    notices.application_waits(application, lapses_on=today() + KEPT_AFTER_REMINDER)
    return True


@transaction.atomic
def _lapse(application: Application, *, by: Actor) -> bool:
    now = timezone.now()
    if not _has_lain(application) or not _was_reminded(application):
        return False
    if application.nudged_at is None or application.nudged_at > now - KEPT_AFTER_REMINDER:
        return False
    move = APPLICATION.move("lapse", state=application.state)
    by.must(move.needs)
    application.state = move.target
    application.closed_at = now
    application.version += 1
    application.save(update_fields=["state", "closed_at", "version"])

    if application.matter is not None:
        withdraw_matter(application.matter, by=by)
    record(by, "joining.application_lapsed", application)
    notices.application_lapsed(application)
    return True


def _has_lain(application: Application) -> bool:
    """Looked at again under the lock: somebody may have gone on with it this minute."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    lies = application.state in {DRAFT, RETURNED}
    return lies and application.changed_at <= timezone.now() - UNTOUCHED


def _was_reminded(application: Application) -> bool:
    """By the reminder that names the day; a colleague's nudge on the way is none."""
    reminded = application.nudged_at
    return reminded is not None and reminded >= application.changed_at + UNTOUCHED
