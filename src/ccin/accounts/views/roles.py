"""Staff's pages: who may sign in, and who holds which role from when to when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.forms.roles import (
    ChangeAddressForm,
    CreateAccountForm,
    EndRoleForm,
    GrantRoleForm,
)
from ccin.accounts.models import Account, RoleHeld
from ccin.accounts.operations.accounts import (
    change_address,
    create_account,
    deactivate_account,
    reactivate_account,
    reset_second_factor,
)
from ccin.accounts.operations.roles import end_role, grant_role
from ccin.accounts.reads.actors import second_factor_of
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.members.models import Person

A_PAGE = 50


def browse(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ROLE_READ)
    day = today()
    held = RoleHeld.objects.not_over_on(day).select_related("account")
    others = Account.objects.exclude(pk__in=held.values("account")).order_by("name", "email", "pk")
    context = {
        "held": held.order_by("role", "account__name", "pk"),
        "page": Paginator(others, A_PAGE).get_page(request.GET.get("page")),
        "today": day,
        "may_grant": request.actor.may(Permission.ROLE_GRANT),
    }
    return render(request, "accounts/roles.html", context)


def add(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ACCOUNT_MAKE)
    return _make(request, None)


def add_for(request: ActorRequest, pk: int) -> HttpResponse:
    """The account of a person whom the network knows, where there is none yet."""
    request.actor.must(Permission.ACCOUNT_MAKE)
    person = get_object_or_404(Person.objects.kept().visible_to(request.actor), pk=pk)
    account = Account.objects.filter(person=person).first()
    if account:
        reads = request.actor.may(Permission.ROLE_READ)
        messages.info(request, _("%(name)s has an account already") % {"name": person})
        return redirect(account.get_absolute_url() if reads else person.get_record_url())
    return _make(request, person)


def _make(request: ActorRequest, person: Person | None) -> HttpResponse:
    first = {"name": person.name, "email": person.email} if person else {}
    form = CreateAccountForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            account = create_account(
                given["email"], name=given["name"], person=person, by=request.actor
            )
            messages.success(request, _("%(name)s can sign in now") % {"name": account.name})
            if request.actor.may(Permission.ROLE_READ):
                return redirect(account)
            return redirect("members:person", person.pk) if person else redirect("accounts:add")
    return render(request, "accounts/add.html", {"form": form, "person": person})


def show(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_READ)
    account = get_object_or_404(Account.objects.select_related("person"), pk=pk)
    day = today()
    context = {
        "account": account,
        "roles": account.roles_held.not_over_on(day),
        "past": account.roles_held.exclude(pk__in=account.roles_held.not_over_on(day)),
        "second_factor": second_factor_of(account),
        "today": day,
        "may_grant": request.actor.may(Permission.ROLE_GRANT),
    }
    return render(request, "accounts/show.html", context)


def grant(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_GRANT)
    account = get_object_or_404(Account, pk=pk)
    form = GrantRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            held = grant_role(account, form.granted(), by=request.actor)
            words = {"name": account.name, "role": held.get_role_display()}
            messages.success(request, _("%(name)s holds the role %(role)s") % words)
            return redirect(account)
    return render(request, "accounts/grant.html", {"account": account, "form": form})


def end(request: ActorRequest, pk: int, held: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_GRANT)
    account = get_object_or_404(Account, pk=pk)
    role = get_object_or_404(account.roles_held.select_related("account"), pk=held)
    form = EndRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            end_role(role, last_day=form.cleaned_data["last_day"], by=request.actor)
            messages.success(request, _("You have ended the role"))
            return redirect(role.account)
    return render(request, "accounts/end.html", {"held": role, "form": form})


def move(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_GRANT)
    account = get_object_or_404(Account, pk=pk)
    form = ChangeAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            change_address(account, form.cleaned_data["email"], by=request.actor)
            messages.success(request, _("You have changed the address"))
            return redirect(account)
    return render(request, "accounts/move.html", {"account": account, "form": form})


def stop(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_GRANT)
    account = get_object_or_404(Account, pk=pk)
    if request.method == "POST":
        deactivate_account(account, by=request.actor)
        messages.success(request, _("Nobody can sign in with this account now"))
        return redirect(account)
    return render(request, "accounts/stop.html", {"account": account})


@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    reactivate_account(account, by=request.actor)
    messages.success(request, _("The account can sign in again"))
    return redirect(account)


def reset(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.ROLE_GRANT)
    account = get_object_or_404(Account, pk=pk)
    if request.method == "POST":
        reset_second_factor(account, by=request.actor)
        messages.success(request, _("The second step is removed; a letter says what to do"))
        return redirect(account)
    return render(request, "accounts/reset.html", {"account": account})
