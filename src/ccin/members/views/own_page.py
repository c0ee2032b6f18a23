"""A member's own page as its main contact keeps it: words, logo, and the badge to embed."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.kernel.clock import today
from ccin.members.forms.own_page import LogoForm, MemberPageForm
from ccin.members.models import Membership, Organisation
from ccin.members.operations import change_member_page, remove_logo, set_logo
from ccin.members.states import MEMBER_CLASSES


def our_page(request: ActorRequest, pk: int) -> HttpResponse:
    """The words; the preview is a page of the public site, to which the same form can be sent."""
    organisation = _organisation(request, pk)
    data = request.POST if request.method == "POST" else None
    form = MemberPageForm(data, organisation=organisation)
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"]
            change_member_page(organisation, form.details(), version=version, by=request.actor)
            messages.success(request, _("Your public page says what you wrote"))
            return redirect("members:our_page", organisation.pk)
    held = Membership.objects.held_on(today()).filter(organisation=organisation)
    public = request.build_absolute_uri(organisation.get_absolute_url())
    return render(
        request,
        "members/our_page.html",
        {
            "organisation": organisation,
            "form": form,
            "public": public,
            "is_shown": held.exists(),
            "badge": _badge(organisation, public)
            if held.filter(membership_class__in=MEMBER_CLASSES).exists()
            else "",
        },
    )


def _badge(organisation: Organisation, public: str) -> str:
    """What to copy into another site: a picture that leads to the member's page."""
    words = _("Member of the %(network)s") % {"network": settings.NETWORK_NAME}
    return format_html(
        '<a href="{}"><img src="{}badge.svg" alt="{}" width="260" height="80"></a>',
        public,
        public,
        words,
    )


def our_logo(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LogoForm(*sent, organisation=organisation)
    if form.is_valid():
        with refusals_on(form):
            logo, words = form.cleaned_data["logo"], form.cleaned_data["words"]
            set_logo(organisation, logo, words=words, by=request.actor)
            messages.success(request, _("Your logo is on your public page"))
            return redirect("members:our_page", organisation.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "members/our_logo.html", context)


@require_POST
def drop_logo(request: ActorRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    remove_logo(organisation, by=request.actor)
    messages.success(request, _("Your logo is no longer shown"))
    return redirect("members:our_page", organisation.pk)


def _organisation(request: ActorRequest, pk: int) -> Organisation:
    seen = Organisation.objects.kept().visible_to(request.actor)
    organisation = get_object_or_404(seen, pk=pk)
    request.actor.must(Permission.MEMBER_PAGE_CHANGE, organisation=organisation.pk)
    return organisation
