"""The rounds of earlier years, each brought forward with its rules and their source."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Round, RoundTheme, Strand
from ccin.funding.states import RoundState
from ccin.library.models import Theme
from ccin.members.models import Edition

FACTS = Path(__file__).resolve().parent.parent / "facts" / "rounds.toml"


@transaction.atomic
def load_rounds(*, by: Actor) -> int:
    """Those that are not there yet; how many were added. Their bids are judged by their own rules,
    never by a later year's."""
    Edition.objects.stamp_anew()
    by.must(Permission.ROUND_CHANGE)
    facts: list[dict[str, Any]] = tomllib.loads(FACTS.read_text(encoding="utf-8"))["rounds"]
    known = set(Round.objects.values_list("slug", flat=True))
    themes = {theme.name: theme for theme in Theme.objects.kept()}
    new = [fact for fact in facts if fact["slug"] not in known]
    for fact in new:
        _bring_forward(fact, themes, by=by)
    return len(new)


def _bring_forward(fact: Mapping[str, Any], themes: Mapping[str, Theme], *, by: Actor) -> None:
    own = {name: value for name, value in fact.items() if name not in {"strands", "themes"}}
    past = Round.objects.create(**own, state=RoundState.FINISHED, brought_forward=True)
    Strand.objects.bulk_create(Strand(round=past, **strand) for strand in fact["strands"])
    named = [themes[name] for name in fact.get("themes", ()) if name in themes]
    RoundTheme.objects.bulk_create(
        RoundTheme(round=past, theme=theme, position=place) for place, theme in enumerate(named)
    )
    record(by, "funding.round_brought_forward", past)
