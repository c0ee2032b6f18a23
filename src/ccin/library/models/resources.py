"""Resources: case studies, tools, reports and the rest, with their sections and releases."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.files.models import Upload
from ccin.governance.models import Body
from ccin.library.models.themes import Theme
from ccin.library.states.resources import (
    DRAFT,
    PUBLISHED,
    READABLE,
    Criterion,
    EvidenceLevel,
    Licence,
    PartnerRole,
    ReadState,
    ResourceKind,
    ResourceState,
    Visibility,
)
from ccin.members.models import Organisation, Person
from ccin.members.states import MembershipClass, in_membership
from ccin.principles.models import Evidence
from ccin.register.models import Authority
from ccin.texts.models import Text


class ResourceQuerySet(models.QuerySet["Resource"]):
    def readable(self) -> Self:
        """Published or archived."""
        return self.filter(state__in=READABLE)

    def published(self) -> Self:
        return self.filter(state=PUBLISHED)

    def public(self) -> Self:
        """What anybody may read, without an account."""
        return self.readable().filter(visibility=Visibility.PUBLIC)

    def visible_to(self, actor: Actor) -> Self:
        """What is readable in their audience; what their organisation owns or maintains, in any
        state; for staff every one."""
        if actor.may(Permission.RESOURCE_READ_ANY):
            return self
        own = self.model.objects.written_by(actor).values("pk")
        return self.filter(Q(audience_with(actor), state__in=READABLE) | Q(pk__in=own))

    def taken_down_for(self, actor: Actor) -> Self:
        """What was taken down, for those who could read it before; to others it never was."""
        gone = self.filter(state=ResourceState.TAKEN_DOWN)
        if actor.may(Permission.RESOURCE_READ_ANY):
            return gone
        own = self.model.objects.written_by(actor).values("pk")
        return gone.filter(Q(audience_with(actor)) | Q(pk__in=own))

    def written_by(self, actor: Actor) -> Self:
        """Those that this actor may write: of their organisations, as owner or maintainer."""
        if actor.may(Permission.RESOURCE_WRITE):
            return self
        mine = actor.organisations_where(Permission.RESOURCE_WRITE)
        maintained = Partner.objects.filter(
            role=PartnerRole.MAINTAINER, organisation__in=mine
        ).values("resource")
        return self.filter(Q(owner__in=mine) | Q(pk__in=maintained))


def audience_with(actor: Actor) -> Q:
    """The visibilities whose audience this actor is part of. Supporters hold a class, but are no
    members."""
    audience = Q(visibility=Visibility.PUBLIC)
    if in_membership(actor.classes):
        audience |= Q(visibility=Visibility.MEMBERS)
    audience |= Q(visibility=Visibility.CLASS, visible_class__in=actor.classes)
    bodies = actor.bodies_where(Permission.RESOURCE_READ)
    return audience | Q(visibility=Visibility.BODY, visible_body__in=bodies)


class Resource(models.Model):
    """Something to learn from. The public reads its last release; what is written since waits for
    the next one.

    Without an owner it is the network's own. `visible_class` and `visible_body` say which, exactly
    where the visibility asks for one.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"contact_line": "", "taken_down_because": ""}

    kind = models.CharField(max_length=20, choices=ResourceKind)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)
    summary = models.CharField(_("in one or two sentences"), max_length=400, blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PUBLIC, editable=False
    )
    visible_class = models.CharField(max_length=10, choices=MembershipClass, blank=True)
    visible_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="resources")
    year = models.PositiveSmallIntegerField(_("year of the work"), null=True, blank=True)
    evidence_level = models.CharField(max_length=20, choices=EvidenceLevel, blank=True, default="")
    link = models.URLField(_("where it is, if elsewhere"), max_length=300, blank=True)
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_line = models.CharField(
        _("how to reach somebody, for everyone to read"), max_length=200, blank=True
    )
    licence = models.CharField(max_length=10, choices=Licence, default=Licence.OGL)
    third_party = models.CharField(_("what is others’ in it"), max_length=200, blank=True)
    language = models.CharField(max_length=5, default="en")
    source = models.CharField(_("where it came from"), max_length=300, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    brought_forward = models.BooleanField(default=False)
    open_to_proposals = models.BooleanField(default=False, editable=False)
    changes_said = models.TextField(_("what changes with the next release"), blank=True)
    proposals_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    fictional = models.BooleanField(default=False, editable=False)
    started_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    state = models.CharField(max_length=20, choices=ResourceState, default=DRAFT, editable=False)
    started_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    changes_offered_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    reviewed_on = models.DateField(null=True, blank=True, editable=False)
    review_due_on = models.DateField(null=True, blank=True, editable=False)
    review_asked_on = models.DateField(null=True, blank=True, editable=False)
    archived_on = models.DateField(null=True, blank=True, editable=False)
    taken_down_on = models.DateField(null=True, blank=True, editable=False)
    taken_down_because = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    index_due = models.BooleanField(default=False, editable=False)  # its entry waits for the worker

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(index_due=True), name="resource_index_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility=Visibility.CLASS) ^ Q(visible_class=""),
                name="visible_to_a_class_names_it",
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.BODY) ^ Q(visible_body=None),
                name="visible_to_a_body_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=READABLE) | Q(published_on__isnull=False),
                name="published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ResourceState.TAKEN_DOWN) ^ Q(taken_down_because=""),
                name="taken_down_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:resource", args=[self.slug])

    @property
    def appeared_on(self) -> date | None:
        """The day on which it first appeared. What was brought forward without that day has only a
        year, if that: the day of bringing it over says nothing of it."""
        if self.published_on is None or not self.brought_forward:
            return self.published_on
        brought_on = timezone.localtime(self.started_at).date()
        return self.published_on if self.published_on < brought_on else None

    @property
    def is_checked(self) -> bool:
        """Whether somebody looked it over: what was brought forward was not, by that alone."""
        if self.reviewed_on is None or not self.brought_forward:
            return self.reviewed_on is not None
        return self.published_on is not None and self.reviewed_on > self.published_on

    @property
    def is_readable(self) -> bool:
        return self.state in READABLE

    def is_review_due(self, day: date) -> bool:
        return bool(self.review_due_on and self.review_due_on <= day and self.state == PUBLISHED)


