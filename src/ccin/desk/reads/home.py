"""What the signed-in person finds on the desk: what waits, what is theirs, what changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import waiting_for as teams_waiting_for
from ccin.audit.models import Entry
from ccin.audit.reads.history import HistoryLine, lines
from ccin.desk.reads import year_ahead
from ccin.discussion.reads.waiting import waiting_for as groups_waiting_for
from ccin.funding.reads.asked import staff_waiting_for as kept_projects_waiting_for
from ccin.funding.reads.asked import votes_waiting_for as project_votes_waiting_for
from ccin.funding.reads.asked import waiting_for as projects_waiting_for
from ccin.funding.reads.deciding import waiting_for as votes_on_bids_waiting_for
from ccin.funding.reads.letters import waiting_for as decision_letters_waiting_for
from ccin.funding.reads.marking import waiting_for as bids_to_mark_waiting_for
from ccin.funding.reads.partners import waiting_for as bids_waiting_for
from ccin.funding.reads.rounds_waiting import votes_waiting_for as votes_on_rounds_waiting_for
from ccin.funding.reads.rounds_waiting import waiting_for as rounds_waiting_for
from ccin.governance.reads.concerns import waiting_for as concerns_waiting_for
from ccin.governance.reads.waiting import waiting_for as matters_waiting_for
from ccin.joining.reads.applications import waiting_for as own_applications_waiting_for
from ccin.joining.reads.considering import conditions_waiting_for, votes_waiting_for
from ccin.joining.reads.contacts import waiting_for as contacts_waiting_for
from ccin.joining.reads.enquiries import waiting_for as enquiries_waiting_for
from ccin.joining.reads.welcome import waiting_for as welcome_waiting_for
from ccin.journeys.reads.data_requests import waiting_for as data_requests_waiting_for
from ccin.journeys.reads.left_behind import left_behind
from ccin.journeys.reads.not_reached import waiting_for as letters_waiting_for
from ccin.journeys.reads.plans import waiting_for as plans_waiting_for
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.library.reads.adopting import waiting_for as outcomes_waiting_for
from ccin.library.reads.asking import waiting_for as questions_waiting_for
from ccin.library.reads.editing import waiting_for as resources_waiting_for
from ccin.library.reads.ourselves import waiting_for as assessments_waiting_for
from ccin.library.reads.together import waiting_for as proposals_waiting_for
from ccin.library.reads.uses import Given, given_by_mine
from ccin.members.models import Organisation
from ccin.outbox.models import Letter
from ccin.outbox.states import LetterState
from ccin.work.models import Job


def reorganised(actor: Actor) -> list[Waiting]:
    """What belongs to councils that exist no longer, as one thing to do."""
    left = left_behind(today()) if actor.may(Permission.MEMBERSHIP_CHANGE) else []
    if not left:
        return []
    number = len({line.council.pk for line in left})
    one, many = (
        "Pass on what %d dissolved council leaves",
        "Pass on what %d dissolved councils leave",
    )
    what = ngettext(one, many, number)
    return [Waiting(what % number, reverse("journeys:reorganisation"), left[0].last_day)]


# Each room says what waits for a person; the desk only lists it.
ROOMS = (
    own_applications_waiting_for,
    enquiries_waiting_for,
    conditions_waiting_for,
    votes_waiting_for,
    welcome_waiting_for,
    contacts_waiting_for,
    teams_waiting_for,
    assessments_waiting_for,
    bids_waiting_for,
    proposals_waiting_for,
    outcomes_waiting_for,
    matters_waiting_for,
    votes_on_bids_waiting_for,
    decision_letters_waiting_for,
    bids_to_mark_waiting_for,
    concerns_waiting_for,
    rounds_waiting_for,
    votes_on_rounds_waiting_for,
    questions_waiting_for,
    groups_waiting_for,
    projects_waiting_for,
    kept_projects_waiting_for,
    project_votes_waiting_for,
    resources_waiting_for,
    reorganised,
    plans_waiting_for,
    letters_waiting_for,
    data_requests_waiting_for,
    year_ahead.waiting_for,
)
RECENT = 10
GIVEN_IN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: list[Waiting]
    organisations: QuerySet[Organisation]
    given: list[Given]
    account: Account | None
    recent: list[HistoryLine]
    failed_letters: int
    failing_jobs: int


def desk_of(actor: Actor) -> Desk:
    waiting = [each for room in ROOMS for each in room(actor)]
    waiting.sort(key=lambda each: (each.due_on or date.max, each.since))
    return Desk(
        waiting=waiting,
        organisations=Organisation.objects.filter(pk__in=actor.organisation_roles),
        given=given_by_mine(actor, today() - GIVEN_IN),
        account=_account_of(actor),
        recent=lines(Entry.objects.readable_by(actor)[:RECENT])
        if actor.may(Permission.HISTORY_READ)
        else [],
        failed_letters=_failed_letters() if actor.may(Permission.LETTER_READ) else 0,
        failing_jobs=_failing_jobs() if actor.may(Permission.JOB_READ) else 0,
    )


def _account_of(actor: Actor) -> Account | None:
    kind, _separator, key = actor.key.partition(":")
    if kind != "account" or not key.isdecimal():
        return None
    return Account.objects.select_related("person").filter(pk=int(key)).first()


def _failed_letters() -> int:
    return Letter.objects.filter(state=LetterState.FAILED).count()


def _failing_jobs() -> int:
    return Job.objects.filter(failures__gt=0).count()
