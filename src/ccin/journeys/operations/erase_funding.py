"""What funding loses when a person is erased: their name and their own reasons, never a figure."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from ccin.accounts.models import Account
from ccin.funding.models import (
    AgreedMark,
    Agreement,
    Assessment,
    Bid,
    ChangeRequest,
    DecisionLetter,
    Mark,
    Output,
    Payment,
    ProgressReport,
    Support,
)
from ccin.members.models import Person

# Words of others in which a name may stand; each by its fields.
WORDS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (AgreedMark, ("reason",)),
    (Agreement, ("words",)),
    (Bid, ("withdrawn_because",)),
    (ChangeRequest, ("words",)),
    (DecisionLetter, ("feedback",)),
    (Mark, ("reason",)),
    (Output, ("note",)),
    (Payment, ("note", "sent_back_because")),
    (ProgressReport, ("words",)),
)


def erase_from_funding(people: Sequence[Person], accounts: Sequence[Account]) -> list[models.Model]:
    """Returns the records whose history loses its personal values too."""
    keys = [f"account:{account.pk}" for account in accounts]
    keys += [f"person:{person.pk}" for person in people]
    marked = Assessment.objects.filter(person__in=people)
    Mark.objects.filter(assessment__in=marked).update(**Mark.PERSONAL)
    marked.update(comment="")
    Support.objects.filter(person__in=people).update(**Support.PERSONAL)
    Agreement.objects.filter(accepted_by__in=keys).update(**Agreement.PERSONAL)
    contact: dict[str, Any] = {"contact": None}
    bids = list(Bid.objects.filter(contact__in=people))
    Bid.objects.filter(contact__in=people).update(**contact)
    return [*marked, *bids]
