"""What two records learned, asked and took up becomes one body's, or one person's."""

from django.db.models import Q

from ccin.discussion.models import Asking, Post, Topic
from ccin.library.models import Adoption, Partner, Resource, Use
from ccin.library.states.adoptions import WITHDRAWN
from ccin.members.models import Organisation, Person


def move_what_was_learned(kept: Organisation, other: Organisation) -> list[Resource]:
    """Returns the resources that are found under another name from now on."""
    both = [kept, other]
    partnered = Partner.objects.filter(organisation=other).order_by()
    concerned = list(
        Resource.objects.filter(Q(owner=other) | Q(pk__in=partnered.values("resource")))
    )
    Topic.objects.filter(organisation=other).update(organisation=kept)
    Post.objects.filter(organisation=other).update(organisation=kept)
    Use.objects.filter(organisation=other).update(organisation=kept)
    Resource.objects.filter(owner=other).update(owner=kept)
    for partner in Partner.objects.filter(organisation=other):
        named = Partner.objects.filter(resource=partner.resource_id, organisation=kept)
        if named.filter(role=partner.role).exists():
            partner.delete()
    Partner.objects.filter(organisation=other).update(organisation=kept)
    taken_up: set[int] = set()
    for adoption in Adoption.objects.standing().filter(organisation__in=both).order_by("since"):
        if adoption.resource_id in taken_up or adoption.resource.owner_id == kept.pk:
            Adoption.objects.filter(pk=adoption.pk).update(stage=WITHDRAWN)
        taken_up.add(adoption.resource_id)
    Adoption.objects.filter(organisation=other).update(organisation=kept)
    return concerned


def move_what_they_said(kept: Person, other: Person) -> None:
    put = Asking.objects.filter(person=kept).values("topic")
    Asking.objects.filter(person=other, topic__in=put).delete()
    Asking.objects.filter(person=other).update(person=kept)
    Topic.objects.filter(asked_by=other).update(asked_by=kept)
    Post.objects.filter(author=other).update(author=kept)
    Resource.objects.filter(contact=other).update(contact=kept)
    Adoption.objects.filter(contact=other).update(contact=kept)
