"""What waits for somebody who sits in a body: matters, votes, results, questions."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.governance.models import Matter, Procedure, Question, Vote
from ccin.governance.reads.matters import POWERS, waits_for
from ccin.governance.states import FOR_RECOMMENDATION, LOST, NO_QUORUM, OPEN, RUNNING, TO_MEETING
from ccin.kernel.waiting import Waiting

SHOWN_ON_THE_DESK = 20
WITHOUT_RESULT = (LOST, NO_QUORUM, TO_MEETING)


def waiting_for(actor: Actor) -> list[Waiting]:
    """In two queries: votes that are missing, and matters whose step belongs to the bodies for
    which this person acts, each in words that say what it wants."""
    bodies = actor.bodies_where(Permission.MATTER_RECOMMEND)
    bodies += [key for key in actor.bodies_where(Permission.MATTER_DECIDE) if key not in bodies]
    if not bodies:
        return []
    return [*_votes(actor), *_matters(actor, bodies)]


def _votes(actor: Actor) -> list[Waiting]:
    own = Vote.objects.filter(
        procedure__state=RUNNING,
        procedure__closes_at__gt=timezone.now(),
        procedure__matter__in=Matter.objects.visible_to(actor),
        procedure__body__in=actor.bodies_where(Permission.PROCEDURE_VOTE),
        appointment__person=actor.person or 0,
        choice="",
        left_at__isnull=True,
    )
    found = own.select_related("procedure__matter").order_by("procedure__closes_at", "pk")
    return [
        Waiting(
            what=_("Vote on “%(title)s”") % {"title": vote.procedure.matter},
            address=vote.procedure.get_absolute_url(),
            since=timezone.localtime(vote.procedure.opened_at).date(),
            due_on=timezone.localtime(vote.procedure.closes_at).date(),
        )
        for vote in found[:SHOWN_ON_THE_DESK]
    ]


def _matters(actor: Actor, bodies: list[int]) -> list[Waiting]:
    """A matter that is being voted on waits for its voters alone."""
    voted = Procedure.objects.filter(matter=OuterRef("pk"))
    at_this_step = voted.filter(opened_at__gte=OuterRef("waits_since"))
    asked = Question.objects.filter(matter=OuterRef("pk"), answered_at__isnull=True)
    matters = (
        Matter.objects.visible_to(actor)
        .filter(waits_for(bodies), state__in=OPEN, held_since=None)
        .exclude(Exists(voted.filter(state=RUNNING)))
        .annotate(
            came_to_nothing=Exists(at_this_step.filter(state__in=WITHOUT_RESULT)),
            has_questions=Exists(asked),
        )
        .select_related(*POWERS)
        .order_by("waits_since", "pk")
    )
    return [
        Waiting(
            what=_what(matter, actor),
            address=matter.get_absolute_url(),
            since=timezone.localtime(matter.waits_since).date(),
            due_on=matter.answer_by,
        )
        for matter in matters[:SHOWN_ON_THE_DESK]
    ]


def _what(matter: Matter, actor: Actor) -> str:
    body = matter.body
    words = {"title": matter, "body": body}
    keeps = actor.may(Permission.PROCEDURE_OPEN, body=body.pk)
    if keeps and getattr(matter, "came_to_nothing", False):
        return _("Bring “%(title)s” to a meeting of %(body)s: its vote had no result") % words
    if getattr(matter, "has_questions", False):
        return _("Wait for the answer to a question about “%(title)s” (%(body)s)") % words
    if matter.state == FOR_RECOMMENDATION:
        return _("Recommend on “%(title)s” (%(body)s)") % words
    if actor.may(Permission.MATTER_DECIDE, body=body.pk):
        return _("Decide on “%(title)s” (%(body)s)") % words
    return _("Read “%(title)s” before the %(body)s decides") % words
