"""What has been kept long enough goes, and nothing else; the chain still verifies."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ccin.accounts.models import Session, SignInLink
from ccin.audit.models import Detail, Entry
from ccin.audit.operations import record, seal_entries
from ccin.audit.reads.chain import verify_chain
from ccin.joining.models import Application, NamedRepresentative
from ccin.journeys.models import RetentionRun
from ccin.journeys.operations import retention as operations
from ccin.journeys.operations.retention import ask_for_retention, count_what_would_go, let_go
from ccin.journeys.reads.retention import DUE, dry_run, due_of, is_run_due
from ccin.journeys.reasons import CLASSES, FATES
from ccin.journeys.rules.retention import KEPT_FOR, Fate, Keeping, next_run_on
from ccin.journeys.states import RequestState
from ccin.journeys.tasks import let_go_what_is_old
from ccin.kernel.clock import today
from ccin.library.models import Import, Use
from ccin.members.models import Person
from ccin.outbox.models import Addressee, Arrival, Digest, Letter, Mailing, Notice, Reach, Telling
from ccin.outbox.operations.reaching import note_objection
from ccin.outbox.reads.reaching import objecting
from tests.actors import ADMINISTRATOR, OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import (
    AccountFactory,
    ApplicantFactory,
    ApplicationFactory,
    AppointmentFactory,
    DataRequestFactory,
    EnquiryFactory,
    InvitationFactory,
    LetterFactory,
    NamedRepresentativeFactory,
    NoticeFactory,
    PersonFactory,
    RepresentationFactory,
    RoleHeldFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2019, 3, 4, 12, tzinfo=timezone.get_default_timezone())
DAY = LONG_AGO.date()


def an_old_reach() -> Reach:
    note_objection("gone@x.example", by=WORKER)
    Reach.objects.update(objected_at=LONG_AGO)
    return Reach.objects.get()


def old(row: models.Model, **when: Any) -> models.Model:
    type(row)._base_manager.filter(pk=row.pk).update(**when)
    return row


def an_old_application() -> Application:
    application = ApplicationFactory(applicant_name="Rhŷs", state="refused", closed_at=LONG_AGO)
    NamedRepresentativeFactory(application=application, name="Olwen")
    return application


def somebody_who_left() -> Person:
    return RepresentationFactory(
        starts_on=DAY - timedelta(days=9), ends_on=DAY, end_reason="left"
    ).person


def an_old_addressee() -> Addressee:
    mailing = Mailing.objects.create(
        section="update", subject="News", text="News", begun_at=LONG_AGO, ended_at=LONG_AGO
    )
    return Addressee.objects.create(
        mailing=mailing, to_key="person:1", name="Rhŷs", email="rhys@x.example"
    )


OLD: dict[str, Callable[[], Any]] = {
    "sessions": lambda: Session.objects.create(session_key="k" * 32, expire_date=LONG_AGO),
    "links": lambda: SignInLink.objects.create(
        account=AccountFactory(), digest="d", address="/", expires_at=LONG_AGO
    ),
    "last_letters": lambda: old(
        LetterFactory(sent=True, kind="journeys.data_request_erased"),
        written_at=timezone.now() - timedelta(days=40),
    ),
    "notices": lambda: old(NoticeFactory(), written_at=LONG_AGO),
    "digests": lambda: Digest.objects.create(to_key="person:1", day=DAY),
    "arrivals": lambda: Arrival.objects.create(
        digest="d", kind="away", state="ignored", arrived_at=LONG_AGO
    ),
    "invitations": lambda: old(InvitationFactory(), expires_at=LONG_AGO),
    "lists": lambda: Import.objects.create(
        file_name="names.csv",
        list_name="a",
        started_at=LONG_AGO,
        finished_at=LONG_AGO,
        state="done",
    ),
    "letters": lambda: old(LetterFactory(sent=True), written_at=LONG_AGO),
    "addressees": an_old_addressee,
    "reaches": an_old_reach,
    "enquiries": lambda: EnquiryFactory(state="closed", closed_at=LONG_AGO),
    "applications": an_old_application,
    "uses": lambda: Use.objects.create(day=DAY, kind="read", key="1"),
    "requests": lambda: DataRequestFactory(state=RequestState.ANSWERED, answered_at=LONG_AGO),
    "people": somebody_who_left,
    "accounts": lambda: AccountFactory(last_login=LONG_AGO),
}


def counts() -> dict[str, int]:
    return {found.keeping.key: found.count for found in dry_run(today()) if found.count}


def test_every_class_has_its_words_and_its_records() -> None:
    keys = [keeping.key for keeping in KEPT_FOR]

    assert len(set(keys)) == len(keys)
    assert set(keys) == set(CLASSES) == set(DUE) == set(OLD)
    assert {keeping.fate for keeping in KEPT_FOR} == set(FATES) == set(Fate)


def test_a_period_of_months_ends_on_the_corresponding_day() -> None:
    keeping = Keeping("letters", 24, Fate.EMPTIED, date(2026, 1, 1))

    assert keeping.let_go_before(date(2028, 2, 29)) == date(2026, 2, 28)
    assert next_run_on(date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize("keeping", KEPT_FOR, ids=lambda each: each.key)
def test_what_is_old_enough_goes_once_and_is_found_no_more(keeping: Keeping) -> None:
    row = OLD[keeping.key]()
    assert counts() == {keeping.key: 1}
    found = next(each for each in dry_run(today()) if each.count)
    assert found.oldest is not None
    assert found.oldest < today()
    assert len(found.examples) == 1

    ask_for_retention(by=ADMINISTRATOR)
    first = let_go(by=WORKER)
    ask_for_retention(by=ADMINISTRATOR)
    second = let_go(by=WORKER)

    assert first
    assert second
    assert (first.counts, second.counts, counts()) == ({keeping.key: 1}, {}, {})
    stays = type(row)._base_manager.filter(pk=row.pk).exists()
    assert stays == (keeping.fate != Fate.DELETED)


def test_what_is_young_or_still_needed_stays() -> None:
    LetterFactory(sent=True), EnquiryFactory(state="closed", closed_at=timezone.now())
    old(LetterFactory(), written_at=LONG_AGO)  # waits to be sent
    EnquiryFactory(asked_at=LONG_AGO)  # nobody answered it
    DataRequestFactory(received_on=DAY)  # nor this
    Telling.objects.create(notice=NoticeFactory(written_at=LONG_AGO), to_key="person:1")
    Arrival.objects.create(digest="d", kind="other", state="waiting", arrived_at=LONG_AGO)
    seated, asking, working, talking = (somebody_who_left() for _ in range(4))
    AppointmentFactory(person=seated)
    DataRequestFactory(person=asking)
    RoleHeldFactory(account=AccountFactory(person=working))
    TopicFactory(asked_by=talking)
    RepresentationFactory(person=somebody_who_left())
    AccountFactory(person=somebody_who_left(), last_login=timezone.now())
    PersonFactory()
    AccountFactory()
    RoleHeldFactory(account=AccountFactory(last_login=LONG_AGO))
    AccountFactory(last_login=LONG_AGO, is_active=False)
    DataRequestFactory(account=AccountFactory(last_login=LONG_AGO))
    ApplicantFactory(account=AccountFactory(last_login=LONG_AGO))

    assert counts() == {}


def test_an_objection_outlives_the_address() -> None:
    an_old_reach()

    ask_for_retention(by=ADMINISTRATOR)
    let_go(by=WORKER)

    assert Reach.objects.get().email == ""
    assert objecting(["gone@x.example"]) == {"gone@x.example"}


def test_an_application_of_a_body_keeps_what_the_body_stated_and_a_person_s_own_nothing() -> None:
    of_a_body, own = an_old_application(), an_old_application()
    Application.objects.filter(pk=own.pk).update(kind="", name="Rhŷs", why="I care")
    body = of_a_body.name

    ask_for_retention(by=ADMINISTRATOR)
    let_go(by=WORKER)

    of_a_body.refresh_from_db()
    own.refresh_from_db()
    assert (of_a_body.name, of_a_body.applicant_name) == (body, "A person")
    assert (own.name, own.why) == (Application.PERSONAL["name"], "")
    assert not NamedRepresentative.objects.filter(name="Olwen").exists()


def test_personal_values_go_from_the_history_and_its_chain_still_holds() -> None:
    enquiry = EnquiryFactory(state="closed", closed_at=LONG_AGO, name="Rhŷs")
    record(OFFICER, "a.b", enquiry, personal={"name": "Rhŷs"})
    person = somebody_who_left()
    record(OFFICER, "a.c", person, personal={"name": person.name})
    seal_entries(by=WORKER)

    ask_for_retention(by=ADMINISTRATOR)
    let_go(by=WORKER)
    seal_entries(by=WORKER)

    assert set(Detail.objects.values_list("salt", flat=True)) == {""}
    assert verify_chain().holds
    person.refresh_from_db()
    assert person.erased_on == today()
    assert Entry.objects.filter(event="journeys.retention_done").get().values["counts"] == {
        "enquiries": 1,
        "people": 1,
    }


def test_one_who_may_not_be_erased_yet_is_left_and_the_others_go() -> None:
    stuck, free = somebody_who_left(), somebody_who_left()
    open_one = ApplicationFactory(kind="", state="draft")
    open_one.applicants.create(
        account=AccountFactory(person=stuck), began_it=True, added_at=timezone.now()
    )

    ask_for_retention(by=ADMINISTRATOR)
    run = let_go(by=WORKER)

    assert run
    assert run.counts == {"people": 1}
    free.refresh_from_db()
    stuck.refresh_from_db()
    assert (stuck.erased_on, free.erased_on) == (None, today())


def test_a_run_that_was_interrupted_goes_on_and_counts_what_went_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(operations, "A_BATCH", 2)
    for _ in range(5):
        old(LetterFactory(sent=True), written_at=LONG_AGO)
    ask_for_retention(by=ADMINISTRATOR)

    def stop(done: int, total: int | None = None) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        let_go(tell=stop, by=WORKER)
    assert is_run_due()
    assert let_go_what_is_old(WORKER, lambda *_: None) == "Let go: letters 5"

    assert RetentionRun.objects.get().counts == {"letters": 5}
    assert not is_run_due()
    assert let_go(by=WORKER) is None
    assert let_go_what_is_old(WORKER, lambda *_: None) == ""


def test_it_happens_by_itself_only_after_staff_did_it_once() -> None:
    old(LetterFactory(sent=True), written_at=LONG_AGO)
    assert not is_run_due()
    ask_for_retention(by=ADMINISTRATOR)
    assert ask_for_retention(by=ADMINISTRATOR) == RetentionRun.objects.get()
    let_go(by=WORKER)

    assert not is_run_due()
    RetentionRun.objects.update(ran_at=timezone.now() - timedelta(days=32))
    assert is_run_due()


def test_a_dry_run_changes_nothing_but_is_noted() -> None:
    letter = old(LetterFactory(sent=True), written_at=LONG_AGO)

    run = count_what_would_go(by=ADMINISTRATOR)

    assert (run.is_dry, run.counts) == (True, {"letters": 1})
    letter.refresh_from_db()
    assert Letter.objects.get().text.startswith("Hello")
    assert not is_run_due()


def test_only_those_who_may_run_it() -> None:
    for act in (count_what_would_go, ask_for_retention, let_go):
        with pytest.raises(PermissionDenied):
            act(by=OFFICER)

    assert not RetentionRun.objects.exists()


def test_the_command_shows_first_and_does_when_told(capsys: pytest.CaptureFixture[str]) -> None:
    old(LetterFactory(sent=True), written_at=LONG_AGO)

    call_command("retention")
    shown = capsys.readouterr().out
    call_command("retention", do=True)
    done = capsys.readouterr().out
    call_command("retention", do=True)

    assert "letters: 1 to be emptied" in shown
    assert "outbox.Letter:" in shown
    assert "Nothing was changed" in shown
    assert "Let go: letters 1" in done
    assert "Let go: nothing" in capsys.readouterr().out


def test_staff_read_what_would_go_and_an_administrator_lets_it_go(client: OurClient) -> None:
    old(LetterFactory(sent=True), written_at=LONG_AGO)
    client.act_as(ADMINISTRATOR)
    address = reverse("journeys:retention")

    page = client.get(address).content.decode()
    client.post(address)
    going = client.get(address).content.decode()
    let_go(by=WORKER)
    done = client.get(address).content.decode()

    assert "4 March 2019" in page
    assert "Let it go now" in page
    assert "waits for the worker" in going
    assert "Letters that went, or could not go: 1" in done


def test_every_class_is_due_by_a_query_of_its_own_model() -> None:
    assert {keeping.key: due_of(keeping, today()).model for keeping in KEPT_FOR}[
        "notices"
    ] is Notice
