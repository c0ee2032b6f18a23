"""A project from the decision that funds it to the agreement on which it is paid."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import (
    Agreement,
    Award,
    Bid,
    Milestone,
    Participant,
    Payment,
    Project,
    ProjectPrinciple,
)
from ccin.funding.notices import projects as notices
from ccin.funding.rules.projects import REPORT_DUE_AFTER, spread_over
from ccin.funding.states import (
    PROJECT,
    ContributionKind,
    ParticipantRole,
    PartnerState,
    PaymentDue,
)
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.money import split
from ccin.kernel.workdays import months_after
from ccin.members.models import Edition, Organisation

LONGEST_SLUG = 100
MONTHS_WHERE_NONE_ARE_SET = 12  # a proposal, for rounds that set no longest time


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepts an agreement for the lead, and in which capacity."""

    name: str
    capacity: str


def begin_project(bid: Bid, award: Award, *, by: Actor) -> Project:
    """What a decision to fund brings about, as a part of the operation that decides, which has
    permitted and holds the locks. Nobody outside reads the project until the bidder is told."""
    project = _made_of(bid, award)
    if bid.theme is not None:
        project.themes.add(bid.theme)
    ProjectPrinciple.objects.bulk_create(
        ProjectPrinciple(project=project, principle=each.principle, sentence=each.sentence)
        for each in bid.principles.select_related("principle")
    )
    _name_who_takes_part(project, bid)
    _plan_payments(project)
    record(
        by,
        "funding.project_begun",
        project,
        concerning=[bid, bid.lead],
        amount=award.amount,
        number=award.decision.number,
    )
    return project


@transaction.atomic
def offer_agreement(project: Project, words: str, *, by: Actor) -> Agreement:
    """Terms for the lead to accept; offered again while nobody has, the last words count."""
    lock(project)
    move = PROJECT.move("offer", state=project.state)
    by.must(move.needs)
    if not project.is_public:
        raise Refused(
            _("The lead does not know of the decision yet. Send the letters of its round first.")
        )
    if not words.strip():
        raise Refused(_("Write down the terms that the lead is to accept."))
    agreement, _made = Agreement.objects.update_or_create(
        project=project,
        defaults={
            "words": words.strip(),
            "offered_at": timezone.now(),
            "offered_by": by.key[:80],
        },
    )
    touch(project)
    record(by, "funding.agreement_offered", project, concerning=parties(project))
    notices.agreement_offered(project)
    return agreement


@transaction.atomic
def accept_agreement(
    project: Project, acceptance: Acceptance, *, version: int, by: Actor
) -> Agreement:
    """For the lead, by somebody who may commit it: from then on the project runs and is paid."""
    Edition.objects.stamp_anew()
    lock(project)
    move = PROJECT.move("accept_agreement", state=project.state)
    by.must(move.needs, organisation=project.lead_id)
    agreement = Agreement.objects.select_for_update().filter(project=project).first()
    if agreement is None:
        raise Refused(_("No agreement has been offered yet. Staff of the network will offer one."))
    if project.version != version:
        raise Stale(_("The agreement was changed while you were reading it. Read it again."))
    agreement.accepted_at = timezone.now()
    agreement.accepted_by = by.key[:80]
    agreement.accepted_name = acceptance.name.strip()[:150]
    agreement.accepted_as = acceptance.capacity.strip()[:120]
    agreement.save()
    project.state = move.target
    touch(project, "state")
    record(
        by,
        "funding.agreement_accepted",
        project,
        concerning=parties(project),
        personal={"name": agreement.accepted_name},
        capacity=agreement.accepted_as,
    )
    notices.agreement_accepted(project, agreement)
    return agreement


def lock(project: Project) -> None:
    project.refresh_from_db(from_queryset=Project.objects.select_for_update(of=("self",)))


def touch(project: Project, *fields: str) -> None:
    """Save what an operation changed: whoever read the project before has read an old one."""
    project.version += 1
    project.changed_at = timezone.now()
    project.save(update_fields=["version", "changed_at", *fields])


