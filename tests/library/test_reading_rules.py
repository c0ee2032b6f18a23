"""Plain rules of finding, citing and reading."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.library.rules.citing import Cited, as_bibtex, as_ris, as_words
from ccin.library.rules.finding import (
    LONGEST_QUERY,
    MOST_PAGES,
    MOST_VALUES,
    Sought,
    audience,
    clean_query,
    cut_to,
    sought,
)
from ccin.library.rules.order import step
from ccin.library.rules.reading import is_robot

CITED = Cited(
    key="portal-12",
    author="Fairford {Council} & Friends",
    title="100% of residents\nanswered",
    kind="Case study",
    year=2026,
    publisher="The network",
    address="https://network.example/r/12/",
    release=3,
    released_on=date(2026, 5, 4),
)


def test_a_resource_is_for_whom_its_visibility_says() -> None:
    def of(visibility: str) -> frozenset[str]:
        return audience(visibility, of_class="full", of_body=7, members=("full", "affiliate"))

    assert of("public") == {"public"}
    assert of("members") == {"class:full", "class:affiliate"}
    assert of("class") == {"class:full"}
    assert of("body") == {"body:7"}


@pytest.mark.parametrize(
    ("texts", "cut"),
    [
        ([], []),
        (["", "ab"], ["ab"]),
        (["abcdef", "gh"], ["abcd", "gh"]),
        (["abcd", "efgh", "ijkl"], ["abcd", "efgh"]),
        (["abcd", "efg", "ijkl"], ["abcd", "efg", "i"]),
    ],
)
def test_long_texts_are_cut_each_and_together(texts: list[str], cut: list[str]) -> None:
    assert cut_to(texts, each=4, together=8) == cut


@given(st.text(max_size=3_000))
def test_any_query_becomes_one_printable_line(text: str) -> None:
    query = clean_query(text)

    assert query.isprintable()
    assert len(query) <= LONGEST_QUERY
    assert query == " ".join(query.split())


def test_an_address_is_read_and_written_the_same() -> None:
    found = sought({"q": ["  two\x00words "], "theme": ["Housing", "Care"], "page": ["3"]})

    assert found == Sought("two words", (("theme", "Housing"), ("theme", "Care")), 3)
    assert found.query(page=3) == "q=two+words&theme=Housing&theme=Care&page=3"
    assert found.query() == "q=two+words&theme=Housing&theme=Care"
    assert found.filters == {"theme": {"Housing", "Care"}}
    assert not found.is_front


def test_choosing_and_taking_away_go_back_to_the_first_page() -> None:
    found = Sought("a", (("theme", "Housing"),), 3)

    assert found.having("year", "2025").query() == "q=a&theme=Housing&year=2025"
    assert found.having("theme", "Housing").query() == "q=a&theme=Housing"
    assert found.without("theme", "Housing").query() == "q=a"


def test_a_theme_may_be_named_by_the_word_in_its_address() -> None:
    found = Sought("a", (("theme", "housing"), ("year", "housing"), ("theme", "Housing")), 2)

    assert found.among({"housing": "Housing"}).chosen == (("theme", "Housing"), ("year", "housing"))


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "٣", "99999", "9" * 10_000, "1.5"])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    assert sought({"page": [page]}).page == 1
    assert sought({"page": [page]}).is_front


def test_no_address_asks_for_more_than_there_can_be() -> None:
    found = sought({"page": ["9999"], "theme": [str(n) for n in range(100)], "nonsense": ["x"]})

    assert found.page == MOST_PAGES
    assert len(found.chosen) == MOST_VALUES


def test_words_that_were_cut_are_said_to_be() -> None:
    assert sought({"q": ["x" * (LONGEST_QUERY + 1)]}).shortened
    assert not sought({"q": ["x" * LONGEST_QUERY]}).shortened


def test_a_citation_names_who_when_what_and_where() -> None:
    assert as_words(CITED) == (
        "Fairford {Council} & Friends (2026). 100% of residents answered. The network. Case study, "
        "release 3, 4 May 2026. https://network.example/r/12/"
    )


def test_bibtex_keeps_a_body_s_name_whole_and_marks_no_more_than_it_means() -> None:
    text = as_bibtex(CITED)

    assert text.startswith("@misc{portal-12,\n")
    assert "author = {{Fairford Council \\& Friends}}" in text
    assert "title = {{100\\% of residents answered}}" in text
    assert "langid = {english}" in text
    assert text.count("{") == text.count("}")


def test_ris_gives_a_tag_a_line() -> None:
    lines = as_ris(CITED).split("\r\n")

    assert lines[0] == "TY  - ELEC"
    assert "TI  - 100% of residents answered" in lines
    assert "DA  - 2026/05/04" in lines
    assert lines[-2:] == ["ER  - ", ""]


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "curl/8", "python-requests/2", "bingbot"])
def test_programs_that_visit_every_page_are_known(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    ],
)
def test_people_are_not_taken_for_programs(agent: str) -> None:
    assert not is_robot(agent)


@pytest.mark.parametrize(
    ("thing", "up", "moved", "after"),
    [
        ("b", True, True, "bac"),
        ("b", False, True, "acb"),
        ("a", True, False, "abc"),
        ("c", False, False, "abc"),
        ("d", True, False, "abc"),
    ],
)
def test_one_thing_goes_a_place_up_or_down(thing: str, up: bool, moved: bool, after: str) -> None:
    things = list("abc")

    assert step(things, thing, up=up) is moved
    assert "".join(things) == after
