"""Saved searches: whose they are, what each asks for, and what is new in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import actor_for, second_factor_of
from ccin.library.models import SavedSearch, Theme
from ccin.library.reads.themes import themes_by_slug
from ccin.library.rules.searches import BETWEEN_LETTERS, TOLD_AT_ONCE
from ccin.search.reads import added_since
from ccin.search.rules import PUBLIC, Asked, Hit, tokens_of

THEME = "theme"


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search as its owner's list shows it: its filters under today's names of themes."""

    search: SavedSearch
    values: list[str]


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one search, and the address that shows all it finds."""

    search: SavedSearch
    hits: list[Hit]
    address: str


def searches_of(actor: Actor) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(account=actor.account or 0)


def kept_by(actor: Actor) -> list[Kept]:
    themes = themes_by_slug()
    return [Kept(each, _values(each, themes)) for each in searches_of(actor)]


def address_of(search: SavedSearch) -> str:
    """The library, searched for the same."""
    pairs = [("q", search.words)] if search.words else []
    pairs += [(name, value) for name, values in sorted(search.filters.items()) for value in values]
    return f"{reverse('library:search')}?{urlencode(pairs)}"


def slugs_of_themes(names: list[str]) -> list[str]:
    """Themes are kept by their short names, which lead to them under whatever name they have."""
    known = dict(Theme.objects.filter(name__in=names).values_list("name", "slug"))
    return sorted({known.get(name, name) for name in names})


def accounts_to_tell(on: date) -> QuerySet[Account]:
    """Who has saved searches and was not told of any within a week."""
    long_ago = Q(told=None) | Q(told__lte=on - BETWEEN_LETTERS)
    told = SavedSearch.objects.order_by().values("account").annotate(told=Max("told_on"))
    due = told.filter(long_ago).values("account")
    return Account.objects.filter(pk__in=due, is_active=True).order_by("pk")


def news_for(account: Account, searches: list[SavedSearch]) -> list[News]:
    """What this account may see as of now."""
    actor = _searcher(account)
    if not actor.may_somewhere(Permission.SEARCH_SAVE):
        return []
    tokens, themes = tokens_of(actor), themes_by_slug()
    found = [
        News(
            each,
            added_since(_asked(each, themes), tokens, each.looked_at, TOLD_AT_ONCE),
            address_of(each),
        )
        for each in searches
    ]
    return [each for each in found if each.hits]


def standing_tokens(account: Account) -> frozenset[str]:
    """By which it sees more than the public does, other than as itself."""
    return frozenset(
        each
        for each in tokens_of(_searcher(account))
        if each != PUBLIC and not each.startswith("person:")
    )


def _searcher(account: Account) -> Actor:
    """A role in a body or on the staff counts only where a second factor is set up, as on the
    site."""
    return actor_for(account, second_factor=second_factor_of(account) is not None)


def _asked(search: SavedSearch, themes: Mapping[str, str]) -> Asked:
    filters = {
        name: frozenset(themes.get(each, each) if name == THEME else each for each in values)
        for name, values in sorted(search.filters.items())
    }
    return Asked(words=search.words, filters=filters)


def _values(search: SavedSearch, themes: Mapping[str, str]) -> list[str]:
    return [
        themes.get(each, each) if name == THEME else each
        for name, values in sorted(search.filters.items())
        for each in values
    ]
