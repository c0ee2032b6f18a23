"""What erasing somebody would do, told before: how many records of each kind, and their fate."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst

from ccin.journeys.reads.own_data import with_merged
from ccin.journeys.states import ERASING_A_PERSON
from ccin.members.models import Person


@dataclass(frozen=True, slots=True)
class Fate:
    kind: str
    count: int
    fate: str


def fates_of(person: Person) -> list[Fate]:
    """One query a kind."""
    people = with_merged(person.pk)
    found = []
    for key, fate in ERASING_A_PERSON.items():
        label, _dot, name = key.rpartition(".")
        model = apps.get_model(label)
        count = model._base_manager.filter(**{f"{name}__in": people}).count()
        if count:
            found.append(Fate(str(capfirst(str(model._meta.verbose_name_plural))), count, fate))
    return found
