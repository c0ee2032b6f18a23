"""What the bodies' records lose when a person is erased: their words, never that they took part."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from ccin.accounts.models import Account
from ccin.governance.models import Appointment, Concern, Interest, Matter, Question
from ccin.governance.states import AppointmentEnd
from ccin.kernel.clock import today
from ccin.members.models import Person


def erase_from_bodies(people: Iterable[Person], accounts: Iterable[Account]) -> list[models.Model]:
    """Returns the records whose history loses its personal values too."""
    people, keys = list(people), [f"account:{account.pk}" for account in accounts]
    _end_appointments(people)
    interests = Interest.objects.filter(person__in=people)
    interests.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    interests.update(**Interest.PERSONAL)
    asked = Question.objects.filter(asked_by__in=people)
    answered = Question.objects.filter(answered_by__in=keys)
    touched: list[models.Model] = [*interests, *(asked | answered)]
    asked.update(words=Question.PERSONAL["words"])
    answered.update(answer=Question.PERSONAL["answer"])
    raised = Concern.objects.filter(
        models.Q(raised_by__in=people) | models.Q(raised_by_account__in=keys)
    )
    Matter.objects.filter(pk__in=raised.values("matter")).update(**Matter.PERSONAL)
    touched += list(raised)
    raised.filter(answer="").update(words=Concern.PERSONAL["words"])
    raised.exclude(answer="").update(**Concern.PERSONAL)
    return touched


def _end_appointments(people: list[Person]) -> None:
    theirs = Appointment.objects.filter(person__in=people)
    theirs.filter(starts_on__gt=today()).update(
        starts_on=today(), ends_on=today(), end_reason=AppointmentEnd.CORRECTED
    )
    running = theirs.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=today()))
    running.update(ends_on=today(), end_reason=AppointmentEnd.RESIGNED)
    theirs.update(**Appointment.PERSONAL)
