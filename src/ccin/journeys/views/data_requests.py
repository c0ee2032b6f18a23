"""Asking about one's data, and staff's pages for answering on the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.fields import known_keys
from ccin.design.refusals import refusals_on
from ccin.journeys.exports import as_text
from ccin.journeys.forms import data_requests as forms
from ccin.journeys.models import DataRequest
from ccin.journeys.notices import IDENTITY
from ccin.journeys.operations import data_requests as operations
from ccin.journeys.operations.erase_person import erase_asker
from ccin.journeys.reads.data_requests import who_it_may_be
from ccin.journeys.reads.own_data import held_about, whom_of_request
from ccin.journeys.states import REQUEST, RequestKind
from ccin.kernel.clock import today
from ccin.members.models import Person

A_PAGE = 50


def ask(request: ActorRequest) -> HttpResponse:
    """Open to everyone; who has signed in is known, others are written to first."""
    known = request.actor.account is not None
    form_class = forms.AskForm if known else forms.OpenAskForm
    kind = request.GET.get("kind", "")
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial={"kind": kind if kind in RequestKind else ""},
    )
    if form.is_valid():
        if isinstance(form, forms.OpenAskForm) and form.is_from_a_program:
            return redirect("journeys:asked")
        with refusals_on(form):
            operations.ask_about_data(form.asked(), by=request.actor)
            return redirect("journeys:own_data" if known else "journeys:asked")
    return render(request, "journeys/data/ask.html", {"form": form, "known": known})


def asked(request: ActorRequest) -> HttpResponse:
    return render(request, "journeys/data/asked.html")


def confirm(request: ActorRequest, token: str) -> HttpResponse:
    """The page behind the link in a receipt; only the press of its button proves the address."""
    try:
        pk, email = signing.loads(token, salt=IDENTITY)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    asked = get_object_or_404(DataRequest, pk=pk, email=email)
    if request.method == "POST":
        operations.confirm_identity(asked, by=request.actor)
        return redirect("journeys:asked")
    return render(request, "journeys/data/confirm.html", {"asked": asked})


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """By whoever asked."""
    own = DataRequest.objects.filter(account=request.actor.account or 0)
    operations.withdraw_request(get_object_or_404(own, pk=pk), by=request.actor)
    messages.success(request, _("Your request is withdrawn"))
    return redirect("journeys:own_data")


def browse(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.DATA_REQUEST_READ)
    finder = forms.FindRequestsForm(request.GET or {"state": "open"})
    finder.is_valid()
    wanted = finder.cleaned_data
    found = DataRequest.objects.visible_to(request.actor).select_related("person", "account")
    if wanted.get("state") == "open":
        found = found.open()
    elif wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    day = today()
    context = {
        "finder": finder,
        "page": page,
        "rows": [(each, each.is_late(day)) for each in page],
        "may_add": request.actor.may(Permission.DATA_REQUEST_ANSWER),
    }
    return render(request, "journeys/data/browse.html", context)


def add(request: ActorRequest) -> HttpResponse:
    """`?person=7` from the page of somebody we know."""
    request.actor.must(Permission.DATA_REQUEST_ANSWER)
    people = Person.objects.kept().visible_to(request.actor)
    person = people.filter(pk__in=known_keys([request.GET.get("person", "")])).first()
    first = {"name": person.name, "email": person.email} if person else {}
    form = forms.RecordForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        with refusals_on(form):
            made = operations.record_data_request(form.asked(), form.came(person), by=request.actor)
            messages.success(request, _("You have recorded the request"))
            return redirect(made)
    return render(request, "journeys/data/add.html", {"form": form, "person": person})


@dataclass(frozen=True, slots=True)
class Step:
    """What staff do with a request: its form, what follows from it, and the words around it."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[forms.StepForm] = forms.StepForm
    tells: bool = False  # a letter goes, where there is an address


