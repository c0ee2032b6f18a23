"""What the page of jobs shows, and whether a worker is up."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from ccin.work.models import Job, Run, Worker
from ccin.work.rules import SILENT_AFTER

RUNS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Overview:
    at: datetime
    workers: list[Worker]
    jobs: list[Job]  # each with `.now`: the runs going on
    recent: list[Run]


def overview() -> Overview:
    now = Prefetch("runs", queryset=Run.objects.running(), to_attr="now")
    recent = Run.objects.select_related("job").order_by("-started_at", "-pk")
    return Overview(
        at=timezone.now(),
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
