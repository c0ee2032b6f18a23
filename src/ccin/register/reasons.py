"""Why a typed name was taken for a body, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the name of `rules.How`.
HOW: Mapping[str, str | Promise] = {
    "CODE": _("its code"),
    "OFFICIAL": _("its official name"),
    "SHORT": _("its short name"),
    "VARIANT": _("another name it is known by"),
    "WELSH": _("its Welsh name"),
    "FORMER": _("a former name"),
    "HEART": _("its name"),
    "BEGINNING": _("its name begins like this"),
    "PART": _("part of its name"),
    "WITHIN": _("its name is part of what you typed"),
    "MISSPELT": _("the nearest name to what you typed"),
}


def reading(typed: str, matched: str, how: str) -> str:
    """The sentence for a person whose words were read otherwise than typed; else nothing."""
    if how == "MISSPELT":
        return _("We read “%(typed)s” as %(matched)s.") % {"typed": typed, "matched": matched}
    if how == "FORMER":
        return _("%(matched)s is a former name.") % {"matched": matched}
    return ""
