"""Themes: what the project knows, what staff change, and that no address and no word is lost."""

import pytest
from django.core.exceptions import PermissionDenied

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.library.models import FormerSlug, QuestionSubject, Resource, Theme
from ccin.library.operations.themes import (
    ThemeDetails,
    add_theme,
    change_theme,
    load_themes,
    merge_themes,
    synonyms_in,
)
from tests.actors import EDITOR, OFFICER, PUBLIC, WORKER, main_contact_of
from tests.factories import OrganisationFactory, ResourceFactory, ThemeFactory, TopicFactory

pytestmark = pytest.mark.django_db


def words_of(theme: Theme) -> list[str]:
    return sorted(theme.synonyms.values_list("words", flat=True))


def due() -> list[int]:
    return sorted(Resource.objects.filter(index_due=True).values_list("pk", flat=True))


# What the project knows


def test_the_themes_are_loaded_once_each_with_a_source_or_as_a_proposal() -> None:
    first, again = load_themes(by=WORKER), load_themes(by=WORKER)

    assert (first, again, Theme.objects.count()) == (13, 0, 13)
    assert list(Theme.objects.filter(is_proposal=False).values_list("name", flat=True)) == [
        "Community wealth building",
        "Cooperative placemaking",
        "Health and social care",
    ]
    assert {bool(theme.source) != theme.is_proposal for theme in Theme.objects.all()} == {True}
    assert "have your say" in words_of(Theme.objects.get(slug="democracy-and-engagement"))


def test_what_staff_renamed_or_merged_is_not_loaded_again() -> None:
    load_themes(by=WORKER)
    food, housing, digital = (
        Theme.objects.get(name=name) for name in ("Food", "Housing", "Digital")
    )
    change_theme(food, ThemeDetails("What we eat"), version=1, by=EDITOR)
    merge_themes(housing, into=digital, version=1, by=EDITOR)

    assert load_themes(by=WORKER) == 0


# Adding


def test_a_theme_is_added_with_its_words_each_once() -> None:
    details = ThemeDetails("Sport", synonyms=("football", " Football ", "", "sport", "pitch  hire"))

    theme = add_theme(details, by=EDITOR)

    assert (theme.slug, words_of(theme)) == ("sport", ["football", "pitch hire"])
    assert Entry.objects.get().event == "library.theme_added"


@pytest.mark.parametrize("name", ["…", "sport", "SPORT"])
def test_a_name_without_letters_or_taken_already_is_refused(name: str) -> None:
    ThemeFactory(name="Sport", slug="sport")

    with pytest.raises(Refused):
        add_theme(ThemeDetails(name), by=EDITOR)

    assert Theme.objects.count() == 1


def test_a_name_that_was_merged_is_refused_with_its_reason() -> None:
    merge_themes(ThemeFactory(name="Sport"), into=ThemeFactory(), version=1, by=EDITOR)

    with pytest.raises(Refused, match="it was merged"):
        add_theme(ThemeDetails("Sport"), by=EDITOR)


def test_two_names_with_one_address_get_two_addresses() -> None:
    long = "a" * 80

    made = [
        add_theme(ThemeDetails(name), by=EDITOR).slug
        for name in ("Food & drink", "Food, drink", "Food drink", long, "á" * 80)
    ]

    assert made == ["food-drink", "food-drink-2", "food-drink-3", long, f"{'a' * 78}-2"]