class Section(models.Model):
    """One part of a resource, written as a text of its own: by a question of its kind (`name`), or
    under a heading of its own."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20, blank=True)  # a SectionName
    heading = models.CharField(max_length=150, blank=True)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["resource", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name="") ^ Q(heading=""), name="section_has_name_or_heading"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.name


class PrincipleShown(Evidence):
    """How a resource puts a principle into practice, in one sentence."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="principles")

    class Meta:
        ordering = ["resource", "principle__position"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "principle"], name="principle_shown_once"),
        ]


class PartnerQuerySet(models.QuerySet["Partner"]):
    def took_part(self) -> Self:
        """Those named with it. Who maintains it was asked, and may write."""
        return self.exclude(role=PartnerRole.MAINTAINER)


class Partner(models.Model):
    """Another organisation that took part."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=PartnerRole, default=PartnerRole.PARTNER)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["resource", "role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "organisation", "role"], name="partner_once_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class Place(models.Model):
    """Where it was done, beyond the owner's own area."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="places")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["resource", "authority__name"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "authority"], name="place_once"),
        ]

    def __str__(self) -> str:
        return str(self.authority)


class ResourceFile(models.Model):
    """A file of a resource; the worker reads its words for the search."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": ""}

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField(default=0)
    read = models.CharField(
        max_length=20, choices=ReadState, default=ReadState.WAITING, editable=False
    )
    words = models.TextField(blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, blank=True, editable=False)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["resource", "position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        """PDF, DOCX …: the ending of the name it was given by its content."""
        return self.upload.name.rpartition(".")[2].upper()


class Release(models.Model):
    """A resource as it was published: what readers see, kept for good under its number.

    `content` holds title, summary, evidence level, sections as [name, heading, words], principles
    as [name, sentence] and the keys of the files.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"content": None}

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    changes = models.TextField(_("what changed"), blank=True)
    content = models.JSONField()
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=80)  # the actor's key
    # Whom it was for, as tokens of the search, before the resource was opened to others; empty:
    # whoever reads the resource.
    audience = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["resource", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_release_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}, release {self.number}"

    @property
    def day(self) -> date:
        """What was brought forward was first released when it appeared, where that is known."""
        appeared = self.resource.appeared_on if self._is_brought else None
        return appeared or timezone.localtime(self.released_at).date()

    @property
    def is_undated(self) -> bool:
        """Its day is only that of bringing it over."""
        return self._is_brought and self.resource.appeared_on is None

    @property
    def _is_brought(self) -> bool:
        return self.number == 1 and self.resource.brought_forward

    def is_for(self, tokens: frozenset[str]) -> bool:
        """Of those who may read its resource."""
        return not self.audience or not tokens.isdisjoint(self.audience)


class Check(models.Model):
    """What the editor found of one criterion."""

    PERSONAL: ClassVar[dict[str, object]] = {"note": ""}

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="checks")
    criterion = models.CharField(max_length=20, choices=Criterion)
    is_met = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering = ["resource", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "criterion"], name="one_check_a_criterion"),
        ]

    def __str__(self) -> str:
        return self.get_criterion_display()


class Note(models.Model):
    """What editor and writers say to each other about a resource; never public."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": ""}

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=2000)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