def parties(project: Project) -> list[Organisation]:
    """The organisation whose history tells of it too."""
    return [project.lead] if project.lead else []


def _made_of(bid: Bid, award: Award) -> Project:
    starts_on, ends_on = _days_of(bid, award.awarded_on)
    return Project.objects.create(
        kind=bid.strand.kind,
        reference=bid.reference or f"{bid.round.year}-B{bid.pk}",
        slug=_free_slug(bid.title),
        title=bid.title,
        about=bid.summary,
        year=bid.round.year,
        round=bid.round,
        strand=bid.strand,
        bid=bid,
        follows=bid.follows,
        off_cycle=bid.round.off_cycle,
        lead=bid.lead,
        amount=award.amount,
        awarded_on=award.awarded_on,
        decision=award.decision.number,
        starts_on=starts_on,
        ends_on=ends_on,
        first_ends_on=ends_on,
        report_due_on=ends_on + REPORT_DUE_AFTER,
        fictional=bid.fictional,
        changed_at=timezone.now(),
    )


def _days_of(bid: Bid, awarded_on: date) -> tuple[date, date]:
    """As the bid planned them; nothing begins before it was awarded."""
    starts_on = max(bid.starts_on or awarded_on, awarded_on)
    if bid.ends_on and bid.ends_on > starts_on:
        return starts_on, bid.ends_on
    months = bid.strand.months or MONTHS_WHERE_NONE_ARE_SET
    return starts_on, months_after(starts_on, months) - timedelta(days=1)


def _free_slug(title: str) -> str:
    base = slugify(title)[: LONGEST_SLUG - 5].strip("-") or "project"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _name_who_takes_part(project: Project, bid: Bid) -> None:
    """Partners that confirmed, and of those who pay with us whoever is on record."""
    confirmed = bid.partners.filter(state=PartnerState.CONFIRMED).exclude(organisation=bid.lead)
    Participant.objects.bulk_create(
        Participant(project=project, organisation=each.organisation, joined_on=project.awarded_on)
        for each in confirmed.select_related("organisation")
    )
    given: dict[Organisation, int] = {}
    paying = bid.contributions.filter(kind=ContributionKind.MATCH, organisation__isnull=False)
    for each in paying.exclude(organisation=bid.lead).select_related("organisation"):
        if each.organisation:
            given[each.organisation] = given.get(each.organisation, 0) + each.amount
    Participant.objects.bulk_create(
        Participant(
            project=project,
            organisation=organisation,
            role=ParticipantRole.SPONSOR,
            amount=amount,
            joined_on=project.awarded_on,
        )
        for organisation, amount in given.items()
    )


def _plan_payments(project: Project) -> None:
    """The award in the shares of the round's plan. A share that waits for a milestone gets one,
    for the lead to give its own words and day; where none can be planned it waits for the report.
    """
    assert project.strand
    assert project.starts_on
    assert project.ends_on
    assert project.amount is not None
    plan = project.strand.payment_plan or [[PaymentDue.REPORT, 100]]
    waits = [due for due, _share in plan]
    if not project.strand.uses_milestones:
        waits = [PaymentDue.REPORT if due == PaymentDue.MILESTONE else due for due in waits]
    days = iter(spread_over(project.starts_on, project.ends_on, waits.count(PaymentDue.MILESTONE)))
    shares = split(project.amount, [share for _due, share in plan])
    for position, (due, amount) in enumerate(zip(waits, shares, strict=True), start=1):
        milestone = _milestone_for(project, position, next(days)) if due == "milestone" else None
        Payment.objects.create(
            project=project, position=position, amount=amount, due=due, milestone=milestone
        )


def _milestone_for(project: Project, position: int, day: date) -> Milestone:
    return Milestone.objects.create(
        project=project,
        position=position,
        title=_("What payment %(number)d waits for") % {"number": position},
        due_on=day,
        first_due_on=day,
    )
