"""How far a mailing is, and who on a list may not be written to today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ccin.outbox.models import Addressee, Arrival, Choice, Letter, Mailing, Reach
from ccin.outbox.reads.reaching import digests_of
from ccin.outbox.rules.mailings import AT_MOST_WAITING, GIVEN_UP, NO_ADDRESS, OBJECTS, UNSUBSCRIBED
from ccin.outbox.states import (
    DUE,
    FAILED,
    GOING,
    KEPT,
    LEFT_OUT,
    SENDING,
    SENT,
    WAITING,
    WRITTEN,
    ArrivalKind,
    ChoiceHow,
)

KIND = "outbox.mailing_written"  # of the letters of a mailing


@dataclass(frozen=True, slots=True)
class Progress:
    """Of everybody on the list: how many were written to, and what became of their letters."""

    total: int
    due: int
    written: int
    left_out: int
    waiting: int  # letters in the outbox
    sent: int
    failed: int
    kept: int
    because: Mapping[str, int] = field(default_factory=dict)  # code: how many were left out for it

    @property
    def done(self) -> int:
        """Of those who get a letter, how many will be tried no more."""
        return self.sent + self.failed + self.kept

    @property
    def to_come(self) -> int:
        return self.due + self.waiting

    @property
    def to_go(self) -> int:
        return self.total - self.left_out

    @property
    def is_over(self) -> bool:
        return self.done >= self.to_go


def progress_of(mailing: Mailing) -> Progress:
    """In two queries. A letter that was erased since counts as sent."""
    state = "letter__state"
    found = mailing.addressees.order_by().aggregate(
        total=Count("pk"),
        due=Count("pk", filter=Q(state=DUE)),
        written=Count("pk", filter=Q(state=WRITTEN)),
        left_out=Count("pk", filter=Q(state=LEFT_OUT)),
        waiting=Count("pk", filter=Q(**{f"{state}__in": [WAITING, SENDING]})),
        sent=Count("pk", filter=Q(state=WRITTEN) & (Q(letter=None) | Q(**{state: SENT}))),
        failed=Count("pk", filter=Q(**{state: FAILED})),
        kept=Count("pk", filter=Q(**{state: KEPT})),
    )
    left_out = mailing.addressees.filter(state=LEFT_OUT).order_by().values("because")
    because = left_out.annotate(number=Count("pk")).values_list("because", "number")
    return Progress(**found, because=dict(because))


def addressees_of(mailing: Mailing, *, state: str = "") -> QuerySet[Addressee]:
    """Those on the list with their letters: `failed`, `left_out` … or all of them."""
    found = mailing.addressees.select_related("letter").order_by("name", "pk")
    match state:
        case "failed" | "sent" | "kept":
            return found.filter(letter__state=state)
        case "waiting":
            return found.filter(Q(state=DUE) | Q(letter__state__in=[WAITING, SENDING]))
        case "left_out":
            return found.filter(state=LEFT_OUT)
    return found


def failed_keys(mailing: Mailing) -> list[str]:
    """Whose letter could not be sent, or came back."""
    failed = mailing.addressees.filter(letter__state=FAILED)
    return list(failed.values_list("to_key", flat=True))


@dataclass(frozen=True, slots=True)
class Since:
    """What came back after it was sent. Whether anybody opened it is not known, nor asked."""

    bounced: int
    away: int
    unsubscribed: int


def since(mailing: Mailing) -> Since:
    letters = mailing.addressees.filter(letter__isnull=False)
    returned = Arrival.objects.filter(kind=ArrivalKind.BOUNCE, letter__isnull=False)
    away = Reach.objects.filter(away_since__gte=mailing.begun_at).exclude(email="")
    stopped = Choice.objects.filter(
        section=mailing.section, how=ChoiceHow.NEVER, chosen_at__gte=mailing.begun_at
    )
    return Since(
        bounced=letters.filter(letter__in=returned.values("letter"), letter__state=FAILED).count(),
        away=letters.filter(email__in=away.values("email")).count(),
        unsubscribed=letters.filter(to_key__in=stopped.values("to_key")).count(),
    )


def not_to_write_to(section: str, people: Collection[tuple[str, str]]) -> dict[str, str]:
    """Of these (key, address), those who may not be sent this section today, and why: in two
    queries, however many they are. A formal notice has no section: only who cannot be reached does
    not get it."""
    given_up, objects = _barred()
    stopped = Choice.objects.filter(section=section, how=ChoiceHow.NEVER)
    unsubscribed = set(stopped.values_list("to_key", flat=True)) if section else set()
    found = {}
    for key, email in people:
        digests = set(digests_of(email)) if email.strip() and (given_up or objects) else set()
        if not email.strip():
            found[key] = NO_ADDRESS
        elif digests & given_up:
            found[key] = GIVEN_UP
        elif section and digests & objects:
            found[key] = OBJECTS
        elif key in unsubscribed:
            found[key] = UNSUBSCRIBED
    return found


def _barred() -> tuple[set[str], set[str]]:
    """Digests of addresses that were given up, and of those whose readers object: few of all."""
    barred = Reach.objects.filter(Q(given_up_at__isnull=False) | Q(objected_at__isnull=False))
    rows = list(barred.values_list("digest", "given_up_at", "objected_at"))
    return {each[0] for each in rows if each[1]}, {each[0] for each in rows if each[2]}


def letters_waiting() -> int:
    return Letter.objects.due(timezone.now()).filter(kind=KIND).count()


def is_any_mailing_due() -> bool:
    return Mailing.objects.filter(state=GOING).exists() and letters_waiting() < AT_MOST_WAITING
