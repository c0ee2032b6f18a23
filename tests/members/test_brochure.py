"""The network's real membership: counted, explained, and in the classes that the rules give."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ccin.access.actor import Actor
from ccin.demo import brochure
from ccin.demo.brochure import bring_forward_brochure
from ccin.members.models import Organisation, Snapshot, SupporterTally
from ccin.members.operations import load_snapshots, load_terms
from ccin.members.reads.eligibility import (
    eligibility_of_authority,
    eligibility_of_group,
    eligibility_of_kind,
    eligibility_of_parish,
)
from ccin.members.reads.figures import differences_from_published, explain_difference, figures
from ccin.members.rules.eligibility import Answer, Standing
from ccin.members.rules.figures import KEYS, Why
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.models import Authority, Measure
from ccin.register.operations import load_facts
from ccin.register.states import AuthorityKind, MeasureKind

DAY = date(2026, 11, 23)
BEFORE = date(2021, 7, 30)  # the day before the brochure's memberships begin here


@pytest.fixture(scope="module", autouse=True)
def network(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once: the tests of this module only read."""
    by = Actor.command("test")
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(by=by)
        load_terms(by=by)
        load_snapshots(by=by)
        bring_forward_brochure(by=by)
        yield
        transaction.set_rollback(True)


class TestTheBrochure:
    def test_members_by_class_are_those_of_the_brochure(self) -> None:
        found = figures(DAY)

        counts = [figure.value for figure in list(found.by_key.values())[:4]]
        assert counts == [32, 19, 33, 14]
        assert found.members == 84
        assert found.unnamed_supporters == 12
        assert found.full.source == (
            "The network’s membership records for 23 November 2026; "
            "brought forward from: The network’s brochure (2021)"
        )

    def test_citizens_and_budget_are_the_sum_over_the_full_member_councils(self) -> None:
        found = figures(DAY)

        keys = {line.authority for line in found.councils}
        measures = Measure.objects.filter(authority__in=keys).of_the_latest_year()
        people = measures.filter(kind=MeasureKind.POPULATION)
        money = measures.filter(kind=MeasureKind.BUDGET)
        assert len(keys) == people.count() == money.count() == 31
        assert found.citizens.value == sum(measure.value for measure in people)
        assert found.budget.value == sum(measure.value for measure in money)
        assert found.citizens.year == "2024"
        assert found.without_a_number == ()

    def test_a_live_figure_that_differs_from_the_published_one_says_why(self) -> None:
        found = figures(DAY)

        told = {
            each.key: [why.code for why in each.because]
            for differences in differences_from_published(found).values()
            for each in differences
        }

        assert set(told) == {"full", "associate", "affiliate", "supporters", "citizens", "budget"}
        assert Why.BROUGHT_FORWARD in told["full"]
        assert Why.FOUR_NATIONS in told["budget"]
        assert Why.OTHER_YEARS in told["citizens"]
        printed = Snapshot.objects.get(source=brochure.SOURCE)
        assert [each.key for each in explain_difference(found, printed)] == ["citizens", "budget"]

    def test_bringing_the_brochure_forward_again_changes_nothing(self) -> None:
        assert bring_forward_brochure(by=Actor.command("test")) == 0
        assert load_terms(by=Actor.command("test")) == 0
        assert load_snapshots(by=Actor.command("test")) == 0
        assert Organisation.objects.count() == 86
        assert SupporterTally.objects.get().count == 12

    def test_every_row_of_the_brochure_is_in_the_class_that_the_rules_give(self) -> None:
        for organisation in Organisation.objects.all():
            held = organisation.memberships.get()
            answers = {
                OrganisationKind.COUNCIL: lambda body: eligibility_of_authority(
                    body.authority, on=BEFORE
                ),
                OrganisationKind.COMBINED_AUTHORITY: lambda body: eligibility_of_authority(
                    body.authority, on=BEFORE
                ),
                OrganisationKind.PARISH: lambda body: eligibility_of_parish(
                    body.parish, has_council=True, on=BEFORE
                ),
                OrganisationKind.PARTY_GROUP: lambda body: eligibility_of_group(
                    body.principal_council, Standing.OPPOSITION, on=BEFORE
                ),
            }

            found = answers.get(
                organisation.kind, lambda body: eligibility_of_kind(body.kind, on=BEFORE)
            )(organisation)

            assert found.answer is Answer.MAY_JOIN
            if held.membership_class != MembershipClass.SUPPORTER:
                assert found.membership_class == held.membership_class
            if organisation.authority_id or organisation.parish_id:
                assert found.sub_kind == held.sub_kind

    def test_every_authority_of_the_register_gets_the_answer_of_its_kind(self) -> None:
        silent = {
            AuthorityKind.COMBINED_COUNTY_AUTHORITY,
            AuthorityKind.GREATER_LONDON_AUTHORITY,
        }

        for authority in Authority.objects.all():
            found = eligibility_of_authority(authority, on=DAY)

            if authority.valid_to and authority.valid_to < DAY:
                expected = {Answer.MAY_NOT_JOIN}
            elif (authority.valid_from and authority.valid_from > DAY) or authority.kind in silent:
                expected = {Answer.A_PERSON_DECIDES}
            else:
                expected = {Answer.MAY_JOIN, Answer.BELONGS_ALREADY}
            assert found.answer in expected, authority
            assert {reason.code for reason in found.reasons}

    def test_a_council_that_ends_in_2027_is_told_so(self) -> None:
        found = eligibility_of_authority(Authority.objects.get(key="surrey"), on=DAY)

        dissolving = found.reasons[1]
        assert dissolving.values == {
            "last_day": date(2027, 3, 31),
            "successors": ("East Surrey Council", "West Surrey Council"),
        }

    def test_the_command_prints_nothing_but_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("figures", "--json", "--on", "2026-11-23")

        out = json.loads(capsys.readouterr().out)
        assert tuple(out) == KEYS
        assert all(set(each) == {"value", "year", "definition", "source"} for each in out.values())
        assert out["budget"]["value"] == figures(DAY).budget.value

    def test_the_command_explains_itself_to_a_reader(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("figures", "--on", "2026-11-23")

        out = capsys.readouterr().out
        assert "Published, 9 January 2024" in out
        assert "brought forward from The network’s brochure (2021)" in out


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "brochure_members.csv"


@pytest.mark.skipif(not SHARED.exists(), reason="the compiled brochure is not on this machine")
def test_our_own_list_is_the_compiled_brochure_without_its_private_people() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with brochure.FACTS.open(encoding="utf-8", newline="") as file:
        ours = {row["name"]: row["membership_class"] for row in csv.DictReader(file)}

    named = [row for row in rows if row["class"] != "supporter_individual"]

    assert len(rows) - len(named) == brochure.UNNAMED_SUPPORTERS
    assert ours == {
        row["name"]: MembershipClass.SUPPORTER
        if row["class"] == "supporter_organisation"
        else row["class"]
        for row in named
    }
