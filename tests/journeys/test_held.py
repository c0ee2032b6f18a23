"""No room can hold something about a person that they are not shown, without saying why."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from ccin.accounts.models import Account
from ccin.journeys.reads.held import HELD, LEFT_OUT, NOTHING_OF
from ccin.members.models import Person

pytestmark = pytest.mark.one_database

KEYS = {"to_key", "actor_key", "author", "holder", "by"}
NO_KEYS = {"came_by", "identity_by"}  # say how, not who


def knows_people(field: Any) -> bool:
    """Whether a field points at a person or an account, or names an actor or an address."""
    if field.is_relation:
        return field.related_model in (Person, Account)
    if isinstance(field, models.EmailField) or "email" in field.name:
        return True
    is_text = isinstance(field, models.CharField) and field.name not in NO_KEYS
    return is_text and (field.name in KEYS or field.name.endswith(("_by", "_account")))


def fields_of(label: str) -> Iterator[Any]:
    return (each for each in apps.get_model(label)._meta.get_fields() if each.concrete)


def test_every_kind_of_record_that_knows_people_is_named() -> None:
    knowing = {
        model._meta.label
        for model in apps.get_models()
        if any(knows_people(field) for field in fields_of(model._meta.label))
    }

    assert knowing - set(HELD) - set(NOTHING_OF) == set()
    assert not set(HELD) & set(NOTHING_OF)
    assert all(NOTHING_OF.values())
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("label", sorted(HELD))
def test_each_way_to_people_and_each_personal_field_is_shown_or_left_out_with_a_reason(
    label: str,
) -> None:
    ways = {way.partition(":")[2] for held in HELD[label] for way in held.by}
    shown = {name for held in HELD[label] for name in held.shows}
    left = {key.rpartition(".")[2] for key in LEFT_OUT if key.rpartition(".")[0] == label}
    personal = set(getattr(apps.get_model(label), "PERSONAL", {}))
    knowing = {field.name for field in fields_of(label) if knows_people(field)}
    secrets = {
        field.name
        for field in fields_of(label)
        if field.name in {"digest", "password", "session_key", "session_data"}
    }

    assert personal - shown - left == set()
    assert knowing - ways - shown - left == set()
    assert not secrets & shown
    assert not left & shown


def test_what_is_named_exists() -> None:
    for label, ways in HELD.items():
        names = {each.name for each in fields_of(label)}
        assert {name for held in ways for name in held.shows} <= names, label
    for key in LEFT_OUT:
        label, _dot, name = key.rpartition(".")
        assert name in {each.name for each in fields_of(label)}, key
