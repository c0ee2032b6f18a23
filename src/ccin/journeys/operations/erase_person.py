"""A person is erased when they ask for it."""

from django.db import models, transaction
from django.db.models import Q

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import erase_account
from ccin.audit.operations import erase_details, record
from ccin.journeys import notices
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.data_requests import close_with_erasure
from ccin.journeys.operations.erase_funding import erase_from_funding
from ccin.journeys.operations.erase_governance import erase_from_bodies
from ccin.journeys.operations.erase_joining import erase_from_joining
from ccin.journeys.operations.erase_library import erase_from_library
from ccin.journeys.operations.erase_requests import erase_from_requests, refuse_unfit
from ccin.journeys.operations.erase_words import erase_from_words
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Person, Representation
from ccin.members.operations.finding import index_people
from ccin.members.states import RepresentationEnd
from ccin.outbox.operations.people import forget_recipient
from ccin.outbox.operations.writing import Recipient, erase_letters_of


@transaction.atomic
def erase_person(person: Person, *, request: DataRequest | None = None, by: Actor) -> None:
    """Take a person out of every record that must stay, and delete what need not. A request that
    asked for it is answered by this, and a last letter says so.

    Who did what stays as keys; the chain of the audit trail still verifies. It cannot be undone.
    """
    person.refresh_from_db(from_queryset=Person.objects.select_for_update())
    by.must(Permission.PERSON_ERASE)
    if person.erased_on:
        raise Refused("This person was erased already.")
    if person.merged_into_id:
        raise Refused(f"This record was merged into that of {person.merged_into}. Erase that one.")
    last_letter = _close(request, person, by=by) if request else None
    records = list(Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).order_by("pk"))
    accounts = list(Account.objects.filter(person__in=records))
    erase_all_of(records, accounts, {request.email} if request else set(), by=by)
    person.refresh_from_db()
    record(by, "journeys.person_erased", person)
    if last_letter:
        notices.erased(last_letter.email)


@transaction.atomic
def erase_asker(request: DataRequest, *, by: Actor) -> None:
    """Somebody asks to be erased of whom there is no record: an account that stands for nobody, or
    an address that only wrote to us."""
    request.refresh_from_db(from_queryset=DataRequest.objects.select_for_update())
    by.must(Permission.PERSON_ERASE)
    last_letter = _close(request, None, by=by)
    accounts = [request.account] if request.account else []
    erase_all_of([], accounts, {request.email}, by=by)
    record(by, "journeys.asker_erased", request)
    if last_letter:
        notices.erased(last_letter.email)


def _close(request: DataRequest, person: Person | None, *, by: Actor) -> Recipient | None:
    request.refresh_from_db(from_queryset=DataRequest.objects.select_for_update())
    refuse_unfit(request, person)
    to = notices.whom(request)
    close_with_erasure(request, by=by)
    return to


def erase_all_of(
    records: list[Person], accounts: list[Account], more_emails: set[str], *, by: Actor
) -> None:
    """A part of the operations that permit and record: out of every room, while the records still
    know their names."""
    emails = {each.email for each in records} | {account.email for account in accounts}
    emails = (emails | more_emails) - {""}
    _end_representations(records)
    touched: list[models.Model] = [
        *records,
        *accounts,
        *erase_from_bodies(records, accounts),
        *erase_from_funding(records, accounts),
        *erase_from_joining(records, accounts, emails),
        *erase_from_library(records, accounts, by=by),
        *erase_from_requests(records, accounts, emails),
    ]
    keys = [f"person:{each.pk}" for each in records] + [f"account:{each.pk}" for each in accounts]
    erase_from_words(records, accounts)
    erase_letters_of(*keys, emails=emails, by=by)
    forget_recipient(keys, emails, by=by)
    for account in accounts:
        erase_account(account, by=by)
    for each in records:
        _scrub(each)
    erase_details(*touched, by=by)
    index_people(*(each.pk for each in records))


def _end_representations(records: list[Person]) -> None:
    theirs = Representation.objects.filter(person__in=records)
    theirs.filter(ends_on=None, starts_on__gt=today()).update(
        ends_on=today(), starts_on=today(), end_reason=RepresentationEnd.CORRECTED
    )
    theirs.filter(ends_on=None).update(ends_on=today(), end_reason=RepresentationEnd.LEFT)
    theirs.update(is_primary=False, job_title="")


def _scrub(person: Person) -> None:
    for name, value in Person.PERSONAL.items():
        setattr(person, name, value)
    person.listing_consent_on = None
    person.listing_consent_source = ""
    person.erased_on = today()
    person.version += 1
    person.save()
