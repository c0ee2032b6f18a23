"""The calls for bids, for everybody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.funding.models import Round
from ccin.funding.reads.rounds import (
    coming_rounds,
    open_rounds,
    past_rounds,
    round_page,
    rounds_in_preparation,
)


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """The call that is open, the one that comes next, and what went before."""
    now = timezone.now()
    actor = request.actor
    context = {
        "open": list(open_rounds(now)),
        "coming": list(coming_rounds(now)),
        "past": list(past_rounds(now)),
        "early": list(rounds_in_preparation(actor)) if actor.is_signed_in else [],
        "may_prepare": actor.may(Permission.ROUND_CHANGE),
        "reads_ideas": actor.may_somewhere(Permission.IDEA_READ),
    }
    return render(request, "funding/home.html", context)


@require_safe
def show(request: ActorRequest, slug: str) -> HttpResponse:
    page = round_page(seen_round(request, slug), request.actor, timezone.now())
    return render(request, "funding/round.html", {"page": page, "round": page.round})


def seen_round(request: ActorRequest, slug: str) -> Round:
    seen = Round.objects.visible_to(request.actor)
    return get_object_or_404(
        seen.select_related("matter__decided_under__clause__terms__body"), slug=slug
    )
