"""The sections that every reader knows, by name; a group or a body brings its own."""

from django.utils.translation import gettext as _

from ccin.outbox.rules import sections
from ccin.outbox.rules.sections import Section


def of_group(pk: int, name: str) -> Section:
    return Section(f"group:{pk}", name, at_once_allowed=True)


def of_body(pk: int, name: str) -> Section:
    return Section(f"body:{pk}", name, at_once_allowed=True)


def questions() -> Section:
    return Section(sections.QUESTIONS, _("Questions of members"), at_once_allowed=True)


def library() -> Section:
    return Section(sections.LIBRARY, _("The library"))


def membership() -> Section:
    return Section(sections.MEMBERSHIP, _("Your membership"))


def funding() -> Section:
    return Section(sections.FUNDING, _("Bids and projects"), at_once_allowed=True)


def work() -> Section:
    """What waits for staff, each by the role they hold."""
    return Section(sections.WORK, _("Work that waits for you"), at_once_allowed=True)


def announcements() -> Section:
    return Section(sections.ANNOUNCEMENTS, _("Announcements of the network"))


def update() -> Section:
    return Section(sections.UPDATE, _("The Members’ Update"))


def of_everybody() -> list[Section]:
    return [questions(), library(), membership(), funding(), work(), announcements(), update()]
