"""Sentences for the codes that the rules return."""

from django.utils.translation import gettext_lazy as _

GIVES_AWAY = {
    "email": _("an e-mail address"),
    "phone": _("a telephone number"),
    "nhs_number": _("a number like an NHS number"),
    "insurance_number": _("a National Insurance number"),
    "birth": _("a date of birth"),
    "address": _("a street or a postcode"),
    "name": _("somebody’s name"),
}
