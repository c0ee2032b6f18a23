"""Finding: what is found, in which order, why, and what is said where nothing is."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ccin.search.operations import remove_entry, write_entry
from ccin.search.reads import added_since, find, like
from ccin.search.rules import Asked, Correction, Hit, Reason, Where
from tests.search.entries import PUBLIC, entry, indexed, weigh

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset({"public"})


def keys(hits: Iterable[Hit]) -> list[str]:
    return [hit.key for hit in hits]


def found(words: str, **asked: object) -> list[str]:
    return keys(find(Asked(words, **asked), EVERYBODY).hits)


def test_a_word_finds_what_holds_another_form_of_it() -> None:
    indexed(entry("a", "Housing for young families"), entry("b", "A policy on libraries"))

    assert found("house family") == ["a"]
    assert found("policies") == ["b"]


def test_co_operative_is_found_however_it_is_spelt() -> None:
    indexed(entry("a", "A co-operative bakery"), entry("b", "The cooperative nursery"))

    assert sorted(found("cooperative")) == ["a", "b"]
    assert sorted(found("co-operatives")) == ["a", "b"]


def test_what_holds_more_of_the_words_comes_first() -> None:
    indexed(
        entry("one", "Consultation", body="Consultation and consultation again."),
        entry("both", "Consultation", body="Residents would not use the portal."),
        entry("other", "Bins"),
    )

    assert found("consultation portal") == ["both", "one"]


def test_a_word_of_the_title_counts_more_than_one_of_the_text() -> None:
    indexed(
        entry("text", "Parks", body="Allotments and ponds"),
        entry("title", "Allotments", body="Parks and ponds"),
    )

    assert found("allotments") == ["title", "text"]


def test_it_says_why_something_was_found_and_what_it_lacks() -> None:
    indexed(
        entry(
            "a",
            "Housing co-ops",
            body="Run by the <b>tenants</b> & neighbours.",
            also="homes",
        ),
        entry("b", "Buses"),
    )

    [hit] = find(Asked("housing tenant home buses", filters={}), EVERYBODY).hits[:1]

    assert hit.reasons == (
        Reason(Where.TITLE, ("housing",)),
        Reason(Where.TEXT, ("tenant",)),
        Reason(Where.ALSO, ("home",)),
    )
    assert hit.lacks == ("buses",)
    assert hit.title.__html__() == "<mark>Housing</mark> co-ops"
    assert (
        hit.snippet.__html__()
        == "Run by the &lt;b&gt;<mark>tenants</mark>&lt;/b&gt; &amp; neighbours."
    )


def test_a_misspelt_word_is_taken_for_the_nearest_that_is_held() -> None:
    indexed(entry("a", "Consultation portal"), entry("b", "Consolation prizes"))

    answer = find(Asked("consultaton portal"), EVERYBODY)

    assert answer.corrected == (Correction("consultaton", "consultation"),)
    assert keys(answer.hits) == ["a"]


def test_a_word_that_nothing_holds_is_named() -> None:
    indexed(entry("a", "Libraries"))

    answer = find(Asked("libraries xylophone"), EVERYBODY)

    assert (keys(answer.hits), answer.unheld) == (["a"], ("xylophone",))


def test_what_a_reader_may_not_see_is_neither_found_counted_nor_suggested() -> None:
    indexed(
        entry("open", "Bins", facets=(("theme", "Waste"),)),
        entry(
            "closed",
            "Zeppelin rota",
            audience=frozenset({"members"}),
            facets=(("theme", "Aircraft"),),
        ),
    )

    asked = find(Asked("zeppelin"), EVERYBODY)
    misspelt = find(Asked("zepelin"), EVERYBODY)
    everything = find(Asked(), EVERYBODY)

    assert (asked.hits, asked.total, asked.unheld) == ((), 0, ("zeppelin",))
    assert (misspelt.hits, misspelt.corrected) == ((), ())
    assert (everything.total, everything.facets) == (1, {"theme": (("Waste", 1),)})
    assert keys(find(Asked("zepelin"), frozenset({"public", "members"})).hits) == ["closed"]


@pytest.mark.parametrize(
    "token", ["members", "class:full", "body:3", "org:7", "person:9", "staff", "public"]
)
def test_each_kind_of_token_lets_in_those_who_hold_it_and_nobody_else(token: str) -> None:
    indexed(entry("a", "Minutes", audience=frozenset({token})))

    assert keys(find(Asked("minutes"), frozenset({token})).hits) == ["a"]
    assert keys(find(Asked("minutes"), frozenset({"other"})).hits) == []
    assert keys(find(Asked("minutes"), frozenset()).hits) == []


def test_whoever_is_denied_finds_nothing_whatever_else_they_hold() -> None:
    indexed(entry("a", "A bid for funds", denied=frozenset({"org:7"})))

    interested = frozenset({"public", "staff", "org:7"})

    assert found("bid") == ["a"]
    assert find(Asked("bid"), interested).hits == ()
    assert find(Asked(), interested).total == 0
    assert find(Asked("bid"), interested).unheld == ("bid",)


def test_filters_narrow_and_their_own_facet_still_counts_its_other_values() -> None:
    indexed(
        entry("a", "One", facets=(("theme", "Housing"), ("region", "Wales"))),
        entry("b", "Two", facets=(("theme", "Food"), ("region", "Wales"))),
        entry("c", "Three", facets=(("theme", "Housing"), ("region", "London"))),
    )

    answer = find(
        Asked(filters={"theme": frozenset({"Housing"}), "region": frozenset({"Wales"})}), EVERYBODY
    )

    assert keys(answer.hits) == ["a"]
    assert answer.facets == {
        "region": (("London", 1), ("Wales", 1)),
        "theme": (("Food", 1), ("Housing", 1)),
    }


def test_a_filter_that_leaves_nothing_says_what_there_is_without_it() -> None:
    indexed(entry("a", "Allotments", facets=(("theme", "Food"),)))

    answer = find(Asked("allotments", filters={"theme": frozenset({"Housing"})}), EVERYBODY)

    assert (answer.hits, answer.total, answer.loosened) == ((), 0, {"theme": 1})


def test_kinds_narrow_what_is_looked_among() -> None:
    indexed(entry("a", "Food"), entry("b", "Food", kind="person"))

    assert found("food", kinds=frozenset({"person"})) == ["b"]


def test_without_words_the_newest_come_first() -> None:
    indexed(
        entry("undated", "One"),
        entry("old", "Two", dated_on=date(2020, 1, 1)),
        entry("new", "Three", dated_on=date(2026, 1, 1)),
    )

    assert found("") == ["new", "old", "undated"]


def test_pages_hold_twenty_and_a_page_too_far_is_the_last() -> None:
    indexed(*[entry(f"n{number:02}", "Parks") for number in range(45)])

    third = find(Asked("parks", page=3), EVERYBODY)
    beyond = find(Asked("parks", page=99), EVERYBODY)

    assert (len(third.hits), third.total, third.pages) == (5, 45, 3)
    assert beyond == third


def test_what_is_like_something_shares_its_telling_words() -> None:
    indexed(
        entry("a", "Community-led housing on council land"),
        entry("b", "Land for community-led housing"),
        entry("c", "Council tax collection"),
        entry("d", "Housing land", audience=frozenset({"staff"})),
    )

    assert keys(like("a", EVERYBODY, limit=2)) == ["b", "c"]
    assert like("nothing", EVERYBODY) == []


def test_a_saved_search_finds_what_was_added_since_and_holds_most_of_its_words() -> None:
    before = timezone.now() - timedelta(minutes=1)
    indexed(
        entry("fits", "Heat networks for terraced streets"),
        entry("barely", "Streets"),
        entry("hidden", "Heat networks", audience=frozenset({"staff"})),
    )
    asked = Asked("heat networks streets")

    assert keys(added_since(asked, EVERYBODY, before, 10)) == ["fits"]
    assert added_since(asked, EVERYBODY, timezone.now(), 10) == []
    assert added_since(Asked("qwertyuiop"), EVERYBODY, before, 10) == []


def test_a_removed_entry_is_gone_at_once_and_its_words_with_it() -> None:
    indexed(entry("a", "Zeppelins"), entry("b", "Bins"))

    remove_entry("a")

    assert found("") == ["b"]
    assert find(Asked("zeppelins"), EVERYBODY).unheld == ("zeppelins",)


def test_a_change_of_who_may_see_holds_before_the_words_are_weighed() -> None:
    indexed(entry("a", "Zeppelins"))

    write_entry(entry("a", "Zeppelins", audience=frozenset({"staff"})))

    assert found("zeppelins") == []
    assert weigh() == 0


def test_only_stop_words_and_a_single_letter_are_looked_for_as_they_are() -> None:
    indexed(entry("a", "To be or not to be"), entry("b", "Plan B for parks"))

    assert found("to be or not") == ["a"]
    assert found("b") == ["b"]


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", "AND OR NOT", "parks*", "^parks", "NEAR(parks, 2)", "title:parks", "(((", "--",
        "; DROP TABLE search_word", "%s %d {values}", "\\", "\0", "🦆🦆",
        "<script>alert(1)</script>",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "ŵy â thŷ", "\u202eparks",
        "x" * 10_000, "parks " * 3_000, " ".join(f"w{number}" for number in range(2_000)), "\ud800",
    ],
)  # fmt: skip
def test_no_question_is_an_error(words: str) -> None:
    indexed(entry("a", "Parks and alerts <script>alert(1)</script> ŵy"))

    answer = find(Asked(words), EVERYBODY)

    assert all("<script" not in hit.title.__html__() for hit in answer.hits)
    assert answer.is_cut == (len(words) > 4_000)


def test_a_long_question_counts_all_its_words() -> None:
    indexed(
        entry("common", "Streets", body="residents council streets"),
        entry("rare", "Streets", body="residents council hydroponics"),
    )
    question = "how do " + "residents council " * 30 + " bring hydroponics to streets"

    assert found(question) == ["rare", "common"]


@given(words=st.text(max_size=60))
@pytest.mark.django_db(transaction=False)
def test_any_text_can_be_asked_for(words: str) -> None:
    assert find(Asked(words), PUBLIC).total == 0
