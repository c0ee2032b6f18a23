"""Who is told, by which key."""

from ccin.accounts.models import Account
from ccin.outbox.operations.writing import Recipient


def recipient_of(account: Account) -> Recipient:
    """By the key of the person behind it, where there is one: whatever somebody is told stands in
    one digest, whether they are meant as a person or as the holder of an account."""
    key = f"person:{account.person_id}" if account.person_id else f"account:{account.pk}"
    return Recipient(account.email, account.name, key)
