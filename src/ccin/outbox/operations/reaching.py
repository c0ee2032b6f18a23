"""What is learned about an address: that letters to it come back, that its reader is away or
objects, and that it is to be tried again."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.outbox.models import Arrival, Letter, Reach
from ccin.outbox.reads.reaching import digests_of, reach_of
from ccin.outbox.rules.reaching import Before, counted, digest_of, terms_on, why_of
from ccin.outbox.states import FAILED, LETTER, SENT, ArrivalKind

UNREACHED = {
    "bounces": 0,
    "first_bounced_at": None,
    "last_bounced_at": None,
    "last_error": "",
    "given_up_at": None,
}


@transaction.atomic
def note_bounce(email: str, answer: str, *, letter: Letter | None = None, by: Actor) -> Reach:
    """A letter to this address came back with this answer. One that was sent counts as failed from
    now on, so that it can be sent again."""
    by.must(Permission.LETTER_SEND)
    reach, now = _lock(email), timezone.now()
    before = Before(
        reach.bounces,
        reach.first_bounced_at,
        reach.last_bounced_at,
        _has_arrived_since(reach.last_bounced_at, email),
    )
    terms = terms_on(today())
    found = counted(before, why_of(answer), now, terms)
    reach.email, reach.bounces, reach.last_error = email, found.number, answer[:300]
    reach.first_bounced_at, reach.last_bounced_at, reach.looked_at = found.since, now, None
    if found.is_given_up and reach.given_up_at is None:
        reach.given_up_at = now
    reach.save()
    if letter:
        _take_as_failed(letter, answer, by=by)
    return reach


def _has_arrived_since(last: datetime | None, email: str) -> bool:
    """Whether a letter went to the address after one came back, and was not returned for days."""
    if last is None:
        return False
    arrived = timezone.now() - terms_on(today()).arrives_within
    returned = Arrival.objects.filter(kind=ArrivalKind.BOUNCE, letter__isnull=False)
    return (
        Letter.objects.to_address(email)
        .filter(state=SENT, sent_at__gt=last, sent_at__lt=arrived)
        .exclude(pk__in=returned.values("letter"))
        .exists()
    )


def _take_as_failed(letter: Letter, answer: str, *, by: Actor) -> None:
    found = Letter.objects.select_for_update().filter(pk=letter.pk, state=SENT).first()
    if found is None:
        return
    move = LETTER.move("come_back", state=found.state)
    by.must(move.needs)
    found.state, found.sent_at, found.last_error = move.target, None, answer[:300]
    found.save(update_fields=["state", "sent_at", "last_error"])


@transaction.atomic
def note_away(email: str, *, by: Actor) -> Reach:
    """Whoever reads there is away: the letter has arrived."""
    by.must(Permission.LETTER_RECEIVE)
    reach = _reached(email)
    reach.away_since = timezone.now()
    reach.save(update_fields=["away_since"])
    return reach


@transaction.atomic
def note_reached(email: str, *, by: Actor) -> None:
    """A reply came from the address: letters to it arrive, whatever came back before."""
    by.must(Permission.LETTER_RECEIVE)
    if reach_of(email):
        _reached(email)


@transaction.atomic
def note_objection(email: str, *, by: Actor) -> None:
    """A part of an operation that has permitted: nothing goes to this address any more but what
    must. It outlives the erasure of whom the address belongs to."""
    reach = _lock(email)
    if reach.objected_at is None:
        reach.objected_at = timezone.now()
        reach.save(update_fields=["objected_at"])


@transaction.atomic
def withdraw_objection(email: str, *, by: Actor) -> None:
    """A part of an operation that has permitted."""
    reach = _lock(email)
    reach.objected_at = None
    reach.save(update_fields=["objected_at"])


@transaction.atomic
def try_again(reach: Reach, *, by: Actor) -> int:
    """Take an address as good once more, and send every letter that failed; how many."""
    by.must(Permission.LETTER_RESEND)
    reach.refresh_from_db(from_queryset=Reach.objects.select_for_update())
    if not reach.email:
        raise Refused(_("The address was erased. Nothing can be sent there any more."))
    _free(reach, at=timezone.now())
    return resend_to(reach.email, reach.email, by=by)


@transaction.atomic
def look_at(reach: Reach, *, by: Actor) -> None:
    """Staff have seen that it is so and do nothing more; one more letter that comes back brings it
    onto the desk again."""
    by.must(Permission.LETTER_RESEND)
    reach.refresh_from_db(from_queryset=Reach.objects.select_for_update())
    if reach.looked_at is None:
        reach.looked_at = timezone.now()
        reach.save(update_fields=["looked_at"])


@transaction.atomic
def resend_to(email: str, address: str, *, key: str = "", by: Actor) -> int:
    """Send all that failed at one address to another of the same person, or there once more; with
    a key, only what was written to them. What has lost its use stays as it is."""
    by.must(LETTER.moves["resend"].needs)
    failed = Letter.objects.visible_to(by).to_address(email).filter(state=FAILED, secret=False)
    failed = failed.filter(to_key=key) if key else failed
    letters = list(failed.select_for_update().order_by("pk"))
    for letter in letters:
        letter.to_email = address
        put_back(letter, by=by)
    return len(letters)


def put_back(letter: Letter, *, by: Actor) -> None:
    """A part of an operation that holds the letter's lock: it goes once more, with all its attempts
    before it."""
    move = LETTER.move("resend", state=letter.state)
    by.must(move.needs)
    letter.state, letter.attempts, letter.due_at = move.target, 0, timezone.now()
    letter.save(update_fields=["to_email", "state", "attempts", "due_at"])


def _lock(email: str) -> Reach:
    """The one record of an address, made where there is none. Under an older secret's digest it is
    known still."""
    digests = digests_of(email)
    reach = Reach.objects.select_for_update().filter(digest__in=digests).first()
    if reach is None:
        own = digest_of(email, settings.SECRET_KEY)
        made, _is_new = Reach.objects.get_or_create(digest=own, defaults={"email": email})
        reach = Reach.objects.select_for_update().get(pk=made.pk)
    reach.email = reach.email or email
    return reach


def _reached(email: str) -> Reach:
    reach = _lock(email)
    _free(reach, at=reach.looked_at)
    return reach


def _free(reach: Reach, *, at: datetime | None) -> None:
    for name, value in UNREACHED.items():
        setattr(reach, name, value)
    reach.looked_at = at
    reach.save()
