"""What the rules of retention would let go today: for each class its records, by age."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from ccin.accounts.models import Account, Invitation, RoleHeld, Session, SignInLink
from ccin.accounts.states import ACCEPTED
from ccin.discussion.models import Post, Topic
from ccin.governance.models import Appointment
from ccin.joining.models import Applicant, Application, Enquiry, NamedRepresentative
from ccin.joining.states import CLOSED, LAPSED, OPEN_APPLICATIONS, REFUSED, WITHDRAWN
from ccin.journeys.models import DataRequest, RetentionRun
from ccin.journeys.reasons import CLASSES, FATES
from ccin.journeys.rules.retention import KEPT_FOR, OF_THE_APPLICANT, Keeping, next_run_on
from ccin.journeys.states import OPEN_REQUESTS
from ccin.kernel.clock import LONDON, today
from ccin.library.models import Import, Use
from ccin.members.models import Person, Representation
from ccin.outbox.models import Addressee, Arrival, Digest, Letter, Notice, Reach, Telling
from ccin.outbox.states import FAILED, HELD, KEPT, SENT

EXAMPLES = 3
LAST_LETTER = "journeys.data_request_erased"


@dataclass(frozen=True, slots=True)
class Class:
    """Of one class: which records are old enough on a day, and which field says how old."""

    due: Callable[[date], QuerySet[Any]]
    dated: str


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _full(rows: QuerySet[Any], *fields: str) -> QuerySet[Any]:
    """Those that still say something in these fields."""
    says = Q(pk__in=[])
    for name in fields:
        says |= ~Q(**{name: rows.model.PERSONAL[name]})
    return rows.filter(says)


def _letters(day: date) -> QuerySet[Letter]:
    gone = Letter.objects.filter(state__in=[SENT, KEPT, FAILED], written_at__lt=_begin(day))
    return _full(gone, "to_name", "to_email", "text", "html", "last_error")


def _last_letters(day: date) -> QuerySet[Letter]:
    return Letter.objects.filter(
        kind=LAST_LETTER, state__in=[SENT, KEPT, FAILED], written_at__lt=_begin(day)
    )


def _notices(day: date) -> QuerySet[Notice]:
    """None that still waits for somebody's digest."""
    waiting = Telling.objects.filter(notice=OuterRef("pk"), state=HELD)
    return Notice.objects.filter(~Exists(waiting), written_at__lt=_begin(day))


def _digests(day: date) -> QuerySet[Digest]:
    return Digest.objects.filter(day__lt=day)


def _arrivals(day: date) -> QuerySet[Arrival]:
    """What waits for staff to read it waits on."""
    return Arrival.objects.filter(arrived_at__lt=_begin(day)).exclude(state="waiting")


def _invitations(day: date) -> QuerySet[Invitation]:
    over = Invitation.objects.filter(expires_at__lt=_begin(day))
    return _full(over.exclude(state=ACCEPTED), "email", "job_title", "name")


def _lists(day: date) -> QuerySet[Import]:
    over = Import.objects.filter(finished_at__lt=_begin(day))
    return over.exclude(file_name=Import.PERSONAL["file_name"])


def _addressees(day: date) -> QuerySet[Addressee]:
    old = Addressee.objects.filter(mailing__ended_at__lt=_begin(day))
    return _full(old, "name", "email")


def _reaches(day: date) -> QuerySet[Reach]:
    last = Coalesce("last_bounced_at", "away_since", "objected_at", "looked_at")
    old = Reach.objects.annotate(last=last).filter(last__lt=_begin(day))
    return _full(old, "email", "last_error")


def _enquiries(day: date) -> QuerySet[Enquiry]:
    old = Enquiry.objects.filter(state=CLOSED, closed_at__lt=_begin(day))
    return _full(old, *Enquiry.PERSONAL)


def _applications(day: date) -> QuerySet[Application]:
    """What a body wrote of itself stays with its matter; who wrote it goes."""
    old = Application.objects.filter(
        state__in=[REFUSED, WITHDRAWN, LAPSED], closed_at__lt=_begin(day)
    )
    known = NamedRepresentative.objects.filter(application=OuterRef("pk"))
    known = known.exclude(**NamedRepresentative.PERSONAL)
    says = Q(Exists(known))
    for name in OF_THE_APPLICANT:
        says |= ~Q(**{name: Application.PERSONAL[name]})
    return old.filter(says)


def _uses(day: date) -> QuerySet[Use]:
    return Use.objects.filter(day__lt=day)


def _requests(day: date) -> QuerySet[DataRequest]:
    old = DataRequest.objects.filter(answered_at__lt=_begin(day)).exclude(state__in=OPEN_REQUESTS)
    return _full(old, *DataRequest.PERSONAL)


