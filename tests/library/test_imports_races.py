"""Two lists, two editors and two workers at once: everything comes in once, and nothing breaks."""

from collections import Counter

import pytest

from ccin.library.models import FormerSlug, Import, Origin, Resource, Theme
from ccin.library.operations.imports import Choices, begin_import, carry_on, look_through
from ccin.library.operations.themes import ThemeDetails, add_theme, merge_themes
from tests.actors import EDITOR, WORKER
from tests.factories import ResourceFactory, ThemeFactory
from tests.library.lists import brought, json_lines
from tests.library.test_imports_operations import looked_through
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [{"_id": n, "title": f"Row {n}", "text": "x"} for n in range(30)]


def test_the_same_list_brought_in_twice_at_once_comes_in_once() -> None:
    told = at_once(lambda: brought(json_lines(*ROWS)), people=2)

    assert told == ["done", "done"]
    assert (Resource.objects.count(), Origin.objects.count()) == (30, 30)


def test_two_workers_bring_one_list_in_once() -> None:
    made = looked_through(json_lines(*ROWS))
    begin_import(made, Choices(), by=EDITOR)

    told = at_once(lambda: carry_on(Import.objects.get(pk=made.pk), by=WORKER), people=2)

    made.refresh_from_db()
    assert set(told) <= {"done"}
    assert (Resource.objects.count(), made.counts) == (30, {"made": 30})


def test_one_of_two_begins_a_list_and_both_may_look_through_it() -> None:
    made = looked_through(json_lines(*ROWS))

    told = at_once(
        lambda: begin_import(Import.objects.get(pk=made.pk), Choices(), by=EDITOR), people=2
    )
    looked = at_once(lambda: look_through(Import.objects.get(pk=made.pk), by=WORKER), people=2)

    assert (told, looked) == (["MoveNotAllowed", "done"], ["done", "done"])


def test_one_of_four_adds_a_theme() -> None:
    told = at_once(lambda: add_theme(ThemeDetails("Sport"), by=EDITOR))

    assert Counter(told) == {"done": 1, "Refused": 3}
    assert Theme.objects.count() == 1


def test_one_of_four_merges_two_themes_and_nothing_is_lost() -> None:
    sport, play = ThemeFactory(), ThemeFactory()
    resource = ResourceFactory()
    resource.themes.add(sport)

    told = at_once(
        lambda: merge_themes(
            Theme.objects.get(pk=sport.pk),
            into=Theme.objects.get(pk=play.pk),
            version=1,
            by=EDITOR,
        )
    )

    assert Counter(told) == {"done": 1, "Refused": 3}
    assert list(resource.themes.all()) == [play]
    assert FormerSlug.objects.get().theme == play


def test_two_themes_merged_into_each_other_at_once_leave_one() -> None:
    one, two = ThemeFactory(), ThemeFactory()
    pairs = iter([(one, two), (two, one)])

    def merge() -> None:
        theme, into = next(pairs)
        merge_themes(
            Theme.objects.get(pk=theme.pk), into=Theme.objects.get(pk=into.pk), version=1, by=EDITOR
        )

    told = at_once(merge, people=2)

    assert Counter(told) == {"done": 1, "Refused": 1}
    assert Theme.objects.kept().count() == 1
