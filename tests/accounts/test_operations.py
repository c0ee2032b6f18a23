from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied

from ccin.access.permissions import Role
from ccin.accounts.models import Account, RoleHeld, Session
from ccin.accounts.operations.accounts import (
    change_address,
    create_account,
    deactivate_account,
    erase_account,
    reactivate_account,
    reset_second_factor,
)
from ccin.accounts.operations.roles import Grant, end_role, grant_role, write_wagtail_groups
from ccin.accounts.reads.actors import actor_for, second_factor_of
from ccin.accounts.tasks import write_groups
from ccin.audit.models import Detail, Entry
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.kernel.progress import quietly
from ccin.outbox.models import Letter
from tests.actors import ADMINISTRATOR, EDITOR, OFFICER, STAND_IN, STRANGER, WORKER
from tests.browser import OurClient
from tests.factories import AccountFactory, PersonFactory, RoleHeldFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def kinds() -> list[str]:
    return sorted(Letter.objects.values_list("kind", flat=True))


# Accounts


def test_an_account_is_made_for_a_person_who_is_told_by_letter() -> None:
    person = PersonFactory()

    account = create_account(" Officer@Council.example ", name="Ffion", person=person, by=OFFICER)

    assert account.email == "officer@council.example"
    assert account.person == person
    assert not account.has_usable_password()
    entry = Entry.objects.get()
    assert (entry.event, entry.values) == ("accounts.account_made", {})
    assert Detail.objects.get().values == {"name": "Ffion"}
    assert kinds() == ["accounts.account_made"]


def test_an_invented_person_gets_no_letter() -> None:
    create_account("x@fallowmere.example", name="Invented", fictional=True, by=WORKER)

    assert not Letter.objects.exists()


def test_one_address_and_one_person_have_one_account() -> None:
    person = PersonFactory()
    AccountFactory(email="officer@council.example", person=person)

    with pytest.raises(Refused, match="signs in at this e-mail address already"):
        create_account("OFFICER@council.example", name="Another", by=OFFICER)
    with pytest.raises(Refused, match="has an account already"):
        create_account("other@council.example", name="Same", person=person, by=OFFICER)


def test_strangers_and_editors_make_no_accounts_and_leave_no_trace() -> None:
    for nobody in (STRANGER, EDITOR):
        with pytest.raises(PermissionDenied):
            create_account("x@council.example", name="X", by=nobody)

    assert not Account.objects.exists()
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_a_new_address_ends_every_sign_in_and_tells_both_addresses(client: OurClient) -> None:
    account = client.sign_in(AccountFactory(email="old@council.example"))
    EmailAddress.objects.create(user=account, email="old@council.example", verified=True)

    change_address(account, "New@council.example", by=ADMINISTRATOR)

    account.refresh_from_db()
    assert account.email == "new@council.example"
    assert not EmailAddress.objects.exists()
    assert not Session.objects.exists()
    told = sorted(Letter.objects.values_list("to_email", flat=True))
    assert told == ["new@council.example", "old@council.example"]


def test_an_address_that_somebody_has_is_refused_and_one_that_stays_changes_nothing() -> None:
    AccountFactory(email="taken@council.example")
    account = AccountFactory(email="old@council.example")

    with pytest.raises(Refused):
        change_address(account, "taken@council.example", by=ADMINISTRATOR)
    change_address(account, "OLD@council.example", by=ADMINISTRATOR)

    assert not Entry.objects.exists()


def test_a_stopped_account_is_signed_out_at_once_and_can_be_let_in_again(
    client: OurClient,
) -> None:
    account = client.act_as(EDITOR)
    write_wagtail_groups(account, by=WORKER)

    deactivate_account(account, by=ADMINISTRATOR)
    shown = client.get("/cms/")

    assert shown.url == "/sign-in/?next=/cms/"
    account.refresh_from_db()
    assert not account.is_staff
    assert not account.groups.exists()
    reactivate_account(account, by=ADMINISTRATOR)
    account.refresh_from_db()
    assert account.is_active


def test_a_lost_telephone_leads_to_a_new_second_step(client: OurClient) -> None:
    account = client.act_as(EDITOR)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")

    reset_second_factor(account, by=ADMINISTRATOR)

    assert second_factor_of(account) is None
    assert not Session.objects.exists()
    assert kinds() == ["accounts.second_factor_reset"]


def test_an_erased_account_names_nobody_and_two_of_them_can_be(client: OurClient) -> None:
    first = client.sign_in(AccountFactory())
    second = AccountFactory()
    RoleHeldFactory(account=second, reason="In place of somebody")

    erase_account(first, by=OFFICER)
    erase_account(second, by=OFFICER)

    assert {account.name for account in Account.objects.all()} == {"A person"}
    assert not Account.objects.filter(is_active=True).exists()
    assert not RoleHeld.objects.exclude(reason="").exists()
    assert not RoleHeld.objects.current_on(today()).exists()


# Roles


