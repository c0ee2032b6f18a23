"""By when a concern or complaint is acknowledged and answered. Plain Python."""

from datetime import date, timedelta

# The conduct procedure promises that a complaint is acknowledged within 30 days. The same for a
# concern, and 90 days for an answer, are this project's proposal.
ACKNOWLEDGED_WITHIN = timedelta(days=30)
ANSWERED_WITHIN = timedelta(days=90)


def acknowledge_by(raised_on: date) -> date:
    return raised_on + ACKNOWLEDGED_WITHIN


def answer_by(raised_on: date) -> date:
    return raised_on + ANSWERED_WITHIN
