from datetime import timedelta

import pytest

from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld
from ccin.kernel.clock import today
from tests.actors import ADMINISTRATOR, OFFICER
from tests.browser import OurClient
from tests.factories import AccountFactory, PersonFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_roles_costs_the_same_for_one_and_for_many(
    client: OurClient, django_assert_num_queries, rows: int
) -> None:
    client.act_as(ADMINISTRATOR)
    RoleHeldFactory.create_batch(rows, role=Role.EDITOR)
    AccountFactory.create_batch(rows)

    with django_assert_num_queries(6):
        page = client.get("/roles/")

    assert page.content.decode().count("Website editor") == rows
    assert page.context["held"].ordered


def test_an_administrator_makes_an_account_and_grants_it_a_role(client: OurClient) -> None:
    client.act_as(ADMINISTRATOR)

    made = client.post("/roles/add/", {"name": "Ffion", "email": "ffion@network.example"})
    account = Account.objects.get(email="ffion@network.example")
    granted = client.post(
        f"/roles/{account.pk}/grant/",
        {"role": Role.STAND_IN, "starts_on": str(today()), "ends_on": str(today())},
    )
    page = client.get(granted.url)

    assert made.url == f"/roles/{account.pk}/"
    assert "Stand-in" in page.content.decode()
    assert "Granted the role Stand-in" in page.content.decode()


def test_what_a_rule_refuses_is_said_on_the_form(client: OurClient) -> None:
    client.act_as(ADMINISTRATOR)
    account = AccountFactory()

    page = client.post(
        f"/roles/{account.pk}/grant/", {"role": Role.STAND_IN, "starts_on": str(today())}
    )

    assert "Enter the last day: a stand-in’s role ends by itself." in page.content.decode()
    assert not RoleHeld.objects.filter(account=account).exists()


def test_a_membership_officer_makes_the_account_of_a_person_known(client: OurClient) -> None:
    client.act_as(OFFICER)
    person = PersonFactory(name="Nia", email="nia@council.example")

    form = client.get(f"/people/{person.pk}/account/")
    client.post(f"/people/{person.pk}/account/", {"name": "Nia", "email": person.email})

    assert 'value="nia@council.example"' in form.content.decode()
    assert Account.objects.get(person=person).email == "nia@council.example"
    again = client.get(f"/people/{person.pk}/account/", follow=True).content.decode()
    assert "Nia has an account already" in again


def test_a_role_is_ended_at_once_or_after_a_day(client: OurClient) -> None:
    client.act_as(ADMINISTRATOR)
    first, second = RoleHeldFactory.create_batch(2)
    later = today() + timedelta(days=7)

    client.post(f"/roles/{first.account_id}/end/{first.pk}/", {"when": "at_once"})
    asked = client.post(f"/roles/{second.account_id}/end/{second.pk}/", {"when": "after"})
    client.post(
        f"/roles/{second.account_id}/end/{second.pk}/", {"when": "after", "last_day": str(later)}
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.stopped_at
    assert "Enter the last day" in asked.content.decode()
    assert (second.ends_on, second.stopped_at) == (later, None)


def test_the_last_administrator_who_stops_their_own_account_is_told_why_not(
    client: OurClient,
) -> None:
    account = client.act_as(ADMINISTRATOR)

    page = client.post(f"/roles/{account.pk}/stop/")

    assert page.status_code == 409
    assert "This is the last administrator" in page.content.decode()
