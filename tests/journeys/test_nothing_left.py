"""After an erasure no row of any table says who it was; what must stay still stands."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.operations import record, seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.discussion.models import Belonging, Mention, Post, Wish
from ccin.governance.models import Concern
from ccin.journeys.models import DataRequest
from ccin.journeys.operations.data_requests import (
    Asked,
    ByPost,
    ask_about_data,
    check_identity,
    record_data_request,
)
from ccin.journeys.operations.erase_person import erase_asker, erase_person
from ccin.journeys.states import RequestKind, RequestState
from ccin.kernel.errors import Refused
from ccin.library.models import SavedSearch
from ccin.members.models import Person
from ccin.members.operations import PersonDetails, add_person
from ccin.outbox.models import Addressee, Arrival, Choice, Digest, Letter, Mailing, Telling
from ccin.outbox.operations.reaching import note_bounce, note_objection
from ccin.outbox.reads.reaching import objecting
from tests.actors import OFFICER, PUBLIC, STAND_IN, WORKER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    ApplicantFactory,
    ApplicationFactory,
    BelongingFactory,
    EnquiryFactory,
    GroupTopicFactory,
    InvitationFactory,
    LetterFactory,
    NamedRepresentativeFactory,
    NoticeFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    RepresentationFactory,
    RoleHeldFactory,
    TeamRequestFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

NAME, SIGNS_IN_AT, WORK, PHONE = (
    "Gwenllian Quarrell",
    "gwenllian@home.example",
    "g.quarrell@council.example",
    "01632 960777",
)
MARKS = ("Gwenllian", "Quarrell", "gwenllian@", "g.quarrell", "960777")
REPLIES = 40

# Where it stands all the same: the one letter that tells them, until retention lets it go.
EXCEPTIONS = {("outbox.Letter", "to_email", "journeys.data_request_erased")}


def everything_written() -> Iterator[tuple[str, str, str, str]]:
    """Every text of every row: model, field, kind of the row, words."""
    for model in apps.get_models(include_auto_created=True):
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model._base_manager.order_by().values(*texts) if texts else ():
            for name in texts:
                yield model._meta.label, name, str(row.get("kind", "")), str(row[name])


def left() -> list[tuple[str, str, str, str]]:
    return [
        (label, name, kind, words)
        for label, name, kind, words in everything_written()
        if any(mark.lower() in words.lower() for mark in MARKS)
        and (label, name, kind) not in EXCEPTIONS
    ]


def known_in_every_room() -> Account:
    details = PersonDetails(name=NAME, email=WORK, phone=PHONE, notes=f"{NAME} likes tea")
    person = add_person(details, by=OFFICER)
    account = AccountFactory(email=SIGNS_IN_AT, name=NAME, person=person)
    key = f"account:{account.pk}"
    RepresentationFactory(person=person, job_title=f"Office of {NAME}")
    RoleHeldFactory(account=account, reason=f"Stands in for {NAME}")
    TeamRequestFactory(account=account, job_title=f"{NAME}’s office")
    InvitationFactory(name=NAME, email=WORK)
    EnquiryFactory(name=NAME, email=WORK, phone=PHONE, question=f"I am {NAME}")
    NamedRepresentativeFactory(name=NAME, email=WORK, phone=PHONE)
    application = ApplicationFactory(applicant_name=NAME, applicant_phone=PHONE)
    ApplicantFactory(application=application, account=account, began_it=True)
    SavedSearch.objects.create(
        account=account, name=NAME, words=NAME, saved_at=timezone.now(), looked_at=timezone.now()
    )
    Concern.objects.create(
        kind="concern",
        about=OrganisationFactory(),
        words=f"{NAME} writes",
        raised_by=person,
        raised_at=timezone.now(),
    )
    record(OFFICER, "members.person_changed", person, personal={"name": NAME, "phone": PHONE})
    talked_in_groups(person)
    written_to(person, key)
    return account


def talked_in_groups(person: Person) -> None:
    BelongingFactory(person=person)
    topic = GroupTopicFactory(asked_by=person, title=f"Ask {NAME}", words=f"Ring {PHONE}. {NAME}")
    for number in range(REPLIES):
        PostFactory(
            topic=topic, words=f"Thank you {NAME}, that is {number}", author=PersonFactory()
        )
    PostFactory(topic=TopicFactory(), author=person, words=f"Yours, {NAME} ({WORK})")
    Mention.objects.create(topic=topic, person=person)
    Wish.objects.create(
        group=topic.group,
        person=person,
        organisation=OrganisationFactory(),
        words=f"{NAME} would like to",
        made_at=timezone.now(),
    )


def written_to(person: Person, key: str) -> None:
    for to_key, address in ((f"person:{person.pk}", WORK), (key, SIGNS_IN_AT), ("", WORK.upper())):
        LetterFactory(sent=True, to_key=to_key, to_name=NAME, to_email=address, text=f"Dear {NAME}")
    told = LetterFactory(sent=True, text=f"{NAME} has replied", to_name="Carys Another")
    LetterFactory(sent=True, text="For a namesake", to_name=told.to_name)
    mailing = Mailing.objects.create(
        section="update", subject="News", text="News", begun_at=timezone.now()
    )
    for to_key, address in ((key, SIGNS_IN_AT), ("person:999999", WORK)):
        Addressee.objects.create(mailing=mailing, to_key=to_key, name=NAME, email=address)
    notice = NoticeFactory(title=f"{NAME} asks", text=f"{NAME} wrote it", about="topic:1")
    Telling.objects.create(notice=notice, to_key=key)
    Digest.objects.create(to_key=key, day=date(2026, 11, 3))
    Arrival.objects.create(
        digest="d",
        kind="other",
        state="waiting",
        arrived_at=timezone.now(),
        from_email=SIGNS_IN_AT,
        to_key=key,
        subject=f"From {NAME}",
        words=f"I am {NAME}",
    )
    Choice.objects.create(
        to_key=key, section="update", how="never", chosen_at=timezone.now(), source="page"
    )
    note_bounce(WORK, f"550 {WORK} unknown", by=WORKER)
    note_objection(SIGNS_IN_AT, by=WORKER)


def test_no_row_anywhere_says_who_it_was() -> None:
    account = known_in_every_room()
    person = account.person
    ask_about_data(Asked(RequestKind.ACCESS, f"I am {NAME}"), by=as_themselves(account))
    seal_entries(by=WORKER)
    assert {label for label, *_rest in left()} >= {"members.Person", "discussion.Post"}

    erase_person(person, by=OFFICER)
    seal_entries(by=WORKER)

    assert left() == []
    assert verify_chain().holds
    assert objecting([SIGNS_IN_AT]) == {SIGNS_IN_AT}
    assert Post.objects.filter(topic__asked_by=person).count() == REPLIES
    assert not Belonging.objects.filter(person=person, left_at=None).exists()
    assert set(DataRequest.objects.values_list("state", "words")) == {(RequestState.WITHDRAWN, "")}


def as_themselves(account: Account) -> Actor:
    return Actor(f"account:{account.pk}", account.name, account.person_id)


def test_a_request_is_answered_by_it_and_a_last_letter_says_so(client: OurClient) -> None:
    person = AccountFactory(email=SIGNS_IN_AT, name=NAME, person=PersonFactory(name=NAME)).person
    came = ByPost("a call", date(2026, 1, 2), person)
    request = record_data_request(Asked(RequestKind.ERASURE, NAME), came, by=OFFICER)
    client.act_as(OFFICER)
    address = f"{reverse('journeys:erase', args=[person.pk])}?request={request.pk}"

    shown = client.get(address).content.decode()
    answer = client.post(address, {"sure": "on", "confirm": "on"})

    assert f"request {request.pk}" in shown
    assert "stays, emptied" in shown
    assert answer.url == request.get_absolute_url()
    request.refresh_from_db()
    assert (request.state, request.words) == (RequestState.ANSWERED, "")
    last = Letter.objects.get(kind="journeys.data_request_erased")
    assert (last.to_email, last.to_name, last.to_key) == (SIGNS_IN_AT, "", "")
    assert left() == []


def test_nobody_is_erased_on_the_word_of_a_stranger_or_for_another_request() -> None:
    person = PersonFactory(name=NAME)
    openly = ask_about_data(Asked(RequestKind.ERASURE, "", NAME, SIGNS_IN_AT), by=PUBLIC)
    DataRequest.objects.filter(pk=openly.pk).update(person=person)
    other = record_data_request(
        Asked(RequestKind.ACCESS), ByPost("a call", date(2026, 1, 2), person), by=OFFICER
    )

    with pytest.raises(Refused, match="Check who they are"):
        erase_person(person, request=openly, by=OFFICER)
    with pytest.raises(Refused, match="does not ask"):
        erase_person(person, request=other, by=OFFICER)
    check_identity(openly, how="Called back", by=OFFICER)
    erase_person(person, request=openly, by=OFFICER)
    DataRequest.objects.filter(pk=openly.pk).update(person=person)
    with pytest.raises(Refused, match="erased already"):
        erase_person(person, request=openly, by=OFFICER)


def test_a_request_that_is_over_erases_nobody() -> None:
    person = PersonFactory(name=NAME)
    request = record_data_request(
        Asked(RequestKind.ERASURE), ByPost("a call", date(2026, 1, 2), person), by=OFFICER
    )
    DataRequest.objects.filter(pk=request.pk).update(state=RequestState.WITHDRAWN)

    with pytest.raises(Refused, match="closed already"):
        erase_person(person, request=request, by=OFFICER)


def test_one_of_whom_there_is_no_record_is_erased_by_what_they_wrote(client: OurClient) -> None:
    account = AccountFactory(email=SIGNS_IN_AT, name=NAME)
    EnquiryFactory(email=SIGNS_IN_AT, name=NAME, question=f"I am {NAME}")
    request = ask_about_data(Asked(RequestKind.ERASURE, NAME), by=as_themselves(account))
    client.act_as(OFFICER)
    address = reverse("journeys:data_request_step", args=[request.pk, "erase"])

    assert "Erase all that is held" in client.get(request.get_absolute_url()).content.decode()
    assert "Confirm that" in client.post(address).content.decode()
    assert client.post(address, {"sure": "on"}).status_code == 302

    assert left() == []
    request.refresh_from_db()
    account.refresh_from_db()
    assert (request.state, account.is_active) == (RequestState.ANSWERED, False)


def test_a_stranger_who_only_wrote_is_erased_once_it_is_known_that_it_is_they() -> None:
    EnquiryFactory(email=SIGNS_IN_AT, name=NAME, question=f"I am {NAME}")
    request = ask_about_data(Asked(RequestKind.ERASURE, "", NAME, SIGNS_IN_AT), by=PUBLIC)

    with pytest.raises(Refused, match="Check who they are"):
        erase_asker(request, by=OFFICER)
    check_identity(request, how="Called back", by=OFFICER)
    with pytest.raises(PermissionDenied):
        erase_asker(request, by=STAND_IN)
    erase_asker(request, by=OFFICER)

    assert left() == []


def test_one_of_whom_there_is_a_record_is_erased_on_its_own_page() -> None:
    came = ByPost("a call", date(2026, 1, 2), PersonFactory())
    request = record_data_request(Asked(RequestKind.ERASURE), came, by=OFFICER)

    with pytest.raises(Refused, match="does not ask"):
        erase_asker(request, by=OFFICER)
