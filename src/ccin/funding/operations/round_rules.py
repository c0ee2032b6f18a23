"""What a round asks and pays, set while it is being prepared."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Criterion, Idea, Round, RoundQuestion, RoundTheme, Strand
from ccin.funding.operations.rounds import lock_round_row, refuse_stale
from ccin.funding.operations.taking_up import give_back_ideas, take_up_ideas
from ccin.funding.states import ROUND, ProjectKind
from ccin.kernel.errors import Refused
from ccin.library.models import Theme


@dataclass(frozen=True, slots=True)
class StrandDetails:
    """Amounts are pence; empty: no such rule. `payment_plan` adds up to a hundred per cent."""

    budget: int | None = None
    cap: int | None = None
    minimum: int | None = None
    months: int | None = None
    may_lead: tuple[str, ...] = ("full",)
    max_live_leads: int | None = None
    leads_count_in_round: bool = False
    recommended_partners: int | None = None
    theme_is_required: bool = False
    uses_criteria: bool = True
    uses_moderation: bool = True
    uses_milestones: bool = True
    uses_claims: bool = True
    payment_plan: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionDetails:
    name: str
    words: str = ""
    weight: int = 1
    top: int = 4
    descriptors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionDetails:
    words: str
    hint: str = ""
    word_limit: int | None = None
    is_required: bool = True
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class ThemeAsked:
    """A theme with the work areas that are taken up under it."""

    theme: Theme
    words: str = ""
    ideas: tuple[Idea, ...] = ()


@transaction.atomic
def set_strand(
    found: Round,
    kind: str,
    details: StrandDetails,
    *,
    are_our_own: bool = False,
    version: int,
    by: Actor,
) -> Strand:
    """What is changed is a proposal of the platform no more, nor is anything once staff say that
    all of it is the network's own."""
    _permit(found, version, by=by)
    if kind not in ProjectKind.values:
        raise Refused(_("Choose Policy Labs or Policy Prototypes."))
    _check(details)
    strand = found.strands.filter(kind=kind).first() or Strand(round=found, kind=kind)
    wanted = {field.name: getattr(details, field.name) for field in fields(details)}
    wanted["may_lead"] = list(details.may_lead)
    wanted["payment_plan"] = [list(part) for part in details.payment_plan]
    changed = [name for name, value in wanted.items() if getattr(strand, name) != value]
    for name in changed:
        setattr(strand, name, wanted[name])
    kept = [] if are_our_own else [name for name in strand.proposals if name not in changed]
    strand.proposals = kept
    strand.save()
    _touch(found)
    record(by, "funding.round_strand_set", found, kind=kind, fields=changed)
    return strand


@transaction.atomic
def drop_strand(found: Round, kind: str, *, version: int, by: Actor) -> None:
    """The round does without this kind of project."""
    _permit(found, version, by=by)
    strand = found.strands.filter(kind=kind).first()
    if strand is None:
        raise Refused(_("The round has no such kind of project."))
    strand.delete()
    _touch(found)
    record(by, "funding.round_strand_dropped", found, kind=kind)


@transaction.atomic
def set_criteria(
    strand: Strand, criteria: Sequence[CriterionDetails], *, version: int, by: Actor
) -> None:
    """All of them anew. One that stands as it was proposed stays marked as a proposal."""
    found = strand.round
    _permit(found, version, by=by)
    for each in criteria:
        if each.descriptors and len(each.descriptors) != each.top + 1:
            raise Refused(
                _("“%(name)s” goes from 0 to %(top)d: say what each of the %(all)d marks means.")
                % {"name": each.name, "top": each.top, "all": each.top + 1}
            )
    proposed = {_of_criterion(each) for each in strand.criteria.filter(is_proposal=True)}
    strand.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(
            strand=strand,
            position=place,
            name=each.name,
            words=each.words,
            weight=each.weight,
            top=each.top,
            descriptors=list(each.descriptors),
            is_proposal=each in proposed,
        )
        for place, each in enumerate(criteria)
    )
    _touch(found)
    record(by, "funding.round_criteria_set", found, kind=strand.kind, number=len(criteria))


@transaction.atomic
def set_questions(
    strand: Strand, questions: Sequence[QuestionDetails], *, version: int, by: Actor
) -> None:
    found = strand.round
    _permit(found, version, by=by)
    proposed = {_of_question(each) for each in strand.questions.filter(is_proposal=True)}
    strand.questions.all().delete()
    RoundQuestion.objects.bulk_create(
        RoundQuestion(
            strand=strand,
            position=place,
            words=each.words,
            hint=each.hint,
            word_limit=each.word_limit,
            is_required=each.is_required,
            is_public=each.is_public,
            is_proposal=each in proposed,
        )
        for place, each in enumerate(questions)
    )
    _touch(found)
    record(by, "funding.round_questions_set", found, kind=strand.kind, number=len(questions))


@transaction.atomic
def set_themes(found: Round, themes: Sequence[ThemeAsked], *, version: int, by: Actor) -> None:
    """All of them anew, with the work areas that each takes up; those left out are open again."""
    _permit(found, version, by=by)
    if len({each.theme.pk for each in themes}) < len(themes):
        raise Refused(_("A theme is named twice. Name each once."))
    wanted = {idea.pk for each in themes for idea in each.ideas}
    dropped = Idea.objects.filter(taken_up_in__round=found).exclude(pk__in=wanted).distinct()
    give_back_ideas(found, list(dropped), by=by)
    found.themes.all().delete()
    for place, each in enumerate(themes):
        asked = RoundTheme.objects.create(
            round=found, theme=each.theme, words=each.words, position=place
        )
        take_up_ideas(found, each.ideas, by=by)
        asked.ideas.set(each.ideas)
    _touch(found)
    record(by, "funding.round_themes_set", found, number=len(themes), ideas=len(wanted))


def _permit(found: Round, version: int, *, by: Actor) -> None:
    lock_round_row(found)
    by.must(ROUND.move("change", state=found.state).needs)
    refuse_stale(found, version)


def _touch(found: Round) -> None:
    found.version += 1
    found.save(update_fields=["version"])


def _check(details: StrandDetails) -> None:
    if not details.may_lead:
        raise Refused(_("Say who may lead a project."))
    if details.cap is not None and details.minimum is not None and details.cap < details.minimum:
        raise Refused(_("The most for one project is below the least. Check both amounts."))
    if details.budget is not None and details.cap is not None and details.cap > details.budget:
        raise Refused(_("One project could take more than there is to give. Check both amounts."))
    if sum(share for _due, share in details.payment_plan) != 100:
        raise Refused(_("The shares of the payments have to add up to 100 per cent."))


def _of_criterion(kept: Criterion) -> CriterionDetails:
    return CriterionDetails(kept.name, kept.words, kept.weight, kept.top, tuple(kept.descriptors))


def _of_question(kept: RoundQuestion) -> QuestionDetails:
    return QuestionDetails(kept.words, kept.hint, kept.word_limit, kept.is_required, kept.is_public)
