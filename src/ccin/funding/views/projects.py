"""Keeping a project: its one page for lead and staff, agreement, milestones, payments, end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.files.reads import answer_with
from ccin.funding.forms.projects import (
    AcceptForm,
    ClaimCheckForm,
    ClaimForm,
    EndForm,
    FindProjectsForm,
    MilestoneForm,
    OfferForm,
    PayForm,
    SendBackForm,
    offered_words,
)
from ccin.funding.models import Agreement, Milestone, Payment, Project
from ccin.funding.operations.ending import close_project, publish_report, terminate_project
from ccin.funding.operations.milestones import change_milestone, plan_milestone, remove_milestone
from ccin.funding.operations.payments import (
    approve_payment,
    claim_payment,
    record_payment,
    send_back_claim,
)
from ccin.funding.operations.projects import accept_agreement, offer_agreement
from ccin.funding.reads.keeping import keeping_of, kept_for, terms_for
from ccin.funding.reads.projects import standings
from ccin.funding.states import LIVE_PROJECTS, PAYMENT, PROJECT
from ccin.kernel.clock import today

A_PAGE = 50


@require_safe
def kept(request: ActorRequest) -> HttpResponse:
    """All of them for staff, their own for leads."""
    if not request.actor.may_somewhere(Permission.PROJECT_REPORT):
        request.actor.must(Permission.BID_READ_ANY)
    form = FindProjectsForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = kept_for(request.actor).order_by("report_due_on", "pk")
    if words := str(wanted.get("q") or "").strip():
        found = found.filter(title__icontains=words)
    if wanted.get("late"):
        found = found.filter(state__in=LIVE_PROJECTS, ends_on__lt=today())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    standing = standings(page.object_list)
    context = {
        "page": page,
        "form": form,
        "lines": [(project, standing[project.pk]) for project in page.object_list],
    }
    return render(request, "funding/projects/kept.html", context)


@require_safe
def keep(request: ActorRequest, slug: str) -> HttpResponse:
    page = keeping_of(found(request, slug), request.actor)
    return render(request, "funding/projects/keep.html", {"page": page, "project": page.project})


def found(request: ActorRequest, slug: str) -> Project:
    return get_object_or_404(kept_for(request.actor), slug=slug)


def keep_of(project: Project) -> str:
    return reverse("funding:keep", args=[project.slug])


def ask(
    request: ActorRequest, project: Project, form: Form, title: str, button: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "project": project, **more}
    return render(request, "funding/projects/ask.html", context)


def offer(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_KEEP)
    PROJECT.move("offer", state=project.state)
    known = offered_words(project, terms_for(project))
    form = OfferForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            offer_agreement(project, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("The agreement is offered, and the lead is told"))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Offer the agreement"), _("Offer it"))


def agreement(request: ActorRequest, slug: str) -> HttpResponse:
    """Read by both sides; accepted by whoever may commit the lead."""
    project = found(request, slug)
    offered = get_object_or_404(Agreement, project=project)
    moves = PROJECT.open_to(request.actor, state=project.state, organisation=project.lead_id)
    accepts = "accept_agreement" in moves
    form = AcceptForm(
        request.POST if request.method == "POST" else None, initial={"version": project.version}
    )
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            accept_agreement(project, form.acceptance(), version=version, by=request.actor)
            messages.success(request, _("You have accepted the agreement. The project runs."))
            return redirect(keep_of(project))
    elif request.method == "POST" and not accepts:
        request.actor.must(Permission.AGREEMENT_ACCEPT, organisation=project.lead_id)
    context = {"project": project, "agreement": offered, "form": form if accepts else None}
    return render(request, "funding/projects/agreement.html", context)


def add_milestone(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    form = MilestoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            plan_milestone(project, form.plan(), by=request.actor)
            messages.success(request, _("The milestone is planned"))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Plan a milestone"), _("Plan it"))


def milestone(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    seen = get_object_or_404(Milestone.objects.select_related("project"), pk=pk, project=project)
    form = MilestoneForm(request.POST if request.method == "POST" else None, milestone=seen)
    if form.is_valid():
        with refusals_on(form):
            change_milestone(seen, form.plan(), by=request.actor)
            messages.success(request, _("The milestone is changed"))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Change a milestone"), _("Save"))


@require_POST
def drop_milestone(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    project = found(request, slug)
    seen = get_object_or_404(Milestone.objects.select_related("project"), pk=pk, project=project)
    remove_milestone(seen, by=request.actor)
    messages.success(request, _("The milestone is taken away"))
    return redirect(keep_of(project))


def payment_of(request: ActorRequest, slug: str, pk: int) -> Payment:
    kept_payments = Payment.objects.select_related(
        "project__lead", "project__strand", "project__bid", "milestone", "evidence"
    )
    return get_object_or_404(kept_payments, pk=pk, project=found(request, slug))


def claim(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    payment = payment_of(request, slug, pk)
    project = payment.project
    request.actor.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    PAYMENT.move("claim", state=payment.state)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ClaimForm(*sent, payment=payment)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            claim_payment(payment, given["note"], given["evidence"], by=request.actor)
            messages.success(request, _("The payment is claimed. Staff will look at it."))
            return redirect(keep_of(project))
    return ask(request, project, form, _("Claim a payment"), _("Claim it"), payment=payment)


def send_back(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    payment = payment_of(request, slug, pk)
    request.actor.must(PAYMENT.move("send_back", state=payment.state).needs)
    known = {"version": payment.version}
    form = SendBackForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            send_back_claim(payment, given["because"], version=given["version"], by=request.actor)
            messages.success(request, _("The claim is sent back, and the lead is told why"))
            return redirect(keep_of(payment.project))
    title, button = _("Send a claim back"), _("Send it back")
    return ask(request, payment.project, form, title, button, payment=payment)


def approve(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    payment = payment_of(request, slug, pk)
    request.actor.must(PAYMENT.move("approve", state=payment.state).needs)
    known = {"version": payment.version}
    form = ClaimCheckForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            approve_payment(payment, version=form.cleaned_data["version"], by=request.actor)
            messages.success(request, _("The payment is approved"))
            return redirect(keep_of(payment.project))
    title, button = _("Approve a payment"), _("Approve it")
    return ask(request, payment.project, form, title, button, payment=payment)


def pay(request: ActorRequest, slug: str, pk: int) -> HttpResponse:
    payment = payment_of(request, slug, pk)
    request.actor.must(PAYMENT.move("pay", state=payment.state).needs)
    known = {"version": payment.version, "paid_on": today()}
    form = PayForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            record_payment(payment, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The payment is recorded, and the lead is told"))
            return redirect(keep_of(payment.project))
    title, button = _("Record that it was paid"), _("Record it")
    return ask(request, payment.project, form, title, button, payment=payment)


@require_safe
def evidence(request: ActorRequest, slug: str, pk: int) -> FileResponse:
    upload = payment_of(request, slug, pk).evidence
    if upload is None:
        raise Http404
    return answer_with(upload)


@require_POST
def publish(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    publish_report(project, by=request.actor)
    messages.success(request, _("The final report is in the library"))
    return redirect(keep_of(project))


@require_POST
def close(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    close_project(project, by=request.actor)
    messages.success(request, _("The project is closed"))
    return redirect(keep_of(project))


def end(request: ActorRequest, slug: str) -> HttpResponse:
    project = found(request, slug)
    request.actor.must(PROJECT.move("terminate", state=project.state).needs)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            terminate_project(project, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("The project has ended early, and the lead is told"))
            return redirect(keep_of(project))
    return ask(request, project, form, _("End the project early"), _("End it"))
