"""What requests about data lose when a person is erased: that each was answered in time stays."""

from collections.abc import Sequence

from django.db import models
from django.utils import timezone

from ccin.accounts.models import Account
from ccin.journeys.models import DataRequest
from ccin.journeys.states import OPEN_REQUESTS, RequestKind, RequestState
from ccin.kernel.errors import Refused
from ccin.members.models import Person


def refuse_unfit(request: DataRequest, person: Person | None) -> None:
    """Nobody is erased on the word of somebody else; without a person: of whom no record is."""
    asks_for = person.pk if person else None
    if request.kind != RequestKind.ERASURE or request.person_id != asks_for:
        raise Refused("This request does not ask for this person to be erased.")
    if request.state not in OPEN_REQUESTS:
        raise Refused("This request was closed already.")
    if not request.is_known:
        raise Refused("Nobody knows yet whether it is they who ask. Check who they are first.")


def erase_from_requests(
    people: Sequence[Person], accounts: Sequence[Account], emails: set[str]
) -> list[models.Model]:
    """Returns the records whose history loses its personal values too. An open one is over: there
    is nothing left to answer."""
    theirs = models.Q(person__in=people) | models.Q(account__in=accounts)
    for email in sorted(emails):
        theirs |= models.Q(email__iexact=email)
    found = list(DataRequest.objects.filter(theirs))
    rows = DataRequest.objects.filter(pk__in=[each.pk for each in found])
    rows.filter(state__in=OPEN_REQUESTS).update(
        state=RequestState.WITHDRAWN, answered_at=timezone.now(), paused_on=None
    )
    rows.update(**DataRequest.PERSONAL)
    return list(found)
