"""Why an adoption cannot be recorded as it was told, in words."""

from django.utils.translation import gettext_lazy as _

# By the reason that the rule gives.
SINCE_PROBLEMS = {
    "in_the_future": _("The day lies in the future. Enter the day on which you began, or today’s."),
    "long_ago": _("Enter a day of this century, the year with four digits."),
}
