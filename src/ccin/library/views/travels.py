"""What travels from member to member, for everyone to see."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccin.access.actor import ActorRequest
from ccin.kernel.clock import today
from ccin.library.reads.travels import (
    MOST_INVENTED,
    in_rows,
    most_taken_up,
    on_the_map,
    over_time,
    sums,
    taken_up,
    travelled,
)
from ccin.library.views.privacy import for_its_reader

A_PAGE = 50


@require_safe
@for_its_reader
def what_travels(request: ActorRequest) -> HttpResponse:
    """What only members may read shows to members alone; what is invented shows apart."""
    found, invented = taken_up(request.actor), taken_up(request.actor, invented=True)
    page = Paginator(in_rows(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sums": sums(found),
        "page": page,
        "rows": travelled(page.object_list),
        "map": on_the_map(found, today()),
        "chart": over_time(found, today()),
        "most": most_taken_up(found),
        "invented": travelled(in_rows(invented)[:MOST_INVENTED]),
    }
    return render(request, "library/travels/page.html", context)
