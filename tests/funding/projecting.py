"""A funded bid and the project that follows it, for tests of projects."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.access.actor import Actor
from ccin.funding.models import Award, Bid, ChangeRequest, Output, Payment, Project
from ccin.funding.operations.changes import Asking, ask_for_change
from ccin.funding.operations.ending import publish_report
from ccin.funding.operations.payments import approve_payment, claim_payment
from ccin.funding.operations.projects import (
    Acceptance,
    accept_agreement,
    begin_project,
    offer_agreement,
)
from ccin.funding.operations.reporting import HandedIn, accept_output, hand_in_output
from ccin.funding.states import ChangeKind, OutputKind, PaymentDue
from ccin.governance.models import Body
from ccin.governance.operations.matters import Saying, decide
from ccin.governance.states import Form, MatterKind, Outcome, Step
from ccin.kernel.clock import today
from ccin.library.models import Resource
from tests.actors import OFFICER, main_contact_of
from tests.funding.made import BidFactory
from tests.governance.chamber import Chamber, bring, chamber
from tests.library.papers import pdf

WORKER = Actor.command("funding")


def awarded(bid: Bid, amount: int = 12_000_00) -> Award:
    """The body that decides funds it; the matter is a bare one."""
    chamber(f"Committee {bid.pk}").empower(MatterKind.BID, Step.DECIDE, is_delegated=True)
    matter = bring(bid.lead, kind=MatterKind.BID, url_key=f"bid-{bid.pk}", title=str(bid))
    said = decide(matter, by_officer(), by=OFFICER)
    return Award.objects.create(bid=bid, decision=said, amount=amount, awarded_on=today())


def by_officer(**fields: Any) -> Saying:
    words = {"outcome": Outcome.APPROVE, "reasons": "It is worth it.", "form": Form.DELEGATED}
    return Saying(**{**words, "made_on": today(), **fields})


def begun(bid: Bid | None = None, amount: int = 12_000_00, **fields: Any) -> Project:
    bid = bid or BidFactory(funded=True, **fields)
    return begin_project(bid, awarded(bid, amount), by=WORKER)


def told(project: Project) -> Project:
    """The letters of its round have gone out."""
    project.is_public = True
    project.save(update_fields=["is_public"])
    return project


def running(bid: Bid | None = None, **fields: Any) -> Project:
    """In delivery, its agreement accepted by the lead's main contact."""
    project = told(begun(bid, **fields))
    offer_agreement(project, "These are the terms.", by=OFFICER)
    accept_agreement(
        project,
        Acceptance("Carys Contact", "Director"),
        version=project.version,
        by=lead_of(project),
    )
    return project


def lead_of(project: Project) -> Actor:
    assert project.lead is not None
    return main_contact_of(project.lead)


def a_file(name: str = "invoice.pdf", words: str = "Paid") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(words), content_type="application/pdf")


def day(text: str) -> date:
    return date.fromisoformat(text)


def claimable(project: Project) -> Payment:
    return project.payments.get(due=PaymentDue.AGREEMENT)


def claimed(project: Project) -> Payment:
    payment = claimable(project)
    claim_payment(payment, "Two researchers begin.", by=lead_of(project))
    return payment


def approved(project: Project) -> Payment:
    payment = claimed(project)
    approve_payment(payment, version=payment.version, by=OFFICER)
    return payment


def reported(project: Project) -> Output:
    """Its final report is handed in as a file."""
    handed = HandedIn(OutputKind.REPORT, "What makes a repair café last")
    return hand_in_output(project, handed, a_file("report.pdf", "Found"), by=lead_of(project))


def accepted(project: Project) -> Output:
    output = reported(project)
    accept_output(output, by=OFFICER)
    project.refresh_from_db()
    return output


def published(project: Project) -> Resource:
    accepted(project)
    return publish_report(project, by=OFFICER)


def empowered(kind: str = MatterKind.PROJECT_TIME, *, delegated: bool = True) -> Chamber:
    """Its power is later than any other, and each such committee has a name of its own."""
    room = chamber(f"Committee {Body.objects.count() + 1} on {kind}")
    room.empower(kind, Step.DECIDE, is_delegated=delegated)
    return room


def more_time(project: Project, days: int = 90) -> ChangeRequest:
    assert project.ends_on is not None
    asking = Asking(
        ChangeKind.TIME, "Staff left.", new_ends_on=project.ends_on + timedelta(days=days)
    )
    return ask_for_change(project, asking, by=lead_of(project))
