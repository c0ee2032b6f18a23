"""What travels: the table, the map, the chart and the numbers, each for who may see it."""

from datetime import date

import pytest
from django.urls import reverse
from time_machine import travel

from ccin.design.tiles import Way, ways_drawn
from ccin.library.models import Resource
from ccin.library.operations.adopting import Adopting, adopt_resource, withdraw_adoption
from ccin.library.reads.travels import (
    Sums,
    most_taken_up,
    on_the_map,
    over_time,
    sums,
    taken_up,
)
from ccin.library.states.adoptions import Stage
from ccin.library.states.resources import Visibility
from ccin.members.models import Organisation
from tests.actors import EDITOR, PUBLIC, representative_of
from tests.browser import OurClient
from tests.factories import (
    AdoptionFactory,
    AuthorityFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
)

pytestmark = pytest.mark.django_db

PAGE = reverse("library:what_travels")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def in_november():
    with travel("2026-11-23 12:00", tick=False):
        yield


def a_council(name: str, column: int | None = None, **more) -> Organisation:
    place = {} if column is None else {"tile_column": column, "tile_row": 0}
    authority = AuthorityFactory(short_name=name, **place)
    organisation = OrganisationFactory(name=f"{name} Council", authority=authority, **more)
    MembershipFactory(organisation=organisation)
    return organisation


def went(
    giver: Organisation | None, taker: Organisation, title: str = "Repair", **more
) -> Resource:
    said = {"stage": Stage.USING, "since": date(2026, 5, 4)}
    adoption = {name: more.pop(name) for name in list(more) if name in said}
    resource = ResourceFactory(published=True, owner=giver, title=title, **more)
    AdoptionFactory(resource=resource, organisation=taker, **{**said, **adoption})
    return resource


def test_the_table_says_who_took_up_what_from_whom(client: OurClient) -> None:
    went(a_council("Giver"), a_council("Taker"), "Repair cafés")

    page = client.get(PAGE).text

    for words in ["Repair cafés", "Giver Council", "Taker Council", "Using it", "May 2026"]:
        assert words in page


def test_only_what_was_tried_or_used_has_travelled() -> None:
    giver, taker = a_council("Giver"), a_council("Taker")
    for stage in Stage:
        went(giver, taker, stage=stage)

    stages = set(taken_up(PUBLIC).values_list("stage", flat=True))

    assert stages == {Stage.TRYING, Stage.USING, Stage.STOPPED}


def test_what_only_members_may_read_is_not_even_counted_for_a_stranger(client) -> None:
    giver, taker = a_council("Giver"), a_council("Taker")
    went(giver, taker, "Open tool")
    for visibility in [
        {"visibility": Visibility.MEMBERS},
        {"visibility": Visibility.CLASS, "visible_class": "affiliate"},
    ]:
        went(giver, taker, "Secret tool", **visibility)
    Resource.objects.filter(pk=went(giver, taker, "Gone").pk).update(
        state="taken_down", taken_down_because="On request"
    )

    page = client.get(PAGE)

    assert "Secret" not in page.text
    assert "Gone" not in page.text
    assert page.context["sums"] == Sums(1, 1, 1, 1)
    assert [each.title for each in page.context["most"]] == ["Open tool"]
    assert sums(taken_up(EDITOR)).adoptions == 3
    member = representative_of(OrganisationFactory())
    assert sums(taken_up(member)).adoptions == 1


def test_what_is_invented_is_shown_apart_and_counted_nowhere(client: OurClient) -> None:
    real, other = a_council("Giver", 1), a_council("Taker", 2)
    invented = a_council("Invented", fictional=True)
    went(real, other, "Real tool")
    went(real, invented, "Taken by nobody")
    went(invented, real, "Given by nobody")
    went(None, real, "Made up", fictional=True)

    page = client.get(PAGE)

    assert page.context["sums"] == Sums(1, 1, 1, 1)
    assert [row.title for row in page.context["rows"]] == ["Real tool"]
    titles = sorted(row.title for row in page.context["invented"])
    assert titles == ["Given by nobody", "Made up", "Taken by nobody"]
    assert "Invented for the demonstration" in page.text


def test_what_the_network_gave_is_in_the_table_and_on_no_map(client: OurClient) -> None:
    went(None, a_council("Taker", 2), "A guide")

    page = client.get(PAGE)

    assert page.context["sums"] == Sums(1, 1, 0, 1)
    assert page.context["map"] is None
    assert "The network" in page.text


