"""The open enquiry form, and staff's pages for dealing with what comes in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.joining.forms.enquiries import (
    AddEnquiryForm,
    AnswerEnquiryForm,
    CloseEnquiryForm,
    FindEnquiriesForm,
    MakeEnquiryForm,
    PlanEnquiryForm,
)
from ccin.joining.models import Application
from ccin.joining.models.enquiries import Enquiry, EnquiryQuerySet
from ccin.joining.operations.enquiries import (
    add_enquiry,
    answer_enquiry,
    close_enquiry,
    make_enquiry,
    plan_enquiry,
    take_enquiry,
)
from ccin.joining.reads.enquiries import about_in_words
from ccin.joining.states import ENQUIRY, EnquiryKind
from ccin.kernel.clock import today
from ccin.register.models import Authority

A_PAGE = 50


def enquire(request: ActorRequest) -> HttpResponse:
    """`?about=figure:citizens` reports an error, `?authority=key` asks for a council."""
    about = request.GET.get("about", "")[:200]
    authority = Authority.objects.filter(key=slugify(request.GET.get("authority", ""))).first()
    kinds = {"figure": EnquiryKind.FIGURE_ERROR, "member": EnquiryKind.GENERAL}
    first = {
        "about": about,
        "kind": kinds.get(about.partition(":")[0], EnquiryKind.JOINING),
        "authority": authority.key if authority else "",
        "organisation": authority.name if authority else "",
    }
    form = MakeEnquiryForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        if form.is_from_a_program:
            return redirect("joining:thanks")
        with refusals_on(form):
            make_enquiry(form.asked(), by=request.actor)
            return redirect("joining:thanks")
    about = about_in_words(form["about"].value() or "")
    return render(request, "joining/enquire.html", {"form": form, "about": about})


def thanks(request: ActorRequest) -> HttpResponse:
    return render(request, "joining/thanks.html")


def browse(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ENQUIRY_READ)
    finder = FindEnquiriesForm(request.GET or {"state": "waiting"})
    finder.is_valid()
    found = _found(Enquiry.objects.visible_to(request.actor), finder.cleaned_data)
    page = Paginator(found.select_related("owner"), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "joining/browse.html",
        {
            "finder": finder,
            "page": page,
            "today": today(),
            "may_add": request.actor.may(Permission.ENQUIRY_ANSWER),
        },
    )


def _found(enquiries: EnquiryQuerySet, wanted: dict[str, str]) -> EnquiryQuerySet:
    found = enquiries.matching(wanted.get("q", ""))
    for field in ("kind", "source"):
        if wanted.get(field):
            found = found.filter(**{field: wanted[field]})
    if wanted.get("state") == "waiting":
        return found.waiting()
    return found.filter(state=wanted["state"]) if wanted.get("state") else found


def add(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ENQUIRY_ANSWER)
    form = AddEnquiryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        enquiry = add_enquiry(form.asked(), source=form.cleaned_data["source"], by=request.actor)
        messages.success(request, _("You have added the enquiry"))
        return redirect(enquiry)
    return render(request, "joining/add.html", {"form": form})


def show(request: ActorRequest, pk: int) -> HttpResponse:
    enquiry = get_object_or_404(_enquiries(request), pk=pk)
    return render(
        request,
        "joining/show.html",
        {
            "enquiry": enquiry,
            "about": about_in_words(enquiry.about),
            "moves": ENQUIRY.open_to(request.actor, state=enquiry.state),
            "may_plan": enquiry.is_open and request.actor.may(Permission.ENQUIRY_ANSWER),
            "applications": Application.objects.visible_to(request.actor).filter(enquiry=enquiry),
            "today": today(),
        },
    )


@require_POST
def take(request: ActorRequest, pk: int) -> HttpResponse:
    enquiry = get_object_or_404(_enquiries(request), pk=pk)
    take_enquiry(enquiry, by=request.actor)
    messages.success(request, _("The enquiry is yours"))
    return redirect(enquiry)


def plan(request: ActorRequest, pk: int) -> HttpResponse:
    enquiry = get_object_or_404(_enquiries(request), pk=pk)
    request.actor.must(Permission.ENQUIRY_ANSWER)
    form = PlanEnquiryForm(request.POST if request.method == "POST" else None, enquiry=enquiry)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            plan_enquiry(enquiry, form.plan(), version=version, by=request.actor)
            messages.success(request, _("You have changed the next step"))
            return redirect(enquiry)
    return render(request, "joining/plan.html", {"enquiry": enquiry, "form": form})


def answer(request: ActorRequest, pk: int) -> HttpResponse:
    enquiry = get_object_or_404(_enquiries(request), pk=pk)
    request.actor.must(ENQUIRY.move("answer", state=enquiry.state).needs)
    form = AnswerEnquiryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            answer_enquiry(enquiry, answer=form.cleaned_data["answer"], by=request.actor)
            messages.success(request, _("Your answer is on its way"))
            return redirect(enquiry)
    return render(request, "joining/answer.html", {"enquiry": enquiry, "form": form})


def close(request: ActorRequest, pk: int) -> HttpResponse:
    enquiry = get_object_or_404(_enquiries(request), pk=pk)
    request.actor.must(ENQUIRY.move("close", state=enquiry.state).needs)
    form = CloseEnquiryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        close_enquiry(enquiry, outcome=form.cleaned_data["outcome"], by=request.actor)
        messages.success(request, _("You have closed the enquiry"))
        return redirect(enquiry)
    return render(request, "joining/close.html", {"enquiry": enquiry, "form": form})


def _enquiries(request: ActorRequest) -> EnquiryQuerySet:
    return Enquiry.objects.visible_to(request.actor).select_related("owner", "authority")
