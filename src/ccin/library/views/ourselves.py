"""A council looks at itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.library.reads.ourselves import progress_of
from ccin.members.models import Organisation
from ccin.principles.models import Assessment
from ccin.principles.operations import publish_assessment, withdraw_assessment


def ourselves(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    context = {
        "organisation": organisation,
        "progress": progress_of(organisation, request.actor),
        "today": today(),
        "may_change": request.actor.may(
            Permission.SELF_ASSESSMENT_CHANGE, organisation=organisation.pk
        ),
    }
    return render(request, "library/ourselves.html", context)


@require_POST
def publish(request: ActorRequest, pk: int, assessment: int) -> HttpResponse:
    found = _assessment(request, pk, assessment)
    publish_assessment(found, by=request.actor)
    messages.success(request, _("Everybody may read this assessment now"))
    return redirect("library:ourselves", pk)


@require_POST
def withdraw(request: ActorRequest, pk: int, assessment: int) -> HttpResponse:
    found = _assessment(request, pk, assessment)
    withdraw_assessment(found, by=request.actor)
    messages.success(request, _("Only your organisation and the network’s staff read it now"))
    return redirect("library:ourselves", pk)


def _assessment(request: ActorRequest, pk: int, assessment: int) -> Assessment:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    seen = Assessment.objects.visible_to(request.actor)
    return get_object_or_404(seen, pk=assessment, organisation=organisation)