def test_a_line_leads_from_cell_to_cell_and_groups_stand_where_their_council_is() -> None:
    giver, taker = a_council("Giver", 1), a_council("Taker", 5)
    a_council("Beside", 3)
    group = OrganisationFactory(party_group=True, principal_council=taker.authority)
    went(giver, taker)
    went(giver, group)
    went(taker, giver)
    went(giver, OrganisationFactory(company=True))

    drawn = on_the_map(taken_up(PUBLIC), TODAY)

    assert drawn is not None
    assert [(way.start, way.end, way.number) for way in drawn.ways] == [
        ((1, 0), (5, 0), 2),
        ((5, 0), (1, 0), 1),
    ]
    assert drawn.ways[0].label == "From Giver to Taker: 2"
    kinds = {tile.label: tile.kind for tile in drawn.tiles}
    assert kinds == {
        "Giver gave and took up": "here",
        "Taker gave and took up": "here",
        "Beside": "none",
    }


def test_without_a_line_there_is_no_map() -> None:
    went(a_council("Giver"), a_council("Taker"))

    assert on_the_map(taken_up(PUBLIC), TODAY) is None


def test_the_chart_adds_up_year_by_year() -> None:
    giver, taker = a_council("Giver"), a_council("Taker")
    assert over_time(taken_up(PUBLIC), TODAY) is None
    for since in [date(2023, 5, 1), date(2023, 6, 1), date(2026, 2, 1)]:
        went(giver, taker, since=since)

    chart = over_time(taken_up(PUBLIC), TODAY)

    assert chart is not None
    (line,) = chart.series
    assert [(point.on, point.value) for point in line.points] == [
        (date(2023, 1, 1), 0),
        (date(2023, 12, 31), 2),
        (date(2024, 12, 31), 2),
        (date(2025, 12, 31), 2),
        (TODAY, 3),
    ]


def test_what_is_taken_up_most_comes_first_under_the_title_readers_know() -> None:
    giver = a_council("Giver")
    much = went(giver, a_council("A"), "Much")
    AdoptionFactory(resource=much, organisation=a_council("B"), stage=Stage.TRYING)
    little = went(giver, a_council("C"), "Little")
    Resource.objects.filter(pk=little.pk).update(title="A title nobody has released")

    most = most_taken_up(taken_up(PUBLIC))

    assert [(each.title, each.number) for each in most] == [("Much", 2), ("Little", 1)]


def test_a_way_is_drawn_as_a_bent_line_with_an_arrow_and_words_to_it() -> None:
    drawn = ways_drawn([Way((0, 0), (4, 0), "From <A> to B: 4", 4), Way((1, 1), (1, 1), "Stays")])

    assert drawn.count("<path") == 2
    assert "ccin-map__way--many" in drawn
    assert "From &lt;A&gt; to B: 4" in drawn


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_however_much_travels(
    client: OurClient, number: int, django_assert_num_queries
) -> None:
    for each in range(number):
        went(a_council(f"Giver {each}", each), a_council(f"Taker {each}", 10 + each))
        went(a_council(f"Invented {each}", fictional=True), a_council(f"Taken {each}"))
    client.get(PAGE)

    with django_assert_num_queries(8):
        client.get(PAGE)


def test_an_empty_page_says_how_to_begin(client: OurClient) -> None:
    assert "Nothing has been recorded yet" in client.get(PAGE).text


class TestOnAMembersPage:
    def test_it_says_what_was_given_and_what_was_taken(self, client: OurClient) -> None:
        giver, taker = a_council("Giver"), a_council("Taker")
        went(giver, taker, "Repair cafés")
        went(giver, taker, "For members", visibility=Visibility.MEMBERS)
        went(giver, a_council("Invented", fictional=True), "Elsewhere")

        pages = [client.get(each.get_absolute_url()).text for each in (giver, taker)]

        assert "What others took up of it" in pages[0]
        assert "What it took up of others" in pages[1]
        for page in pages:
            assert "Repair cafés" in page
            assert "For members" not in page
        assert "Elsewhere</a>, Invented" not in pages[0]

    def test_an_invented_bodys_page_shows_what_is_invented(self, client: OurClient) -> None:
        invented = a_council("Invented", fictional=True)
        went(a_council("Other", fictional=True), invented, "Made up")

        assert "Made up" in client.get(invented.get_absolute_url()).text

    def test_a_page_kept_for_visitors_is_made_anew(self, client: OurClient) -> None:
        giver, taker = a_council("Giver"), a_council("Taker")
        resource = ResourceFactory(published=True, owner=giver, title="Repair cafés")
        assert "Repair cafés" not in client.get(taker.get_absolute_url()).text

        said = Adopting(Stage.USING, date(2026, 5, 4))
        adoption = adopt_resource(resource, taker, said, by=representative_of(taker))
        assert "Repair cafés" in client.get(taker.get_absolute_url()).text

        withdraw_adoption(adoption, by=representative_of(taker))
        assert "Repair cafés" not in client.get(taker.get_absolute_url()).text
