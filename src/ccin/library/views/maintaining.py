"""What those who maintain a resource arrange: its sections, who else maintains it, what changes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ccin.access.actor import ActorRequest
from ccin.access.permissions import Permission
from ccin.design.refusals import refusals_on
from ccin.library.forms.together import ChangesForm, HeadingOfSectionForm, InviteMaintainerForm
from ccin.library.models import MaintainerInvitation, Partner, RemovedSection, Resource, Section
from ccin.library.operations import maintaining, sections
from ccin.library.reads.releases import changes_since_release
from ccin.library.reads.together import maintainers_of
from ccin.library.reads.writing import heading_of, may_write
from ccin.library.states.resources import PartnerRole, SectionName


def sections_page(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _maintained(request, pk)
    found = list(resource.sections.order_by("position", "pk"))
    return render(
        request,
        "library/together/sections.html",
        {
            "resource": resource,
            "lines": [
                (each, heading_of(each), number == 0, number == len(found) - 1)
                for number, each in enumerate(found)
            ],
            "removed": [
                (each, each.heading or SectionName(each.name).label)
                for each in resource.removed_sections.all()
            ],
        },
    )


def rename(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    part = _section(request, pk, section)
    sent = request.POST if request.method == "POST" else None
    form = HeadingOfSectionForm(sent, initial={"heading": part.heading})
    if form.is_valid():
        with refusals_on(form):
            sections.rename_section(part, form.cleaned_data["heading"], by=request.actor)
            messages.success(request, _("The section has its new heading"))
            return redirect("library:sections", pk)
    context = {"resource": part.resource, "form": form, "heading": heading_of(part)}
    return render(request, "library/together/rename.html", context)


@require_POST
def move(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    part = _section(request, pk, section)
    sections.move_section(part, up=request.POST.get("to") == "up", by=request.actor)
    messages.success(request, _("You have moved “%(heading)s”") % {"heading": heading_of(part)})
    return redirect("library:sections", pk)


@require_POST
def remove(request: ActorRequest, pk: int, section: int) -> HttpResponse:
    part = _section(request, pk, section)
    heading = heading_of(part)
    sections.remove_section(part, by=request.actor)
    messages.success(request, _("You have taken out “%(heading)s”") % {"heading": heading})
    return redirect("library:sections", pk)


@require_POST
def bring_back(request: ActorRequest, pk: int, removed: int) -> HttpResponse:
    resource = _maintained(request, pk)
    found = RemovedSection.objects.filter(resource=resource).select_related("resource", "text")
    sections.bring_section_back(get_object_or_404(found, pk=removed), by=request.actor)
    messages.success(request, _("The section is back, at the end"))
    return redirect("library:sections", pk)


def maintainers(request: ActorRequest, pk: int) -> HttpResponse:
    resource = _maintained(request, pk)
    form = InviteMaintainerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            asked = form.cleaned_data["organisation"]
            maintaining.invite_maintainer(resource, asked, by=request.actor)
            messages.success(request, _("%(name)s gets a letter") % {"name": asked})
            return redirect("library:maintainers", pk)
    invited = resource.maintainer_invitations.filter(answered_at=None)
    return render(
        request,
        "library/together/maintainers.html",
        {
            "resource": resource,
            "form": form,
            "partners": maintainers_of(resource),
            "invited": invited.select_related("organisation"),
        },
    )


@require_POST
def uninvite(request: ActorRequest, pk: int, invitation: int) -> HttpResponse:
    resource = _maintained(request, pk)
    found = resource.maintainer_invitations.select_related("resource", "organisation")
    asked = get_object_or_404(found, pk=invitation)
    maintaining.take_back_maintainer_invitation(asked, by=request.actor)
    messages.success(request, _("You have taken the question back"))
    return redirect("library:maintainers", pk)


@require_POST
def stop(request: ActorRequest, pk: int, partner: int) -> HttpResponse:
    _maintained(request, pk)
    found = Partner.objects.filter(resource=pk, role=PartnerRole.MAINTAINER)
    one = get_object_or_404(found.select_related("resource", "organisation"), pk=partner)
    maintaining.stop_maintaining(one, by=request.actor)
    messages.success(
        request, _("%(name)s does not maintain it any more") % {"name": one.organisation}
    )
    is_still_ours = Resource.objects.written_by(request.actor).filter(pk=pk).exists()
    return redirect("library:maintainers", pk) if is_still_ours else redirect("library:together")


def maintainer_invitation(request: ActorRequest, pk: int) -> HttpResponse:
    """For the people of the organisation that was asked, and for editors."""
    found = MaintainerInvitation.objects.select_related("resource__owner", "organisation")
    asked = get_object_or_404(found, pk=pk)
    request.actor.must(Permission.RESOURCE_WRITE, organisation=asked.organisation_id)
    if request.method == "POST":
        accepts = request.POST.get("do") == "accept"
        maintaining.answer_maintainer_invitation(asked, accepts=accepts, by=request.actor)
        if accepts:
            messages.success(request, _("Thank you: you maintain it now"))
            return redirect("library:working", asked.resource_id)
        messages.success(request, _("Your answer is on its way"))
        return redirect("library:together")
    return render(request, "library/together/invitation.html", {"invitation": asked})


def changes(request: ActorRequest, pk: int) -> HttpResponse:
    """The list of what changed, offered from the words themselves where nobody wrote one yet."""
    resource = _maintained(request, pk)
    found = changes_since_release(resource)
    first = resource.changes_said or "\n".join(f"- {line}" for line in found)
    sent = request.POST if request.method == "POST" else None
    form = ChangesForm(sent, initial={"words": first})
    if form.is_valid():
        with refusals_on(form):
            maintaining.say_what_changed(resource, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("The editor finds it when your changes are released"))
            return redirect("library:working", pk)
    context = {"resource": resource, "form": form, "found": found}
    return render(request, "library/together/changes.html", context)


def _maintained(request: ActorRequest, pk: int) -> Resource:
    found = Resource.objects.visible_to(request.actor).select_related("owner")
    resource = get_object_or_404(found, pk=pk)
    if not may_write(request.actor, resource):
        raise PermissionDenied(Permission.RESOURCE_WRITE)
    return resource


def _section(request: ActorRequest, pk: int, section: int) -> Section:
    resource = _maintained(request, pk)
    found = Section.objects.filter(resource=resource).select_related("resource", "text")
    return get_object_or_404(found, pk=section)