def _people(day: date) -> QuerySet[Person]:
    """All they stood for ended before that day, they sit nowhere, and were not heard of since."""
    own = {"person": OuterRef("pk")}
    moment = _begin(day)
    standing = Representation.objects.filter(**own)
    going_on = Q(ends_on=None) | Q(ends_on__gte=day)
    seated = Appointment.objects.filter(going_on, **own)
    accounts = Account.objects.filter(**own)
    roles = RoleHeld.objects.not_over_on(today()).filter(account__person=OuterRef("pk"))
    asking = DataRequest.objects.filter(state__in=OPEN_REQUESTS, **own)
    return (
        Person.objects.kept()
        .filter(Exists(standing), ~Exists(standing.filter(going_on)), erased_on=None)
        .filter(~Exists(seated), ~Exists(roles), ~Exists(asking))
        .filter(~Exists(accounts.filter(last_login__gte=moment)))
        .filter(~Exists(Topic.objects.filter(asked_by=OuterRef("pk"), asked_at__gte=moment)))
        .filter(~Exists(Post.objects.filter(author=OuterRef("pk"), posted_at__gte=moment)))
        .annotate(last_stood=Max("representations__ends_on"))
    )


def _accounts(day: date) -> QuerySet[Account]:
    """Of nobody we have a record of, without a role, not signed in since, with nothing open."""
    roles = RoleHeld.objects.not_over_on(today()).filter(account=OuterRef("pk"))
    writing = Applicant.objects.filter(
        account=OuterRef("pk"), application__state__in=OPEN_APPLICATIONS
    )
    asking = DataRequest.objects.filter(state__in=OPEN_REQUESTS, account=OuterRef("pk"))
    return (
        Account.objects.annotate(last=Coalesce("last_login", "created_at"))
        .filter(~Exists(roles), ~Exists(writing), ~Exists(asking))
        .filter(person=None, is_active=True, last__lt=_begin(day))
    )


DUE: dict[str, Class] = {
    "sessions": Class(
        lambda day: Session.objects.filter(expire_date__lt=_begin(day)), "expire_date"
    ),
    "links": Class(lambda day: SignInLink.objects.filter(expires_at__lt=_begin(day)), "expires_at"),
    "last_letters": Class(_last_letters, "written_at"),
    "notices": Class(_notices, "written_at"),
    "digests": Class(_digests, "day"),
    "arrivals": Class(_arrivals, "arrived_at"),
    "invitations": Class(_invitations, "expires_at"),
    "lists": Class(_lists, "finished_at"),
    "letters": Class(_letters, "written_at"),
    "addressees": Class(_addressees, "mailing__ended_at"),
    "reaches": Class(_reaches, "last"),
    "enquiries": Class(_enquiries, "closed_at"),
    "applications": Class(_applications, "closed_at"),
    "uses": Class(_uses, "day"),
    "requests": Class(_requests, "answered_at"),
    "accounts": Class(_accounts, "last"),
    "people": Class(_people, "last_stood"),
}


def due_of(keeping: Keeping, day: date) -> QuerySet[Any]:
    return DUE[keeping.key].due(keeping.let_go_before(day))


@dataclass(frozen=True, slots=True)
class Found:
    """Of one class, what would be let go today."""

    keeping: Keeping
    title: str
    reason: str
    fate: str
    count: int
    oldest: date | None
    examples: list[str]


def dry_run(day: date) -> list[Found]:
    """Two queries a class; nothing is changed."""
    return [_found(keeping, day) for keeping in KEPT_FOR]


def _found(keeping: Keeping, day: date) -> Found:
    rows = due_of(keeping, day)
    dated = DUE[keeping.key].dated
    told = rows.order_by().aggregate(count=Count("pk", distinct=True), oldest=Min(dated))
    oldest = told["oldest"]
    title, reason = CLASSES[keeping.key]
    return Found(
        keeping,
        str(title),
        str(reason),
        str(FATES[keeping.fate]),
        told["count"],
        oldest.astimezone(LONDON).date() if isinstance(oldest, datetime) else oldest,
        [_key(row) for row in rows.order_by("pk")[:EXAMPLES]] if told["count"] else [],
    )


def _key(row: models.Model) -> str:
    """A session's own key would let somebody in."""
    shown = row.handle if isinstance(row, Session) else row.pk
    return f"{row._meta.label}:{shown}"


def unfinished_run() -> RetentionRun | None:
    return RetentionRun.objects.filter(is_dry=False, finished_at=None).order_by("pk").first()


def is_run_due() -> bool:
    """Asked for, interrupted, or a month after the last: never by itself before staff have looked
    through what would go and let it go once."""
    if unfinished_run():
        return True
    last = RetentionRun.objects.filter(is_dry=False).order_by("-ran_at").first()
    return last is not None and next_run_on(last.ran_at.astimezone(LONDON).date()) <= today()