def test_only_those_who_keep_the_library_change_themes() -> None:
    theme, other = ThemeFactory(), ThemeFactory()

    for stranger in (PUBLIC, OFFICER, main_contact_of(OrganisationFactory())):
        for act in (
            lambda by: load_themes(by=by),
            lambda by: add_theme(ThemeDetails("Sport"), by=by),
            lambda by: change_theme(theme, ThemeDetails("Sport"), version=1, by=by),
            lambda by: merge_themes(theme, into=other, version=1, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)

    assert Theme.objects.count() == 2
    assert not Entry.objects.exists()


# Changing


def test_a_former_name_is_still_found_and_a_former_address_still_leads_here() -> None:
    theme = add_theme(ThemeDetails("Sport", synonyms=("football",)), by=EDITOR)
    under = ResourceFactory(published=True)
    under.themes.add(theme)
    ResourceFactory(published=True)

    change_theme(theme, ThemeDetails("Play", "Games", ("chess",)), version=1, by=EDITOR)

    assert (theme.name, theme.slug, theme.about, theme.version) == ("Play", "play", "Games", 2)
    assert words_of(theme) == ["Sport", "chess"]
    assert FormerSlug.objects.get().slug == "sport"
    assert due() == [under.pk]
    entry = Entry.objects.get(event="library.theme_changed")
    assert entry.values["former"] == "Sport"
    assert entry.values["synonyms_removed"] == ["football"]


def test_a_theme_takes_its_former_name_and_address_back() -> None:
    theme = add_theme(ThemeDetails("Sport"), by=EDITOR)
    change_theme(theme, ThemeDetails("Play"), version=1, by=EDITOR)

    change_theme(theme, ThemeDetails("Sport", synonyms=("Sport",)), version=2, by=EDITOR)

    assert (theme.slug, FormerSlug.objects.get().slug) == ("sport", "play")
    assert words_of(theme) == ["Play"]


def test_other_capitals_alone_move_nothing() -> None:
    theme = add_theme(ThemeDetails("Net Zero"), by=EDITOR)

    change_theme(theme, ThemeDetails("Net zero"), version=1, by=EDITOR)

    assert (theme.name, theme.slug, words_of(theme)) == ("Net zero", "net-zero", [])
    assert not FormerSlug.objects.exists()


def test_a_new_theme_never_takes_an_address_that_leads_elsewhere() -> None:
    theme = add_theme(ThemeDetails("Sport"), by=EDITOR)
    change_theme(theme, ThemeDetails("Play"), version=1, by=EDITOR)

    assert add_theme(ThemeDetails("Sport"), by=EDITOR).slug == "sport-2"


def test_a_change_to_what_somebody_else_changed_is_refused() -> None:
    theme = ThemeFactory(name="Sport", version=2)

    with pytest.raises(Stale):
        change_theme(theme, ThemeDetails("Play"), version=1, by=EDITOR)

    assert Theme.objects.get().name == "Sport"


# Merging


def test_a_merged_theme_gives_everything_it_had() -> None:
    sport = add_theme(ThemeDetails("Sport", synonyms=("football", "pitch")), by=EDITOR)
    change_theme(sport, ThemeDetails("Games", synonyms=("football",)), version=1, by=EDITOR)
    play = add_theme(ThemeDetails("Play", synonyms=("football", "chess")), by=EDITOR)
    both, one, none = ResourceFactory(), ResourceFactory(), ResourceFactory()
    both.themes.add(sport, play)
    one.themes.add(sport)
    asked = QuestionSubject.objects.create(topic=TopicFactory())
    asked.themes.add(sport)

    merge_themes(sport, into=play, version=2, by=EDITOR)

    assert [list(each.themes.all()) for each in (both, one, none)] == [[play], [play], []]
    assert list(asked.themes.all()) == [play]
    assert words_of(play) == ["Games", "Sport", "chess", "football"]
    assert set(play.former_slugs.values_list("slug", flat=True)) == {"sport", "games"}
    assert (sport.merged_into, words_of(sport)) == (play, [])
    assert list(Theme.objects.kept()) == [play]
    assert due() == [both.pk, one.pk]
    assert Entry.objects.get(event="library.themes_merged").values["resources"] == 2


def test_what_was_merged_before_follows() -> None:
    first, second, third = ThemeFactory(), ThemeFactory(), ThemeFactory()
    merge_themes(first, into=second, version=1, by=EDITOR)

    merge_themes(second, into=third, version=2, by=EDITOR)

    assert set(Theme.objects.filter(merged_into=third)) == {first, second}
    assert set(third.former_slugs.values_list("slug", flat=True)) == {first.slug, second.slug}


def test_a_theme_is_not_merged_twice_nor_into_itself_nor_into_one_that_is_gone() -> None:
    gone, kept = ThemeFactory(), ThemeFactory()
    merge_themes(gone, into=kept, version=1, by=EDITOR)

    for theme, into in ((gone, kept), (kept, kept), (kept, gone)):
        with pytest.raises(Refused):
            merge_themes(theme, into=into, version=2, by=EDITOR)
    with pytest.raises(Refused):
        change_theme(gone, ThemeDetails("Back again"), version=2, by=EDITOR)
    with pytest.raises(Stale):
        merge_themes(kept, into=ThemeFactory(), version=1, by=EDITOR)

    assert list(Theme.objects.filter(merged_into__isnull=False)) == [gone]


def test_words_are_compared_whatever_their_capitals() -> None:
    assert synonyms_in(["NHS", "nhs", " a  b ", "", "A b"]) == ["NHS", "a b"]
