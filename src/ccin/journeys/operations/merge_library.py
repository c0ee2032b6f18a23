"""What two records learned, asked and took up becomes one body's, or one person's."""

from django.db.models import Q
from django.utils import timezone

from ccin.discussion.operations.people import move_to_organisation, move_to_person
from ccin.library.models import Adoption, MaintainerInvitation, Partner, Resource, Use
from ccin.library.operations.indexing import index_resource
from ccin.library.states.adoptions import WITHDRAWN
from ccin.members.models import Organisation, Person


def move_what_was_learned(kept: Organisation, other: Organisation) -> None:
    """What is found under another name from now on is indexed anew."""
    both = [kept, other]
    partnered = Partner.objects.filter(organisation=other).order_by()
    concerned = list(
        Resource.objects.filter(Q(owner=other) | Q(pk__in=partnered.values("resource")))
    )
    move_to_organisation(other, kept)
    Use.objects.filter(organisation=other).update(organisation=kept)
    Resource.objects.filter(owner=other).update(owner=kept)
    for partner in Partner.objects.filter(organisation=other):
        named = Partner.objects.filter(resource=partner.resource_id, organisation=kept)
        if named.filter(role=partner.role).exists():
            partner.delete()
    Partner.objects.filter(organisation=other).update(organisation=kept)
    _move_invitations(kept, other)
    taken_up: set[int] = set()
    for adoption in Adoption.objects.standing().filter(organisation__in=both).order_by("since"):
        if adoption.resource_id in taken_up or adoption.resource.owner_id == kept.pk:
            Adoption.objects.filter(pk=adoption.pk).update(stage=WITHDRAWN)
        taken_up.add(adoption.resource_id)
    Adoption.objects.filter(organisation=other).update(organisation=kept)
    for resource in concerned:
        index_resource(resource)


def _move_invitations(kept: Organisation, other: Organisation) -> None:
    asked = MaintainerInvitation.objects.filter(organisation=kept, answered_at=None)
    theirs = MaintainerInvitation.objects.filter(organisation=other)
    twice = theirs.filter(answered_at=None, resource__in=asked.values("resource"))
    twice.update(answered_at=timezone.now())
    theirs.update(organisation=kept)


def move_what_they_said(kept: Person, other: Person) -> None:
    move_to_person(other, kept)
    Resource.objects.filter(contact=other).update(contact=kept)
    Adoption.objects.filter(contact=other).update(contact=kept)
