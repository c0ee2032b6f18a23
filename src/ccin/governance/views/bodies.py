"""Bodies as everybody sees them: what they are for, who sits there, by which rules."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.governance.forms.bodies import ShowBodyForm
from ccin.governance.models import Body
from ccin.governance.models.bodies import in_force_on
from ccin.governance.reads.bodies import rules_of, seats_of
from ccin.kernel.clock import today


def bodies(request: ActorRequest) -> HttpResponse:
    in_force = in_force_on(today(), prefix="seats__")
    found = Body.objects.annotate(seats_today=Count("seats", filter=in_force))
    return render(
        request,
        "governance/bodies.html",
        {
            "bodies": found.order_by("-seats_today", "name"),
            "may_change": request.actor.may(Permission.BODY_CHANGE),
        },
    )


def body(request: ActorRequest, slug: str) -> HttpResponse:
    """`?on=2022-07-31` shows who sat there that day and by which rules; `?terms=1` a version."""
    related = Body.objects.select_related("reports_to", "apart_from")
    found = get_object_or_404(related, slug=slug)
    finder = ShowBodyForm(request.GET)
    finder.is_valid()
    day = finder.cleaned_data.get("on") or today()
    number = finder.cleaned_data.get("terms")
    seats = seats_of(found, day, request.actor)
    return render(
        request,
        "governance/body.html",
        {
            "body": found,
            "day": day,
            "is_past": day < today(),
            "finder": finder,
            "seats": seats,
            "vacant": sum(1 for line in seats if line.is_vacant),
            "rules": rules_of(found, day, number=number),
            "under": Body.objects.filter(Q(reports_to=found)),
            "may_keep": request.actor.may(Permission.APPOINTMENT_CHANGE),
        },
    )
