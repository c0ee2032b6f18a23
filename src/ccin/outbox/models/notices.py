"""Notices wait for the digest of each of their recipients; choices say what somebody wants."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccin.outbox.models.letters import Letter
from ccin.outbox.states import HELD, ChoiceHow, TellingState


class Notice(models.Model):
    """Something that happened, in words of its own, for the digests of those it concerns.

    `section` is the kind of e-mail that somebody may not want (`group:7`, `body:2`, `library`);
    `thread` the one conversation in it that they may mute (`topic:12`). Whoever holds none of the
    `audience` tokens on the day of the digest is not told. What is `personal` concerns its
    recipients by name: a reply to them, a mention.
    """

    PERSONAL: ClassVar[dict[str, object]] = {"title": "Erased", "text": "Erased"}

    kind = models.CharField(max_length=80)  # room.thing_happened
    section = models.CharField(max_length=50, db_index=True)
    section_title = models.CharField(max_length=200)
    thread = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)  # Markdown, without greeting or title
    address = models.CharField(max_length=500, blank=True)  # the page, whole
    reply_about = models.CharField(max_length=50, blank=True)  # topic:12: may be replied to by mail
    about = models.CharField(max_length=50, blank=True, db_index=True)  # post:9: taken back with it
    audience = models.JSONField(default=list)
    personal = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Digest(models.Model):
    """The one digest that somebody gets on a day, written in one transaction with its tellings."""

    to_key = models.CharField(max_length=50)
    day = models.DateField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-day", "to_key"]
        constraints = [
            models.UniqueConstraint(fields=["to_key", "day"], name="one_digest_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.to_key} on {self.day}"


class TellingQuerySet(models.QuerySet["Telling"]):
    def held(self) -> Self:
        return self.filter(state=HELD)


class Telling(models.Model):
    """A notice for one recipient: held until their digest, gathered into it, or dropped."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tellings")
    to_key = models.CharField(max_length=50)  # person:7, account:3
    state = models.CharField(max_length=10, choices=TellingState, default=HELD, editable=False)
    digest = models.ForeignKey(
        Digest, on_delete=models.CASCADE, null=True, editable=False, related_name="tellings"
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        ordering = ["notice", "pk"]
        indexes = [models.Index(fields=["state", "to_key"], name="telling_held")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "to_key"], name="told_once_a_notice"),
            models.CheckConstraint(
                condition=models.Q(state=TellingState.GATHERED, digest__isnull=False)
                | (~models.Q(state=TellingState.GATHERED) & models.Q(digest__isnull=True)),
                name="telling_gathered_into_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} for {self.to_key}"


class Choice(models.Model):
    """What somebody wants of a section, or of all: the section `digest` holds how often it comes,
    `topic:12` a conversation they muted. Without one, what is usual holds.

    `wording` and `source` are the evidence of consent: what they read, and where they chose.
    """

    to_key = models.CharField(max_length=50)
    section = models.CharField(max_length=50)
    how = models.CharField(max_length=10, choices=ChoiceHow)
    chosen_at = models.DateTimeField()
    wording = models.CharField(max_length=300, blank=True)
    source = models.CharField(_("where it was chosen"), max_length=30)  # page, link, mail, staff

    class Meta:
        ordering = ["to_key", "section"]
        constraints = [
            models.UniqueConstraint(fields=["to_key", "section"], name="one_choice_a_section"),
        ]

    def __str__(self) -> str:
        return f"{self.to_key}: {self.section} {self.how}"
