"""What somebody says of themselves in the directory of people, if they want to stand in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ccin.members.models import Person


class Profile(models.Model):
    """Their own choice, which they take back at any time. Without one, only those are listed who
    agreed to be named in public."""

    PERSONAL: ClassVar[dict[str, object]] = {"expertise": ""}

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    expertise = models.CharField(_("what people may ask you about"), max_length=300, blank=True)
    is_listed = models.BooleanField(_("stands in the directory"), default=False)
    shows_email = models.BooleanField(_("shows the office e-mail address"), default=False)
    chosen_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["person"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_listed=True) | models.Q(shows_email=False),
                name="email_shown_only_of_those_listed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
