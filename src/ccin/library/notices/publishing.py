"""Letters about writing, checking and publishing: to those who write, and to the editors."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.library.models import Note, Release, Resource
from ccin.library.reads.writing import editors, writers_of
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient, write


def resource_submitted(resource: Resource, *, by: Actor) -> None:
    subject = _("To be checked: %(title)s") % {"title": resource}
    _tell("resource_submitted", but_for(editors(), by), subject, resource)


def changes_offered(resource: Resource, *, by: Actor) -> None:
    subject = _("Changes to check: %(title)s") % {"title": resource}
    _tell("changes_offered", but_for(editors(), by), subject, resource)


def resource_returned(resource: Resource, words: str, *, by: Actor) -> None:
    subject = _("Something to do on “%(title)s”") % {"title": resource}
    _tell("resource_returned", but_for(writers_of(resource), by), subject, resource, words=words)


def resource_published(resource: Resource, release: Release, *, by: Actor) -> None:
    subject = _("“%(title)s” is published") % {"title": resource}
    address = f"{settings.SITE_ADDRESS}{resource.get_absolute_url()}"
    for account in but_for(writers_of(resource), by):
        write(
            "library.resource_published",
            to=_to(account),
            subject=subject,
            resource=resource,
            release=release,
            address=address,
        )


def resource_archived(resource: Resource, *, by: Actor) -> None:
    subject = _("“%(title)s” is marked as old") % {"title": resource}
    _tell("resource_archived", but_for(writers_of(resource), by), subject, resource)


def resource_taken_down(resource: Resource, *, by: Actor) -> None:
    subject = _("“%(title)s” is taken down") % {"title": resource}
    _tell("resource_taken_down", but_for(writers_of(resource), by), subject, resource)


def note_made(note: Note, *, from_editor: bool, by: Actor) -> None:
    """What an editor asks goes to those who write; what they answer goes to the editors."""
    resource = note.resource
    to = writers_of(resource) if from_editor else editors()
    subject = _("A question about “%(title)s”") if from_editor else _("An answer on “%(title)s”")
    _tell("note_made", but_for(to, by), subject % {"title": resource}, resource, words=note.words)


def review_due(resource: Resource, people: Sequence[Person]) -> None:
    """To its contact; to the editors where nobody is left to ask."""
    to = [Recipient(person.email, person.name, f"person:{person.pk}") for person in people]
    for recipient in to or [_to(account) for account in editors()]:
        write(
            "library.review_due",
            to=recipient,
            subject=_("Is “%(title)s” still right?") % {"title": resource},
            resource=resource,
            address=f"{settings.SITE_ADDRESS}{reverse('library:work', args=[resource.pk])}",
        )


def but_for(accounts: Iterable[Account], by: Actor) -> list[Account]:
    """Nobody is told by letter what they have just done."""
    return [account for account in accounts if account.pk != by.account]


def _tell(
    kind: str, accounts: Iterable[Account], subject: str, resource: Resource, *, words: str = ""
) -> None:
    address = f"{settings.SITE_ADDRESS}{reverse('library:work', args=[resource.pk])}"
    for account in accounts:
        write(
            f"library.{kind}",
            to=_to(account),
            subject=subject,
            resource=resource,
            words=words,
            address=address,
        )


def _to(account: Account) -> Recipient:
    return Recipient(account.email, account.name, f"account:{account.pk}")
