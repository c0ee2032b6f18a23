"""Doors of funding: changes asked of projects."""

from datetime import timedelta

from ccin.access.permissions import P
from ccin.funding.models import ChangeRequest
from ccin.funding.operations.changes import Asking, ask_for_change
from ccin.funding.states import ChangeKind
from ccin.governance.states import MatterKind
from ccin.kernel.clock import today
from tests.actors import OFFICER
from tests.architecture.door import At, Door
from tests.funding.doors.projects import READS, at
from tests.funding.made import ProjectFactory
from tests.funding.projecting import empowered


def a_change() -> ChangeRequest:
    empowered(MatterKind.PROJECT_TIME)
    asking = Asking(ChangeKind.TIME, "More.", new_ends_on=today() + timedelta(days=500))
    return ask_for_change(ProjectFactory(), asking, by=OFFICER)


def asked() -> At:
    change = a_change()
    return At({"pk": change.pk}, organisation=change.project.lead_id)


def in_the_body() -> At:
    change = a_change()
    assert change.matter is not None
    return At({"pk": change.pk}, body=change.matter.body.pk)


def askable() -> At:
    empowered(MatterKind.PROJECT_TIME)
    return at(ProjectFactory(), kind="time")


ROWS: dict[str, Door] = {
    "funding:ask_change": Door(
        get=(P.PROJECT_KEEP, P.PROJECT_REPORT), post=(P.PROJECT_KEEP, P.PROJECT_REPORT), at=askable
    ),
    "funding:change": Door(get=READS, at=asked),
    "funding:decide_change": Door(
        get=(P.MATTER_DECIDE, P.MATTER_DECIDE_DELEGATED),
        post=(P.MATTER_DECIDE, P.MATTER_DECIDE_DELEGATED),
        at=in_the_body,
    ),
    "funding:withdraw_change": Door(post=(P.PROJECT_KEEP, P.PROJECT_REPORT), at=asked),
}
