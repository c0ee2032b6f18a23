"""The register: public authorities as they were, are and are planned to be."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.register.states import TILED, AuthorityKind, ChangeKind, MeasureKind, NameKind


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def existing_on(self, day: date) -> Self:
        """Those in being on that day; `valid_to` is the last day of existence."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def tiled(self) -> Self:
        """Those whose areas tile the country: one cell of the map each."""
        return self.filter(kind__in=TILED)

    def real(self) -> Self:
        return self.filter(fictional=False)


class Authority(models.Model):
    """A UK public authority, whether or not the network knows it as an organisation.

    `key` is the stable identifier: a GSS code names an area and can change while the council goes
    on. Facts and their sources: `docs/sources.md`.
    """

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("official name"), max_length=200)
    short_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=AuthorityKind)
    nation = models.CharField(max_length=20)
    region = models.CharField(max_length=40, blank=True)
    region_code = models.CharField(max_length=9, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="districts"
    )
    combined_authority = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="constituents"
    )
    police_area = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="policed"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    website = models.CharField(_("website domain"), max_length=100, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(_("last day of existence"), null=True, blank=True)
    register_code = models.CharField(max_length=10, blank=True)  # three letters, mySociety
    mhclg_ecode = models.CharField(max_length=10, blank=True)
    gov_uk_slug = models.CharField(max_length=80, blank=True)
    notes = models.TextField(blank=True)
    # Fields that staff or an import have set: reloading the facts leaves these as they are.
    kept = models.JSONField(default=list, editable=False)
    tile_column = models.SmallIntegerField(null=True, blank=True)
    tile_row = models.SmallIntegerField(null=True, blank=True)
    fictional = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="authority_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("register:authority", kwargs={"key": self.key})

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to >= day)


class GssCode(models.Model):
    """A code of the Government Statistical Service for the authority's area, with its dates."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="gss_codes")
    code = models.CharField(max_length=9, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="gss_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class AuthorityName(models.Model):
    """Another name by which an authority is or was known."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=10, choices=NameKind)
    text = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "text"], name="authority_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of_the_latest_year(self) -> Self:
        """For each authority and kind, the one of the latest year alone."""
        newer = Measure.objects.filter(
            authority=models.OuterRef("authority"),
            kind=models.OuterRef("kind"),
            year__gt=models.OuterRef("year"),
        )
        return self.filter(~models.Exists(newer))


class Measure(models.Model):
    """A dated number about an authority: people, whole pounds, or square kilometres × 10.

    `year` sorts as text: `2024` for a mid-year estimate, `2024-25` for a financial year; it is
    empty for an area, which is a standing fact.
    """

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=30, choices=MeasureKind)
    value = models.BigIntegerField()
    year = models.CharField(max_length=7, blank=True)
    definition = models.CharField(max_length=200)
    source = models.CharField(max_length=300)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "year", "definition"], name="measure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.value}"

    @property
    def shown(self) -> str:
        """The value in its unit."""
        if self.kind == MeasureKind.AREA:
            return f"{self.value / 10:,.1f} km²"
        return f"{self.value:,}" if self.kind == MeasureKind.POPULATION else f"£{self.value:,}"


class PoliticalControl(models.Model):
    """Who runs a council from a day on, as a named source reports it."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="controls")
    control = models.CharField(max_length=80)
    starts_on = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "starts_on"], name="control_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.control


class ChangeEvent(models.Model):
    """A reorganisation of councils (or a passing of functions) with its legal instrument."""

    title = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=ChangeKind)
    happens_on = models.DateField(_("first day of the new arrangement"))
    instrument = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["happens_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Succession(models.Model):
    """One authority passes (all or part of) its area or functions to another at an event."""

    event = models.ForeignKey(ChangeEvent, on_delete=models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="successions_from"
    )
    successor = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="successions_to"
    )

    class Meta:
        ordering = ["event", "predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "predecessor", "successor"], name="succession_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Parish(models.Model):
    """A civil parish (England) or community (Wales): an area, which may have no council."""

    gss_code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)
    kind = models.CharField(max_length=20)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="parishes")

    class Meta:
        ordering = ["name", "gss_code"]
        verbose_name_plural = "parishes"

    def __str__(self) -> str:
        return self.name


class ExtraHoliday(models.Model):
    """A one-off bank holiday that staff add when it is proclaimed; passed to the calendars."""

    day = models.DateField()
    nations = models.JSONField(default=list)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="extra_holiday_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class Edition(models.Model):
    """The register's version: one row, stamped anew by every operation that changes the register.

    Whatever is built from the register (the index of names) is kept under this stamp.
    """

    stamp = models.UUIDField(default=uuid.uuid4)
    facts_digest = models.CharField(max_length=64, blank=True)  # of the facts last loaded

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_edition_alone")]

    def __str__(self) -> str:
        return str(_("the register"))
