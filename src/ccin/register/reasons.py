"""Why a typed name was taken for a body, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.register.rules import How

HOW: Mapping[How, str | Promise] = {
    How.CODE: _("its code"),
    How.OFFICIAL: _("its official name"),
    How.SHORT: _("its short name"),
    How.VARIANT: _("another name it is known by"),
    How.WELSH: _("its Welsh name"),
    How.FORMER: _("a former name"),
    How.HEART: _("its name"),
    How.BEGINNING: _("its name begins like this"),
    How.PART: _("part of its name"),
    How.WITHIN: _("its name is part of what you typed"),
    How.MISSPELT: _("the nearest name to what you typed"),
}


def reading(typed: str, matched: str, how: How) -> str:
    """The sentence for a person whose words were read otherwise than typed; else nothing."""
    if how is How.MISSPELT:
        return _("We read “%(typed)s” as %(matched)s.") % {"typed": typed, "matched": matched}
    if how is How.FORMER:
        return _("%(matched)s is a former name.") % {"matched": matched}
    return ""
