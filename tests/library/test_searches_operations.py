"""Saved searches: twenty an account, told of once a week, of what may be seen that day."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from time_machine import travel

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.accounts.models import Account
from ccin.audit.models import Entry as Recorded
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.library.models import FormerSlug, SavedSearch
from ccin.library.operations.searches import (
    Searched,
    look_at_search,
    rename_search,
    save_search,
    stop_search,
    tell_of_news,
)
from ccin.library.reads.searches import accounts_to_tell, address_of, kept_by
from ccin.library.tasks.adopting import tell_of_searches
from ccin.search.operations import weigh_due, write_entry
from ccin.search.rules import Entry
from tests.actors import STRANGER, WORKER
from tests.browser import account_of
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, ThemeFactory
from tests.letters import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with travel("2026-11-23 12:00", tick=False) as traveller:
        yield traveller


def an_officer() -> tuple[Account, Actor]:
    """Somebody who stands for a member, and the actor they are on the site."""
    member = OrganisationFactory()
    roles = {member.pk: frozenset({Role.REPRESENTATIVE})}
    account = account_of(Actor("", "Olu Officer", organisation_roles=roles))
    return account, Actor(f"account:{account.pk}", account.name, organisation_roles=roles)


def added(key: str, title: str, audience: str = "public", **more) -> None:
    write_entry(Entry(key, "tool", title, f"/library/{key}/", frozenset({audience}), **more))
    weigh_due(by=WORKER, tell=quietly)


class TestKeeping:
    def test_it_is_kept_with_words_and_filters_under_their_own_name(self) -> None:
        account, by = an_officer()
        theme = ThemeFactory(name="Housing", slug="housing")

        search = save_search(Searched(" damp  homes ", {"theme": ["Housing"]}), by=by)

        assert (search.account, search.words) == (account, "damp homes")
        assert search.filters == {"theme": [theme.slug]}
        assert search.name == "damp homes, Housing"
        assert address_of(search) == "/library/?q=damp+homes&theme=housing"

    def test_a_renamed_theme_is_shown_by_todays_name(self) -> None:
        _account, by = an_officer()
        theme = ThemeFactory(name="Housing", slug="housing")
        save_search(Searched("", {"theme": ["Housing"]}), by=by)
        theme.name, theme.slug = "Homes", "homes"
        theme.save()
        FormerSlug.objects.create(theme=theme, slug="housing")

        assert [each.values for each in kept_by(by)] == [["Homes"]]

    def test_a_merged_theme_is_shown_by_the_one_it_went_into(self) -> None:
        _account, by = an_officer()
        theme = ThemeFactory(name="Housing", slug="housing")
        save_search(Searched("", {"theme": ["Housing"]}), by=by)
        theme.merged_into = ThemeFactory(name="Homes", slug="homes")
        theme.save()

        assert [each.values for each in kept_by(by)] == [["Homes"]]

    def test_the_same_search_is_kept_once(self) -> None:
        _account, by = an_officer()

        first = save_search(Searched("damp", {"year": ["2025", "2024"]}), by=by)
        second = save_search(Searched("damp", {"year": ["2024", "2025"]}), by=by)

        assert first == second
        assert SavedSearch.objects.count() == 1

    def test_there_is_room_for_twenty(self) -> None:
        _account, by = an_officer()
        for number in range(20):
            save_search(Searched(f"damp {number}"), by=by)

        with pytest.raises(Refused, match="20 searches"):
            save_search(Searched("one more"), by=by)

    def test_nothing_and_too_much_are_refused(self) -> None:
        _account, by = an_officer()

        with pytest.raises(Refused, match="Search for something"):
            save_search(Searched(" \x00 "), by=by)
        with pytest.raises(Refused, match="200 characters"):
            save_search(Searched("d" * 201), by=by)

    def test_whoever_may_save_nothing_is_refused(self) -> None:
        nobody = Actor(f"account:{AccountFactory().pk}", "No Role")

        for by in [nobody, STRANGER, Actor.public(), WORKER]:
            with pytest.raises(PermissionDenied):
                save_search(Searched("damp"), by=by)

        assert not SavedSearch.objects.exists()

    def test_it_is_renamed_and_stopped_by_its_owner_alone(self) -> None:
        _account, by = an_officer()
        _other, stranger = an_officer()
        search = save_search(Searched("damp"), by=by)

        for act in [
            lambda: rename_search(search, name="Mine", by=stranger),
            lambda: look_at_search(search, by=stranger),
            lambda: stop_search(search, by=stranger),
        ]:
            with pytest.raises(PermissionDenied):
                act()
        with pytest.raises(Refused, match="Enter a name"):
            rename_search(search, name=" \x00", by=by)
        rename_search(search, name="Damp in homes", by=by)
        search.refresh_from_db()
        assert search.name == "Damp in homes"

        stop_search(search, by=by)

        assert not SavedSearch.objects.exists()

    def test_the_history_does_not_say_what_was_looked_for(self) -> None:
        account, by = an_officer()
        search = save_search(Searched("my own illness"), by=by)
        look_at_search(search, by=by)
        stop_search(search, by=by)

        entries = Recorded.objects.order_by("pk")
        assert [(each.event, each.subject_key, each.values) for each in entries] == [
            ("library.search_saved", str(account.pk), {}),
            ("library.search_stopped", str(account.pk), {}),
        ]


class TestTelling:
    def test_what_is_new_and_fits_is_told_once(self, clock) -> None:
        account, by = an_officer()
        added("old", "Damp homes dried long ago")
        clock.shift(60)
        save_search(Searched("damp homes"), by=by)
        save_search(Searched("repair"), by=by)
        clock.shift(60)
        added("new", "Damp homes dried")
        added("other", "Bins emptied")

        told = [tell_of_news(account, by=WORKER), tell_of_news(account, by=WORKER)]

        assert told == [True, False]
        [letter] = said()
        assert letter.to_email == account.email
        assert letter.subject == "New in the library: Damp homes dried"
        assert "/library/new/" in letter.text
        assert "You saved a search for “damp homes”" in letter.text

    def test_nothing_new_is_no_letter(self) -> None:
        account, by = an_officer()
        save_search(Searched("damp"), by=by)

        assert tell_of_news(account, by=WORKER) is False
        assert tell_of_news(AccountFactory(), by=WORKER) is False
        assert said() == []

    def test_a_second_letter_goes_a_week_later_with_what_came_meanwhile(self, clock) -> None:
        account, by = an_officer()
        save_search(Searched("damp"), by=by)
        sent = []
        for day in range(1, 16):
            clock.move_to(timezone.make_aware(timezone.datetime(2026, 11, 23, 12)))
            clock.shift(timedelta(days=day))
            added(f"new-{day}", f"Damp number {day}")
            if tell_of_news(account, by=WORKER):
                sent.append(day)

        assert sent == [1, 8, 15]
        told = Counter(each.moment for each in said())
        assert list(told.values()) == [1, 7, 7]

    def test_what_was_looked_at_is_not_told(self, clock) -> None:
        account, by = an_officer()
        search = save_search(Searched("damp"), by=by)
        clock.shift(60)
        added("new", "Damp homes dried")
        clock.shift(60)

        look_at_search(search, by=by)

        assert tell_of_news(account, by=WORKER) is False

    def test_only_what_may_be_seen_on_the_day_of_sending(self, clock) -> None:
        """What is for members reaches nobody whose council has left."""
        stays, by = an_officer()
        leaves, leaver = an_officer()
        save_search(Searched("damp"), by=by)
        save_search(Searched("damp"), by=leaver)
        clock.shift(60)
        added("new", "Damp homes dried", "class:full")
        membership = MembershipFactory._meta.model.objects.get(
            organisation__in=leaver.organisation_roles
        )
        membership.ends_on, membership.end_reason = date(2026, 11, 1), "resigned"
        membership.save()

        told = [tell_of_news(each, by=WORKER) for each in (stays, leaves)]

        assert told == [True, False]

    def test_what_is_for_a_body_is_told_to_those_with_a_second_factor_alone(self, clock) -> None:
        account, by = an_officer()
        save_search(Searched("damp"), by=by)
        clock.shift(60)
        added("new", "Damp homes dried", "staff")

        assert tell_of_news(account, by=WORKER) is False

    def test_only_the_worker_tells(self) -> None:
        account, by = an_officer()

        with pytest.raises(PermissionDenied):
            tell_of_news(account, by=by)

    def test_the_pass_waits_for_words_to_be_weighed(self, clock) -> None:
        account, by = an_officer()
        save_search(Searched("damp"), by=by)
        clock.shift(60)
        write_entry(Entry("new", "tool", "Damp dried", "/library/new/", frozenset({"public"})))

        waiting = tell_of_searches(WORKER, quietly)
        weigh_due(by=WORKER, tell=quietly)
        told = tell_of_searches(WORKER, quietly)

        assert (waiting, told) == ("", "Told what is new in saved searches: 1")
        assert list(accounts_to_tell(date(2026, 11, 29))) == []
        assert list(accounts_to_tell(date(2026, 11, 30))) == [account]
