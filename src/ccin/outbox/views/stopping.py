"""Stopping a kind of e-mail by the link in a letter, as RFC 8058 asks for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ccin.outbox.operations.choices import go_on_by_link, stop_by_link
from ccin.outbox.reads.choices import how_of, titles_of
from ccin.outbox.states import ChoiceHow
from ccin.outbox.stopping import CHOICES, ONE_CLICK, read_stop


@csrf_exempt  # the signed link is the right to do it: mail programs send neither cookie nor token
@never_cache
@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing, whoever or whatever opens it; a POST does."""
    asked = read_stop(token)
    if asked is None:
        return render(request, "outbox/stop_dead.html", status=404)
    status = 200
    if request.method == "POST":
        name, value = ONE_CLICK
        if request.POST.get(name) == value:
            stop_by_link(token)
        elif "again" in request.POST:
            go_on_by_link(token)
        else:
            status = 400
    how = how_of([asked.to_key], asked.about).get(asked.to_key)
    context = {
        "title": titles_of([asked.about]).get(asked.about, ""),
        "is_stopped": how == ChoiceHow.NEVER,
        "is_taken_back": "again" in request.POST and status == 200,
        "is_conversation": asked.about.startswith("topic:"),
        "choices": CHOICES,
        "one_click": ONE_CLICK,
    }
    return render(request, "outbox/stop.html", context, status=status)
