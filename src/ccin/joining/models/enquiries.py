"""Enquiries: whatever somebody outside asks the network, until it is answered and closed."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.joining.states.enquiries import (
    NEW,
    OPEN,
    WAITING,
    EnquiryKind,
    EnquirySource,
    EnquiryState,
)
from ccin.register.models import Authority


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.may(Permission.ENQUIRY_READ) else self.none()

    def waiting(self) -> Self:
        """Those that nobody has answered or closed, the longest waiting first."""
        return self.filter(state__in=[NEW, EnquiryState.TAKEN]).order_by("asked_at", "pk")

    def matching(self, words: str) -> Self:
        """Those in which each of the words occurs somewhere; a very long search is cut short."""
        found = self
        for word in words[:200].split()[:8]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(email__icontains=word)
                | Q(organisation__icontains=word)
                | Q(question__icontains=word)
            )
        return found


class Enquiry(models.Model):
    """A question from outside: who asks, what, who deals with it, and by when."""

    PERSONAL: ClassVar[dict[str, object]] = {
        "name": "A person",
        "email": "",
        "phone": "",
        "organisation": "",
        "question": "Erased",
        "answer": "Erased",
        "next_step": "",
        "outcome": "",
    }
    ANSWER_WITHIN = timedelta(days=10)

    kind = models.CharField(max_length=20, choices=EnquiryKind)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(_("organisation, as they wrote it"), max_length=200, blank=True)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    question = models.TextField()
    about = models.CharField(_("the figure or page it is about"), max_length=200, blank=True)
    source = models.CharField(max_length=20, choices=EnquirySource, default=EnquirySource.SITE)
    state = models.CharField(max_length=20, choices=EnquiryState, default=NEW, editable=False)
    owner = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_step = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name_plural = "enquiries"
        indexes = [models.Index(fields=["state", "asked_at"], name="enquiry_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EnquiryState.CLOSED, closed_at__isnull=False)
                | (~Q(state=EnquiryState.CLOSED) & Q(closed_at__isnull=True)),
                name="enquiry_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.TAKEN) | Q(owner__isnull=False),
                name="enquiry_taken_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("joining:show", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.state in WAITING

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
