"""How a project ends: its report in the library, something that others can use, and closed; or
early, with a reason."""

from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Output, Project
from ccin.funding.notices import projects as notices
from ccin.funding.operations.payments import cancel_what_is_not_approved
from ccin.funding.operations.projects import lock, parties, touch
from ccin.funding.reads.projects import lacking_in_words
from ccin.funding.states import (
    CHANGE,
    PROJECT,
    ChangeState,
    OutputKind,
    OutputState,
    ParticipantRole,
)
from ccin.governance.operations.matters import withdraw_matter
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import Resource
from ccin.library.operations.files import attach_file
from ccin.library.operations.publishing import publish_resource
from ccin.library.operations.resources import (
    Beginning,
    describe_resource,
    details_of,
    start_resource,
)
from ccin.library.states.resources import PartnerRole, ResourceKind, Visibility
from ccin.members.models import Edition

# What comes of a project in other rooms is not what whoever records it may do by hand.
HOUSE = Actor.command("funding")


@transaction.atomic
def publish_report(project: Project, *, by: Actor) -> Resource:
    """Put the accepted final report into the library, for everybody to read."""
    Edition.objects.stamp_anew()
    lock(project)
    move = PROJECT.move("publish", state=project.state)
    by.must(move.needs)
    report = project.outputs.get(kind=OutputKind.REPORT, state=OutputState.ACCEPTED)
    if report.resource is None:
        report.resource = _made_of(report, project)
        report.save(update_fields=["resource"])
    _refuse_what_nobody_can_read(report.resource)
    project.state, project.published_on = move.target, today()
    touch(project, "state", "published_on")
    concerning = [report.resource, *parties(project)]
    record(by, "funding.report_published", project, concerning=concerning)
    notices.report_published(project)
    return report.resource


@transaction.atomic
def close_project(project: Project, *, by: Actor) -> None:
    """Only once its report is published and others can use what came of it (decision 0125)."""
    Edition.objects.stamp_anew()
    lock(project)
    by.must(Permission.PROJECT_KEEP)
    if project.state in PROJECT.moves["terminate"].sources and (
        lacking := lacking_in_words(project)
    ):
        raise Refused(" ".join(lacking))
    move = PROJECT.move("close", state=project.state)
    if project.changes.filter(state=ChangeState.ASKED).exists():
        raise Refused(_("A change that was asked for is still to be decided or taken back."))
    project.state, project.closed_on = move.target, today()
    touch(project, "state", "closed_on")
    record(by, "funding.project_closed", project, concerning=parties(project))
    notices.project_closed(project)


@transaction.atomic
def terminate_project(project: Project, because: str, *, by: Actor) -> None:
    """What was approved is still paid; the rest is cancelled, and what was asked is taken back."""
    Edition.objects.stamp_anew()
    lock(project)
    move = PROJECT.move("terminate", state=project.state)
    by.must(move.needs)
    if not because.strip():
        raise Refused(_("Say why it ends early: everybody reads it on the project’s page."))
    cancel_what_is_not_approved(project, by=by)
    for change in project.changes.filter(state=ChangeState.ASKED).select_related("matter"):
        change.state = CHANGE.move("withdraw", state=change.state).target
        change.save(update_fields=["state"])
        if change.matter is not None:
            withdraw_matter(change.matter, by=by)
    project.state, project.terminated_because = move.target, because.strip()
    project.closed_on = today()
    touch(project, "state", "terminated_because", "closed_on")
    record(by, "funding.project_terminated", project, concerning=parties(project))
    notices.project_terminated(project)


def _refuse_what_nobody_can_read(resource: Resource) -> None:
    if not resource.is_readable or resource.visibility != Visibility.PUBLIC:
        raise Refused(
            _(
                "“%(title)s” cannot be read by everybody in the library yet. Publish it there for "
                "everyone first."
            )
            % {"title": resource}
        )


def _made_of(report: Output, project: Project) -> Resource:
    begun = Beginning(
        title=report.title,
        owner=project.lead,
        summary=project.about[:400],
        link=report.link,
        fictional=project.fictional,
    )
    resource = start_resource(ResourceKind.REPORT, begun, by=HOUSE)
    partners = project.participants.filter(
        organisation__isnull=False, left_on=None, role=ParticipantRole.PARTICIPANT
    ).select_related("organisation")
    details = replace(
        details_of(resource),
        year=today().year,
        themes=tuple(project.themes.all()),
        partners=tuple(
            (each.organisation, PartnerRole.PARTNER) for each in partners if each.organisation
        ),
    )
    describe_resource(resource, details, version=resource.version, by=HOUSE)
    if report.upload is not None:
        with report.upload.file.open("rb") as file:
            copy = SimpleUploadedFile(report.upload.name, file.read())
        attach_file(resource, copy, report.title, by=HOUSE)
    publish_resource(resource, by=HOUSE)
    return resource
