"""What people were sent and told: letters that go at once, and notices held for their digest."""

from dataclasses import dataclass
from datetime import datetime

from ccin.accounts.models import Account
from ccin.members.models import Person
from ccin.outbox.models import Letter, Notice, Telling


@dataclass(frozen=True, slots=True)
class Said:
    kind: str
    to_key: str
    to_email: str
    subject: str
    text: str  # of a notice, with the address it leads to
    at_once: bool
    moment: datetime


def said(kind: str = "") -> list[Said]:
    """All of it, or of one kind, in the order in which it was said."""
    letters = Letter.objects.order_by("written_at", "pk")
    tellings = Telling.objects.select_related("notice").order_by("notice__written_at", "pk")
    found = [*map(_of_letter, letters), *map(_of_telling, tellings)]
    kept = [each for each in found if kind in {"", each.kind}]
    return sorted(kept, key=lambda each: each.moment)


def told(person: Person) -> list[Said]:
    """What this person was sent or told."""
    return [each for each in said() if each.to_key == f"person:{person.pk}"]


def kinds() -> list[str]:
    return [each.kind for each in said()]


def forget() -> None:
    """Begin to look anew."""
    Letter.objects.all().delete()
    Notice.objects.all().delete()


def _of_letter(letter: Letter) -> Said:
    return Said(
        kind=letter.kind,
        to_key=letter.to_key,
        to_email=letter.to_email,
        subject=letter.subject,
        text=letter.text,
        at_once=True,
        moment=letter.written_at,
    )


def _of_telling(telling: Telling) -> Said:
    notice = telling.notice
    return Said(
        kind=notice.kind,
        to_key=telling.to_key,
        to_email=_email_of(telling.to_key),
        subject=notice.title,
        text=f"{notice.text}\n{notice.address}",
        at_once=False,
        moment=notice.written_at,
    )


def _email_of(key: str) -> str:
    """Where their digest would go."""
    kind, _separator, number = key.partition(":")
    if kind == "account":
        return Account.objects.get(pk=number).email
    account = Account.objects.filter(person=number).first()
    return account.email if account else Person.objects.get(pk=number).email
