"""What happens on the way in: codes go out, unknown addresses are told, second factors change."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.accounts import notices
from ccin.accounts.models import Account
from ccin.audit.operations import record


@transaction.atomic
def send_code(email: str, code: str) -> None:
    """No actor yet: whoever asks for a code is nobody until it is entered."""
    notices.code_sent(email, code)


@transaction.atomic
def answer_unknown_address(email: str) -> None:
    """The page is the same for an address without an account; only its owner learns the rest."""
    notices.address_unknown(email)


@transaction.atomic
def note_second_factor(account: Account, *, event: str, by: Actor) -> None:
    """`event` is `second_factor_set_up` or `recovery_codes_made`."""
    is_set_up = event == "second_factor_set_up"
    record(
        by,
        "accounts.second_factor_set_up" if is_set_up else "accounts.recovery_codes_made",
        account,
    )
    if not account.fictional:
        notices.second_factor_changed(account)
