"""What tests of notices and digests say, with a template of their own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ccin.outbox.models import Notice
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.rules.sections import Section

TEMPLATES = Path(__file__).parent / "templates"
CIRCLE = Section("group:7", "Circle of Officers", at_once_allowed=True)
LIBRARY = Section("library", "The library")
ADA = Recipient("ada@council.example", "Ada Byron", "person:7")
BEA = Recipient("bea@council.example", "Bea Potter", "person:8")


def with_our_templates(settings: Any) -> None:
    ours, *others = settings.TEMPLATES
    settings.TEMPLATES = [{**ours, "DIRS": [TEMPLATES]}, *others]


def say(
    words: str = "We have tried two things.",
    *,
    to: Iterable[Recipient] = (ADA,),
    section: Section = CIRCLE,
    title: str = "Repairs by tenants",
    audience: Iterable[str] = ("group:7",),
    **more: Any,
) -> Notice | None:
    return tell(
        "outbox.words_spoken",
        to=to,
        section=section,
        title=title,
        audience=audience,
        words=words,
        who="Cara Holder",
        **more,
    )
