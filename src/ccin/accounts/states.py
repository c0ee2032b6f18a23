"""The roles on the network's staff, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Role

STAFF_ROLE_NAMES: list[tuple[str, Promise]] = [
    (Role.ADMINISTRATOR, _("Administrator")),
    (Role.MEMBERSHIP_OFFICER, _("Membership officer")),
    (Role.EDITOR, _("Website editor")),
    (Role.STAND_IN, _("Stand-in")),
]
# What each lets a person do, beside its name where it is granted.
STAFF_ROLE_DUTIES: dict[str, Promise] = {
    Role.ADMINISTRATOR: _("Grants and ends roles, and checks the audit trail"),
    Role.MEMBERSHIP_OFFICER: _("Keeps organisations, people, memberships and enquiries"),
    Role.EDITOR: _("Writes and publishes the pages of the website"),
    Role.STAND_IN: _("Covers a holiday: what officers and editors do, but for merging and erasing"),
}
