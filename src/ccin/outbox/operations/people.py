"""What becomes of a recipient's rows when they are erased, or when two records become one."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.outbox.models import Addressee, Arrival, Choice, Digest, Notice, Reach, Telling
from ccin.outbox.rules.mailings import NO_ADDRESS
from ccin.outbox.states import DUE, LEFT_OUT, ChoiceHow


@transaction.atomic
def forget_recipient(keys: Collection[str], emails: Collection[str], *, by: Actor) -> None:
    """Beside `erase_letters_of`: what was held or gathered for them and what they chose goes, and
    what must stay as a count stays without name and address.

    Of an address stays the digest by which it is known, so that an objection holds, and nobody
    writes again to where letters do not arrive.
    """
    by.must(Permission.PERSON_ERASE)
    addresses = [email.strip().lower() for email in emails if email.strip()]
    tellings = Telling.objects.filter(to_key__in=keys)
    notices = list(tellings.order_by().values_list("notice", flat=True))
    tellings.delete()
    Digest.objects.filter(to_key__in=keys).delete()
    Choice.objects.filter(to_key__in=keys).delete()
    Notice.objects.filter(pk__in=notices, tellings=None).delete()
    named = Addressee.objects.alias(address=Lower("email")).order_by()
    listed = named.filter(Q(to_key__in=keys) | Q(address__in=addresses))
    theirs = [each.pk for each in listed.only("pk")]
    rows = Addressee.objects.filter(pk__in=theirs).order_by()
    rows.filter(state=DUE).update(state=LEFT_OUT, because=NO_ADDRESS)
    rows.update(**Addressee.PERSONAL)
    came = Arrival.objects.alias(address=Lower("from_email")).order_by()
    came.filter(Q(to_key__in=keys) | Q(address__in=addresses)).update(**Arrival.PERSONAL)
    reached = Reach.objects.alias(address=Lower("email")).order_by()
    reached.filter(address__in=addresses).update(**Reach.PERSONAL)


@transaction.atomic
def move_recipient(other_key: str, kept_key: str) -> None:
    """A part of an operation that has permitted: what is the one record's becomes the other's.

    Where both have a row, the kept one's stands; but what either has stopped stays stopped.
    """
    theirs = Telling.objects.filter(to_key=other_key)
    told = Telling.objects.filter(to_key=kept_key).values("notice")
    theirs.filter(notice__in=list(told.values_list("notice", flat=True))).delete()
    theirs.update(to_key=kept_key)
    _move_choices(other_key, kept_key)
    days = list(Digest.objects.filter(to_key=kept_key).values_list("day", flat=True))
    digests = Digest.objects.filter(to_key=other_key).exclude(day__in=days).order_by()
    digests.update(to_key=kept_key)
    lists = list(Addressee.objects.filter(to_key=kept_key).values_list("mailing", flat=True))
    listed = Addressee.objects.filter(to_key=other_key).exclude(mailing__in=lists).order_by()
    listed.update(to_key=kept_key)
    Arrival.objects.filter(to_key=other_key).order_by().update(to_key=kept_key)


def _move_choices(other_key: str, kept_key: str) -> None:
    ours = {each.section: each for each in Choice.objects.filter(to_key=kept_key)}
    for choice in Choice.objects.filter(to_key=other_key).order_by("pk"):
        own = ours.get(choice.section)
        if own and choice.how != ChoiceHow.NEVER:
            choice.delete()
            continue
        if own:
            own.delete()
        choice.to_key = kept_key
        choice.save(update_fields=["to_key"])
