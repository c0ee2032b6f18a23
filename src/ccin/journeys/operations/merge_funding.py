"""What two records proposed, bid for and lead becomes one body's, or one person's."""

from django.db.models import Q

from ccin.funding.models import (
    Assessment,
    Bid,
    BidPartner,
    ChangeRequest,
    Contribution,
    Declaration,
    Idea,
    Participant,
    Project,
    Support,
)
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Person


def move_what_is_funded(kept: Organisation, other: Organisation) -> None:
    Idea.objects.filter(organisation=other).update(organisation=kept)
    supported = set(Support.objects.filter(organisation=kept).values_list("idea", flat=True))
    Support.objects.filter(organisation=other, idea__in=supported).delete()
    Support.objects.filter(organisation=other).update(organisation=kept)
    Contribution.objects.filter(organisation=other).update(organisation=kept)
    Assessment.objects.filter(organisation=other).update(organisation=kept)
    _move_bids(kept, other)
    _move_projects(kept, other)
    _move_changes(kept, other)


def _move_bids(kept: Organisation, other: Organisation) -> None:
    """Nobody is a partner beside themselves."""
    Bid.objects.filter(lead=other).update(lead=kept)
    both = BidPartner.objects.filter(organisation__in=[kept, other])
    both.filter(bid__lead=kept).delete()
    named = set(both.filter(organisation=kept).values_list("bid", flat=True))
    both.filter(organisation=other, bid__in=named).delete()
    both.filter(organisation=other).update(organisation=kept)


def _move_projects(kept: Organisation, other: Organisation) -> None:
    Project.objects.filter(lead=other).update(lead=kept)
    both = Participant.objects.filter(organisation__in=[kept, other])
    both.filter(project__lead=kept, left_on=None).exclude(role="sponsor").delete()
    ours = both.filter(organisation=kept, left_on=None)
    named = set(ours.values_list("project", "role"))
    for theirs in both.filter(organisation=other, left_on=None):
        if (theirs.project_id, theirs.role) in named:
            theirs.delete()
    both.filter(organisation=other).update(organisation=kept)


def _move_changes(kept: Organisation, other: Organisation) -> None:
    ChangeRequest.objects.filter(new_lead=other).update(new_lead=kept)
    for change in ChangeRequest.objects.filter(Q(joining=other) | Q(leaving=other)).distinct():
        for named in (change.joining, change.leaving):
            if named.filter(pk=other.pk).exists():
                named.remove(other)
                named.add(kept)


def refuse_two_assessments(kept: Person, other: Person) -> None:
    ours = Assessment.objects.filter(person=kept).values("bid")
    for clash in Assessment.objects.filter(person=other, bid__in=ours).select_related("bid"):
        raise Refused(f"Both records marked “{clash.bid}”. Whoever marked it twice was two people.")


def move_what_they_funded(kept: Person, other: Person) -> None:
    Assessment.objects.filter(person=other).update(person=kept)
    declared = set(Declaration.objects.filter(person=kept).values_list("round", flat=True))
    Declaration.objects.filter(person=other, round__in=declared).delete()
    Declaration.objects.filter(person=other).update(person=kept)
    Idea.objects.filter(put_by=other).update(put_by=kept)
    Support.objects.filter(person=other).update(person=kept)
    Bid.objects.filter(contact=other).update(contact=kept)