STEPS: Mapping[str, Step] = {
    "acknowledge": Step(
        gettext_lazy("Say that you acknowledged it"),
        gettext_lazy("They were told"),
        gettext_lazy("You have noted that they were told we have it"),
    ),
    "ask": Step(
        gettext_lazy("Ask the person"),
        gettext_lazy("Send, and stop the clock"),
        gettext_lazy("The clock stands still until they tell you"),
        forms.AskPersonForm,
        tells=True,
    ),
    "hear": Step(
        gettext_lazy("Say that they answered"),
        gettext_lazy("Let the clock run on"),
        gettext_lazy("The clock runs on"),
    ),
    "extend": Step(
        gettext_lazy("Take two more months"),
        gettext_lazy("Take longer, and tell them"),
        gettext_lazy("You have two more months"),
        forms.ExtendForm,
        tells=True,
    ),
    "answer": Step(
        gettext_lazy("Answer the request"),
        gettext_lazy("Answer"),
        gettext_lazy("You have answered the request"),
        forms.AnswerForm,
        tells=True,
    ),
    "refuse": Step(
        gettext_lazy("Refuse the request"),
        gettext_lazy("Refuse"),
        gettext_lazy("You have refused the request"),
        forms.RefuseForm,
        tells=True,
    ),
    "withdraw": Step(
        gettext_lazy("Say that they withdrew it"),
        gettext_lazy("They withdrew it"),
        gettext_lazy("The request is withdrawn"),
        tells=True,
    ),
    "erase": Step(
        gettext_lazy("Erase all that is held"),
        gettext_lazy("Erase, and tell them"),
        gettext_lazy("What was held is erased"),
        forms.EraseForm,
    ),
    "identity": Step(
        gettext_lazy("Say how you know who asks"),
        gettext_lazy("Save"),
        gettext_lazy("You have noted how you know who asks"),
        forms.CheckIdentityForm,
    ),
    "person": Step(
        gettext_lazy("Say whose request it is"),
        gettext_lazy("Save"),
        gettext_lazy("You have said whose request it is"),
        forms.SayWhoseForm,
    ),
}


def show(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.DATA_REQUEST_READ)
    asked = get_object_or_404(_requests(request), pk=pk)
    context = {
        "asked": asked,
        "moves": REQUEST.open_to(request.actor, state=asked.state),
        "is_late": asked.is_late(today()),
        "may_erase": request.actor.may(Permission.PERSON_ERASE),
        "may_be": asked.is_open and not asked.person_id and who_it_may_be(asked).exists(),
    }
    return render(request, "journeys/data/show.html", context)


def step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    request.actor.must(Permission.DATA_REQUEST_ANSWER)
    asked = get_object_or_404(_requests(request), pk=pk)
    if step not in STEPS:
        raise Http404
    words = STEPS[step]
    if step in REQUEST.moves:
        REQUEST.move(step, state=asked.state)
    form = words.form(request.POST if request.method == "POST" else None, request=asked)
    if form.is_valid():
        with refusals_on(form):
            was_told = DOES[step](asked, form.cleaned_data, request)
            messages.success(request, str(words.done))
            if words.tells and not was_told:
                messages.warning(
                    request, _("There is no e-mail address: write to them by post today.")
                )
            return redirect(asked)
    return render(request, "journeys/data/step.html", {"asked": asked, "form": form, "step": words})


Does = Callable[[DataRequest, dict[str, Any], ActorRequest], bool | None]


def _answer(asked: DataRequest, given: dict[str, Any], request: ActorRequest) -> bool:
    held = ""
    if given.get("attach"):
        held = as_text(held_about(whom_of_request(asked)), on=today())
    return operations.answer_request(asked, answer=given["answer"], held=held, by=request.actor)


DOES: Mapping[str, Does] = {
    "acknowledge": lambda asked, given, request: operations.acknowledge_request(
        asked, by=request.actor
    ),
    "ask": lambda asked, given, request: operations.ask_the_person(
        asked, asked=given["asked"], by=request.actor
    ),
    "hear": lambda asked, given, request: operations.hear_the_person(asked, by=request.actor),
    "extend": lambda asked, given, request: operations.extend_request(
        asked, because=given["because"], by=request.actor
    ),
    "answer": _answer,
    "refuse": lambda asked, given, request: operations.refuse_request(
        asked, reasons=given["reasons"], by=request.actor
    ),
    "withdraw": lambda asked, given, request: operations.withdraw_request(asked, by=request.actor),
    "erase": lambda asked, given, request: erase_asker(asked, by=request.actor),
    "identity": lambda asked, given, request: operations.check_identity(
        asked, how=given["how"], by=request.actor
    ),
    "person": lambda asked, given, request: operations.say_whose(
        asked, given["person"], by=request.actor
    ),
}


def _requests(request: ActorRequest) -> Any:
    return DataRequest.objects.visible_to(request.actor).select_related("person", "account")
