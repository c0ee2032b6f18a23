"""The first ninety days of a member, and the yearly check of everybody's contacts."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.joining.states import WelcomeKind
from ccin.members.models import Membership, Organisation, Person


class WelcomeQuerySet(models.QuerySet["Welcome"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff, and for the main contact of the new member."""
        if actor.may(Permission.APPLICATION_READ_ANY):
            return self
        return self.filter(organisation__in=actor.organisations_where(Permission.CONTACTS_CONFIRM))


class Welcome(models.Model):
    """The welcome list of a new member: from joining until everything is done or time is up."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    letters = models.PositiveSmallIntegerField(
        _("letters about what is missing"), default=0, editable=False
    )

    objects = WelcomeQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.organisation)


class WelcomeItem(models.Model):
    PERSONAL: ClassVar[dict[str, object]] = {"note": ""}

    welcome = models.ForeignKey(Welcome, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=WelcomeKind)
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["welcome", "kind"], name="one_welcome_item_a_kind"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ContactCheck(models.Model):
    """Once a year the main contact is asked whether the list of people is right."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(_("who confirmed, by key"), max_length=60, blank=True)
    nudged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(confirmed_on__isnull=True),
                name="one_open_check_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.asked_on}"
