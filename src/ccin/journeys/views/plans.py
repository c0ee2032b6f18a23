"""A reorganisation prepared step by step, looked at as a whole, and confirmed once."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.journeys.forms.reorganising import ConfirmPlanForm, PlanStepForm
from ccin.journeys.models import Plan
from ccin.journeys.operations.confirm_plan import confirm_plan
from ccin.journeys.operations.plans import begin_plan, choose, discard_plan
from ccin.journeys.reads.plans import Item, answers_of, inventory_of, outlook, suggestion
from ccin.journeys.states import DRAFT, PLAN, PlanStep
from ccin.kernel.clock import today
from ccin.register.models import ChangeEvent


def plan(request: ActorRequest, event: int) -> HttpResponse:
    """What the councils leave, and what is chosen so far; without a draft, the way to begin one."""
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    change = get_object_or_404(ChangeEvent, pk=event)
    draft = _drafts(change).first()
    inventory = inventory_of(change)
    answers = answers_of(draft) if draft else {}
    steps = [
        {
            "step": step,
            "number": len(inventory.items[step]),
            "open": sum((step, item.pk) not in answers for item in inventory.items[step]),
        }
        for step in PlanStep
    ]
    context = {
        "event": change,
        "plan": draft,
        "inventory": inventory,
        "steps": steps,
        "outlook": outlook(inventory, answers),
        "done": Plan.objects.filter(event=change, confirmed_at__isnull=False),
        "has_come": change.happens_on <= today(),
        "may_change": request.actor.may(PLAN.moves["change"].needs),
    }
    return render(request, "journeys/plan.html", context)


@require_POST
def begin(request: ActorRequest, event: int) -> HttpResponse:
    request.actor.must(PLAN.moves["change"].needs)
    change = get_object_or_404(ChangeEvent, pk=event)
    begin_plan(change, by=request.actor)
    return redirect("journeys:plan_step", change.pk, PlanStep.MEMBERSHIPS)


def step(request: ActorRequest, event: int, step: str) -> HttpResponse:
    """One step; saving it leads to the next that has something to decide."""
    request.actor.must(PLAN.moves["change"].needs)
    draft = get_object_or_404(_drafts(get_object_or_404(ChangeEvent, pk=event)))
    if step not in PlanStep.values:
        raise Http404
    here = PlanStep(step)
    inventory = inventory_of(draft.event)
    saved = {item: answer for (of, item), answer in answers_of(draft).items() if of == here}
    items = inventory.items[here]
    known = {**suggestion(inventory, here), **saved}
    data = request.POST if request.method == "POST" else None
    form = PlanStepForm(data, items=items, answers=known, version=draft.version)
    following = _after(here, inventory.items)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            choose(draft, here, form.answers(), version=version, by=request.actor)
            if following is None:
                return redirect(draft)
            return redirect("journeys:plan_step", event, following)
    context = {
        "plan": draft,
        "step": here,
        "form": form,
        "items": items,
        "is_saved": bool(saved),
        "following": following,
    }
    return render(request, "journeys/plan_step.html", context)


def _after(here: PlanStep, items: dict[PlanStep, list[Item]]) -> PlanStep | None:
    later = list(PlanStep)[list(PlanStep).index(here) + 1 :]
    return next((step for step in later if items[step]), None)


def confirm(request: ActorRequest, event: int) -> HttpResponse:
    request.actor.must(PLAN.moves["confirm"].needs)
    draft = get_object_or_404(_drafts(get_object_or_404(ChangeEvent, pk=event)))
    inventory = inventory_of(draft.event)
    data = request.POST if request.method == "POST" else None
    form = ConfirmPlanForm(data, initial={"version": draft.version})
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            confirm_plan(draft, form.confirmation(), version=version, by=request.actor)
            messages.success(request, _("All of it has happened: “%(event)s”") % {"event": draft})
            return redirect(draft)
    context = {
        "plan": draft,
        "form": form,
        "outlook": outlook(inventory, answers_of(draft)),
        "has_come": draft.event.happens_on <= today(),
    }
    return render(request, "journeys/confirm_plan.html", context)


@require_POST
def discard(request: ActorRequest, event: int) -> HttpResponse:
    request.actor.must(PLAN.moves["discard"].needs)
    draft = get_object_or_404(_drafts(get_object_or_404(ChangeEvent, pk=event)))
    discard_plan(draft, version=draft.version, by=request.actor)
    messages.success(request, _("The draft is gone; nothing else has changed"))
    return redirect("journeys:reorganisation")


def _drafts(change: ChangeEvent) -> QuerySet[Plan]:
    return Plan.objects.filter(event=change, state=DRAFT).select_related("event")
