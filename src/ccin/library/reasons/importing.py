"""What becomes of the rows of a list, in words."""

from django.utils.translation import gettext_lazy as _

OUTCOME_WORDS = {
    "made": _("new"),
    "changed": _("changed"),
    "same": _("as it is already"),
    "left_out": _("left out"),
    "faulty": _("with a fault"),
}
