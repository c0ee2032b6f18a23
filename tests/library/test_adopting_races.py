"""Two colleagues, two windows, two workers at once: one gets through."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.progress import quietly
from ccin.library.models import Adoption, Resource, SavedSearch, Use
from ccin.library.operations.adopting import adopt_resource, ask_for_outcome, change_adoption
from ccin.library.operations.searches import Searched, save_search, tell_of_news
from ccin.library.operations.uses import gather_uses
from ccin.members.models import Organisation
from ccin.search.operations import weigh_due, write_entry
from ccin.search.rules import Entry
from tests.actors import OFFICER, WORKER, representative_of
from tests.browser import account_of
from tests.letters import said
from tests.library.adopting import SAID, a_member, an_adoption, given_by

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[], object], *, people: int = 4) -> list[str]:
    """What each of them was told: what it came to, or the kind of refusal."""

    def one(_number: int) -> str:
        try:
            return str(act())
        except (Refused, Stale) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as together:
        return sorted(together.map(one, range(people)))


def test_of_four_colleagues_one_says_it() -> None:
    taker, resource = a_member("Taker Council"), given_by(a_member("Giver"))

    told = at_once(
        lambda: adopt_resource(
            Resource.objects.get(pk=resource.pk),
            Organisation.objects.get(pk=taker.pk),
            SAID,
            by=representative_of(taker),
        )
    )

    assert told == ["Refused", "Refused", "Refused", "Taker Council: Repair cafés"]
    assert Adoption.objects.count() == 1


def test_of_four_windows_one_changes_it() -> None:
    adoption = an_adoption()

    told = at_once(
        lambda: change_adoption(Adoption.objects.get(pk=adoption.pk), SAID, version=1, by=OFFICER)
    )

    assert told == ["None", "Stale", "Stale", "Stale"]


def test_of_four_workers_one_asks_what_came_of_it() -> None:
    adoption = an_adoption(outcome_due_on=date(2020, 1, 1))

    told = at_once(lambda: ask_for_outcome(Adoption.objects.get(pk=adoption.pk), by=WORKER))

    assert told == ["False", "False", "False", "True"]
    assert len(said("library.outcome_asked")) == 1


def test_of_four_workers_one_tells_what_is_new() -> None:
    roles = {a_member("Member").pk: frozenset({Role.REPRESENTATIVE})}
    account = account_of(Actor("", "Olu Officer", organisation_roles=roles))
    by = Actor(f"account:{account.pk}", "Olu Officer", organisation_roles=roles)
    save_search(Searched("damp"), by=by)
    SavedSearch.objects.update(looked_at=timezone.now() - timedelta(days=1))
    write_entry(Entry("new", "tool", "Damp dried", "/library/new/", frozenset({"public"})))
    weigh_due(by=WORKER, tell=quietly)

    told = at_once(lambda: tell_of_news(account, by=WORKER))

    assert told == ["False", "False", "False", "True"]
    assert len(said("library.search_has_news")) == 1


def test_workers_that_gather_at_once_lose_and_double_nothing() -> None:
    yesterday = today() - timedelta(days=1)
    Use.objects.bulk_create(
        Use(day=yesterday, kind="read", key=str(number % 3)) for number in range(60)
    )

    at_once(lambda: gather_uses(by=WORKER))

    assert sorted(Use.objects.values_list("key", "times")) == [("0", 20), ("1", 20), ("2", 20)]
