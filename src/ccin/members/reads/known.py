"""Which organisations anybody may read the names of."""

from datetime import date

from ccin.members.models import Membership, Organisation, OrganisationQuerySet
from ccin.members.states import EndReason


def known_in_public(on: date) -> OrganisationQuerySet:
    """Those that were in membership by that day, whatever became of it. That another is on record,
    an applicant say, is for staff."""
    begun = Membership.objects.filter(starts_on__lte=on).exclude(end_reason=EndReason.CORRECTED)
    known = begun.order_by().values("organisation")
    return Organisation.objects.kept().filter(pk__in=known).order_by("name")
