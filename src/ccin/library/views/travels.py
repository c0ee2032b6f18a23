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
    with_a_page,
)
from ccin.library.views.privacy import for_its_reader

A_PAGE = 50


@require_safe
@for_its_reader
def what_travels(request: ActorRequest) -> HttpResponse:
    """What only members may read shows to members alone; what is invented shows apart."""
    found = taken_up(request.actor)
    number = sums(found)
    pages = Paginator(in_rows(found), A_PAGE)
    pages.count = number.adoptions  # counted already
    page = pages.get_page(request.GET.get("page"))
    rows = list(page.object_list)
    invented = list(in_rows(taken_up(request.actor, invented=True))[:MOST_INVENTED])
    shown = with_a_page([*rows, *invented])
    context = {
        "sums": number,
        "page": page,
        "rows": travelled(rows, shown),
        "map": on_the_map(found, today()),
        "chart": over_time(found, today()),
        "most": most_taken_up(found),
        "invented": travelled(invented, shown),
    }
    return render(request, "library/travels/page.html", context)
