"""What is held about somebody, as files they can take away."""

import json
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ccin.journeys.reads.own_data import Fact, Kind, Section


def as_json(sections: Iterable[Section], *, on: date) -> str:
    """For a machine: the same records, with the names that fields have in the database."""
    held = {
        section.key: [
            {"kind": kind.model, "records": [_plain(facts) for facts in kind.records]}
            for kind in section.kinds
        ]
        for section in sections
    }
    return json.dumps({"as_of": on.isoformat(), "held": held}, ensure_ascii=False, indent=1)


def _plain(facts: list[Fact]) -> dict[str, str]:
    return {fact.name: fact.value for fact in facts}


def as_text(sections: Iterable[Section], *, on: date) -> str:
    """For a person: plain words under headings."""
    lines = [_("Everything held about you, as of %(day)s") % {"day": f"{on:%d/%m/%Y}"}, ""]
    for section in sections:
        lines += [f"# {section.title}", ""]
        for kind in section.kinds:
            lines += _lines(kind)
    return "\n".join(lines)


def _lines(kind: Kind) -> list[str]:
    lines = [f"## {kind.title}", ""]
    for facts in kind.records:
        lines += [f"- {fact.label}: {fact.value}" for fact in facts]
        lines.append("")
    if kind.left_out:
        lines += [_("Not shown: %(what)s") % {"what": "; ".join(kind.left_out)}, ""]
    return lines
