"""Who speaks for an organisation, as its main contact keeps them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.accounts.models import Invitation
from ccin.accounts.states import SENT
from ccin.design.refusals import refusals_on
from ccin.joining.models import ContactCheck
from ccin.journeys.forms.people import HandOverForm
from ccin.journeys.operations.hand_over import hand_over, standing_for
from ccin.members.models import Organisation


def our_people(request: ActorRequest, pk: int) -> HttpResponse:
    """Their own organisation's people alone, without what staff note of them."""
    organisation = _organisation(request, pk)
    context = {
        "organisation": organisation,
        "standings": standing_for(organisation),
        "invitations": Invitation.objects.filter(organisation=organisation, state=SENT),
        "check": ContactCheck.objects.filter(organisation=organisation, confirmed_on=None).first(),
    }
    return render(request, "journeys/our_people.html", context)


def hand_on(request: ActorRequest, pk: int) -> HttpResponse:
    """One page for the May elections."""
    organisation = _organisation(request, pk)
    standings = standing_for(organisation)
    form = HandOverForm(request.POST if request.method == "POST" else None, standings=standings)
    if form.is_valid():
        with refusals_on(form):
            handing = form.handing()
            hand_over(organisation, handing, by=request.actor)
            messages.success(
                request, _("You have handed over for “%(name)s”") % {"name": organisation}
            )
            main = next((o for o in standings if o.pk == handing.main_contact), None)
            keeps = main is not None and main.person_id == request.actor.person
            if keeps or request.actor.may(Permission.REPRESENTATIVE_CHANGE):
                return redirect("journeys:our_people", organisation.pk)
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"organisation": organisation, "form": form}
    return render(request, "journeys/hand_over.html", context)


def _organisation(request: ActorRequest, pk: int) -> Organisation:
    seen = Organisation.objects.kept().visible_to(request.actor)
    organisation = get_object_or_404(seen, pk=pk)
    request.actor.must(Permission.REPRESENTATIVE_CHANGE, organisation=organisation.pk)
    return organisation
