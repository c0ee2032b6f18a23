"""What the room keeps, by what it is about; other rooms import from here."""

from ccin.governance.models.bodies import Appointment, Body, Clause, Power, Seat, Terms
from ccin.governance.models.concerns import Concern
from ccin.governance.models.matters import (
    Decision,
    DecisionYear,
    Interest,
    Matter,
    Participation,
    Question,
    Recommendation,
)
from ccin.governance.models.procedures import Procedure, Vote

__all__ = [
    "Appointment",
    "Body",
    "Clause",
    "Concern",
    "Decision",
    "DecisionYear",
    "Interest",
    "Matter",
    "Participation",
    "Power",
    "Procedure",
    "Question",
    "Recommendation",
    "Seat",
    "Terms",
    "Vote",
]
