"""Sending again what did not reach somebody, to where they read today."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.reads.correspondents import correspondent
from ccin.outbox.models import Letter, Reach
from ccin.outbox.operations.reaching import look_at, resend_to, try_again
from ccin.outbox.states import FAILED


@transaction.atomic
def send_again(reach: Reach, *, by: Actor) -> int:
    """All that failed at one address: whoever has another address by now gets it there, everybody
    else at the same one, which counts as good once more. Says how many letters go."""
    by.must(Permission.LETTER_RESEND)
    reach.refresh_from_db(from_queryset=Reach.objects.select_for_update())
    failed = Letter.objects.visible_to(by).to_address(reach.email).filter(state=FAILED)
    keys = set(failed.exclude(to_key="").values_list("to_key", flat=True)) if reach.email else set()
    sent = 0
    for key in sorted(keys):
        own = _where(key)
        if own and own.lower() != reach.email.lower():
            sent += resend_to(reach.email, own, key=key, by=by)
    if sent and not failed.filter(secret=False).exists():
        look_at(reach, by=by)
        return sent
    return sent + try_again(reach, by=by)


def _where(key: str) -> str:
    who = correspondent(key)
    return who.recipient.email if who else ""
