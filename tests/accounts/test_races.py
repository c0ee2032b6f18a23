"""Two administrators at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.accounts.operations.roles import Grant, grant_role
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from tests.actors import ADMINISTRATOR
from tests.factories import AccountFactory


@pytest.mark.django_db(transaction=True)
def test_a_role_granted_by_four_at_once_is_held_once() -> None:
    account = AccountFactory()

    def one(_number: int) -> str:
        try:
            grant_role(
                Account.objects.get(pk=account.pk), Grant(Role.EDITOR, today()), by=ADMINISTRATOR
            )
        except Refused:
            return "refused"
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as people:
        told = sorted(people.map(one, range(4)))

    assert told == ["done", "refused", "refused", "refused"]
    assert RoleHeld.objects.filter(account=account).count() == 1
