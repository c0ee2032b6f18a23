"""Saved searches: kept, renamed, looked at, stopped, and the letter that says what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import SavedSearch
from ccin.library.notices import searches as notices
from ccin.library.reads.searches import THEME, news_for, slugs_of_themes
from ccin.library.rules.searches import (
    LONGEST_NAME,
    LONGEST_WORDS,
    MOST_AN_ACCOUNT,
    filters_in,
    may_be_told,
    name_for,
    one_line,
)


@dataclass(frozen=True, slots=True)
class Searched:
    """Words, and the values chosen of each facet."""

    words: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)


@transaction.atomic
def save_search(searched: Searched, *, name: str = "", by: Actor) -> SavedSearch:
    """From now on its owner is told what is new in it. One that is saved already stays one."""
    account = _lock(by)
    if not by.may_somewhere(Permission.SEARCH_SAVE):
        raise PermissionDenied(Permission.SEARCH_SAVE)
    words, chosen = one_line(searched.words), filters_in(searched.filters)
    filters = {**chosen, THEME: slugs_of_themes(chosen[THEME])} if THEME in chosen else chosen
    _refuse_what_cannot_be_kept(words, filters)
    saved = list(SavedSearch.objects.filter(account=account))
    for each in saved:
        if (each.words, each.filters) == (words, filters):
            return each
    if len(saved) >= MOST_AN_ACCOUNT:
        raise Refused(
            _("You have saved %(most)d searches, and there is room for no more. Stop one first.")
            % {"most": MOST_AN_ACCOUNT}
        )
    now = timezone.now()
    search = SavedSearch.objects.create(
        account=account,
        name=one_line(name)[:LONGEST_NAME] or name_for(words, chosen),
        words=words,
        filters=filters,
        saved_at=now,
        looked_at=now,
    )
    record(by, "library.search_saved", account)
    return search


@transaction.atomic
def rename_search(search: SavedSearch, *, name: str, by: Actor) -> None:
    account = _lock_own(search, by)
    search.name = one_line(name)[:LONGEST_NAME]
    if not search.name:
        raise Refused(_("Enter a name, so that you know it again."))
    search.save(update_fields=["name"])
    record(by, "library.search_renamed", account)


@transaction.atomic
def look_at_search(search: SavedSearch, *, by: Actor) -> None:
    """What it finds by now is new no more. Nobody else is told what somebody looks for, so the
    history does not say it either."""
    _lock_own(search, by)
    search.looked_at = timezone.now()
    search.save(update_fields=["looked_at"])


@transaction.atomic
def stop_search(search: SavedSearch, *, by: Actor) -> None:
    account = _lock_own(search, by)
    search.delete()
    record(by, "library.search_stopped", account)


@transaction.atomic
def tell_of_news(account: Account, *, by: Actor) -> bool:
    """One letter for all of an account's searches, a week after the last at the earliest; whether
    one went. Where nothing is new there is none. Safe to run twice."""
    Account.objects.select_for_update().get(pk=account.pk)
    by.must(Permission.INDEX_WRITE)
    searches = list(SavedSearch.objects.filter(account=account))
    told = [each.told_on for each in searches if each.told_on]
    if not searches or not may_be_told(max(told, default=None), today=today()):
        return False
    moment = timezone.now()
    news = news_for(account, searches)
    if not news:
        return False
    notices.search_has_news(account, news)
    keys = [each.search.pk for each in news]
    SavedSearch.objects.filter(pk__in=keys).update(told_on=today(), looked_at=moment)
    return True


def _lock(by: Actor) -> Account:
    """The account's row, so that of several windows one at a time saves."""
    account = Account.objects.select_for_update().filter(pk=by.account or 0).first()
    if account is None:
        raise PermissionDenied(Permission.SEARCH_SAVE)
    return account


def _lock_own(search: SavedSearch, by: Actor) -> Account:
    account = _lock(by)
    if search.account_id != account.pk:
        raise PermissionDenied(Permission.SEARCH_SAVE)
    search.refresh_from_db()
    return account


def _refuse_what_cannot_be_kept(words: str, filters: Mapping[str, Sequence[str]]) -> None:
    if not words and not filters:
        raise Refused(_("Search for something first, then save it."))
    if len(words) > LONGEST_WORDS:
        raise Refused(
            _("These are too many words to keep. Search with %(most)d characters or fewer.")
            % {"most": LONGEST_WORDS}
        )
