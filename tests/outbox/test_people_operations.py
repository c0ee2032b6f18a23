import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ccin.outbox.models import Addressee, Arrival, Choice, Digest, Notice, Reach, Telling
from ccin.outbox.operations.choices import choose
from ccin.outbox.operations.people import forget_recipient, move_recipient
from ccin.outbox.reads.reaching import digests_of, objecting
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import AddresseeFactory, DigestFactory, MailingFactory, NoticeFactory

pytestmark = pytest.mark.django_db

ADA, BEA = "person:7", "person:8"


def chose(key: str, section: str, how: str) -> None:
    choose(key, section, how, wording="", source="page", by=WORKER)


def test_what_was_for_somebody_who_is_erased_goes_and_what_is_others_stays() -> None:
    own, shared = NoticeFactory(), NoticeFactory()
    digest = DigestFactory(to_key=ADA)
    for notice, key in ((own, ADA), (shared, BEA)):
        Telling.objects.create(notice=notice, to_key=key)
    Telling.objects.create(notice=shared, to_key=ADA, state="gathered", digest=digest)
    for key in (ADA, BEA):
        chose(key, "library", "never")

    forget_recipient([ADA], ["ada@council.example"], by=OFFICER)

    assert list(Telling.objects.values_list("to_key", flat=True)) == [BEA]
    assert list(Notice.objects.all()) == [shared]
    assert not Digest.objects.exists()
    assert list(Choice.objects.values_list("to_key", flat=True)) == [BEA]


def test_lists_and_messages_stay_as_counts_without_a_name() -> None:
    mailing = MailingFactory()
    due = AddresseeFactory(mailing=mailing, to_key=ADA, name="Ada", email="ada@council.example")
    shared = AddresseeFactory(mailing=mailing, to_key="person:9", email="ADA@council.example")
    other = AddresseeFactory(mailing=mailing, to_key=BEA, name="Bea", email="bea@council.example")
    Arrival.objects.create(
        digest="a" * 64,
        kind="other",
        state="waiting",
        arrived_at=timezone.now(),
        from_email="Ada@council.example",
        subject="Hello",
        words="It is Ada.",
    )

    forget_recipient([ADA], ["ada@council.example", ""], by=OFFICER)

    for each in (due, shared):
        each.refresh_from_db()
        assert (each.name, each.email, each.state) == ("", "", "left_out")
    other.refresh_from_db()
    assert (other.name, other.state) == ("Bea", "due")
    arrival = Arrival.objects.get()
    assert (arrival.from_email, arrival.subject, arrival.words) == ("", "", "")
    assert Addressee.objects.count() == 3


def test_an_objection_outlives_the_erasure_of_the_address() -> None:
    email = "ada@council.example"
    Reach.objects.create(digest=digests_of(email)[0], email=email, objected_at=timezone.now())

    forget_recipient([ADA], [email], by=OFFICER)

    assert Reach.objects.get().email == ""
    assert objecting([email]) == {email}


def test_only_those_who_may_erase_people_may_forget_them() -> None:
    with pytest.raises(PermissionDenied):
        forget_recipient([ADA], [], by=EDITOR)


def test_two_records_that_become_one_are_told_once_and_keep_what_either_stopped() -> None:
    both, theirs = NoticeFactory(), NoticeFactory()
    for notice, key in ((both, ADA), (both, BEA), (theirs, BEA)):
        Telling.objects.create(notice=notice, to_key=key)
    for section, ours, others in (
        ("library", "digest", "never"),
        ("group:7", "never", "digest"),
        ("digest", "daily", "weekly"),
    ):
        chose(ADA, section, ours)
        chose(BEA, section, others)
    chose(BEA, "questions", "at_once")

    move_recipient(BEA, ADA)

    assert list(Telling.objects.values_list("notice", "to_key").order_by("notice")) == [
        (both.pk, ADA),
        (theirs.pk, ADA),
    ]
    assert set(Choice.objects.values_list("to_key", "section", "how")) == {
        (ADA, "library", "never"),
        (ADA, "group:7", "never"),
        (ADA, "digest", "daily"),
        (ADA, "questions", "at_once"),
    }


def test_two_digests_of_one_day_and_two_places_on_one_list_stay_apart() -> None:
    mailing, another = MailingFactory(), MailingFactory()
    for key in (ADA, BEA):
        DigestFactory(to_key=key, day="2026-11-24")
        AddresseeFactory(mailing=mailing, to_key=key)
    DigestFactory(to_key=BEA, day="2026-11-25")
    AddresseeFactory(mailing=another, to_key=BEA)

    move_recipient(BEA, ADA)

    assert sorted(Digest.objects.values_list("to_key", flat=True)) == [ADA, ADA, BEA]
    assert sorted(Addressee.objects.values_list("to_key", flat=True)) == [ADA, ADA, BEA]
