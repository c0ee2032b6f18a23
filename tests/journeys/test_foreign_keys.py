"""No room can add a record that a merge would strand or an erasure would miss."""

import pytest
from django.apps import apps
from django.db import models

from ccin.journeys.states import (
    ERASING_A_PERSON,
    MERGING_ORGANISATIONS,
    MERGING_PEOPLE,
    REORGANISING,
)
from ccin.members.models import Organisation, Person
from ccin.register.models import Authority


def foreign_keys_to(target: type[models.Model]) -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is target
    }


@pytest.mark.parametrize(
    ("target", "named"),
    [
        (Organisation, MERGING_ORGANISATIONS),
        (Person, MERGING_PEOPLE),
        (Person, ERASING_A_PERSON),
        (Authority, REORGANISING),
    ],
)
def test_every_foreign_key_is_named_by_its_journey(
    target: type[models.Model], named: dict[str, str]
) -> None:
    assert set(named) == foreign_keys_to(target)
    assert all(named.values())
