"""The applicant's pages: begin, fill in step by step, share, send, take back."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import Actor, ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.design.refusals import refusals_on
from ccin.governance.models import Question
from ccin.joining.forms.long_steps import STEP_FORMS
from ccin.joining.forms.starting import (
    AnswerQuestionForm,
    OfferForm,
    ShareForm,
    StartForm,
    SubmitForm,
    WithdrawForm,
)
from ccin.joining.models import Application, Enquiry
from ccin.joining.notices.applications import ASKED_SALT
from ccin.joining.operations.answers import answer_for_application
from ccin.joining.operations.applications import (
    ask_for_link,
    offer_application,
    share_application,
    start_application,
    withdraw_application,
)
from ccin.joining.operations.steps import save_step
from ccin.joining.operations.submitting import submit_application
from ccin.joining.reads.applications import (
    as_applicant,
    decision_on,
    open_questions,
    steps_of,
    task_list,
    what_is_missing,
)
from ccin.joining.reads.pipeline import line_of
from ccin.joining.reads.starting import in_sentences, may_join, sought_in
from ccin.joining.reads.stated import stated_in
from ccin.joining.states import APPLICATION, StepKey
from ccin.kernel.clock import today
from ccin.members.rules.eligibility import Answer
from ccin.members.states import MembershipClass

A_PAGE = 30
LATER = "later"


def start(request: ActorRequest) -> HttpResponse:
    """Open to everybody; the address says which body, as “Can we join?” found it."""
    sought = sought_in(request.GET.dict())
    if sought is None:
        return render(request, "joining/apply/start.html", {"sought": None})
    found = may_join(sought, on=today())
    if found.answer is not Answer.MAY_JOIN:
        context = {"sought": sought, "reasons": in_sentences(found)}
        return render(request, "joining/apply/start.html", context)
    account = Account.objects.filter(pk=request.actor.account or 0).first()
    name = account.name if account else ""
    form = StartForm(_sent(request), sought=sought, is_signed_in=account is not None, name=name)
    if form.is_valid():
        if form.is_from_a_program:
            return redirect("joining:link_sent")
        with refusals_on(form):
            return _begin(request, form)
    class_name = MembershipClass(found.membership_class).label
    context = {"sought": sought, "form": form, "class_name": class_name, "account": account}
    return render(request, "joining/apply/start.html", context)


def _begin(request: ActorRequest, form: StartForm) -> HttpResponse:
    if request.actor.account is None:
        ask_for_link(form.begun(), email=form.cleaned_data["email"], by=request.actor)
        return redirect("joining:link_sent")
    started = start_application(form.begun(), by=request.actor)
    if started.is_mine:
        steps = steps_of(started.application)
        if started.is_new and len(steps) == 1:
            return redirect("joining:step", started.application.pk, steps[0])
        return redirect("joining:draft", started.application.pk)
    return render(request, "joining/apply/begun_by_another.html", {"sought": form.sought})


def link_sent(request: ActorRequest) -> HttpResponse:
    return render(request, "joining/apply/link_sent.html")


def mine(request: ActorRequest) -> HttpResponse:
    found = Application.objects.filter(applicants__account=request.actor.account or 0)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "joining/apply/mine.html", {"page": page})


def draft(request: ActorRequest, pk: int) -> HttpResponse:
    """The list of tasks while it is written; what was sent, and where it stands, afterwards."""
    application = _own(request, pk)
    by = as_applicant(request.actor, application)
    moves = APPLICATION.open_to(by, state=application.state)
    tasks = task_list(application) if "submit" in moves else []
    context = {
        "application": application,
        "moves": moves,
        "tasks": tasks,
        "done": sum(task.is_complete for task in tasks),
        "sections": [] if tasks else stated_in(application),
        "decision": decision_on(application),
        "conditions": application.conditions.all(),
        "questions": open_questions(application) if application.is_open else [],
        "line": line_of(application) if application.is_open and not tasks else None,
        "writers": application.applicants.select_related("account"),
    }
    return render(request, "joining/apply/draft.html", context)


def step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    application = _own(request, pk)
    steps = steps_of(application)
    if step not in steps:
        raise Http404
    _must_write(request.actor, application)
    key = StepKey(step)
    form = STEP_FORMS[key](_sent(request), request.FILES or None, application=application)
    comes_back = LATER in request.POST
    if form.is_valid() or (form.is_bound and comes_back and "version" in form.cleaned_data):
        with refusals_on(form):
            save_step(application, form.kept(), by=request.actor)
            messages.success(request, _("Saved: %(step)s") % {"step": key.label})
            return _onward(application, steps, key, comes_back=comes_back)
    context = {
        "application": application,
        "form": form,
        "step": key,
        "number": steps.index(key) + 1,
        "steps": len(steps),
    }
    return render(request, "joining/apply/step.html", context)


def _onward(
    application: Application, steps: list[StepKey], key: StepKey, *, comes_back: bool
) -> HttpResponse:
    """To the next step that has not been saved, else to the list of tasks; a form of one step has
    no list worth seeing."""
    later = [one for one in steps[steps.index(key) + 1 :] if str(one) not in application.saves]
    if comes_back or not later:
        page = "joining:submit" if len(steps) == 1 and not comes_back else "joining:draft"
        return redirect(page, application.pk)
    return redirect("joining:step", application.pk, later[0])


def submit(request: ActorRequest, pk: int) -> HttpResponse:
    application = _own(request, pk)
    _must_write(request.actor, application)
    first = {"version": application.version}
    form = SubmitForm(_sent(request), initial=first)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            submit_application(application, version=version, by=request.actor)
            messages.success(request, _("You have sent the application. A receipt is on its way"))
            return redirect("joining:draft", application.pk)
    steps = steps_of(application)
    context = {
        "application": application,
        "form": form,
        "sections": stated_in(application),
        "is_complete": not what_is_missing(application, steps),
        "tasks": [task for task in task_list(application) if not task.is_complete],
    }
    return render(request, "joining/apply/submit.html", context)


def share(request: ActorRequest, pk: int) -> HttpResponse:
    """`?who=` is a colleague who asked: their name and address stand there already."""
    application = _own(request, pk)
    as_applicant(request.actor, application).must(Permission.APPLICATION_WRITE)
    form = ShareForm(_sent(request), initial=_asker(request.GET.get("who", "")))
    if form.is_valid():
        with refusals_on(form):
            share_application(application, form.colleague(), by=request.actor)
            words = _("A link is on its way to %(name)s")
            messages.success(request, words % {"name": form.cleaned_data["name"]})
            return redirect("joining:draft", application.pk)
    context = {"application": application, "form": form}
    return render(request, "joining/apply/share.html", context)


def take_back(request: ActorRequest, pk: int) -> HttpResponse:
    application = _own(request, pk)
    move = APPLICATION.move("withdraw", state=application.state)
    as_applicant(request.actor, application).must(move.needs)
    form = WithdrawForm(_sent(request))
    if form.is_valid():
        withdraw_application(application, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("You have withdrawn the application"))
        return redirect("joining:draft", application.pk)
    context = {"application": application, "form": form}
    return render(request, "joining/apply/take_back.html", context)


def answer_question(request: ActorRequest, pk: int, question: int) -> HttpResponse:
    application = _own(request, pk)
    as_applicant(request.actor, application).must(Permission.APPLICATION_WRITE)
    asked = Question.objects.filter(matter=application.matter_id or 0).select_related("body")
    found = get_object_or_404(asked, pk=question)
    form = AnswerQuestionForm(_sent(request))
    if form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["answer"]
            answer_for_application(application, found, answer=words, by=request.actor)
            messages.success(request, _("Your answer is with the application"))
            return redirect("joining:draft", application.pk)
    context = {"application": application, "question": found, "form": form}
    return render(request, "joining/apply/answer_question.html", context)


def offer(request: ActorRequest, pk: int) -> HttpResponse:
    """Staff make an application of an enquiry."""
    enquiry = get_object_or_404(Enquiry.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.ENQUIRY_ANSWER)
    form = OfferForm(_sent(request), enquiry=enquiry)
    if form.is_valid():
        with refusals_on(form):
            started = offer_application(enquiry, form.sought(), by=request.actor)
            words = (
                _("The application is begun, and a link is on its way to %(name)s")
                if started.is_mine
                else _("Somebody has begun it; they have been told of %(name)s")
            )
            messages.success(request, words % {"name": enquiry.name})
            return redirect(started.application)
    return render(request, "joining/apply/offer.html", {"enquiry": enquiry, "form": form})


def _own(request: ActorRequest, pk: int) -> Application:
    """One that the account writes; to everybody else it is not there."""
    own = Application.objects.filter(applicants__account=request.actor.account or 0)
    related = own.select_related(
        "authority",
        "parish__authority",
        "principal_council",
        "decision_document",
        "matter",
        "organisation",
    )
    return get_object_or_404(related, pk=pk)


def _must_write(actor: Actor, application: Application) -> None:
    move = APPLICATION.move("submit", state=application.state)
    as_applicant(actor, application).must(move.needs)


def _asker(who: str) -> dict[str, str]:
    try:
        return dict(signing.loads(who, salt=ASKED_SALT))
    except signing.BadSignature:
        return {}


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None
