"""The files of the demonstration's library and the queries judged over it hold together."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils.text import slugify

from ccin.demo.brochure import _rows as brochure_rows
from ccin.demo.committees import COUNCILS, OTHERS
from ccin.demo.library import IN_PROGRESS, invented
from ccin.demo.people import BODIES
from ccin.demo.reorganising import BODIES as REORGANISED
from ccin.library.operations.reports import reports
from ccin.library.operations.themes import FACTS as THEMES
from ccin.library.states.resources import SECTIONS, EvidenceLevel, ResourceKind
from ccin.principles.operations import FACTS as STATEMENT

JUDGED = Path(__file__).resolve().parents[2] / "bench" / "judged" / "library.toml"
FICTIONAL = {
    "Willowbeck Council",  # joins by an application
    *(body.name for body in (*BODIES, *OTHERS, *REORGANISED)),
    *(council.name for council in COUNCILS),
}


def facts(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def judged() -> list[dict[str, Any]]:
    return list(facts(JUDGED)["query"])


def themes() -> set[str]:
    return {theme["name"] for theme in facts(THEMES)["themes"]}


def test_every_owner_and_partner_is_invented_and_no_member_of_the_brochure() -> None:
    named = {resource["owner"] for resource in invented()}
    for resource in invented():
        for role in ("partners", "working_with", "maintainers"):
            named |= set(resource.get(role, ()))

    assert named - FICTIONAL == set()
    assert named & {row["name"] for row in brochure_rows()} == set()


@pytest.mark.parametrize("resource", invented(), ids=lambda each: each["title"])
def test_a_resource_names_what_there_is(resource: dict[str, Any]) -> None:
    principles = {each["name"] for each in facts(STATEMENT)["principles"]}

    assert set(resource["themes"]) - themes() == set()
    assert set(resource.get("principles", {})) - principles == set()
    assert resource["kind"] in ResourceKind
    assert set(resource["sections"]) - set(SECTIONS[resource["kind"]]) == set()
    assert resource.get("evidence", "told").upper() in EvidenceLevel.__members__
    assert 0 < len(resource["summary"]) <= 400
    assert 2018 <= resource["year"] <= 2026


def test_a_published_case_study_answers_all_that_is_asked_of_one() -> None:
    published = [
        each
        for each in invented()
        if each["kind"] == "case_study" and each.get("state") not in IN_PROGRESS
    ]

    assert len(published) >= 40
    for resource in published:
        words = sum(len(words.split()) for words in resource["sections"].values())
        assert tuple(resource["sections"]) == SECTIONS["case_study"], resource["title"]
        assert 135 <= words <= 350, resource["title"]
        assert resource["principles"], resource["title"]
        assert resource["evidence"], resource["title"]


def test_each_way_a_resource_can_stand_is_there() -> None:
    states = Counter(each.get("state", "published") for each in invented())
    audiences = {each.get("visibility", "public").partition(":")[0] for each in invented()}

    assert {state: count for state, count in states.items() if state != "published"} == {
        "draft": 3,
        "submitted": 1,
        "returned": 1,
        "archived": 1,
        "taken_down": 1,
    }
    assert audiences == {"public", "members", "class", "body"}
    assert {each["kind"] for each in invented()} == set(ResourceKind)
    assert any(each.get("overdue") for each in invented())


def test_no_two_have_one_address() -> None:
    slugs = [slugify(each["title"]) for each in invented()] + [each.slug for each in reports()]

    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert max(map(len, slugs)) <= 95


def test_what_a_synthesis_cites_was_in_the_library_before_it() -> None:
    age = {each["title"]: each["days_ago"] for each in invented() if "days_ago" in each}
    citing = [each for each in invented() if "cites" in each]

    assert [each["kind"] for each in citing] == ["synthesis", "synthesis"]
    for each in citing:
        assert all(age[title] > each["days_ago"] for title, _learned in each["cites"])


def test_every_report_says_where_it_is_from() -> None:
    assert len(reports()) >= 12
    for report in reports():
        assert report.link.startswith("https://"), report.title
        assert set(report.themes) - themes() == set(), report.title
        assert 0 < len(report.summary) <= 400, report.title


def test_every_judged_query_has_an_answer_that_can_be_found() -> None:
    gone = IN_PROGRESS | {"taken_down"}
    found = {slugify(each["title"]) for each in invented() if each.get("state") not in gone}
    found |= {each.slug for each in reports()}

    assert len(judged()) >= 40
    assert len({each["words"] for each in judged()}) == len(judged())
    for query in judged():
        assert set(query["grades"]) - found == set(), query["words"]
        assert set(query["grades"].values()) <= {1, 2, 3}, query["words"]
        assert 3 in query["grades"].values(), query["words"]


def test_ten_walks_lead_from_a_question_to_somebody_to_ring() -> None:
    walks = [(each["walk"], each["grades"]) for each in judged() if "walk" in each]
    owners = {slugify(each["title"]): each["owner"] for each in invented()}
    contacts = {
        body.name: body.people[0].name
        for body in (
            *BODIES,
            *OTHERS,
            *REORGANISED,
            *(council.body() for council in COUNCILS),
        )
        if body.people
    } | {"Willowbeck Council": "Horatio Pennyfeather"}

    assert len(walks) == 10
    for walk, grades in walks:
        assert grades[walk["find"]] == 3
        assert walk["ring"] == contacts[owners[walk["find"]]]
