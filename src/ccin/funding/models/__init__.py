"""What funding keeps, by what it is about; other rooms import from here."""

from ccin.funding.models.assessing import (
    AgreedMark,
    Assessment,
    Declaration,
    Mark,
    Slot,
)
from ccin.funding.models.bids import (
    Answer,
    Award,
    Bid,
    BidFile,
    BidPartner,
    BidPrinciple,
    Contribution,
    CostLine,
    DecisionLetter,
    Submission,
)
from ccin.funding.models.ideas import (
    Idea,
    Support,
)
from ccin.funding.models.projects import (
    Agreement,
    ChangeRequest,
    Milestone,
    Output,
    Participant,
    Payment,
    ProgressReport,
    Project,
    ProjectPrinciple,
)
from ccin.funding.models.rounds import (
    Criterion,
    PreferenceRun,
    Round,
    RoundQuestion,
    RoundTheme,
    Strand,
)

__all__ = [
    "AgreedMark",
    "Agreement",
    "Answer",
    "Assessment",
    "Award",
    "Bid",
    "BidFile",
    "BidPartner",
    "BidPrinciple",
    "ChangeRequest",
    "Contribution",
    "CostLine",
    "Criterion",
    "DecisionLetter",
    "Declaration",
    "Idea",
    "Mark",
    "Milestone",
    "Output",
    "Participant",
    "Payment",
    "PreferenceRun",
    "ProgressReport",
    "Project",
    "ProjectPrinciple",
    "Round",
    "RoundQuestion",
    "RoundTheme",
    "Slot",
    "Strand",
    "Submission",
    "Support",
]