def test_a_role_is_granted_from_a_day_on() -> None:
    account = AccountFactory()

    grant_role(account, Grant(Role.EDITOR, today() + DAY), by=ADMINISTRATOR)

    assert not actor_for(account, second_factor=True).is_staff
    assert Entry.objects.get().values == {
        "role": "Website editor",
        "starts_on": str(today() + DAY),
        "ends_on": None,
    }
    assert kinds() == ["accounts.role_granted"]


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        (Grant(Role.CHAIR, date(2026, 1, 1)), "Choose one of the roles"),
        (Grant(Role.EDITOR, date(2026, 1, 2), date(2026, 1, 1)), "must not come before"),
        (Grant(Role.STAND_IN, date(2026, 1, 1)), "Enter the last day"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(grant: Grant, words: str) -> None:
    with pytest.raises(Refused, match=words):
        grant_role(AccountFactory(), grant, by=ADMINISTRATOR)


def test_a_role_held_already_or_a_stopped_account_is_refused() -> None:
    held = RoleHeldFactory(role=Role.EDITOR, starts_on=today(), ends_on=today() + 10 * DAY)
    stopped = AccountFactory(is_active=False)

    for first, last in [(today() + DAY, None), (today() - DAY, today()), (today(), today())]:
        with pytest.raises(Refused, match="holds that role already"):
            grant_role(held.account, Grant(Role.EDITOR, first, last), by=ADMINISTRATOR)
    grant_role(held.account, Grant(Role.EDITOR, today() + 11 * DAY), by=ADMINISTRATOR)
    with pytest.raises(Refused, match="was stopped"):
        grant_role(stopped, Grant(Role.EDITOR, today()), by=ADMINISTRATOR)


def test_only_administrators_grant_and_end_roles() -> None:
    held = RoleHeldFactory()

    for nobody in (STRANGER, OFFICER, EDITOR, STAND_IN):
        with pytest.raises(PermissionDenied):
            grant_role(held.account, Grant(Role.ADMINISTRATOR, today()), by=nobody)
        with pytest.raises(PermissionDenied):
            end_role(held, by=nobody)
        with pytest.raises(PermissionDenied):
            deactivate_account(held.account, by=nobody)

    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_a_role_ended_at_once_opens_nothing_from_that_moment(client: OurClient) -> None:
    account = client.act_as(EDITOR)
    write_wagtail_groups(account, by=WORKER)
    before = client.get("/cms/").status_code

    end_role(account.roles_held.get(), by=ADMINISTRATOR)

    assert before == 200
    assert client.get("/cms/").status_code == 403
    account.refresh_from_db()
    assert not account.is_staff
    assert not account.groups.exists()


def test_a_role_ends_after_its_last_day_by_itself(time_machine) -> None:
    time_machine.move_to("2026-08-03T12:00:00Z", tick=False)
    account = AccountFactory()
    last = date(2026, 8, 14)
    grant_role(account, Grant(Role.STAND_IN, today(), last, "Holiday"), by=ADMINISTRATOR)

    time_machine.move_to("2026-08-14T22:59:00Z", tick=False)
    on_the_last_day = actor_for(account, second_factor=True).is_staff
    time_machine.move_to("2026-08-14T23:01:00Z", tick=False)  # past midnight in London
    the_day_after = actor_for(account, second_factor=True).is_staff
    told = write_groups(WORKER, quietly)

    assert on_the_last_day
    assert not the_day_after
    assert told == "Accounts whose groups changed: 1"
    account.refresh_from_db()
    assert not account.groups.exists()
    assert write_groups(WORKER, quietly) == ""


def test_a_role_that_is_over_or_a_day_gone_by_is_refused() -> None:
    over = RoleHeldFactory(ends_on=today() - DAY)
    held = RoleHeldFactory()

    with pytest.raises(Refused, match="has ended already"):
        end_role(over, by=ADMINISTRATOR)
    with pytest.raises(Refused, match="Choose today or a later day"):
        end_role(held, last_day=today() - DAY, by=ADMINISTRATOR)
    end_role(held, last_day=today(), by=ADMINISTRATOR)

    assert RoleHeld.objects.current_on(today()).get() == held


def test_the_last_administrator_cannot_be_ended_in_any_way() -> None:
    last = RoleHeldFactory(role=Role.ADMINISTRATOR)
    RoleHeldFactory(role=Role.ADMINISTRATOR, account__is_active=False)
    RoleHeldFactory(role=Role.ADMINISTRATOR, ends_on=today() + DAY)
    held_to_the_same_day = today() + DAY

    with pytest.raises(Refused, match="last administrator"):
        end_role(last, last_day=held_to_the_same_day, by=ADMINISTRATOR)
    RoleHeld.objects.exclude(pk=last.pk).delete()
    for end in (
        lambda: end_role(last, by=ADMINISTRATOR),
        lambda: deactivate_account(last.account, by=ADMINISTRATOR),
        lambda: erase_account(last.account, by=OFFICER),
    ):
        with pytest.raises(Refused, match="last administrator"):
            end()


def test_one_of_two_administrators_can_be_ended() -> None:
    first, second = RoleHeldFactory.create_batch(2, role=Role.ADMINISTRATOR)

    end_role(first, by=ADMINISTRATOR)
    with pytest.raises(Refused):
        end_role(second, by=ADMINISTRATOR)

    assert RoleHeld.objects.current_on(today()).get() == second


def test_editors_are_in_the_editor_s_groups_and_nobody_else_is() -> None:
    editor = RoleHeldFactory(role=Role.EDITOR).account
    officer = RoleHeldFactory(role=Role.MEMBERSHIP_OFFICER).account

    for account in (editor, officer):
        write_wagtail_groups(account, by=WORKER)

    assert sorted(editor.groups.values_list("name", flat=True)) == ["Editors", "Moderators"]
    assert not officer.groups.exists()
