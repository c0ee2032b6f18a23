"""Making, stopping and erasing the ways in which people sign in."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts import notices
from ccin.accounts.models import Account, Invitation, RoleHeld, Session, SignInLink, TeamRequest
from ccin.accounts.operations.roles import refuse_without_administrator
from ccin.accounts.states import DECLINED, SENT, WAITING, WITHDRAWN
from ccin.audit.operations import erase_details, record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Person


@transaction.atomic
def create_account(
    email: str, *, name: str, person: Person | None = None, fictional: bool = False, by: Actor
) -> Account:
    """Let somebody sign in at this address. A fictional person of the demo gets no letter."""
    by.must(Permission.ACCOUNT_MAKE)
    email = email.strip().lower()
    refuse_taken_address(email)
    if person and Account.objects.filter(person=person).exists():
        raise Refused(_("This person has an account already. Change that one instead."))
    account = Account.objects.create_user(
        email, name=name.strip(), person=person, fictional=fictional
    )
    concerning = [person] if person else []
    record(by, "accounts.account_made", account, concerning=concerning, personal={"name": name})
    if not fictional:
        notices.account_made(account)
    return account


@transaction.atomic
def account_for(email: str, *, name: str, fictional: bool = False, by: Actor) -> Account:
    """The account at this address, made where there is none; it holds no role of itself.

    The calling operation has permitted, and writes the letter: whoever reads mail at the address
    can sign in. A person known by this address who has no account yet is tied to it.
    """
    email = email.strip().lower()
    account, is_new = Account.objects.get_or_create(
        email=email,
        defaults={
            "name": name.strip(),
            "fictional": fictional,
            "password": make_password(None),
        },
    )
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    if not account.is_active:
        raise Refused(_("The account at this e-mail address was stopped. Write to the network."))
    if account.person_id is None:
        known = Person.objects.kept().filter(email__iexact=email)
        account.person = known.exclude(pk__in=_persons_with_accounts()).first()
        account.save(update_fields=["person"])
    if is_new:
        personal = {"name": account.name}
        record(by, "accounts.account_made", account, concerning=_person(account), personal=personal)
    return account


def _persons_with_accounts() -> QuerySet[Account, Any]:
    return Account.objects.filter(person__isnull=False).values("person")


@transaction.atomic
def change_address(account: Account, email: str, *, by: Actor) -> None:
    """Move an account to another e-mail address; the old one is told, and signs in no more."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    email = email.strip().lower()
    if email == account.email:
        return
    refuse_taken_address(email)
    move_account(account, email, by=by)


def refuse_taken_address(email: str) -> None:
    if Account.objects.filter(email=email).exists():
        raise Refused(_("Somebody signs in at this e-mail address already. Use another one."))


def move_account(account: Account, email: str, *, by: Actor) -> None:
    """The caller holds the account's row, and has permitted."""
    old, account.email = account.email, email
    account.save(update_fields=["email"])
    EmailAddress.objects.filter(user=account).delete()
    sign_out_everywhere(account)
    personal = {"before": old, "after": email}
    record(by, "accounts.address_changed", account, concerning=_person(account), personal=personal)
    notices.address_changed(account, old)


@transaction.atomic
def deactivate_account(account: Account, *, by: Actor) -> None:
    """From here on nobody signs in with it; every open sign-in ends and no role counts."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    refuse_without_administrator(account, after=today(), at_once=True)
    account.is_active = False
    account.is_staff = False
    account.save(update_fields=["is_active", "is_staff"])
    account.groups.clear()
    sign_out_everywhere(account)
    record(by, "accounts.account_stopped", account, concerning=_person(account))


@transaction.atomic
def reactivate_account(account: Account, *, by: Actor) -> None:
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(by, "accounts.account_restored", account, concerning=_person(account))


@transaction.atomic
def reset_second_factor(account: Account, *, by: Actor) -> None:
    """For a lost telephone: the account sets up a second factor anew when it next signs in."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.ROLE_GRANT)
    Authenticator.objects.filter(user=account).delete()
    sign_out_everywhere(account)
    record(by, "accounts.second_factor_reset", account, concerning=_person(account))
    notices.second_factor_reset(account)


@transaction.atomic
def erase_account(account: Account, *, by: Actor) -> None:
    """Take name and address out of an account that must stay, since records name it."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    by.must(Permission.PERSON_ERASE)
    refuse_without_administrator(account, after=today(), at_once=True)
    person = _person(account)
    RoleHeld.objects.filter(account=account).not_over_on(today()).update(stopped_at=Now())
    RoleHeld.objects.filter(account=account).update(reason="")
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    sign_out_everywhere(account)
    SocialAccount.objects.filter(user=account).delete()
    _erase_from_teams(account, by=by)
    account.email = f"erased-{account.pk}@invalid.invalid"
    account.name = Account.PERSONAL["name"]
    account.is_active = account.is_staff = False
    account.save(update_fields=["email", "name", "is_active", "is_staff"])
    account.groups.clear()
    record(by, "accounts.account_erased", account, concerning=person)


def _erase_from_teams(account: Account, *, by: Actor) -> None:
    """Invitations to this address and requests from it stay, without naming anybody."""
    invited = Invitation.objects.filter(Q(account=account) | Q(email=account.email))
    invited.filter(state=SENT).update(state=WITHDRAWN)
    asked = TeamRequest.objects.filter(account=account)
    asked.filter(state=WAITING).update(state=DECLINED)
    erase_details(*invited, *asked, by=by)
    invited.update(**Invitation.PERSONAL)
    asked.update(**TeamRequest.PERSONAL)


def _person(account: Account) -> list[Person]:
    return [account.person] if account.person else []


def sign_out_everywhere(account: Account) -> None:
    """Every open sign-in ends, and no letter that is under way lets anybody in."""
    SignInLink.objects.filter(account=account).delete()
    Session.objects.filter(account=account).delete()
