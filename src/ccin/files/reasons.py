"""The sentences about files: what is wrong with one and what to do."""

from collections.abc import Collection

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

KINDS = {
    "pdf": _("PDF"),
    "docx": _("Word (DOCX)"),
    "odt": _("OpenDocument (ODT)"),
    "pptx": _("PowerPoint (PPTX)"),
    "png": _("PNG"),
    "jpeg": _("JPEG"),
}
FAULTS = {
    "empty": _("The file “%(name)s” is empty. Choose another one."),
    "too_large": _("The file “%(name)s” is larger than %(largest)s. Send a smaller one."),
    "wrong_kind": _(
        "The file “%(name)s” is not one of these by its content: %(kinds)s. Save it as one."
    ),
    "damaged": _(
        "The file “%(name)s” cannot be read to its end: it may be cut off. Save it again."
    ),
    "encrypted": _(
        "The file “%(name)s” is protected by a password. Take the protection off and send it again."
    ),
    "runs_programs": _(
        "The file “%(name)s” holds macros, a script or a program. Save it as PDF without them."
    ),
    "unpacks_too_large": _(
        "The file “%(name)s” unpacks to more than can be kept. Send a smaller one."
    ),
    "locked_or_old": _(
        "The file “%(name)s” is in an old format or protected by a password. Save it as %(kinds)s."
    ),
}


def fault_in_words(fault: str, *, name: str, kinds: Collection[str], largest: int) -> str:
    values = {
        "name": name,
        "kinds": get_text_list(
            [str(words) for kind, words in KINDS.items() if kind in kinds], gettext("or")
        ),
        "largest": size_in_words(largest),
    }
    return str(FAULTS[fault]) % values


def size_in_words(size: int) -> str:
    if size < 1024 * 1024:
        return gettext("%(size)s kB") % {"size": max(1, size // 1024)}
    return gettext("%(size)s MB") % {"size": size // (1024 * 1024)}
