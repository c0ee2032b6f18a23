"""Workers, the jobs of the schedule, and each run of a job."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from ccin.work.states import RUNNING, RunState


class WorkerQuerySet(models.QuerySet["Worker"]):
    def seen_since(self, moment: datetime) -> Self:
        return self.filter(seen_at__gte=moment)


class Worker(models.Model):
    """A worker process that is up, or was when it was last seen."""

    name = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return self.name


class JobQuerySet(models.QuerySet["Job"]):
    def idle(self) -> Self:
        """Those that nobody is running."""
        running = Run.objects.filter(job=models.OuterRef("pk"), state=RUNNING)
        return self.exclude(models.Exists(running))

    def due(self, now: datetime) -> Self:
        return self.idle().filter(due_at__lte=now).order_by("due_at", "pk")


class Job(models.Model):
    """A pass of the schedule, as the workers share it; `name` is the pass's."""

    PERSONAL = {"last_error": ""}  # a mail server may name an address

    name = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=60)
    due_at = models.DateTimeField(db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    last_error = models.CharField(max_length=500, blank=True)
    last_done_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title


class RunQuerySet(models.QuerySet["Run"]):
    def running(self) -> Self:
        return self.filter(state=RUNNING)

    def silent_since(self, moment: datetime) -> Self:
        """Those whose worker has not been heard of since."""
        return self.running().filter(seen_at__lt=moment)


class Run(models.Model):
    """One time a worker took up a job: how far it came and how it ended."""

    PERSONAL = {"error": ""}

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="runs")
    worker = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=RunState, default=RUNNING, editable=False)
    started_at = models.DateTimeField(db_index=True)
    seen_at = models.DateTimeField()  # the worker's last sign of life
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["job"], condition=Q(state=RUNNING), name="job_is_run_by_one_worker"
            ),
            models.CheckConstraint(
                condition=Q(state=RUNNING, finished_at__isnull=True)
                | (~Q(state=RUNNING) & Q(finished_at__isnull=False)),
                name="run_that_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} from {self.started_at:%d.%m.%Y %H:%M}"

    @property
    def per_cent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None
