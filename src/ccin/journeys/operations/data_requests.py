"""Requests about data are made, and answered on the clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.journeys import notices
from ccin.journeys.models import DataRequest
from ccin.journeys.reads.data_requests import FROM_THE_SITE, next_working_day
from ccin.journeys.rules.clock import Clock, days_stood_still
from ccin.journeys.states import OPEN_REQUESTS, REQUEST, RequestKind
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Person
from ccin.outbox.operations.reaching import note_objection, withdraw_objection

# As for the open enquiry form: bounds, and no network address is kept.
FROM_ONE_ADDRESS_A_DAY = 5
FROM_EVERYBODY_AN_HOUR = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and by whom, where nobody is signed in."""

    kind: str
    words: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ByPost:
    """How a request that staff write down came, and when: the clock runs from that day."""

    came_by: str
    received_on: date
    person: Person | None = None


@transaction.atomic
def ask_about_data(asked: Asked, *, by: Actor) -> DataRequest:
    """Anyone may ask, signed in or not; the receipt says by when they are answered.

    An objection to what need not be sent to them takes effect at once; of somebody who has not
    signed in, once they have opened the letter at the address: nobody silences another.
    """
    account = Account.objects.filter(pk=by.account).first() if by.account else None
    if account is None:
        _refuse_a_flood(asked.email)
    request = _keep(asked, FROM_THE_SITE, today(), account=account)
    request.person = account.person if account else None
    request.acknowledged_at = timezone.now()
    request.save(update_fields=["person", "acknowledged_at"])
    record(by, "journeys.data_request_made", request, concerning=_of(request), kind=request.kind)
    notices.received(request)
    notices.arrived(request)
    if account:
        _heed_objection(request, by=by)
    return request


@transaction.atomic
def record_data_request(asked: Asked, came: ByPost, *, by: Actor) -> DataRequest:
    """Write down one that came by letter or telephone; a receipt goes where there is an address."""
    by.must(Permission.DATA_REQUEST_ANSWER)
    if came.received_on > today():
        raise Refused(_("Enter the day on which the request came. It cannot lie in the future."))
    request = _keep(asked, came.came_by, came.received_on)
    request.person = came.person
    request.account = Account.objects.filter(person=came.person).first() if came.person else None
    if notices.received(request):
        request.acknowledged_at = timezone.now()
    request.save(update_fields=["person", "account", "acknowledged_at"])
    record(by, "journeys.data_request_recorded", request, concerning=_of(request), kind=asked.kind)
    _heed_objection(request, by=by)
    return request


@transaction.atomic
def confirm_identity(request: DataRequest, *, by: Actor) -> None:
    """Whoever opened the letter reads mail at the address: that is as much as we can know."""
    _lock(request)
    if request.identity_checked_at is None:
        _know(request, _("a letter to the address given"))
        record(by, "journeys.data_request_known", request, concerning=_of(request))
        if request.state in OPEN_REQUESTS:
            _heed_objection(request, by=by)


@transaction.atomic
def check_identity(request: DataRequest, *, how: str, by: Actor) -> None:
    """Staff say how they made sure who asks, such as by calling the council back."""
    _lock(request)
    by.must(Permission.DATA_REQUEST_ANSWER)
    _know(request, how)
    record(by, "journeys.data_request_known", request, concerning=_of(request))
    if request.state in OPEN_REQUESTS:
        _heed_objection(request, by=by)


@transaction.atomic
def say_whose(request: DataRequest, person: Person, *, by: Actor) -> None:
    """Which of the people we know it is who asks; an account of theirs proves nothing of who
    wrote, so the identity is checked all the same."""
    _lock(request)
    by.must(Permission.DATA_REQUEST_ANSWER)
    if request.account_id:
        raise Refused(_("It is known who asks: they had signed in."))
    request.person = person
    request.version += 1
    request.save(update_fields=["person", "version"])
    record(by, "journeys.data_request_tied", request, concerning=[person])


@transaction.atomic
def acknowledge_request(request: DataRequest, *, by: Actor) -> None:
    """For one who was told by post or telephone that we have it."""
    _move(request, "acknowledge", by=by)
    request.acknowledged_at = request.acknowledged_at or timezone.now()
    _saved(request, "acknowledged_at")
    record(by, "journeys.data_request_acknowledged", request, concerning=_of(request))


@transaction.atomic
def ask_the_person(request: DataRequest, *, asked: str, by: Actor) -> bool:
    """What we need to know to answer. The clock stands still until they tell; whether a letter
    could go is returned."""
    _move(request, "ask", by=by)
    request.asked, request.paused_on = asked, today()
    _saved(request, "asked", "paused_on")
    record(by, "journeys.data_request_asked", request, concerning=_of(request))
    return notices.person_asked(request)


@transaction.atomic
def hear_the_person(request: DataRequest, *, by: Actor) -> None:
    """They told us: the clock runs on, and the days it stood still are added."""
    _move(request, "hear", by=by)
    _run_on(request)
    _saved(request, "paused_on", "paused_days", "due_on")
    record(
        by, "journeys.data_request_heard", request, concerning=_of(request), due_on=request.due_on
    )


