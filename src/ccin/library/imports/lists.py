"""A list of resources from whatever kind of file it is in."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from ccin.kernel.errors import Refused
from ccin.library.imports.json_lines import read_json_lines
from ccin.library.imports.lines import Listing
from ccin.library.imports.separated import read_separated
from ccin.library.imports.sheets import read_sheet
from ccin.library.imports.wordpress import read_wordpress
from ccin.members.imports.tables import XLSX_MARK

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_list(file: BinaryIO) -> Listing:
    """What the file is, its first bytes say. It is read from its beginning each time."""
    file.seek(0)
    first = file.read(4096)
    file.seek(0)
    shown = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not shown:
        raise Refused(_("The file is empty."))
    if first.startswith(XLSX_MARK):
        return read_sheet(file)
    if first.startswith(OLD_OFFICE):
        raise Refused(
            _("This is a workbook of before 2007, or one with a password. Save it as XLSX or CSV.")
        )
    if shown.startswith(b"<"):
        return read_wordpress(file)
    if shown.startswith(b"{"):
        return read_json_lines(file)
    return read_separated(file)
