"""The rules a new round begins with: those of its template, and proposals where it has none."""

import tomllib
from pathlib import Path
from typing import Any

from django.forms import model_to_dict

from ccin.funding.models import Criterion, Round, RoundQuestion, RoundTheme, Strand
from ccin.funding.states import ProjectKind

PROPOSED = Path(__file__).resolve().parent.parent / "facts" / "proposed.toml"
SWITCHES = ("uses_criteria", "uses_moderation", "uses_milestones", "uses_claims")


def copy_rules(template: Round | None, made: Round) -> None:
    """What came of the template stays with it; a Prototype is light unless it says otherwise."""
    earlier = list(template.strands.all()) if template else []
    kinds = [strand.kind for strand in earlier] or list(ProjectKind.values)
    known = {strand.kind: strand for strand in earlier}
    proposed = _proposed()
    for kind in kinds:
        _copy_strand(known.get(kind), Strand(round=made, kind=kind), proposed[kind])
    if template is not None:
        RoundTheme.objects.bulk_create(
            RoundTheme(round=made, theme=each.theme, words=each.words, position=each.position)
            for each in template.themes.select_related("theme")
            if each.theme.merged_into_id is None
        )


def _proposed() -> dict[str, dict[str, Any]]:
    return tomllib.loads(PROPOSED.read_text(encoding="utf-8"))


def _copy_strand(earlier: Strand | None, made: Strand, proposed: dict[str, Any]) -> None:
    if earlier is not None:
        own = model_to_dict(earlier, exclude=["id", "round", "kind", "outcome_note"])
        for name, value in own.items():
            setattr(made, name, value)
    marks = set(made.proposals)
    if earlier is None or earlier.round.brought_forward:
        if made.kind == ProjectKind.PROTOTYPE:
            for switch in SWITCHES:
                setattr(made, switch, False)
        marks |= {"uses_criteria", "uses_milestones"}
    if not made.may_lead:
        made.may_lead = ["full"] if made.kind == ProjectKind.LAB else ["full", "associate"]
        marks.add("may_lead")
    if not made.payment_plan:
        made.payment_plan = proposed["payment_plan"]
        marks.add("payment_plan")
    made.proposals = sorted(marks)
    made.save()
    _copy_criteria(earlier, made, proposed)
    _copy_questions(earlier, made, proposed)


def _copy_criteria(earlier: Strand | None, made: Strand, proposed: dict[str, Any]) -> None:
    own = list(earlier.criteria.all()) if earlier else []
    wanted = [model_to_dict(each, exclude=["id", "strand"]) for each in own] or [
        {**each, "position": place} for place, each in enumerate(proposed["criteria"])
    ]
    Criterion.objects.bulk_create(Criterion(strand=made, **each) for each in wanted)


def _copy_questions(earlier: Strand | None, made: Strand, proposed: dict[str, Any]) -> None:
    own = list(earlier.questions.all()) if earlier else []
    wanted = [model_to_dict(each, exclude=["id", "strand"]) for each in own] or [
        {**each, "position": place} for place, each in enumerate(proposed["questions"])
    ]
    RoundQuestion.objects.bulk_create(RoundQuestion(strand=made, **each) for each in wanted)
