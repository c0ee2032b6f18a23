"""By meaning too, where the extra is installed: found without a shared word, seen by nobody else,
and the site as good as before without it."""

import pytest
from django.test import override_settings

from ccin.search.models import Vector
from ccin.search.operations import remove_entry, write_entry
from ccin.search.reads import find
from ccin.search.rules import Asked, Found, Reason, Where
from tests.search.entries import entry, indexed, weigh

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset({"public"})
DOGS = "Dogs and puppies walked in the park"
TAXES = "Council tax rates and valuation bands"


def keys(found: Found) -> list[str]:
    return [hit.key for hit in found.hits]


def test_what_shares_no_word_is_found_by_what_it_means_and_says_so() -> None:
    indexed(entry("dogs", DOGS), entry("taxes", TAXES))

    found = find(Asked("canine pets"), EVERYBODY)

    assert (keys(found), found.total, found.by_meaning) == (["dogs"], 1, True)
    assert found.hits[0].reasons == (Reason(Where.MEANING),)
    assert found.unheld == ("canine", "pets")


def test_who_may_see_an_entry_and_what_narrows_it_hold_for_meaning_too() -> None:
    indexed(
        entry("members", DOGS, audience=frozenset({"members"})),
        entry("denied", DOGS, denied=frozenset({"org:7"})),
        entry("narrowed", DOGS, facets=(("theme", "Animals"),)),
        entry("kind", DOGS, kind="person"),
    )
    wanted = Asked("canine pets", {"theme": frozenset({"Animals"})}, frozenset({"case_study"}))

    everybody = find(Asked("canine pets"), EVERYBODY)
    interested = find(Asked("canine pets"), frozenset({"public", "org:7"}))

    assert set(keys(everybody)) == {"denied", "narrowed", "kind"}
    assert set(keys(interested)) == {"narrowed", "kind"}
    assert everybody.facets == {"theme": (("Animals", 1),)}
    assert keys(find(wanted, EVERYBODY)) == ["narrowed"]


@override_settings(MEANING=False)
def test_switched_off_it_goes_by_words_alone_and_says_so() -> None:
    indexed(entry("dogs", DOGS))

    found = find(Asked("canine pets"), EVERYBODY)

    assert (keys(found), found.by_meaning, Vector.objects.count()) == ([], False, 0)
    assert keys(find(Asked("puppy"), EVERYBODY)) == ["dogs"]


def test_what_is_changed_or_removed_means_nothing_else_any_more() -> None:
    indexed(entry("a", DOGS), entry("b", DOGS))
    assert len(keys(find(Asked("canine pets"), EVERYBODY))) == 2

    write_entry(entry("a", TAXES))
    remove_entry("b")
    weigh()

    assert keys(find(Asked("canine pets"), EVERYBODY)) == []
    assert Vector.objects.count() == 1


def test_an_entry_of_signs_alone_means_nothing_and_harms_nothing() -> None:
    indexed(entry("a", "—"), entry("b", ""), entry("dogs", DOGS))

    assert keys(find(Asked("canine pets"), EVERYBODY)) == ["dogs"]
    assert keys(find(Asked("🦆"), EVERYBODY)) == []
