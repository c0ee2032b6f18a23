"""What is kept how long, what would go today, and what went."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.journeys.models import RetentionRun
from ccin.journeys.operations.retention import ask_for_retention
from ccin.journeys.reads.retention import dry_run, unfinished_run
from ccin.journeys.reasons import CLASSES, NEVER
from ccin.kernel.clock import today

RUNS = 12


def retention(request: ActorRequest) -> HttpResponse:
    if not request.actor.may(Permission.DATA_REQUEST_READ):
        request.actor.must(Permission.RETENTION_RUN)
    if request.method == "POST":
        ask_for_retention(by=request.actor)
        messages.success(request, _("It is being let go. This page shows how far it is."))
        return redirect("journeys:retention")
    runs = RetentionRun.objects.order_by("-ran_at", "-pk")[:RUNS]
    context = {
        "classes": dry_run(today()),
        "never": NEVER,
        "runs": [
            (run, [(CLASSES[key][0], count) for key, count in run.counts.items() if key in CLASSES])
            for run in runs
        ],
        "is_running": unfinished_run() is not None,
        "may_run": request.actor.may(Permission.RETENTION_RUN),
    }
    return render(request, "journeys/data/retention.html", context)
