"""How a date of the year is worked out, and whom of the members it waits on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleKind(TextChoices):
    YEARLY = "yearly", _("The same day each year")
    IN_MONTH = "in_month", _("Some time in a month")
    MAY_ELECTIONS = "may_elections", _("The day of the May elections")
    BESIDE = "beside", _("So many days before or after another date")
    ONCE = "once", _("Once, on a day")


class StaffRole(TextChoices):
    """The roles of the network's staff that a date can wait on."""

    MEMBERSHIP_OFFICER = "membership_officer", _("Membership officer")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
