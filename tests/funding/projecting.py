"""A funded bid and the project that follows it, for tests of projects."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.access.actor import Actor
from ccin.funding.models import Award, Bid, Project
from ccin.funding.operations.projects import (
    Acceptance,
    accept_agreement,
    begin_project,
    offer_agreement,
)
from ccin.governance.operations.matters import Saying, decide
from ccin.governance.states import Form, MatterKind, Outcome, Step
from ccin.kernel.clock import today
from tests.actors import OFFICER, main_contact_of
from tests.funding.made import BidFactory
from tests.governance.chamber import bring, chamber
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


def running(bid: Bid | None = None, **fields: Any) -> Project:
    """In delivery, its agreement accepted by the lead's main contact."""
    project = begun(bid, **fields)
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
