"""Themes: added, renamed, merged, with the words people search by."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused, Stale
from ccin.library.models import FormerSlug, QuestionSubject, Resource, Synonym, Theme
from ccin.members.models import Edition

FACTS = Path(__file__).resolve().parent.parent / "facts" / "themes.toml"
LONGEST = 80  # characters of a name, a slug or a synonym


@dataclass(frozen=True, slots=True)
class ThemeDetails:
    """`is_proposal`: that there is such a theme is no public fact, but this project's proposal."""

    name: str
    about: str = ""
    synonyms: Sequence[str] = ()
    source: str = ""
    is_proposal: bool = False


@transaction.atomic
def load_themes(*, by: Actor) -> int:
    """The themes among the project's facts that the library never had; how many were added.

    One that staff have renamed or merged is known by its former address, and stays as they left it.
    """
    Edition.objects.stamp_anew()
    by.must(Permission.THEME_CHANGE)
    facts: list[dict[str, Any]] = tomllib.loads(FACTS.read_text(encoding="utf-8"))["themes"]
    known = _slugs()
    names = {name.casefold() for name in Theme.objects.values_list("name", flat=True)}
    wanted = [ThemeDetails(**fact) for fact in facts]
    new = [
        each
        for each in wanted
        if slugify(each.name) not in known and each.name.casefold() not in names
    ]
    for details in new:
        add_theme(details, by=by)
    return len(new)


@transaction.atomic
def add_theme(details: ThemeDetails, *, by: Actor) -> Theme:
    Edition.objects.stamp_anew()
    by.must(Permission.THEME_CHANGE)
    _check_name(details.name)
    theme = Theme.objects.create(
        name=details.name,
        slug=_free_slug(details.name, taken=_slugs()),
        about=details.about,
        source=details.source,
        is_proposal=details.is_proposal,
    )
    _write_synonyms(theme, details.synonyms)
    record(by, "library.theme_added", theme, name=theme.name)
    return theme


@transaction.atomic
def change_theme(theme: Theme, details: ThemeDetails, *, version: int, by: Actor) -> None:
    """A former name becomes a synonym, and its address leads here. Where a theme stands in the
    index, the worker writes that anew.

    `source` and `is_proposal` of the details are kept as given.
    """
    Edition.objects.stamp_anew()
    theme.refresh_from_db(from_queryset=Theme.objects.select_for_update())
    by.must(Permission.THEME_CHANGE)
    _check_is_kept(theme)
    if theme.version != version:
        raise Stale
    former, synonyms = theme.name, [*details.synonyms]
    if former != details.name:
        _check_name(details.name, but=theme)
        _move_slug(theme, details.name)
        if former.casefold() != details.name.casefold():
            synonyms.append(former)
    theme.name, theme.about = details.name, details.about
    theme.source, theme.is_proposal = details.source, details.is_proposal
    theme.version += 1
    theme.save()
    added, removed = _write_synonyms(theme, synonyms)
    _mark_due(theme)
    record(
        by,
        "library.theme_changed",
        theme,
        name=theme.name,
        former=former if former != theme.name else "",
        synonyms_added=added,
        synonyms_removed=removed,
    )


@transaction.atomic
def merge_themes(theme: Theme, *, into: Theme, version: int, by: Actor) -> None:
    """Everything under `theme` goes under `into`, its names and addresses too. It cannot be undone:
    which resource came from where is kept nowhere but in the history."""
    Edition.objects.stamp_anew()
    locked = Theme.objects.select_for_update().order_by("pk").in_bulk([theme.pk, into.pk])
    theme.refresh_from_db()
    into.refresh_from_db()
    by.must(Permission.THEME_CHANGE)
    if len(locked) < 2:
        raise Refused(_("Choose another theme to merge this one into."))
    _check_is_kept(theme)
    _check_is_kept(into)
    if theme.version != version:
        raise Stale
    moved = _move_links(Resource, "resource", theme, into)
    _move_links(QuestionSubject, "questionsubject", theme, into)
    _write_synonyms(into, [*_words(into), theme.name, *_words(theme)])
    theme.synonyms.all().delete()
    theme.former_slugs.update(theme=into)
    FormerSlug.objects.get_or_create(slug=theme.slug, defaults={"theme": into})
    Theme.objects.filter(merged_into=theme).update(merged_into=into)
    theme.merged_into = into
    theme.version += 1
    theme.save(update_fields=["merged_into", "version"])
    into.version += 1
    into.save(update_fields=["version"])
    _mark_due(into)
    record(
        by,
        "library.themes_merged",
        into,
        concerning=[theme],
        merged=theme.name,
        into=into.name,
        resources=moved,
    )


