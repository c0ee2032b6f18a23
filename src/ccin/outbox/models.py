"""Letters: e-mails waiting to go, written in the transaction they report on."""

from django.db import models

from ccin.outbox.states import LetterState


class Letter(models.Model):
    """An e-mail as a row: the worker sends it, tries again, and shows what could not be sent."""

    PERSONAL = {"to_name": "", "to_email": "", "subject": "Erased", "text": "Erased"}

    kind = models.CharField(max_length=80)  # room.thing_happened
    to_key = models.CharField(max_length=50, blank=True)  # person:7, account:3
    to_name = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()  # Markdown: sent as it is, and as HTML made from it
    state = models.CharField(
        max_length=10, choices=LetterState, default=LetterState.WAITING, editable=False
    )
    written_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="letter_due")]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=False))
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
                name="letter_sent_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
