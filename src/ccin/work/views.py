"""What the workers do: each job of the schedule, how far it is, and how its last runs ended."""

from django.http import HttpResponse
from django.shortcuts import render

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.work.reads import overview


def jobs(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.JOB_READ)
    return render(request, "work/jobs.html", {"overview": overview()})
