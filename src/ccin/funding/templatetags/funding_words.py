"""Amounts and moments as the pages of funding show them."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ccin.kernel.clock import LONDON
from ccin.kernel.money import show

register = template.Library()


@register.filter
def pounds(pence: int | None) -> str:
    """£1,234, with pence only where there are any; nothing of nothing."""
    return "" if pence is None else show(pence, whole=True)


@register.filter
def minute(moment: datetime) -> str:
    """A moment to the minute, by the clock in London: 16 March 2027, 17:00."""
    local = moment.astimezone(LONDON)
    return _("%(day)s, %(time)s") % {
        "day": date_format(local, "j F Y"),
        "time": f"{local:%H:%M}",
    }


@register.filter
def second(moment: datetime) -> str:
    """To the second, where one may be too late by one: 16 March 2027, 17:00:00."""
    return f"{minute(moment)}:{moment:%S}"
