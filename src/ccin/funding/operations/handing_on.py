"""What a council led goes on under its successor: parts of the journeys, which permit."""

from django.db import transaction
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Bid, BidPartner, Participant, Project
from ccin.members.models import Organisation


@transaction.atomic
def pass_project_on(project: Project, to: Organisation, *, by: Actor) -> None:
    """The successor leads from now on; where it took part already, it does so as the lead."""
    project.refresh_from_db(from_queryset=Project.objects.select_for_update(of=("self",)))
    before = project.lead
    Participant.objects.filter(project=project, organisation=to, left_on=None).delete()
    project.lead = to
    project.changed_at = timezone.now()
    project.version += 1
    project.save(update_fields=["lead", "changed_at", "version"])
    concerning = [each for each in (before, to) if each]
    record(by, "funding.project_passed_on", project, concerning=concerning, to=to.name)


@transaction.atomic
def pass_bid_on(bid: Bid, to: Organisation, *, by: Actor) -> None:
    """The bodies that consider it hear of the successor too, whose people have an interest."""
    bid.refresh_from_db(from_queryset=Bid.objects.select_for_update(of=("self",)))
    before = bid.lead
    BidPartner.objects.filter(bid=bid, organisation=to).delete()
    bid.lead = to
    bid.changed_at = timezone.now()
    bid.version += 1
    bid.save(update_fields=["lead", "changed_at", "version"])
    if bid.matter is not None:
        bid.matter.concerns.add(to)
    record(by, "funding.bid_passed_on", bid, concerning=[before, to], to=to.name)
