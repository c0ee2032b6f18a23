"""Adopting: said once an organisation, moved through its stages, and told of a year later."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.library.models import Adoption, AdoptionStep, Resource
from ccin.library.notices import adopting as notices
from ccin.library.reads.adopting import adopting_organisations, contacts_in, is_member_today
from ccin.library.reasons.adopting import SINCE_PROBLEMS
from ccin.library.rules.adopting import is_to_be_reminded, outcome_due_on, problem_with_since
from ccin.library.states.adoptions import ADOPTION, MOVES, UNDER_WAY, WITHDRAWN
from ccin.members.models import Edition, Organisation, Person
from ccin.members.operations.memberships import lock


@dataclass(frozen=True, slots=True)
class Adopting:
    """What an organisation says of its use: how far it is, since when, how, whom to ask."""

    stage: str
    since: date
    note: str = ""
    contact: Person | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, how that is known, whether they would do it again, how far they are now."""

    changed: str
    known: str
    again: str
    stage: str


@transaction.atomic
def adopt_resource(
    resource: Resource, organisation: Organisation, said: Adopting, *, by: Actor
) -> Adoption:
    """“We are using this”: the giver is told, and both are put in touch."""
    lock(organisation)
    resource.refresh_from_db()
    by.must(Permission.ADOPTION_CHANGE, organisation=organisation.pk)
    _refuse_what_cannot_be(resource, organisation, said, by=by)
    adoption = Adoption.objects.create(
        resource=resource,
        organisation=organisation,
        contact=said.contact,
        stage=said.stage,
        since=said.since,
        note=said.note,
        recorded_on=today(),
        outcome_due_on=outcome_due_on(said.since, recorded_on=today()),
    )
    AdoptionStep.objects.create(adoption=adoption, stage=said.stage, reached_on=said.since)
    record(
        by,
        "library.resource_adopted",
        adoption,
        concerning=_concerned(adoption),
        stage=said.stage,
        since=said.since.isoformat(),
    )
    notices.adoption_recorded(adoption)
    return adoption


@transaction.atomic
def change_adoption(adoption: Adoption, said: Adopting, *, version: int, by: Actor) -> None:
    """How far they are now, since when they are at it, how they use it, whom to ask. The stages
    they went through are kept, each with its day."""
    _lock(adoption, version, by=by)
    if said.stage not in UNDER_WAY:
        raise Refused(_("Choose how far you are. To say that you stopped, use “We stopped”."))
    _refuse_a_day(said.since)
    _refuse_a_contact(adoption.organisation, said.contact)
    before = adoption.stage
    _move(adoption, said.stage)
    adoption.since, adoption.note, adoption.contact = said.since, said.note, said.contact
    if adoption.outcome_asked_on is None:
        adoption.outcome_due_on = outcome_due_on(said.since, recorded_on=adoption.recorded_on)
    _save(adoption, "since", "note", "contact", "outcome_due_on")
    record(
        by,
        "library.adoption_changed",
        adoption,
        concerning=_concerned(adoption),
        before=before,
        stage=adoption.stage,
    )


@transaction.atomic
def stop_adoption(adoption: Adoption, *, by: Actor) -> None:
    """They used it and do so no more. It stays shown, and what came of it is asked all the same."""
    _leave(adoption, "stop", by=by)
    record(by, "library.adoption_stopped", adoption, concerning=_concerned(adoption))


@transaction.atomic
def withdraw_adoption(adoption: Adoption, *, by: Actor) -> None:
    """It was recorded by mistake: nobody is shown it any more, and it may be said anew."""
    _leave(adoption, "withdraw", by=by)
    record(by, "library.adoption_withdrawn", adoption, concerning=_concerned(adoption))


@transaction.atomic
def tell_outcome(adoption: Adoption, told: Outcome, *, version: int, by: Actor) -> None:
    """What came of it; also before it is asked for, and once more when there is more to say."""
    _lock(adoption, version, by=by)
    _move(adoption, told.stage)
    adoption.outcome, adoption.outcome_known = told.changed, told.known
    adoption.again, adoption.outcome_told_on = told.again, today()
    _save(adoption, "outcome", "outcome_known", "again", "outcome_told_on")
    record(
        by,
        "library.outcome_told",
        adoption,
        concerning=_concerned(adoption),
        again=told.again,
        stage=told.stage,
    )
    notices.outcome_told(adoption)


