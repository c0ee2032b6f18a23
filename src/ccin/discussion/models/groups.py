"""Groups, who belongs to them, and who wishes to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.states import (
    GroupKind,
    GroupReach,
    GroupState,
    HowToJoin,
    WishState,
)
from ccin.governance.models import Appointment
from ccin.kernel.clock import today
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.states import MEMBER_CLASSES, in_membership


class GroupQuerySet(models.QuerySet["Group"]):
    def open(self) -> Self:
        return self.filter(state=GroupState.OPEN)

    def known_to(self, actor: Actor) -> Self:
        """Those this actor may know of: all but closed circles, for members and staff; public ones
        for everybody."""
        if actor.may(Permission.GROUP_MODERATE):
            return self
        found = Q(reach=GroupReach.PUBLIC) | self._own(actor)
        if in_membership(actor.classes) or actor.is_staff:
            found |= ~Q(reach=GroupReach.GROUP, how_to_join=HowToJoin.INVITED)
        return self.filter(found)

    def readable_by(self, actor: Actor) -> Self:
        """Those whose topics this actor may read. Staff who moderate read them all."""
        if actor.may(Permission.GROUP_MODERATE):
            return self
        found = Q(reach=GroupReach.PUBLIC) | self._own(actor)
        if in_membership(actor.classes) or actor.is_staff:
            found |= Q(reach=GroupReach.MEMBERS)
        return self.filter(found)

    def _own(self, actor: Actor) -> Q:
        if actor.person is None:
            return Q(pk__in=[])
        theirs = Belonging.objects.in_force_on(today()).filter(person=actor.person)
        return Q(pk__in=theirs.values("group"))


class Group(models.Model):
    """A circle of people who talk to each other: officers, leaders, a theme, a learning set.

    Whoever holds one of the `roles` in a member organisation belongs by their post: the worker
    takes them in, once; who leaves is not taken in again.
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=GroupKind)
    about = models.TextField(_("what it is for"), blank=True)  # Markdown
    reach = models.CharField(
        _("who may read"), max_length=10, choices=GroupReach, default=GroupReach.MEMBERS
    )
    how_to_join = models.CharField(max_length=10, choices=HowToJoin, default=HowToJoin.OPEN)
    roles = models.JSONField(_("who belongs by their post"), default=list)  # RepresentationRole
    places = models.PositiveSmallIntegerField(_("places, of a learning set"), null=True, blank=True)
    wishes_close_on = models.DateField(_("last day to ask for a place"), null=True, blank=True)
    source = models.CharField(_("where this is recorded"), max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=GroupState, default=GroupState.OPEN, editable=False
    )
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("discussion:group", args=[self.slug])

    @property
    def section(self) -> str:
        """Its part of a digest, and what a member of it may stop."""
        return f"group:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == GroupState.OPEN

    def takes_wishes(self, on: date) -> bool:
        """Whether the last day to ask for a place is still to come."""
        return self.wishes_close_on is None or on <= self.wishes_close_on


class BelongingQuerySet(models.QuerySet["Belonging"]):
    def in_force_on(self, day: date) -> Self:
        """Of people who stand for a member that day, or sit in a body: rights end with that."""
        held = Membership.objects.held_on(day).filter(
            organisation=OuterRef("organisation"), membership_class__in=MEMBER_CLASSES
        )
        stands = Representation.objects.current_on(day).filter(
            Exists(held), person=OuterRef("person")
        )
        sits = Appointment.objects.current_on(day).filter(person=OuterRef("person"))
        return self.filter(left_at=None).filter(Exists(stands) | Exists(sits))


class Belonging(models.Model):
    """Somebody belongs to a group, from a moment until they leave or are taken out."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="belongings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_moderator = models.BooleanField(default=False)
    by_post = models.BooleanField(_("belongs by their post"), default=False, editable=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_because = models.CharField(max_length=300, blank=True, editable=False)
    read_at = models.DateTimeField(_("last looked"), null=True, blank=True, editable=False)

    objects = BelongingQuerySet.as_manager()

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_at=None), name="belongs_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
                name="belonging_left_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class WishQuerySet(models.QuerySet["Wish"]):
    def waiting(self) -> Self:
        return self.filter(state=WishState.WAITING)


class Wish(models.Model):
    """Somebody asks to belong: an expression of interest in a learning set, or a plain request."""

    PERSONAL = {"words": ""}

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="wishes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("what you hope for, and what you bring"), blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=WishState, default=WishState.WAITING, editable=False
    )
    answered_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(state=WishState.WAITING),
                name="one_open_wish_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.group}"
