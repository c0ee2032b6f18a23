"""Choosing to stand in the directory of people, and not to any more."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.discussion.models import Profile
from ccin.discussion.rules.asking import one_line
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Person

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Listing:
    """What somebody wants others of the network to find of them."""

    is_listed: bool
    expertise: str = ""
    shows_email: bool = False


@transaction.atomic
def choose_listing(listing: Listing, *, version: int, by: Actor) -> Profile:
    """Their own choice and nobody else’s; the record of it is the evidence of their consent. Who
    is not listed keeps no words there either."""
    if not by.may_somewhere(Permission.PEOPLE_FIND):
        by.must(Permission.PEOPLE_FIND)
    person = Person.objects.select_for_update().kept().filter(pk=by.person or 0).first()
    if person is None:
        raise Refused(_("Your account does not name a person yet: write to the network’s staff."))
    profile = Profile.objects.filter(person=person).first() or Profile(person=person, version=0)
    expertise = one_line(listing.expertise) if listing.is_listed else ""
    if profile.version != version:
        raise Stale(sent={"expertise": listing.expertise})
    if len(expertise) > LONGEST:
        raise Refused(_("Say what people may ask you about in 300 characters or fewer."))
    profile.is_listed, profile.expertise = listing.is_listed, expertise
    profile.shows_email = listing.is_listed and listing.shows_email
    profile.chosen_at = timezone.now()
    profile.version += 1
    profile.save()
    record(
        by,
        "discussion.listing_chosen",
        person,
        is_listed=profile.is_listed,
        shows_email=profile.shows_email,
    )
    return profile
