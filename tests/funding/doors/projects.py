"""Doors of funding: keeping projects, their agreements, milestones, payments and end."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from ccin.access.permissions import P
from ccin.files.models import Upload
from ccin.funding.models import Agreement, Output, Payment, Project
from ccin.funding.states import OutputKind, OutputState, PaymentState, ProjectState
from tests.architecture.door import At, Door
from tests.factories import ResourceFactory
from tests.funding.made import MilestoneFactory, PaymentFactory, ProjectFactory

READS = (P.BID_READ_ANY, P.PROJECT_REPORT)


def at(made: Project, **more: Any) -> At:
    return At({"slug": made.slug, **more}, organisation=made.lead_id)


def a_project() -> At:
    return at(ProjectFactory())


def on_offer() -> Project:
    made: Project = ProjectFactory(agreed=True)
    Agreement.objects.create(
        project=made, words="Terms.", offered_at=timezone.now(), offered_by="account:1"
    )
    return made


def a_milestone() -> At:
    milestone = MilestoneFactory(project=ProjectFactory(agreed=True))
    return at(milestone.project, pk=milestone.pk)


def an_upload() -> Upload:
    upload = Upload(
        name="paper.pdf", content_type="application/pdf", size=4, uploaded_at=timezone.now()
    )
    upload.file.save("paper.pdf", ContentFile(b"%PDF"), save=False)
    upload.save()
    return upload


def a_payment(state: str = PaymentState.PLANNED) -> At:
    payment: Payment = PaymentFactory(state=state, evidence=an_upload())
    return at(payment.project, pk=payment.pk)


def with_an_output(state: str, kind: str = OutputKind.REPORT, **fields: Any) -> Output:
    project = ProjectFactory(state=fields.pop("project_state", ProjectState.REPORTED))
    return Output.objects.create(
        project=project, kind=kind, title="Report", state=state, upload=an_upload(), **fields
    )


def to_publish() -> At:
    resource = ResourceFactory(published=True)
    output = with_an_output(
        OutputState.ACCEPTED, project_state=ProjectState.ACCEPTED, resource=resource
    )
    return at(output.project)


def to_close() -> At:
    output = with_an_output(
        OutputState.ACCEPTED,
        OutputKind.CASE_STUDY,
        project_state=ProjectState.PUBLISHED,
        resource=ResourceFactory(published=True),
    )
    return at(output.project)


def because() -> Mapping[str, Any]:
    return {"because": "It needs more.", "version": 1}


ROWS: dict[str, Door] = {
    "funding:kept_projects": Door(get=READS),
    "funding:keep": Door(get=READS, at=a_project),
    "funding:agreement": Door(get=READS, post=P.AGREEMENT_ACCEPT, at=lambda: at(on_offer())),
    "funding:offer_agreement": Door(
        get=P.PROJECT_KEEP,
        post=P.PROJECT_KEEP,
        at=lambda: at(ProjectFactory(agreed=True)),
        data=lambda: {"words": "Terms."},
    ),
    "funding:add_milestone": Door(
        get=P.PROJECT_REPORT, post=P.PROJECT_REPORT, at=lambda: at(ProjectFactory(agreed=True))
    ),
    "funding:milestone": Door(get=P.PROJECT_REPORT, post=P.PROJECT_REPORT, at=a_milestone),
    "funding:remove_milestone": Door(post=P.PROJECT_REPORT, at=a_milestone),
    "funding:claim_payment": Door(
        get=P.PROJECT_REPORT,
        post=P.PROJECT_REPORT,
        at=a_payment,
        data=lambda: {"note": "Rooms."},
    ),
    "funding:send_back_claim": Door(
        get=P.PAYMENT_RECORD,
        post=P.PAYMENT_RECORD,
        at=lambda: a_payment(PaymentState.CLAIMED),
        data=because,
    ),
    "funding:approve_payment": Door(
        get=P.PAYMENT_RECORD,
        post=P.PAYMENT_RECORD,
        at=lambda: a_payment(PaymentState.CLAIMED),
        data=lambda: {"version": 1},
    ),
    "funding:record_payment": Door(
        get=P.PAYMENT_RECORD, post=P.PAYMENT_RECORD, at=lambda: a_payment(PaymentState.APPROVED)
    ),
    "funding:payment_evidence": Door(get=READS, at=a_payment),
    "funding:publish_report": Door(post=P.PROJECT_KEEP, at=to_publish),
    "funding:close_project": Door(post=P.PROJECT_KEEP, at=to_close),
    "funding:end_project": Door(
        get=P.PROJECT_KEEP, post=P.PROJECT_KEEP, at=a_project, data=because
    ),
}
