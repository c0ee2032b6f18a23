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

WHO_READS = {
    "group": _("Those who belong to the group read it, and staff who look after groups."),
    "members": _("Everybody in a member organisation can read it."),
    "public": _("Anybody can read it, without signing in."),
}
