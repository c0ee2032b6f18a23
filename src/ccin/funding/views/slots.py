"""The times of the joint meeting: given, changed, told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.funding.forms.slots import SlotForm
from ccin.funding.models import Round, Slot
from ccin.funding.operations.slots import change_slot, give_slots, tell_slots
from ccin.funding.reads.ranking import may_read_sheet
from ccin.funding.reads.slots import slots_for


def browse(request: ActorRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    may_give = request.actor.may(Permission.ROUND_CHANGE)
    if request.method == "POST" or not may_read_sheet(found, request.actor):
        request.actor.must(Permission.ROUND_CHANGE)
    form = None
    if may_give:
        form = SlotForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            given = form.cleaned_data
            with refusals_on(form):
                number = give_slots(
                    found,
                    first=given["starts_at"],
                    minutes=given["minutes"],
                    place=given["place"],
                    by=request.actor,
                )
                words = ngettext("%d bid has its time", "%d bids have their times", number)
                messages.success(request, words % number)
                return redirect("funding:slots", slug)
    slots = list(slots_for(found, request.actor))
    untold = sum(1 for slot in slots if slot.told_at is None)
    context = {"round": found, "slots": slots, "form": form, "untold": untold}
    return render(request, "funding/slots/browse.html", context)


def change(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROUND_CHANGE)
    slot = get_object_or_404(Slot.objects.select_related("round", "bid"), pk=pk)
    get_object_or_404(slots_for(slot.round, request.actor), pk=slot.pk)
    minutes = (slot.ends_at - slot.starts_at).seconds // 60
    initial = {"starts_at": slot.starts_at, "minutes": minutes, "place": slot.place}
    form = SlotForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            change_slot(slot, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The time is changed. Tell the bidders when you are done."))
            return redirect("funding:slots", slot.round.slug)
    return render(request, "funding/slots/change.html", {"slot": slot, "form": form})


@require_POST
def tell(request: ActorRequest, slug: str) -> HttpResponse:
    request.actor.must(Permission.ROUND_CHANGE)
    found = get_object_or_404(Round.objects.visible_to(request.actor), slug=slug)
    number = tell_slots(found, by=request.actor)
    if number:
        words = ngettext(
            "The bidders of %d bid are told", "The bidders of %d bids are told", number
        )
        messages.success(request, words % number)
    else:
        messages.info(request, _("Everybody knows already"))
    return redirect("funding:slots", slug)
