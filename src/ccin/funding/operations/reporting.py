"""What a lead says and hands in: progress in a few minutes, outputs, the final report."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.files.operations import keep_upload
from ccin.files.rules import Kind
from ccin.files.states import ScanState
from ccin.funding.models import Output, ProgressReport, Project
from ccin.funding.notices import projects as notices
from ccin.funding.operations.projects import lock, parties, touch
from ccin.funding.states import OUTPUT, PROJECT, OutputKind, OutputState, ProjectState
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.models import Resource
from ccin.library.states.resources import ResourceKind
from ccin.members.models import Edition

S = ProjectState
GIVES_OUTPUTS = frozenset({S.IN_DELIVERY, S.REPORTED, S.ACCEPTED, S.PUBLISHED})
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.PPTX})
LARGEST_OUTPUT = 40 * 1024 * 1024  # bytes
KIND_OF = {
    ResourceKind.CASE_STUDY: OutputKind.CASE_STUDY,
    ResourceKind.TOOL: OutputKind.TOOLKIT,
    ResourceKind.GUIDE: OutputKind.TOOLKIT,
    ResourceKind.WEBINAR: OutputKind.WEBINAR,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`spent` is in pence, `reached` the keys of milestones that were reached since."""

    track: str
    words: str
    spent: int | None = None
    reached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Something that came of a project, as a file sent along, a link, or from the library."""

    kind: str
    title: str
    link: str = ""
    resource: Resource | None = None


@transaction.atomic
def report_progress(project: Project, progress: Progress, *, by: Actor) -> ProgressReport:
    Edition.objects.stamp_anew()
    lock(project)
    by.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    PROJECT.move("report_progress", state=project.state)
    if not progress.words.strip():
        raise Refused(_("Say in a sentence or two what happened and what is next."))
    said = ProgressReport.objects.create(
        project=project,
        track=progress.track,
        words=progress.words.strip(),
        spent=progress.spent,
        made_at=timezone.now(),
        made_by=by.key[:80],
    )
    for milestone in project.milestones.filter(pk__in=progress.reached, done_on=None):
        milestone.done_on = today()
        milestone.save(update_fields=["done_on"])
    touch(project)
    record(by, "funding.progress_reported", project, concerning=[said, *parties(project)])
    return said


@transaction.atomic
def hand_in_output(
    project: Project,
    handed: HandedIn,
    sent: "UploadedFile[bytes] | None" = None,
    *,
    by: Actor,
) -> Output:
    """With the final report the project itself waits for staff to read it."""
    lock(project)
    by.must(Permission.PROJECT_REPORT, organisation=project.lead_id)
    if project.state not in GIVES_OUTPUTS:
        raise MoveNotAllowed(f"project that is {project.state} takes nothing in")
    if handed.kind not in OutputKind.values or handed.kind == OutputKind.BID:
        raise Refused(_("Choose what it is."))
    if handed.kind == OutputKind.REPORT:
        _refuse_a_second_report(project)
    output = Output(project=project, kind=handed.kind)
    _take_in(output, handed, sent, by=by)
    return output


@transaction.atomic
def hand_in_again(
    output: Output,
    handed: HandedIn,
    sent: "UploadedFile[bytes] | None" = None,
    *,
    by: Actor,
) -> None:
    """What was sent back, put right: it stays what it is."""
    project = output.project
    lock(project)
    _lock_output(output, project)
    move = OUTPUT.move("hand_in_again", state=output.state)
    by.must(move.needs, organisation=project.lead_id)
    if project.state not in GIVES_OUTPUTS:
        raise MoveNotAllowed(f"project that is {project.state} takes nothing in")
    _take_in(output, handed, sent, by=by)


@transaction.atomic
def accept_output(output: Output, *, by: Actor) -> None:
    Edition.objects.stamp_anew()
    project = output.project
    lock(project)
    _lock_output(output, project)
    move = OUTPUT.move("accept", state=output.state)
    by.must(move.needs)
    if output.upload is not None and output.upload.scan == ScanState.INFECTED:
        raise Refused(_("The file holds something harmful. Send it back, saying so."))
    output.state, output.note = move.target, ""
    output.save(update_fields=["state", "note"])
    _move_project(project, output, "accept_report")
    record(by, "funding.output_accepted", project, concerning=[output, *parties(project)])
    notices.output_accepted(output)


@transaction.atomic
def return_output(output: Output, note: str, *, by: Actor) -> None:
    """With the final report the project goes back into delivery."""
    project = output.project
    lock(project)
    _lock_output(output, project)
    move = OUTPUT.move("return", state=output.state)
    by.must(move.needs)
    if not note.strip():
        raise Refused(_("Say what is missing, so that it can be put right."))
    output.state, output.note = move.target, note.strip()
    output.save(update_fields=["state", "note"])
    _move_project(project, output, "return_report")
    record(by, "funding.output_returned", project, concerning=[output, *parties(project)])
    notices.output_returned(output)


@transaction.atomic
def link_resource(project: Project, resource: Resource, *, by: Actor) -> Output:
    """Staff name something in the library that came of a project, also long after."""
    Edition.objects.stamp_anew()
    lock(project)
    by.must(Permission.PROJECT_KEEP)
    if not resource.is_readable:
        raise Refused(_("“%(title)s” is not published in the library yet.") % {"title": resource})
    if project.outputs.filter(resource=resource, state=OutputState.ACCEPTED).exists():
        raise Refused(_("“%(title)s” is linked to this project already.") % {"title": resource})
    output = Output.objects.create(
        project=project,
        kind=KIND_OF.get(ResourceKind(resource.kind), OutputKind.OTHER),
        title=resource.title,
        resource=resource,
        state=OutputState.ACCEPTED,
        handed_in_at=timezone.now(),
        handed_in_by=by.key[:80],
    )
    touch(project)
    record(by, "funding.output_linked", project, concerning=[output, *parties(project)])
    return output


def _refuse_a_second_report(project: Project) -> None:
    PROJECT.move("hand_in", state=project.state)
    if project.outputs.filter(kind=OutputKind.REPORT, state=OutputState.RETURNED).exists():
        raise Refused(_("The final report was sent back. Hand that one in again, put right."))


def _take_in(
    output: Output, handed: HandedIn, sent: "UploadedFile[bytes] | None", *, by: Actor
) -> None:
    if not handed.title.strip():
        raise Refused(_("Give it a title."))
    if sent is not None:
        output.upload = keep_upload(sent, kinds=KINDS, largest=LARGEST_OUTPUT, by=by)
    output.link = handed.link or output.link
    output.resource = handed.resource or output.resource
    if not (output.upload or output.link or output.resource):
        raise Refused(_("Attach the file, enter its address, or choose it from the library."))
    output.title, output.state = handed.title.strip()[:200], OutputState.HANDED_IN
    output.handed_in_at, output.handed_in_by = timezone.now(), by.key[:80]
    output.save()
    project = output.project
    _move_project(project, output, "hand_in")
    record(by, "funding.output_handed_in", project, concerning=[output, *parties(project)])
    notices.output_handed_in(output)


def _move_project(project: Project, output: Output, name: str) -> None:
    if output.kind == OutputKind.REPORT:
        project.state = PROJECT.move(name, state=project.state).target
    touch(project, "state")


def _lock_output(output: Output, project: Project) -> None:
    output.refresh_from_db(from_queryset=Output.objects.select_for_update(of=("self",)))
    output.project = project