def synonyms_in(words: Collection[str]) -> list[str]:
    """Each once, whatever its capitals, in the order in which they came."""
    found: dict[str, str] = {}
    for each in words:
        clean = " ".join(each.split())[:LONGEST]
        if clean:
            found.setdefault(clean.casefold(), clean)
    return [*found.values()]


def _words(theme: Theme) -> list[str]:
    return [*theme.synonyms.values_list("words", flat=True)]


def _write_synonyms(theme: Theme, wanted: Collection[str]) -> tuple[list[str], list[str]]:
    """Those added and those removed. A theme's own name is no synonym of it."""
    named = theme.name.casefold()
    wanted = [each for each in synonyms_in(wanted) if each.casefold() != named]
    had = set(_words(theme))
    added = [each for each in wanted if each not in had]
    removed = sorted(had - set(wanted))
    theme.synonyms.filter(words__in=removed).delete()
    Synonym.objects.bulk_create([Synonym(theme=theme, words=each) for each in added])
    return added, removed


def _mark_due(theme: Theme) -> None:
    """Where it stands in the index; the worker writes the entries of these anew."""
    Resource.objects.filter(themes=theme).update(index_due=True)
    QuestionSubject.objects.filter(themes=theme).update(index_due=True)


def _move_links(model: type[Any], column: str, theme: Theme, into: Theme) -> int:
    """How many were under `theme` and are now under `into`, each once."""
    links = model.themes.through.objects
    of_both = links.filter(theme=into).values(column)
    moved = links.filter(theme=theme).count()
    links.filter(theme=theme, **{f"{column}__in": of_both}).delete()
    links.filter(theme=theme).update(theme=into)
    return int(moved)


def _check_is_kept(theme: Theme) -> None:
    if theme.merged_into_id:
        raise Refused(
            _("“%(name)s” was merged into another theme. Open that one.") % {"name": theme.name}
        )


def _check_name(name: str, *, but: Theme | None = None) -> None:
    if not slugify(name):
        raise Refused(_("Enter a name with letters in it."))
    others = Theme.objects.exclude(pk=but.pk) if but else Theme.objects.all()
    same = next((each for each in others if each.name.casefold() == name.casefold()), None)
    if same is not None and same.merged_into_id:
        raise Refused(
            _("There was a theme with that name; it was merged. Choose another name for this one.")
        )
    if same is not None:
        raise Refused(_("There is a theme with that name already. Open that one."))


def _move_slug(theme: Theme, name: str) -> None:
    """Its address follows its name. An address it once had is its own again."""
    own = {theme.slug, *theme.former_slugs.values_list("slug", flat=True)}
    slug = _free_slug(name, taken=_slugs() - own)
    if slug == theme.slug:
        return
    theme.former_slugs.filter(slug=slug).delete()
    FormerSlug.objects.create(theme=theme, slug=theme.slug)
    theme.slug = slug


def _slugs() -> set[str]:
    """Every address that is or was a theme's."""
    return {
        *Theme.objects.values_list("slug", flat=True),
        *FormerSlug.objects.values_list("slug", flat=True),
    }


def _free_slug(name: str, *, taken: Collection[str]) -> str:
    slug = slugify(name)[:LONGEST]
    number = 2
    found = slug
    while found in taken:
        found = f"{slug[: LONGEST - 1 - len(str(number))]}-{number}"
        number += 1
    return found
