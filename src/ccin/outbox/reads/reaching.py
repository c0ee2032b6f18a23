"""Which addresses letters reach, and whose readers object to what need not be sent."""

from collections.abc import Iterable

from django.conf import settings

from ccin.outbox.models import Reach
from ccin.outbox.rules.reaching import digest_of

A_QUERY = 500  # addresses; SQLite takes no more than some thousand values a query


def unreachable(emails: Iterable[str]) -> set[str]:
    """Of these addresses, in small letters, those to which letters are sent no more."""
    return _of(emails, given_up_at__isnull=False)


def objecting(emails: Iterable[str]) -> set[str]:
    """Of these addresses, in small letters, whose readers object to all but formal letters."""
    return _of(emails, objected_at__isnull=False)


def reach_of(email: str) -> Reach | None:
    return Reach.objects.filter(digest__in=digests_of(email)).first()


def digests_of(email: str) -> list[str]:
    """By today's secret, and by those before it: what was known of an address outlives them."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [digest_of(email, secret) for secret in secrets]


def _of(emails: Iterable[str], **wanted: object) -> set[str]:
    by_digest = {
        digest: email.strip().lower() for email in set(emails) for digest in digests_of(email)
    }
    found: set[str] = set()
    digests = list(by_digest)
    for start in range(0, len(digests), A_QUERY):
        some = Reach.objects.filter(digest__in=digests[start : start + A_QUERY], **wanted)
        found |= {by_digest[digest] for digest in some.values_list("digest", flat=True)}
    return found
