"""'Can we join?': every answer is an address that can be shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ccin.kernel.clock import today
from ccin.website.forms import FollowUpForm, JoinCheckForm
from ccin.website.reads.join import Check, Step, check


def join_check(request: HttpRequest) -> HttpResponse:
    form = JoinCheckForm(request.GET or None)
    chosen = FollowUpForm(request.GET)
    found = Check(Step.ASK)
    if form.is_valid():
        chosen.full_clean()
        found = check({**form.cleaned_data, **chosen.cleaned_data}, on=today())
    context = {"form": form, "chosen": chosen, "check": found, "query": request.GET}
    return render(request, "website/join_check.html", context)
