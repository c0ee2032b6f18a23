"""Organisations, people, who represents whom, and memberships with dates."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.files.models import Upload
from ccin.members.states import (
    MEMBER_CLASSES,
    EndReason,
    MembershipClass,
    OrganisationKind,
    PeriodState,
    RepresentationEnd,
    RepresentationRole,
    SubKind,
)
from ccin.register.models import Authority, Parish


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def kept(self) -> Self:
        """Those that have not been merged into another record."""
        return self.filter(merged_into__isnull=True)

    def real(self) -> Self:
        """Those of the real world: what the figures, the map and the open data count."""
        return self.filter(fictional=False)

    def in_class(self, *classes: str, on: date) -> Self:
        """Those that hold one of these classes on that day."""
        held = Membership.objects.held_on(on).filter(
            organisation=models.OuterRef("pk"), membership_class__in=classes
        )
        return self.kept().filter(models.Exists(held))

    def members_on(self, day: date) -> Self:
        """Members of any class on that day; supporters are not members."""
        return self.in_class(*MEMBER_CLASSES, on=day)

    def visible_to(self, actor: Actor) -> Self:
        """The records whose private side this actor may open."""
        if actor.may(Permission.ORGANISATION_READ_ANY):
            return self
        return self.filter(pk__in=actor.organisations_where(Permission.ORGANISATION_READ))


class Organisation(models.Model):
    """Any body the network knows, in membership or not.

    A council points at its entry in the register; a party group at the council it sits on; a parish
    council at its parish and at the principal council around it.
    """

    # What the public may read, and what only staff and the organisation itself may.
    PUBLIC = ("name", "kind", "website", "summary", "offers", "seeks", "public_contact", "logo")
    PRIVATE = ("notes",)

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parish = models.ForeignKey(
        Parish, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    principal_council = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nation = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    summary = models.TextField(_("in a few words"), blank=True)
    offers = models.TextField(_("what it can help others with"), blank=True)
    seeks = models.TextField(_("what it is looking for"), blank=True)
    public_contact = models.CharField(_("how the public can reach it"), max_length=200, blank=True)
    logo = models.ForeignKey(Upload, models.PROTECT, null=True, editable=False, related_name="+")
    logo_words = models.CharField(_("what the logo shows, in words"), max_length=150, blank=True)
    notes = models.TextField(_("notes for staff"), blank=True)
    source = models.CharField(_("where the record came from"), max_length=300, blank=True)
    fictional = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(authority__isnull=False, merged_into__isnull=True),
                name="one_organisation_an_authority",
            ),
            models.CheckConstraint(
                condition=Q(logo=None) ^ ~Q(logo_words=""), name="logo_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.PARTY_GROUP)
                | Q(principal_council__isnull=False),
                name="party_group_sits_on_a_council",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("website:member", args=[self.slug])

    def get_record_url(self) -> str:
        """The page of the record itself, for those who keep it."""
        return reverse("members:organisation", args=[self.pk])


class Identifier(models.Model):
    """A number some register gave the organisation: (GB-COH, 01234567), (GB-CHC, 1234567) …"""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "value", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scheme", "value"], name="identifier_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"


class PersonQuerySet(models.QuerySet["Person"]):
    def kept(self) -> Self:
        return self.filter(merged_into__isnull=True, erased_on__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        if actor.may(Permission.PERSON_READ_ANY):
            return self
        return self.filter(pk=actor.person) if actor.person else self.none()


class Person(models.Model):
    """Someone the network knows: how they sign in is an account, whom they speak for a date."""

    PERSONAL = {"name": "A person", "email": "", "phone": "", "notes": ""}

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    notes = models.TextField(_("notes for staff"), blank=True)
    listing_consent_on = models.DateField(
        _("agreed to be named in public on"), null=True, blank=True
    )
    listing_consent_source = models.CharField(max_length=200, blank=True)
    fictional = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    erased_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email="") & Q(merged_into__isnull=True),
                name="one_person_an_email",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_record_url(self) -> str:
        return reverse("members:person", args=[self.pk])


class RepresentationQuerySet(models.QuerySet["Representation"]):
    def current_on(self, day: date) -> Self:
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
        ).exclude(end_reason=RepresentationEnd.CORRECTED)


class Representation(models.Model):
    """A person stands for an organisation, in a role, from a day to a day (the last one included).

    The same person may not hold the same role for the same organisation twice at once, and an
    organisation has one primary contact at a time: the operations check under a lock.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="representations"
    )
    role = models.CharField(max_length=20, choices=RepresentationRole)
    job_title = models.CharField(max_length=120, blank=True)
    is_primary = models.BooleanField(_("primary contact"), default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=RepresentationEnd, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="representation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, end_reason="")
                | (Q(ends_on__isnull=False) & ~Q(end_reason="")),
                name="representation_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.organisation}"

    @property
    def state(self) -> PeriodState:
        return PeriodState.OPEN if self.ends_on is None else PeriodState.ENDED


class ClassTerms(models.Model):
    """Which kinds of body may join under a class, from a day on: dated configuration.

    `source` names where the network's own rule is published; `is_proposal` marks a default that is
    not public fact and is shown as a proposal.
    """

    membership_class = models.CharField(max_length=10, choices=MembershipClass)
    sub_kind = models.CharField(max_length=20, choices=SubKind, blank=True)
    kinds = models.JSONField(_("eligible kinds of authority or organisation"), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    fee_basis = models.TextField(_("what the fee is worked out from"), blank=True)
    source = models.CharField(max_length=300)
    is_proposal = models.BooleanField(default=False)

    class Meta:
        ordering = ["membership_class", "sub_kind", "-valid_from", "pk"]
        verbose_name_plural = "class terms"

    def __str__(self) -> str:
        return f"{self.get_membership_class_display()} {self.get_sub_kind_display()}".strip()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date) -> Self:
        """Those in force on that day; `ends_on` is the last day of membership."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
        ).exclude(end_reason=EndReason.CORRECTED)


class Membership(models.Model):
    """An organisation holds a class from a day to a day. A change of class is a new membership.

    Memberships of one organisation never overlap: the operations check under a lock on its row.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    membership_class = models.CharField(max_length=10, choices=MembershipClass)
    sub_kind = models.CharField(max_length=20, choices=SubKind, blank=True)
    starts_on = models.DateField()
    starts_on_is_known = models.BooleanField(default=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    end_note = models.CharField(max_length=300, blank=True)
    decision = models.CharField(_("decision of the network"), max_length=40, blank=True)
    source = models.CharField(_("where this is recorded"), max_length=300, blank=True)
    brought_forward = models.BooleanField(default=False)
    # The membership this one goes on from: of another class, of the group or the council that took
    # its place when control changed, or of the authority it succeeded.
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="following",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, end_reason="")
                | (Q(ends_on__isnull=False) & ~Q(end_reason="")),
                name="membership_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_membership_class_display()}"

    @property
    def state(self) -> PeriodState:
        return PeriodState.OPEN if self.ends_on is None else PeriodState.ENDED


class EditionQuerySet(models.QuerySet["Edition"]):
    def stamp_anew(self) -> None:
        self.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})