@transaction.atomic
def extend_request(request: DataRequest, *, because: str, by: Actor) -> bool:
    """Two more months for what is complex: once, and said within the first."""
    _move(request, "extend", by=by)
    if request.extended_because:
        raise Refused(_("This request was given more time already. Answer it by its day."))
    if request.kind == RequestKind.COMPLAINT:
        raise Refused(_("A complaint has no longer term: say what you found without delay."))
    if today() > request.clock.told_by(next_working_day):
        raise Refused(_("The first month is over: it is too late to take longer. Answer it now."))
    request.extended_because = because
    request.due_on = request.clock.due_on(next_working_day)
    _saved(request, "extended_because", "due_on")
    record(
        by,
        "journeys.data_request_extended",
        request,
        concerning=_of(request),
        due_on=request.due_on,
    )
    return notices.extended(request)


@transaction.atomic
def answer_request(request: DataRequest, *, answer: str, held: str = "", by: Actor) -> bool:
    """Tell the person. `held` is what staff looked through and attach, for one who has no account
    to download it with; nothing is told to one whose identity was not checked."""
    _move(request, "answer", by=by)
    if not request.is_known and request.kind != RequestKind.COMPLAINT:
        raise Refused(
            _("Nobody knows yet whether it is they who ask. Check who they are before you answer.")
        )
    _end(request, answer)
    record(by, "journeys.data_request_answered", request, concerning=_of(request))
    return notices.answered(request, held=held)


@transaction.atomic
def refuse_request(request: DataRequest, *, reasons: str, by: Actor) -> bool:
    """With reasons, and with the way to complain; an objection to direct marketing never is."""
    _move(request, "refuse", by=by)
    if request.kind == RequestKind.OBJECTION:
        raise Refused(
            _("An objection to what need not be sent cannot be refused: it holds already. Answer.")
        )
    _end(request, reasons)
    record(by, "journeys.data_request_refused", request, concerning=_of(request))
    return notices.refused(request)


@transaction.atomic
def withdraw_request(request: DataRequest, *, by: Actor) -> bool:
    """By whoever asked, while signed in, or by staff whom they told."""
    _lock(request)
    move = REQUEST.move("withdraw", state=request.state)
    if by.account is None or by.account != request.account_id:
        by.must(move.needs)
    request.state = move.target
    _end(request, "")
    record(by, "journeys.data_request_withdrawn", request, concerning=_of(request))
    if request.kind == RequestKind.OBJECTION:
        for email in _written_to_at(request):
            withdraw_objection(email, by=by)
    return notices.withdrawn(request)


def close_with_erasure(request: DataRequest, *, by: Actor) -> None:
    """A part of erasing the person who asked for it: answered, and what was asked emptied."""
    _move(request, "answer", by=by)
    _end(request, "")
    record(by, "journeys.data_request_answered", request, concerning=_of(request))


def _keep(
    asked: Asked, came_by: str, received_on: date, *, account: Account | None = None
) -> DataRequest:
    return DataRequest.objects.create(
        kind=asked.kind,
        account=account,
        name="" if account else asked.name,
        email="" if account else asked.email.lower(),
        words=asked.words,
        came_by=came_by,
        received_on=received_on,
        due_on=Clock(received_on).due_on(next_working_day),
    )


def _heed_objection(request: DataRequest, *, by: Actor) -> None:
    if request.kind == RequestKind.OBJECTION:
        for email in _written_to_at(request):
            note_objection(email, by=by)


def _written_to_at(request: DataRequest) -> list[str]:
    """Every address at which letters may reach them: an objection holds at all of them."""
    account, person = request.account, request.person
    known = {request.email, account.email if account else "", person.email if person else ""}
    return sorted(known - {""})


def _lock(request: DataRequest) -> None:
    request.refresh_from_db(from_queryset=DataRequest.objects.select_for_update())


def _move(request: DataRequest, name: str, *, by: Actor) -> None:
    _lock(request)
    move = REQUEST.move(name, state=request.state)
    by.must(move.needs)
    request.state = move.target


def _saved(request: DataRequest, *fields: str) -> None:
    request.version += 1
    request.save(update_fields=["state", "version", *fields])


def _know(request: DataRequest, how: str) -> None:
    request.identity_checked_at, request.identity_by = timezone.now(), how
    _saved(request, "identity_checked_at", "identity_by")


def _run_on(request: DataRequest) -> None:
    assert request.paused_on
    request.paused_days += days_stood_still(request.paused_on, today())
    request.paused_on = None
    request.due_on = request.clock.due_on(next_working_day)


def _end(request: DataRequest, answer: str) -> None:
    if request.paused_on:
        _run_on(request)
    request.answer, request.answered_at = answer, timezone.now()
    _saved(request, "answer", "answered_at", "paused_on", "paused_days", "due_on")


def _of(request: DataRequest) -> list[Person | Account]:
    return [each for each in (request.person, request.account) if each]


def _refuse_a_flood(email: str) -> None:
    unsigned = DataRequest.objects.filter(came_by=FROM_THE_SITE, account=None)
    day, hour = timezone.now() - timedelta(days=1), timezone.now() - timedelta(hours=1)
    of_the_day = unsigned.filter(email__iexact=email, acknowledged_at__gte=day)
    if of_the_day.count() >= FROM_ONE_ADDRESS_A_DAY:
        raise Refused(
            _("We have had several requests from this e-mail address today. Wait for our answer.")
        )
    if unsigned.filter(acknowledged_at__gte=hour).count() >= FROM_EVERYBODY_AN_HOUR:
        raise Refused(_("We are receiving more requests than we can keep. Try again in an hour."))
