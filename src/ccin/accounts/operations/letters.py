"""Choosing which e-mails one gets."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.letters import keys_of
from ccin.audit.operations import record
from ccin.outbox.operations.choices import choose
from ccin.outbox.reads.choices import choices_of
from ccin.outbox.rules.digests import how_wanted
from ccin.outbox.states import ChoiceHow


@transaction.atomic
def choose_letters(
    account: Account, chosen: Mapping[str, tuple[str, str]], *, by: Actor
) -> list[str]:
    """By section, what somebody wants and the words they read. What is as it was is left alone, so
    that nobody seems to have chosen what they merely did not touch. Which sections changed."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    if by.account != account.pk:
        raise PermissionDenied("What somebody gets is theirs to choose.")
    keys = keys_of(account)
    before = choices_of(keys)
    changed = {
        section: how
        for section, (how, _wording) in chosen.items()
        if how != how_wanted(keys, section, before)
    }
    for section, how in changed.items():
        for key in keys:
            wording = chosen[section][1]
            choose(key, section, how, wording=wording, source="page", by=by)
    if changed:
        record(by, "accounts.letters_chosen", account, changed=changed)
    return list(changed)


def unmute(account: Account, thread: str, *, by: Actor) -> None:
    """A conversation that was muted is told of again."""
    if thread.startswith("topic:"):
        choose_letters(account, {thread: (ChoiceHow.DIGEST, _("Unmute"))}, by=by)