@transaction.atomic
def ask_for_outcome(adoption: Adoption, *, by: Actor) -> bool:
    """Ask the adopter, or remind it once; whether a letter went. Safe to run twice."""
    _relock(adoption)
    by.must(Permission.ADOPTION_CHANGE)
    day = today()
    is_due = adoption.outcome_due_on and adoption.outcome_due_on <= day
    if not is_due or adoption.outcome_told_on or not adoption.resource.is_readable:
        return False
    if adoption.stage == WITHDRAWN or not is_member_today(adoption.organisation):
        return False
    reminds = is_to_be_reminded(adoption.outcome_asked_on, adoption.outcome_reminded_on, today=day)
    if adoption.outcome_asked_on and not reminds:
        return False
    if not notices.outcome_asked(adoption, again=reminds):
        return False
    field = "outcome_reminded_on" if reminds else "outcome_asked_on"
    setattr(adoption, field, day)
    adoption.save(update_fields=[field])
    record(
        by,
        "library.outcome_reminded" if reminds else "library.outcome_asked",
        adoption,
        concerning=_concerned(adoption),
    )
    return True


def _leave(adoption: Adoption, name: str, *, by: Actor) -> None:
    Edition.objects.stamp_anew()
    _relock(adoption)
    move = ADOPTION.move(name, state=adoption.stage)
    by.must(move.needs, organisation=adoption.organisation_id)
    adoption.stage = move.target
    AdoptionStep.objects.create(adoption=adoption, stage=move.target, reached_on=today())
    _save(adoption)


def _move(adoption: Adoption, stage: str) -> None:
    """To another stage, if it is another; the permission was asked for with the lock."""
    if stage == adoption.stage:
        return
    adoption.stage = ADOPTION.move(MOVES[stage], state=adoption.stage).target
    AdoptionStep.objects.create(adoption=adoption, stage=adoption.stage, reached_on=today())


def _save(adoption: Adoption, *fields: str) -> None:
    adoption.version += 1
    adoption.save(update_fields=["stage", "version", *fields])


def _lock(adoption: Adoption, version: int, *, by: Actor) -> None:
    """The edition first, as everywhere: the pages of both members show it and are made anew."""
    Edition.objects.stamp_anew()
    _relock(adoption)
    by.must(Permission.ADOPTION_CHANGE, organisation=adoption.organisation_id)
    ADOPTION.move("consider", state=adoption.stage)  # one recorded by mistake is changed no more
    if adoption.version != version:
        raise Stale


def _relock(adoption: Adoption) -> None:
    adoption.refresh_from_db(from_queryset=Adoption.objects.select_for_update())


def _refuse_what_cannot_be(
    resource: Resource, organisation: Organisation, said: Adopting, *, by: Actor
) -> None:
    if not resource.is_readable:
        raise Refused(_("This is not published any more, so nobody can take it up."))
    if resource.owner_id == organisation.pk:
        raise Refused(_("Your own organisation gave this. It cannot take up its own work."))
    if resource.adoptions.standing().filter(organisation=organisation).exists():
        raise Refused(
            _("%(name)s is recorded already. Change what is recorded instead.")
            % {"name": organisation}
        )
    if not adopting_organisations(by, resource).filter(pk=organisation.pk).exists():
        raise Refused(_("Only members who may read this can take it up. Choose a member."))
    if said.stage not in UNDER_WAY:
        raise Refused(_("Choose whether you are considering, trying or using it."))
    _refuse_a_day(said.since)
    _refuse_a_contact(organisation, said.contact)


def _refuse_a_day(since: date) -> None:
    problem = problem_with_since(since, today=today())
    if problem:
        raise Refused(str(SINCE_PROBLEMS[problem]))


def _refuse_a_contact(organisation: Organisation, contact: Person | None) -> None:
    if contact and not contacts_in(organisation).filter(pk=contact.pk).exists():
        raise Refused(
            _("%(name)s does not stand for %(organisation)s. Choose a colleague who does.")
            % {"name": contact, "organisation": organisation}
        )


def _concerned(adoption: Adoption) -> list[Organisation | Resource]:
    return [adoption.resource, adoption.organisation]
