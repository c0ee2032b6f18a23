"""Doors of funding: progress of projects, and what is handed in."""

from ccin.access.permissions import P
from ccin.funding.states import OutputState
from tests.architecture.door import At, Door
from tests.funding.doors.projects import READS, a_project, at, because, with_an_output


def an_output(state: str = OutputState.HANDED_IN) -> At:
    output = with_an_output(state)
    return at(output.project, pk=output.pk)


ROWS: dict[str, Door] = {
    "funding:report_progress": Door(
        get=P.PROJECT_REPORT,
        post=P.PROJECT_REPORT,
        at=a_project,
        data=lambda: {"track": "on_track", "words": "Well."},
    ),
    "funding:hand_in_output": Door(get=P.PROJECT_REPORT, post=P.PROJECT_REPORT, at=a_project),
    "funding:link_output": Door(get=P.PROJECT_KEEP, post=P.PROJECT_KEEP, at=a_project),
    "funding:hand_in_again": Door(
        get=P.PROJECT_REPORT,
        post=P.PROJECT_REPORT,
        at=lambda: an_output(OutputState.RETURNED),
    ),
    "funding:accept_output": Door(post=P.PROJECT_KEEP, at=an_output),
    "funding:return_output": Door(
        get=P.PROJECT_KEEP, post=P.PROJECT_KEEP, at=an_output, data=because
    ),
    "funding:output_file": Door(get=READS, at=an_output),
}
