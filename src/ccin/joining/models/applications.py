"""Applications to join: what is stated, by whom, and what became of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.files.models import Upload
from ccin.governance.models import Matter
from ccin.joining.models.enquiries import Enquiry
from ccin.joining.states import (
    DRAFT,
    OPEN_APPLICATIONS,
    ApplicationState,
    ConditionState,
    ConditionTime,
    GroupStanding,
)
from ccin.members.models import Membership, Organisation, Person
from ccin.members.states import MembershipClass, OrganisationKind, RepresentationRole, SubKind
from ccin.principles.models import Evidence
from ccin.principles.states import Score
from ccin.register.models import Authority, Parish


class ApplicationForm(models.Model):
    """Which questions a class and sub-kind is asked, in which order, from a day on."""

    membership_class = models.CharField(max_length=10, choices=MembershipClass)
    sub_kind = models.CharField(max_length=20, choices=SubKind, blank=True)
    steps = models.JSONField(_("steps, as a list of their keys"), default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    source = models.CharField(max_length=300)
    is_proposal = models.BooleanField(default=True)

    class Meta:
        ordering = ["membership_class", "sub_kind", "-starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_membership_class_display()} {self.get_sub_kind_display()}".strip()


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, actor: Actor) -> Self:
        """For staff, for those who write it, and for the bodies that consider it.

        A body reads it from its submission on, through the matter: whoever has an interest in the
        matter does not.
        """
        if actor.may(Permission.APPLICATION_READ_ANY):
            return self
        own = Applicant.objects.filter(account=actor.account or 0).values("application")
        considered = Matter.objects.visible_to(actor).values("pk")
        return self.filter(Q(pk__in=own) | Q(matter__in=considered))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_APPLICATIONS)


class Application(models.Model):
    """A body asks to join in a class. Once submitted it changes only if it is returned.

    `body_key` names the body, so that one body has one open application: `authority:12`,
    `parish:E04000001`, `group:12:labour group`, `name:acme co-operative`, `person:7`.
    """

    PERSONAL: ClassVar[dict[str, object]] = {
        "name": "An applicant",
        "body_key": "",
        "applicant_name": "A person",
        "applicant_job_title": "",
        "applicant_phone": "",
        "decision_reference": "",
        "decision_by": "",
        "population_source": "",
        "budget_source": "",
        "figures_note": "",
        "intention": "",
        "work": "",
        "why": "",
        "website": "",
        "registration_number": "",
        "outcome_note": "",
        "unfinished": {},
    }

    membership_class = models.CharField(max_length=10, choices=MembershipClass)
    sub_kind = models.CharField(max_length=20, choices=SubKind, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)  # empty: a person
    name = models.CharField(_("name of the body"), max_length=200)
    body_key = models.CharField(max_length=250, editable=False)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parish = models.ForeignKey(
        Parish, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    principal_council = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    fictional = models.BooleanField(default=False, editable=False)

    applicant_name = models.CharField(_("your name"), max_length=120, blank=True)
    applicant_job_title = models.CharField(max_length=120, blank=True)
    applicant_phone = models.CharField(max_length=40, blank=True)

    decision_on = models.DateField(_("day on which it was decided to join"), null=True, blank=True)
    decision_by = models.CharField(_("who decided"), max_length=120, blank=True)
    decision_reference = models.CharField(_("minute reference"), max_length=120, blank=True)
    decision_document = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    budget = models.PositiveBigIntegerField(
        _("controllable budget, in whole pounds"), null=True, blank=True
    )
    budget_source = models.CharField(max_length=200, blank=True)
    figures_note = models.CharField(_("why the figures differ"), max_length=300, blank=True)

    standing = models.CharField(max_length=20, choices=GroupStanding, blank=True)
    intention = models.TextField(_("what the group intends"), blank=True)
    work = models.TextField(_("what the organisation does"), blank=True)
    why = models.TextField(_("why it wants to join"), blank=True)
    website = models.URLField(blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    may_be_named = models.BooleanField(default=False)

    state = models.CharField(max_length=20, choices=ApplicationState, default=DRAFT, editable=False)
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    mentor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    membership = models.OneToOneField(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Steps saved, and how often; what was typed into one and cannot be used yet, by its fields.
    saves = models.JSONField(default=dict, editable=False)
    unfinished = models.JSONField(default=dict, editable=False)
    told_of_question = models.BigIntegerField(
        _("the last question its writers were told of, by key"), default=0, editable=False
    )
    outcome_note = models.TextField(_("why it was returned, withdrawn or lapsed"), blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    nudged_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["state", "changed_at"], name="application_pipeline")]
        constraints = [
            models.UniqueConstraint(
                fields=["body_key"],
                condition=Q(state__in=sorted(OPEN_APPLICATIONS)),
                name="one_open_application_a_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN_APPLICATIONS), closed_at__isnull=True)
                | (~Q(state__in=sorted(OPEN_APPLICATIONS)) & Q(closed_at__isnull=False)),
                name="application_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("joining:application", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_APPLICATIONS


class Applicant(models.Model):
    """An account that writes an application: who began it, and colleagues it was shared with."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="applicants"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    began_it = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "account"], name="one_applicant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.application}"


class AssessedPrinciple(Evidence):
    """How far the applicant says it has come with a principle, with a sentence that shows it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    score = models.PositiveSmallIntegerField(choices=Score)

    class Meta:
        ordering = ["application", "principle__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "principle"], name="application_answers_once"
            ),
        ]


class NamedRepresentative(models.Model):
    """Who will represent the body once it has joined: they get their accounts then, not before."""

    PERSONAL: ClassVar[dict[str, object]] = {
        "name": "A person",
        "email": "",
        "phone": "",
        "job_title": "",
    }

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=20, choices=RepresentationRole)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    is_primary = models.BooleanField(_("main contact"), default=False)

    class Meta:
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class Condition(models.Model):
    """What an approval asks for, before joining or after it, by a day."""

    PERSONAL: ClassVar[dict[str, object]] = {"words": "A condition", "note": ""}

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="conditions"
    )
    words = models.CharField(max_length=400)
    time = models.CharField(max_length=10, choices=ConditionTime)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ConditionState, default=ConditionState.OPEN, editable=False
    )
    settled_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    note = models.CharField(_("what shows it, or who did without it"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.words