class Edition(models.Model):
    """The membership's version: one row, stamped anew by every operation that the figures feel.

    The figures of a day are kept in memory under this stamp and the register's.
    """

    stamp = models.UUIDField(default=uuid.uuid4)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_membership_edition_alone")
        ]

    def __str__(self) -> str:
        return str(_("the membership list"))


class SupporterTally(models.Model):
    """Individual supporters counted, not named: naming a person needs their recorded consent."""

    count = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name_plural = "supporter tallies"

    def __str__(self) -> str:
        return f"{self.count} from {self.starts_on}"


class Snapshot(models.Model):
    """Figures the network published at a date, as published, with where. They disagree at times."""

    as_at = models.DateField()
    as_at_text = models.CharField(_("the date as the source gives it"), max_length=40)
    full = models.PositiveIntegerField(null=True, blank=True)
    associate = models.PositiveIntegerField(null=True, blank=True)
    parishes = models.PositiveIntegerField(null=True, blank=True)
    affiliate = models.PositiveIntegerField(null=True, blank=True)
    supporters = models.PositiveIntegerField(null=True, blank=True)
    members = models.PositiveIntegerField(null=True, blank=True)
    citizens = models.PositiveBigIntegerField(null=True, blank=True)
    budget = models.PositiveBigIntegerField(_("budget in whole pounds"), null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["as_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["as_at", "source"], name="snapshot_once_a_source"),
        ]

    def __str__(self) -> str:
        return self.as_at_text
