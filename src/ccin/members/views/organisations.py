"""Organisations: the list, the page of each, adding and correcting."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import Actor, ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.members.forms.organisations import (
    FindOrganisationsForm,
    IdentifierForm,
    OrganisationForm,
)
from ccin.members.models import (
    Identifier,
    Membership,
    Organisation,
    OrganisationQuerySet,
    Representation,
)
from ccin.members.operations import (
    add_identifier,
    add_organisation,
    correct_organisation,
    remove_identifier,
)
from ccin.members.states import EndReason, MembershipClass, OrganisationKind
from ccin.register.models import Authority

A_PAGE = 100


def organisations(request: ActorRequest) -> HttpResponse:
    request.actor.must(Permission.ORGANISATION_READ_ANY)
    finder = FindOrganisationsForm(request.GET)
    finder.is_valid()
    day = finder.cleaned_data.get("on") or today()
    found = _with_standing(_found(finder.cleaned_data, day), day)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_export = request.actor.may(Permission.MEMBERS_EXPORT)
    may_end = request.actor.may(Permission.MEMBERSHIP_CHANGE)
    return render(
        request,
        "members/organisations.html",
        {
            "finder": finder,
            "page": page,
            "classes": dict(MembershipClass.choices),
            "day": day,
            "is_past": day != today(),
            "may_change": request.actor.may(Permission.ORGANISATION_CHANGE),
            "may_import": request.actor.may(Permission.MEMBERS_IMPORT),
            "may_export": may_export,
            "may_end": may_end,
            "may_choose": may_export or may_end,
        },
    )


def _found(wanted: dict[str, Any], day: date) -> OrganisationQuerySet:
    found = Organisation.objects.kept()
    for word in wanted.get("q", "")[:200].split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(authority__short_name__icontains=word))
    for field in ("kind", "nation", "region"):
        if wanted.get(field):
            found = found.filter(**{field: wanted[field]})
    if wanted.get("membership_class"):
        found = found.in_class(wanted["membership_class"], on=day)
    return _of_standing(found, wanted.get("standing", ""), day)


def _of_standing(found: OrganisationQuerySet, standing: str, day: date) -> OrganisationQuerySet:
    begun = Membership.objects.exclude(end_reason=EndReason.CORRECTED).filter(starts_on__lte=day)
    ever = begun.values("organisation")
    match standing:
        case "member":
            return found.members_on(day)
        case "supporter":
            return found.in_class(MembershipClass.SUPPORTER, on=day)
        case "left":
            held = Membership.objects.held_on(day).values("organisation")
            return found.filter(pk__in=ever).exclude(pk__in=held)
        case "never":
            return found.exclude(pk__in=ever)
        case "fictional":
            return found.filter(fictional=True)
    return found


def _with_standing(found: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    """Beside each, what it held on that day and who its main contact was."""
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("pk"))
    contact = Representation.objects.current_on(day).filter(
        organisation=OuterRef("pk"), is_primary=True
    )
    return found.annotate(
        class_held=Subquery(held.values("membership_class")[:1]),
        held_since=Subquery(held.values("starts_on")[:1]),
        contact=Subquery(contact.values("person__name")[:1]),
    )


def organisation(request: ActorRequest, pk: int) -> HttpResponse:
    """`?on=2021-07-31` shows who it was to the network on that day."""
    found = get_object_or_404(
        Organisation.objects.visible_to(request.actor).select_related(
            "authority", "parish", "principal_council", "merged_into"
        ),
        pk=pk,
    )
    finder = FindOrganisationsForm(request.GET)
    finder.is_valid()
    day = finder.cleaned_data.get("on") or today()
    standings = found.representations.select_related("person")
    return render(
        request,
        "members/organisation.html",
        {
            "organisation": found,
            "day": day,
            "is_past": day != today(),
            "held": found.memberships.held_on(day).first(),
            "memberships": found.memberships.all(),
            "standings": standings.current_on(day).order_by("-is_primary", "role", "pk"),
            "former": standings.filter(ends_on__lt=day),
            "identifiers": found.identifiers.all(),
            "groups": _groups_on(found),
            "may": _may(request.actor, found),
        },
    )


def _groups_on(found: Organisation) -> OrganisationQuerySet:
    groups = Organisation.objects.kept().filter(kind=OrganisationKind.PARTY_GROUP)
    if found.authority_id is None:
        return groups.none()
    return groups.filter(principal_council=found.authority_id)


def _may(actor: Actor, found: Organisation) -> dict[str, bool]:
    """Which buttons and which private parts the page shows."""
    key, is_open = found.pk, found.merged_into_id is None
    return {
        "correct": is_open and actor.may(Permission.ORGANISATION_CHANGE, organisation=key),
        "page": is_open and actor.may(Permission.MEMBER_PAGE_CHANGE, organisation=key),
        "merge": is_open and actor.may(Permission.ORGANISATION_MERGE),
        "appoint": is_open and actor.may(Permission.REPRESENTATIVE_CHANGE, organisation=key),
        "membership": is_open and actor.may(Permission.MEMBERSHIP_CHANGE),
        "people": actor.may(Permission.PERSON_READ_ANY),
        "staff": actor.may(Permission.ORGANISATION_READ_ANY),
        "history": actor.may(Permission.HISTORY_READ),
    }


def add(request: ActorRequest) -> HttpResponse:
    """`?authority=hartlepool` begins with what the register knows of that authority."""
    request.actor.must(Permission.ORGANISATION_CHANGE)
    authority = Authority.objects.filter(key=slugify(request.GET.get("authority", ""))).first()
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, authority=authority)
    if form.is_valid():
        with refusals_on(form):
            made = add_organisation(form.details(), by=request.actor)
            messages.success(request, _("You have added “%(name)s”") % {"name": made})
            return redirect("members:organisation", made.pk)
    context = {
        "form": form,
        "title": _("Add an organisation"),
        "button": _("Add the organisation"),
        "back": reverse("members:organisations"),
        "back_to": _("Organisations"),
    }
    return render(request, "design/ask.html", context)


def correct(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.ORGANISATION_CHANGE, organisation=found.pk)
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, organisation=found)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            correct_organisation(found, form.details(), version=version, by=request.actor)
            messages.success(request, _("You have corrected “%(name)s”") % {"name": found})
            return redirect("members:organisation", found.pk)
    title = _("Correct “%(name)s”") % {"name": found}
    return render(request, "design/ask.html", _about(found, form, title, _("Save")))


def identify(request: ActorRequest, pk: int) -> HttpResponse:
    """Add the number that another register gave the organisation."""
    found = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.ORGANISATION_CHANGE, organisation=found.pk)
    form = IdentifierForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            add_identifier(found, **form.cleaned_data, by=request.actor)
            messages.success(request, _("You have added the number"))
            return redirect("members:organisation", found.pk)
    title = _("Add a number in another register")
    return render(request, "design/ask.html", _about(found, form, title, _("Add the number")))


@require_POST
def forget_identifier(request: ActorRequest, pk: int, identifier: int) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    known = get_object_or_404(Identifier, pk=identifier, organisation=found)
    remove_identifier(known, by=request.actor)
    messages.success(request, _("You have removed the number"))
    return redirect("members:organisation", found.pk)


def _about(found: Organisation, form: Any, title: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "title": title,
        "button": button,
        "back": reverse("members:organisation", args=[found.pk]),
        "back_to": str(found),
    }
