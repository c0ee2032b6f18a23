"""Rules for models: which values are personal, and which way foreign keys point."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.architecture.house import may_name
from tests.architecture.impersonal import IMPERSONAL

TEXT = (models.CharField, models.TextField, models.FileField, models.JSONField)


def our_models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("ccin."):
            yield from config.get_models(include_auto_created=False)


def own_text_fields(model: type[models.Model]) -> set[str]:
    """Fields in which somebody's words, address or file may stand; choices cannot hold one."""
    inherited = {
        field.name
        for base in model.__mro__[1:]
        if not base.__module__.startswith("ccin.") and hasattr(base, "_meta")
        for field in base._meta.get_fields()
    }
    return {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, TEXT) and not field.choices and field.name not in inherited
    }


def test_every_text_is_declared_personal_or_not_personal() -> None:
    undeclared = {}
    for model in our_models():
        declared = {*getattr(model, "PERSONAL", {}), *IMPERSONAL.get(model._meta.label, set())}
        if missing := own_text_fields(model) - declared:
            undeclared[model._meta.label] = missing

    assert undeclared == {}


def test_nothing_is_declared_that_is_not_there_or_declared_twice() -> None:
    wrong = {}
    for model in our_models():
        names = {field.name for field in model._meta.get_fields()}
        personal = set(getattr(model, "PERSONAL", {}))
        impersonal = IMPERSONAL.get(model._meta.label, set())
        if found := ((personal | impersonal) - names) | (personal & impersonal):
            wrong[model._meta.label] = found

    assert wrong == {}
    assert set(IMPERSONAL) - {model._meta.label for model in our_models()} == set()


def foreign_keys() -> Iterator[tuple[str, str, models.Field]]:
    for model in our_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if target and target._meta.app_config.name.startswith("ccin."):
                yield model._meta.app_label, target._meta.app_label, field


def test_foreign_keys_point_down() -> None:
    assert [field for room, other, field in foreign_keys() if not may_name(room, other)] == []


def test_a_room_gets_no_names_from_the_rooms_above() -> None:
    named = [
        str(field)
        for room, other, field in foreign_keys()
        if room != other and not field.remote_field.hidden
    ]

    assert named == []
