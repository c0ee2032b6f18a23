"""What the library and its questions lose when a person is erased: their name, never the work."""

from collections.abc import Sequence

from django.db import models

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.library.models import Adoption, Note, Resource, SavedSearch
from ccin.library.operations.asking import forget_in_questions
from ccin.library.operations.indexing import index_resource
from ccin.members.models import Person
from ccin.texts.operations.writing import forget


def erase_from_library(
    people: Sequence[Person], accounts: Sequence[Account], *, by: Actor
) -> list[models.Model]:
    """Called while the records still know their names. Returns the records whose history loses
    its personal values too."""
    forget([f"account:{account.pk}" for account in accounts], by=by)
    topics = [topic for person in people for topic in forget_in_questions(person, by=by)]
    named = list(Resource.objects.filter(contact__in=people))
    Resource.objects.filter(contact__in=people).update(contact=None, contact_line="")
    Adoption.objects.filter(contact__in=people).update(contact=None)
    Note.objects.filter(author__in=accounts).update(**Note.PERSONAL)
    SavedSearch.objects.filter(account__in=accounts).delete()
    for resource in named:
        index_resource(resource)
    return [*topics, *named]
