"""Two records of one person become one."""

from django.db import transaction

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.members.models import Person, Representation
from ccin.members.reasons import period_in_words
from ccin.members.rules.periods import Period, first_overlap
from ccin.members.states import RepresentationEnd


@transaction.atomic
def merge_people(kept: Person, other: Person, *, by: Actor) -> None:
    """Move all that hangs on `other` to `kept`, whose own words win."""
    list(Person.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk"))
    kept.refresh_from_db()
    other.refresh_from_db()
    by.must(Permission.ORGANISATION_MERGE)
    _check(kept, other)
    _check_representations(kept, other)
    _move_account(kept, other)
    other.merged_into = kept
    other.version += 1
    other.save(update_fields=["merged_into", "version"])
    for name in ("email", "phone"):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    if kept.listing_consent_on is None:
        kept.listing_consent_on = other.listing_consent_on
        kept.listing_consent_source = other.listing_consent_source
    kept.notes = "\n\n".join(filter(None, [kept.notes, other.notes]))
    kept.version += 1
    kept.save()
    Representation.objects.filter(person=other).update(person=kept)
    Person.objects.filter(merged_into=other).update(merged_into=kept)
    record(by, "journeys.people_merged", kept, concerning=[other], other=other.pk)


def _check(kept: Person, other: Person) -> None:
    if kept.pk == other.pk:
        raise Refused("Choose two different records.")
    for each in (kept, other):
        if each.merged_into_id or each.erased_on:
            raise Refused("One of these records is closed already. Choose the current one.")
    if kept.fictional != other.fictional:
        raise Refused("A fictional person of the demo and a real one cannot be the same.")


def _check_representations(kept: Person, other: Person) -> None:
    standing = Representation.objects.exclude(end_reason=RepresentationEnd.CORRECTED)
    for theirs in standing.filter(person=other).select_related("organisation").order_by("pk"):
        same = standing.filter(person=kept, organisation=theirs.organisation_id, role=theirs.role)
        clash = first_overlap(
            Period(theirs.starts_on, theirs.ends_on),
            [Period(each.starts_on, each.ends_on) for each in same],
        )
        if clash:
            raise Refused(
                f"Both records are {theirs.get_role_display().lower()} of {theirs.organisation} "
                f"{period_in_words(clash.starts_on, clash.ends_on)}. Mark one of the two as "
                "recorded in error, and merge again."
            )


def _move_account(kept: Person, other: Person) -> None:
    """One person signs in with one account: a stopped one is let go, two open ones are refused."""
    ours = Account.objects.filter(person=kept).first()
    theirs = Account.objects.filter(person=other).first()
    if ours and theirs and ours.is_active and theirs.is_active:
        raise Refused(
            f"Both can sign in, at {ours.email} and at {theirs.email}. "
            "Ask an administrator to stop one of the two accounts, and merge again."
        )
    if theirs is None:
        return
    if ours is None or not ours.is_active:
        Account.objects.filter(person=kept).update(person=None)
        Account.objects.filter(pk=theirs.pk).update(person=kept)
    else:
        Account.objects.filter(pk=theirs.pk).update(person=None)
