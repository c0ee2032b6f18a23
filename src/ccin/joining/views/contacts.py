"""The yearly check of contacts: the main contact's page, and who has not answered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.joining.models import ContactCheck
from ccin.joining.operations.contacts import confirm_contacts, nudge_contacts
from ccin.joining.reads.contacts import checks, people_of
from ccin.joining.rules.considering import may_nudge
from ccin.joining.views.pipeline import ways_for
from ccin.kernel.clock import today
from ccin.members.models import Organisation

A_PAGE = 50


def contact_checks(request: ActorRequest) -> HttpResponse:
    """`?all=yes` shows those that were confirmed, too."""
    request.actor.must(Permission.CONTACTS_ASK)
    everything = request.GET.get("all") == "yes"
    page = Paginator(checks(unanswered=not everything), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (check, check.confirmed_on is None and may_nudge(check.nudged_on or check.asked_on, day))
        for day in [today()]
        for check in page
    ]
    context = {"page": page, "rows": rows, "everything": everything, "today": today()}
    context |= ways_for(request.actor)
    return render(request, "joining/contacts/list.html", context)


def confirm(request: ActorRequest, pk: int) -> HttpResponse:
    """The people and their roles, with “this is right”; changing them has pages of its own."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    request.actor.must(Permission.CONTACTS_CONFIRM, organisation=organisation.pk)
    if request.method == "POST":
        confirm_contacts(organisation, by=request.actor)
        messages.success(request, _("Thank you: the contacts are confirmed"))
        return redirect("joining:confirm_contacts", organisation.pk)
    open_check = ContactCheck.objects.filter(organisation=organisation, confirmed_on=None).first()
    last = ContactCheck.objects.filter(organisation=organisation, confirmed_on__isnull=False)
    context = {
        "organisation": organisation,
        "people": people_of(organisation),
        "check": open_check,
        "last": last.order_by("-confirmed_on").first(),
        "confirmed_today": last.filter(confirmed_on=today()).exists(),
    }
    return render(request, "joining/contacts/confirm.html", context)


@require_POST
def nudge(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.must(Permission.CONTACTS_ASK)
    check = get_object_or_404(ContactCheck.objects.select_related("organisation"), pk=pk)
    nudge_contacts(check, by=request.actor)
    messages.success(
        request, _("A reminder is on its way to %(name)s") % {"name": check.organisation}
    )
    return redirect("joining:contact_checks")
