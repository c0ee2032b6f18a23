"""Rounds, bids and projects for tests. Each factory makes the plainest valid record."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ccin.funding.models import (
    Assessment,
    Bid,
    BidPartner,
    Criterion,
    Idea,
    Milestone,
    Participant,
    Payment,
    Project,
    Round,
    RoundQuestion,
    RoundTheme,
    Slot,
    Strand,
)
from ccin.funding.states import (
    BidState,
    PartnerState,
    PaymentDue,
    ProjectKind,
    ProjectState,
    RoundState,
)
from ccin.kernel.clock import today
from tests.factories import BodyFactory, OrganisationFactory, PersonFactory, ThemeFactory


class IdeaFactory(DjangoModelFactory[Idea]):
    class Meta:
        model = Idea

    title = factory.Sequence(lambda n: f"Repair cafés in libraries, {n}")
    words = "What makes a repair café last beyond its first year? Many close after the grant."
    organisation = factory.SubFactory(OrganisationFactory)
    put_at = factory.LazyFunction(timezone.now)


class RoundFactory(DjangoModelFactory[Round]):
    """A round that is being prepared; `open` for bids now; `closed` an hour ago; `finished`."""

    class Meta:
        model = Round

    class Params:
        open = factory.Trait(
            state=RoundState.AGREED,
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)),
            closes_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)),
        )
        closed = factory.Trait(
            state=RoundState.AGREED,
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
        )
        finished = factory.Trait(closed=True, state=RoundState.FINISHED)

    title = factory.Sequence(lambda n: f"Policy Labs and Prototypes, round {n}")
    slug = factory.Sequence(lambda n: f"round-{n}")
    year = 2027


class StrandFactory(DjangoModelFactory[Strand]):
    """Policy Labs as last published, in an open round; `light` for Prototypes."""

    class Meta:
        model = Strand

    class Params:
        light = factory.Trait(
            kind=ProjectKind.PROTOTYPE,
            budget=15_000_00,
            cap=2_000_00,
            months=12,
            may_lead=["full", "associate"],
            recommended_partners=None,
            uses_criteria=False,
            uses_moderation=False,
            uses_milestones=False,
            uses_claims=False,
            payment_plan=[["agreement", 100]],
        )

    round = factory.SubFactory(RoundFactory, open=True)
    kind = ProjectKind.LAB
    budget = 60_000_00
    cap = 20_000_00
    months = 24
    may_lead = ["full"]
    max_live_leads = 1
    recommended_partners = 3
    payment_plan = [["agreement", 50], ["report", 50]]


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    strand = factory.SubFactory(StrandFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"Criterion {n}")
    descriptors = ["Nothing", "A little", "Some", "Much", "All of it"]


class RoundQuestionFactory(DjangoModelFactory[RoundQuestion]):
    class Meta:
        model = RoundQuestion

    strand = factory.SubFactory(StrandFactory)
    position = factory.Sequence(lambda n: n)
    words = "What will you find out?"
    word_limit = 300


class RoundThemeFactory(DjangoModelFactory[RoundTheme]):
    class Meta:
        model = RoundTheme

    round = factory.SubFactory(RoundFactory, open=True)
    theme = factory.SubFactory(ThemeFactory)


class BidFactory(DjangoModelFactory[Bid]):
    """A draft in an open round; `submitted`; `funded` and told so. The records that a moved bid
    has beside it (submission, matter, award) are made by the operations or by `considered`."""

    class Meta:
        model = Bid

    class Params:
        submitted = factory.Trait(
            state=BidState.SUBMITTED,
            reference=factory.Sequence(lambda n: f"2027-T{n:04}"),
            submitted_at=factory.LazyFunction(timezone.now),
        )
        funded = factory.Trait(
            submitted=True,
            state=BidState.FUNDED,
            closed_at=factory.LazyFunction(timezone.now),
            told_at=factory.LazyFunction(timezone.now),
        )

    strand = factory.SubFactory(StrandFactory)
    round = factory.SelfAttribute("strand.round")
    title = factory.Sequence(lambda n: f"Bid {n}")
    summary = "We find out how to do it."
    lead = factory.SubFactory(OrganisationFactory)
    ask = 12_000_00
    started_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)


class BidPartnerFactory(DjangoModelFactory[BidPartner]):
    class Meta:
        model = BidPartner

    class Params:
        confirmed = factory.Trait(
            state=PartnerState.CONFIRMED, answered_at=factory.LazyFunction(timezone.now)
        )

    bid = factory.SubFactory(BidFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    invited_at = factory.LazyFunction(timezone.now)
    invited_by = "account:1"


class AssessmentFactory(DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    bid = factory.SubFactory(BidFactory)
    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    asked_at = factory.LazyFunction(timezone.now)


class SlotFactory(DjangoModelFactory[Slot]):
    class Meta:
        model = Slot

    round = factory.SubFactory(RoundFactory, closed=True)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=15))


class ProjectFactory(DjangoModelFactory[Project]):
    """A public Lab in delivery, without a bid; `past` as brought forward; `agreed` on offer."""

    class Meta:
        model = Project

    class Params:
        past = factory.Trait(
            state=ProjectState.PAST,
            brought_forward=True,
            year=2019,
            amount=None,
            starts_on=None,
            ends_on=None,
            source="Policy Labs 2019",
        )
        agreed = factory.Trait(state=ProjectState.AGREED)

    kind = ProjectKind.LAB
    reference = factory.Sequence(lambda n: f"2027-P{n:03}")
    slug = factory.Sequence(lambda n: f"project-{n}")
    title = factory.Sequence(lambda n: f"Project {n}")
    about = "What makes a repair café last."
    year = 2027
    lead = factory.SubFactory(OrganisationFactory)
    amount = 12_000_00
    starts_on = factory.LazyFunction(lambda: today() - timedelta(days=60))
    ends_on = factory.LazyFunction(lambda: today() + timedelta(days=300))
    first_ends_on = factory.SelfAttribute("ends_on")
    awarded_on = factory.LazyFunction(lambda: today() - timedelta(days=80))
    state = ProjectState.IN_DELIVERY
    is_public = True
    changed_at = factory.LazyFunction(timezone.now)


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n)
    title = "Ten cafés visited"
    due_on = date(2027, 10, 1)
    first_due_on = factory.SelfAttribute("due_on")


class PaymentFactory(DjangoModelFactory[Payment]):
    class Meta:
        model = Payment

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n)
    amount = 6_000_00
    due = PaymentDue.AGREEMENT
