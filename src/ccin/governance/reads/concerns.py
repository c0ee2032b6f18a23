"""Concerns and complaints: who may read one, and what waits to be done about it."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Appointment, Concern, Interest, Matter, Power, Procedure
from ccin.governance.reads.procedures import awaiting_decision
from ccin.governance.rules.answering import acknowledge_by
from ccin.governance.states import MatterKind, Outcome, Step
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Representation

SHOWN_ON_THE_DESK = 10
KINDS = (MatterKind.CONCERN, MatterKind.COMPLAINT)


def own_concerns(actor: Actor) -> QuerySet[Concern]:
    """What this person raised: they read their own words and the answer, and no more."""
    if not actor.is_signed_in:
        return Concern.objects.none()
    return Concern.objects.filter(_raised_by(actor))


def _raised_by(actor: Actor) -> Q:
    by_account = Q(raised_by_account=actor.key)
    return by_account | Q(raised_by=actor.person) if actor.person else by_account


def concerns_for(actor: Actor) -> QuerySet[Concern]:
    """Those entrusted to this reader: staff who read concerns, the chairs and clerks of the bodies
    that have the power. Never to whoever raised it, nor to anybody with an interest in it."""
    bodies = actor.bodies_where(Permission.CONCERN_READ)
    if not (actor.may(Permission.CONCERN_READ) or bodies):
        return Concern.objects.none()
    new = Q(matter__isnull=True) & ~_about_own(actor)
    if not actor.may(Permission.CONCERN_READ):
        powers = Power.objects.in_force_on(today()).filter(clause__terms__body__in=bodies)
        new &= Q(kind__in=powers.order_by().values("kind"))
    before_a_body = Q(matter__in=Matter.objects.visible_to(actor).order_by().values("pk"))
    return Concern.objects.filter(new | before_a_body).exclude(_raised_by(actor))


def _about_own(actor: Actor) -> Q:
    """About an organisation that the reader stands for, sits for or declared an interest in."""
    if actor.person is None:
        return Q(pk__in=[])
    mine, day = Q(person=actor.person, organisation=OuterRef("about")), today()
    return (
        Q(Exists(Representation.objects.current_on(day).filter(mine).order_by()))
        | Q(Exists(Appointment.objects.current_on(day).filter(mine).order_by()))
        | Q(Exists(Interest.objects.standing().filter(mine, dispensation="").order_by()))
    )


def votes_to_carry_out() -> QuerySet[Procedure]:
    """Carried about a concern, and in want of nobody's words: advice, and returns to the body that
    recommends. Any other decision waits for whoever writes the answer."""
    without_an_answer = Q(step=Step.RECOMMEND) | Q(outcome=Outcome.RETURN)
    return awaiting_decision(*KINDS).filter(without_an_answer)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What this person has to acknowledge; from then on it waits as a matter of its body."""
    if not (actor.may(Permission.CONCERN_READ) or actor.bodies_where(Permission.CONCERN_READ)):
        return []
    new = concerns_for(actor).filter(matter__isnull=True).order_by("raised_at", "pk")
    return [_to_acknowledge(concern) for concern in new[:SHOWN_ON_THE_DESK]]


def _to_acknowledge(concern: Concern) -> Waiting:
    since = timezone.localtime(concern.raised_at).date()
    return Waiting(
        _("Acknowledge what was raised in confidence, number %(number)d") % {"number": concern.pk},
        concern.get_absolute_url(),
        since,
        acknowledge_by(since),
    )
