"""The e-mails of an issue: a copy to try, stopping them on their way, trying again."""

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.newsroom.models import Issue
from ccin.newsroom.operations.places import lock
from ccin.newsroom.reads.issue_letters import draft_of
from ccin.newsroom.reads.issues import page_of
from ccin.newsroom.reads.segments import addresses_today
from ccin.outbox.models import Mailing
from ccin.outbox.operations import mailings
from ccin.outbox.operations.writing import Recipient
from ccin.outbox.reads.mailings import failed_keys


@transaction.atomic
def try_issue(issue: Issue, *, by: Actor) -> str:
    """Send one copy to whoever asks; to which address."""
    lock(issue, "send", by=by)
    kind, _colon, key = by.key.partition(":")
    own = Account.objects.filter(pk=int(key)) if kind == "account" and key.isdecimal() else []
    for account in own:
        to = Recipient(account.email, str(account), by.key)
        mailings.send_copy(draft_of(page_of(issue), to_whom=""), to=to, by=by)
        record(by, "newsroom.issue_tried", issue)
        return account.email
    raise Refused(_("Sign in to get a copy."))


@transaction.atomic
def stop_issue(issue: Issue, because: str, *, by: Actor) -> int:
    """Whoever has not got the e-mail yet does not get it; how many they are. The archive stays."""
    by.must(Permission.MAILING_SEND)
    mailing = _mailing(issue)
    left = mailings.stop_mailing(mailing, because, by=by)
    personal = {"because": mailing.stopped_because}
    record(by, "newsroom.issue_stopped", issue, not_written=left, personal=personal)
    return left


@transaction.atomic
def go_on_with_issue(issue: Issue, *, by: Actor) -> None:
    by.must(Permission.MAILING_SEND)
    mailings.go_on(_mailing(issue), by=by)
    record(by, "newsroom.issue_went_on", issue)


@transaction.atomic
def resend_issue(issue: Issue, *, by: Actor) -> int:
    """To those whom it did not reach and who can be written to at the address that is recorded of
    them today; how many they are."""
    by.must(Permission.LETTER_RESEND)
    mailing = _mailing(issue)
    addresses = addresses_today(failed_keys(mailing))
    number = mailings.resend_failed(mailing, addresses=addresses, by=by)
    if number:
        record(by, "newsroom.issue_sent_again", issue, to=number)
    return number


def _mailing(issue: Issue) -> Mailing:
    issue.refresh_from_db(from_queryset=Issue.objects.select_for_update())
    if issue.mailing is None:
        raise Refused(_("It has not been sent."))
    return issue.mailing
