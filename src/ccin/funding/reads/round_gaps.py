"""What a round lacks before a body can agree to it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ccin.funding.models import Round, Strand


def what_is_missing(found: Round) -> list[str]:
    """In whole sentences that say what to do, in the order of the pages."""
    gaps = []
    if found.opens_at is None or found.closes_at is None:
        gaps.append(_("Say when bids open and when they close."))
    strands = list(found.strands.prefetch_related("criteria", "questions"))
    if not strands:
        gaps.append(_("Say what is funded: Policy Labs, Policy Prototypes or both."))
    named = bool(found.themes.exists())
    for strand in strands:
        gaps += [f"{strand.get_kind_display()}: {gap}" for gap in _of_strand(strand, named)]
    return gaps


def _of_strand(strand: Strand, has_themes: bool) -> Iterator[str]:
    if strand.budget is None:
        yield _("enter how much there is to give.")
    if strand.cap is None:
        yield _("enter the most that one project can get.")
    if not strand.questions.all():
        yield _("ask at least one question.")
    if not strand.criteria.all():
        yield _("name what bids are marked by.")
    elif not strand.uses_criteria and len(strand.criteria.all()) > 1:
        yield _("one grade is given, so leave one criterion alone.")
    if strand.theme_is_required and not has_themes:
        yield _("name the themes, since only bids on them are taken.")
