"""What is made of a message that came in, as far as letters alone are concerned."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.models import Arrival, Letter
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.reaching import note_away, note_bounce
from ccin.outbox.rules.addresses import BOUNCE, Sealed
from ccin.outbox.rules.arrivals import Incoming, Kind, is_return, opening
from ccin.outbox.rules.replies import own_words, words_in
from ccin.outbox.states import ARRIVAL, ArrivalKind, ArrivalState, ChoiceHow

LONGEST_KEPT = 10_000  # characters of a message that staff read


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a message; the words are kept only where nothing did."""

    kind: str
    state: str
    because: str = ""
    about: str = ""
    to_key: str = ""
    words: str = ""
    letter: Letter | None = None


@transaction.atomic
def keep_arrival(found: Incoming, *, by: Actor) -> tuple[Arrival, bool]:
    """The one record of a message, and whether it is new: for the rest of the transaction nobody
    else makes anything of the same one."""
    by.must(Permission.LETTER_RECEIVE)
    return Arrival.objects.get_or_create(
        digest=found.digest,
        defaults={
            "kind": ArrivalKind.OTHER,
            "state": ArrivalState.WAITING,
            "arrived_at": timezone.now(),
            "from_email": found.from_email,
            "subject": found.subject,
        },
    )


@transaction.atomic
def end_arrival(arrival: Arrival, made: Made, *, by: Actor) -> None:
    by.must(Permission.LETTER_RECEIVE)
    for name in ("kind", "state", "because", "about", "to_key", "letter"):
        setattr(arrival, name, getattr(made, name))
    arrival.words = made.words[:LONGEST_KEPT]
    arrival.save()


@transaction.atomic
def take_back_or_note(found: Incoming, sealed: Sealed | None, *, email: str, by: Actor) -> Made:
    """A return, or the answer of a machine. `email` is of whoever the address was made for, where
    it is known. A return is believed where it came to the address of its letter or names it by
    what only its recipient has seen: otherwise anybody could have anybody's letters stopped."""
    letter = _letter_of(found, sealed)
    at_return_address = sealed is not None and sealed.purpose == BOUNCE
    to_key = letter.to_key if letter else sealed.to_key if sealed else ""
    if is_return(found, at_return_address=at_return_address):
        if letter is None:
            return for_staff(found, ArrivalKind.BOUNCE, "unknown_letter")
        answer = found.answer or " ".join(opening(found.message).split())
        note_bounce(letter.to_email, answer, letter=letter, by=by)
        return Made(ArrivalKind.BOUNCE, ArrivalState.TAKEN, to_key=to_key, letter=letter)
    if found.kind is Kind.DELAYED:
        return Made(
            ArrivalKind.BOUNCE, ArrivalState.IGNORED, "delayed", to_key=to_key, letter=letter
        )
    if found.kind is Kind.LEFT:
        return for_staff(found, ArrivalKind.AWAY, "has_left", to_key=to_key, letter=letter)
    own = letter.to_email if letter else email
    if found.kind is Kind.AWAY and own:
        note_away(own, by=by)
        return Made(ArrivalKind.AWAY, ArrivalState.TAKEN, to_key=to_key, letter=letter)
    return Made(ArrivalKind.AWAY, ArrivalState.IGNORED, "automatic", to_key=to_key, letter=letter)


@transaction.atomic
def stop_by_mail(sealed: Sealed, found: Incoming, *, by: Actor) -> Made:
    """Whoever has the address has the letter: no question is asked and no letter answers."""
    wording = f"{found.from_email}: {found.subject}"
    choose(sealed.to_key, sealed.about, ChoiceHow.NEVER, wording=wording, source="mail", by=by)
    return Made(ArrivalKind.STOP, ArrivalState.TAKEN, about=sealed.about, to_key=sealed.to_key)


def for_staff(
    found: Incoming, kind: str, because: str, *, to_key: str = "", letter: Letter | None = None
) -> Made:
    """What no rule can make anything of, with its words."""
    words = own_words(found.message) or words_in(found.message)
    return Made(kind, ArrivalState.WAITING, because, to_key=to_key, letter=letter, words=words)


@transaction.atomic
def settle_arrival(arrival: Arrival, *, by: Actor) -> None:
    """Staff have read it and done what there was to do; its words are not kept."""
    arrival.refresh_from_db(from_queryset=Arrival.objects.select_for_update())
    if arrival.state == ArrivalState.SETTLED:
        by.must(ARRIVAL.moves["settle"].needs)
        return
    move = ARRIVAL.move("settle", state=arrival.state)
    by.must(move.needs)
    arrival.state, arrival.words = move.target, ""
    arrival.save(update_fields=["state", "words"])


def _letter_of(found: Incoming, sealed: Sealed | None) -> Letter | None:
    if sealed and sealed.purpose == BOUNCE and sealed.about.isdecimal():
        return Letter.objects.filter(pk=sealed.about).first()
    try:
        reference = UUID(found.returned.strip("<>").partition("@")[0])
    except ValueError:
        return None
    return Letter.objects.filter(reference=reference).first()
