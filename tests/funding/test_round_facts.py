import pytest

from ccin.audit.models import Entry
from ccin.funding.models import Round, Strand
from ccin.funding.operations.round_facts import load_rounds
from ccin.funding.reads.round_rules import rules_of
from ccin.funding.states import ProjectKind, RoundState
from ccin.library.operations.themes import load_themes
from tests.actors import WORKER

pytestmark = pytest.mark.django_db


def test_the_rounds_of_earlier_years_are_there_once_each_with_its_source() -> None:
    assert (load_rounds(by=WORKER), load_rounds(by=WORKER)) == (9, 0)

    for found in Round.objects.all():
        assert "https://" in found.source
        assert found.brought_forward
        assert not found.fictional
        assert found.state == RoundState.FINISHED
    assert Entry.objects.filter(event="funding.round_brought_forward").count() == 9


def test_each_year_keeps_its_own_rules() -> None:
    load_rounds(by=WORKER)

    labs = Strand.objects.filter(kind=ProjectKind.LAB)
    of_2022, of_2026 = labs.get(round__slug="2022"), labs.get(round__slug="2025-26")

    assert (of_2022.minimum, of_2022.months, of_2022.leads_count_in_round) == (
        10_000_00,
        None,
        True,
    )
    assert (of_2026.minimum, of_2026.months, of_2026.leads_count_in_round) == (None, 24, False)
    assert (of_2022.may_lead, of_2026.may_lead) == ([], ["full"])


def test_the_round_of_2020_had_one_theme_alone() -> None:
    load_themes(by=WORKER)

    load_rounds(by=WORKER)

    found = Round.objects.get(slug="2020")
    assert [str(each) for each in found.themes.all()] == ["Health and social care"]
    assert found.strands.get().theme_is_required


def test_what_is_not_published_of_a_past_round_is_no_rule_of_it() -> None:
    load_rounds(by=WORKER)
    found = Round.objects.get(slug="2024")

    assert [rules_of(strand, found) for strand in found.strands.all()] == [[], []]
