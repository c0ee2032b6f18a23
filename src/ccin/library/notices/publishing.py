"""What is told of writing, checking and publishing: to those who write, and to the editors."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.reads.recipients import recipient_of
from ccin.library.models import Note, Release, Resource
from ccin.library.reads.indexing import audience_of, keepers_of
from ccin.library.reads.writing import editors, writers_of
from ccin.members.models import Person
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient
from ccin.search.rules import STAFF


def resource_submitted(resource: Resource, *, by: Actor) -> None:
    _tell_editors("resource_submitted", _("To be checked: %(title)s"), resource, by=by)


def changes_offered(resource: Resource, *, by: Actor) -> None:
    _tell_editors("changes_offered", _("Changes to check: %(title)s"), resource, by=by)


def resource_returned(resource: Resource, words: str, *, by: Actor) -> None:
    title = _("Something to do on “%(title)s”")
    _tell_writers("resource_returned", title, resource, words=words, by=by)


def resource_published(resource: Resource, release: Release, *, by: Actor) -> None:
    tell(
        "library.resource_published",
        to=_but_for(writers_of(resource), by),
        section=sections.library(),
        title=_("“%(title)s” is published") % {"title": resource},
        address=f"{settings.SITE_ADDRESS}{resource.get_absolute_url()}",
        personal=True,
        audience=keepers_of(resource),
        resource=resource,
        release=release,
    )


def resource_archived(resource: Resource, *, by: Actor) -> None:
    _tell_writers("resource_archived", _("“%(title)s” is marked as old"), resource, by=by)


def resource_taken_down(resource: Resource, *, by: Actor) -> None:
    _tell_writers("resource_taken_down", _("“%(title)s” is taken down"), resource, by=by)


def note_made(note: Note, *, from_editor: bool, by: Actor) -> None:
    """What an editor asks goes to those who write; what they answer goes to the editors."""
    if from_editor:
        title = _("A question about “%(title)s”")
        _tell_writers("note_made", title, note.resource, words=note.words, by=by)
    else:
        title = _("An answer on “%(title)s”")
        _tell_editors("note_made", title, note.resource, words=note.words, by=by)


def review_due(resource: Resource, people: Sequence[Person]) -> None:
    """To its contact; to the editors where nobody is left to ask."""
    to = [Recipient(person.email, person.name, f"person:{person.pk}") for person in people]
    tell(
        "library.review_due",
        to=to or [recipient_of(account) for account in editors()],
        section=sections.library() if to else sections.work(),
        title=_("Is “%(title)s” still right?") % {"title": resource},
        address=_page_of(resource),
        personal=True,
        audience=audience_of(resource),
        resource=resource,
    )


def _tell_writers(name: str, title: str, resource: Resource, *, words: str = "", by: Actor) -> None:
    tell(
        f"library.{name}",
        to=_but_for(writers_of(resource), by),
        section=sections.library(),
        title=title % {"title": resource},
        address=_page_of(resource),
        personal=True,
        audience=keepers_of(resource),
        resource=resource,
        words=words,
    )


def _tell_editors(name: str, title: str, resource: Resource, *, words: str = "", by: Actor) -> None:
    tell(
        f"library.{name}",
        to=_but_for(editors(), by),
        section=sections.work(),
        title=title % {"title": resource},
        address=_page_of(resource),
        personal=True,
        audience=[STAFF],
        resource=resource,
        words=words,
    )


def _but_for(accounts: Iterable[Account], by: Actor) -> list[Recipient]:
    """Nobody is told what they have just done."""
    return [recipient_of(account) for account in accounts if account.pk != by.account]


def _page_of(resource: Resource) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('library:work', args=[resource.pk])}"
