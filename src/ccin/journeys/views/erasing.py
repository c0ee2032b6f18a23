"""Erasing a person who asks for it: what goes and what stays is read first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.design.fields import known_keys
from ccin.design.refusals import refusals_on
from ccin.journeys.forms.reorganising import ConfirmForm
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.erase_person import erase_person
from ccin.journeys.reads.erasing import fates_of
from ccin.members.models import Person


def erase(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.PERSON_ERASE)
    person = get_object_or_404(Person.objects.kept().visible_to(request.actor), pk=pk)
    asked = DataRequest.objects.filter(
        pk__in=known_keys([request.GET.get("request", "")]), person=person
    ).first()
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            erase_person(person, request=asked, by=request.actor)
            messages.success(request, _("The person has been erased"))
            return redirect(asked or "members:person", *([] if asked else [person.pk]))
    context = {
        "person": person,
        "form": form,
        "asked": asked,
        "fates": fates_of(person),
        "standings": person.representations.select_related("organisation"),
        "account": Account.objects.filter(person=person).first(),
    }
    return render(request, "journeys/erase.html", context)
