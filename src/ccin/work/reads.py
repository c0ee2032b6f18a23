"""What the page of jobs shows, who must look at it, and whether a worker is up."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.waiting import Waiting
from ccin.work.models import Job, Run, Worker
from ccin.work.rules import SILENT_AFTER

RUNS_SHOWN = 50
FAILS_TOO_OFTEN = 3  # in a row: by then it does not mend itself


@dataclass(frozen=True, slots=True)
class Overview:
    workers: list[Worker]
    jobs: list[Job]  # each with `.now`: the runs going on
    recent: list[Run]


def overview() -> Overview:
    now = Prefetch("runs", queryset=Run.objects.running(), to_attr="now")
    recent = Run.objects.select_related("job").order_by("-started_at", "-pk")
    return Overview(
        workers=list(Worker.objects.seen_since(timezone.now() - SILENT_AFTER)),
        jobs=list(Job.objects.prefetch_related(now)),
        recent=list(recent[:RUNS_SHOWN]),
    )


def last_sign_of_life() -> datetime | None:
    """When any worker was last seen; None where none has signed on."""
    worker = Worker.objects.order_by("-seen_at").first()
    return worker.seen_at if worker else None


def has_worker() -> bool:
    seen = last_sign_of_life()
    return seen is not None and seen >= timezone.now() - SILENT_AFTER


def waiting_for(actor: Actor) -> list[Waiting]:
    """Jobs that keep failing, for whoever sees to it that letters may go again."""
    if not actor.may(Permission.LETTER_RESEND):
        return []
    today = timezone.localdate()
    return [
        Waiting(
            what=_("Look at the job that keeps failing: %(job)s") % {"job": job.title},
            address=reverse("work:jobs"),
            since=timezone.localtime(job.last_done_at).date() if job.last_done_at else today,
        )
        for job in Job.objects.filter(failures__gte=FAILS_TOO_OFTEN)
    ]
