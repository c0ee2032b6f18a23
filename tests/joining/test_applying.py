"""Beginning, filling in, sharing, sending and taking back an application, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.audit.models import Entry
from ccin.files.models import Upload
from ccin.governance.models import Question
from ccin.governance.states import MatterKind, MatterState
from ccin.joining.models import Application, ApplicationForm
from ccin.joining.operations.answers import answer_for_application, tell_of_questions
from ccin.joining.operations.application_forms import load_application_forms
from ccin.joining.operations.applications import (
    LINKS_AN_HOUR,
    LINKS_TO_ONE_ADDRESS_A_DAY,
    MOST_WRITERS,
    Beginning,
    Colleague,
    ask_for_link,
    offer_application,
    share_application,
    start_application,
    withdraw_application,
)
from ccin.joining.operations.lapsing import look_after_drafts
from ccin.joining.operations.steps import Kept, save_step
from ccin.joining.operations.submitting import submit_application
from ccin.joining.reads.applications import (
    as_applicant,
    figures_on_record,
    is_any_untold,
    open_questions,
    steps_of,
    task_list,
    waiting_for,
)
from ccin.joining.reads.starting import Sought
from ccin.joining.states import ApplicationState, EnquiryState, StepKey
from ccin.joining.tasks import look_after_applications, pass_questions_on
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from ccin.members.models import Organisation
from ccin.outbox.models import Letter
from ccin.principles.models import Statement
from tests.actors import OFFICER, PUBLIC, STRANGER, WORKER
from tests.factories import (
    ApplicantFactory,
    EnquiryFactory,
    LetterFactory,
    MembershipFactory,
    OrganisationFactory,
    ParishFactory,
    PersonFactory,
    SuccessionFactory,
)
from tests.files.test_rules import pdf
from tests.joining.applying import (
    a_council,
    acting,
    begun,
    fill_in,
    for_council,
    for_group,
    for_parish,
    kept,
    lay_out,
    somebody,
)
from tests.letters import said

pytestmark = pytest.mark.django_db

COMPANY = Sought("company", "Acme Tools Ltd")
PERSON = Sought("person", as_supporter=True)


@pytest.fixture(autouse=True)
def network() -> None:
    lay_out()


@pytest.fixture
def writer() -> Account:
    return somebody()


def submitted(application: Application, account: Account) -> Application:
    fill_in(application, account)
    submit_application(application, version=application.version, by=acting(account))
    return application


def letters(kind: str) -> list[str]:
    return [each.to_email for each in said(f"joining.{kind}")]


# Beginning


def test_a_council_is_begun_once_in_the_class_its_terms_name(writer: Account) -> None:
    council = a_council()

    application = begun(for_council(council), writer)

    assert (application.name, application.membership_class) == (council.name, "full")
    assert (application.kind, application.sub_kind) == ("council", "principal_council")
    assert application.body_key == f"authority:{council.pk}"
    [first] = application.applicants.all()
    assert (first.account, first.began_it) == (writer, True)
    assert begun(for_council(council), writer) == application


def test_the_second_officer_learns_that_it_is_begun_and_the_first_who_asked(
    writer: Account,
) -> None:
    council = a_council()
    first = begun(for_council(council), writer)
    second = somebody("Owen Marsh")

    started = start_application(Beginning(for_council(council), "Owen Marsh"), by=acting(second))

    assert (started.application, started.is_mine, started.is_new) == (first, False, False)
    assert Application.objects.count() == 1
    [letter] = Letter.objects.filter(kind="joining.application_asked_for")
    assert letter.to_email == writer.email
    assert "Owen Marsh" in letter.text
    assert second.email in letter.text
    assert not Application.objects.visible_to(acting(second)).exists()
    [entry] = Entry.objects.about(first).filter(event="joining.application_asked_for")
    assert "Owen" not in str(entry.values)


@pytest.mark.parametrize("closed", ["withdrawn", "lapsed", "refused"])
def test_a_new_one_may_be_begun_when_the_last_is_closed(writer: Account, closed: str) -> None:
    council = a_council()
    old = begun(for_council(council), writer)
    Application.objects.filter(pk=old.pk).update(state=closed, closed_at=timezone.now())

    assert begun(for_council(council), writer) != old


def test_a_member_a_dissolved_council_and_one_in_doubt_cannot_begin(writer: Account) -> None:
    member = a_council("Ashby Council")
    MembershipFactory(organisation=OrganisationFactory(authority=member))
    gone = a_council("Old Moor Council", valid_to=date(2023, 3, 31))
    SuccessionFactory(predecessor=gone, successor=a_council("New Moor Council"))
    coming = a_council("Next Council", valid_from=today() + timedelta(days=90))

    for sought, words in [
        (for_council(member), "already"),
        (for_council(gone), "New Moor Council"),
        (for_council(coming), "person"),
        (Sought("group", "The Group", authority=a_council("Grey Council")), "group"),
        (Sought("group", "G", authority=a_council("Red Council"), standing="control"), "control"),
    ]:
        with pytest.raises(Refused, match=words):
            begun(sought, writer)

    assert not Application.objects.exists()


def test_a_body_that_belongs_under_the_same_name_is_told(writer: Account) -> None:
    MembershipFactory(affiliate=True, organisation__name="ACME Tools Limited")
    council = a_council()
    group = OrganisationFactory(
        party_group=True, principal_council=council, name="Dunmoor Independents"
    )
    MembershipFactory(of_a_group=True, organisation=group)

    for sought in [COMPANY, for_group(council)]:
        with pytest.raises(Refused, match="belongs to the network already"):
            begun(sought, writer)


def test_each_class_has_its_own_steps(writer: Account) -> None:
    council = a_council()
    parish = ParishFactory(authority=council)
    found = {
        sought.kind: [str(step) for step in steps_of(begun(sought, writer))]
        for sought in [
            for_council(council),
            for_group(council),
            for_parish(parish),
            COMPANY,
            PERSON,
            Sought("overseas_authority", "Comarca"),
        ]
    }

    assert found == {
        "authority": ["body", "you", "decision", "figures", "principles", "people"],
        "group": ["body", "you", "group", "people"],
        "parish": ["body", "you", "decision", "work", "principles", "people"],
        "company": ["body", "you", "work", "people"],
        "person": ["support"],
        "overseas_authority": ["body", "you", "decision", "work", "principles", "people"],
    }


def test_a_form_that_changes_leaves_what_was_begun_as_it_was(writer: Account) -> None:
    application = begun(COMPANY, writer)
    form = ApplicationForm.objects.get(membership_class="affiliate")
    form.ends_on = today()
    form.save()
    ApplicationForm.objects.create(
        membership_class="affiliate", steps=["work"], starts_on=today() + timedelta(days=1)
    )

    assert len(steps_of(application)) == 4


def test_forms_are_loaded_once_and_marked_as_a_proposal() -> None:
    assert load_application_forms(by=WORKER) == 0
    assert not ApplicationForm.objects.filter(is_proposal=False).exists()
    with pytest.raises(PermissionDenied):
        load_application_forms(by=OFFICER)


def test_an_address_is_not_flooded_with_links() -> None:
    sought = for_council(a_council())
    begin = Beginning(sought, "Eluned Bowen")
    for _ in range(LINKS_TO_ONE_ADDRESS_A_DAY):
        ask_for_link(begin, email="eluned@dunmoor.example", by=PUBLIC)

    with pytest.raises(Refused, match="several links"):
        ask_for_link(begin, email="Eluned@Dunmoor.example", by=PUBLIC)

    LetterFactory.create_batch(LINKS_AN_HOUR, kind="joining.application_link")
    with pytest.raises(Refused, match="Try again in an hour"):
        ask_for_link(begin, email="another@dunmoor.example", by=PUBLIC)
    assert Account.objects.count() == 1


def test_a_name_of_any_length_fits_into_the_link() -> None:
    for name in ["日本" * 100, "ŷ" * 200, "a" * 200, "A mill"]:
        begin = Beginning(Sought("company", name), "Eluned Bowen")
        ask_for_link(begin, email=f"{len(name)}-{ord(name[0])}@mill.example", by=PUBLIC)

    assert len(letters("application_link")) == 4


def test_of_a_stopped_account_nobody_learns_anything() -> None:
    stopped = somebody()
    Account.objects.filter(pk=stopped.pk).update(is_active=False)

    ask_for_link(Beginning(COMPANY, "Eluned"), email=stopped.email.upper(), by=PUBLIC)

    assert letters("application_link") == []


def test_a_statement_that_is_not_there_asks_for_no_principles(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)
    later = a_council("Later Council")
    Statement.objects.update(adopted_on=today() + timedelta(days=9))

    tasks = {str(task.step): task for task in task_list(application)}

    assert tasks["principles"].lacks == ()
    assert figures_on_record(begun(COMPANY, writer)) == {}
    assert figures_on_record(begun(for_council(later), writer))["budget"].value == 21_000_000


# An enquiry becomes one


def test_an_enquiry_becomes_an_application_without_retyping() -> None:
    council = a_council()
    enquiry = EnquiryFactory(name="Eluned Bowen", email="eluned@dunmoor.example")

    started = offer_application(enquiry, for_council(council), by=OFFICER)

    application = started.application
    assert (application.enquiry, application.applicant_name) == (enquiry, "Eluned Bowen")
    [applicant] = application.applicants.all()
    assert applicant.account.email == "eluned@dunmoor.example"
    assert letters("application_offered") == ["eluned@dunmoor.example"]
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.CLOSED


def test_of_an_enquiry_about_a_body_that_is_begun_its_writer_is_told(writer: Account) -> None:
    council = a_council()
    begun(for_council(council), writer)
    enquiry = EnquiryFactory(email="owen@dunmoor.example", state=EnquiryState.NEW)

    started = offer_application(enquiry, for_council(council), by=OFFICER)

    assert not started.is_mine
    assert letters("application_asked_for") == [writer.email]
    assert letters("application_offered") == []


def test_an_enquiry_without_an_address_or_by_a_stranger_becomes_none() -> None:
    sought = for_council(a_council())

    with pytest.raises(Refused, match="no e-mail address"):
        offer_application(EnquiryFactory(email=""), sought, by=OFFICER)
    with pytest.raises(PermissionDenied):
        offer_application(EnquiryFactory(), sought, by=STRANGER)

    assert not Application.objects.exists()


# Filling it in


def test_a_step_is_saved_by_whoever_writes_it_and_by_nobody_else(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)

    for other in [acting(somebody("Owen")), OFFICER, PUBLIC, STRANGER]:
        with pytest.raises(PermissionDenied):
            save_step(application, kept(application, StepKey.YOU), by=other)
    save_step(application, kept(application, StepKey.YOU), by=acting(writer))

    application.refresh_from_db()
    assert application.applicant_job_title == "Head of policy"
    assert application.saves == {"you": 1}


def test_of_two_colleagues_who_save_one_step_the_second_is_told(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)
    mine, theirs = kept(application, StepKey.YOU), kept(application, StepKey.YOU)
    save_step(application, mine, by=acting(writer))

    with pytest.raises(Stale):
        save_step(application, theirs, by=acting(writer))
    save_step(application, kept(application, StepKey.DECISION), by=acting(writer))


def test_a_document_is_kept_replaced_and_taken_out(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)

    def send(**more: object) -> None:
        plain = kept(application, StepKey.DECISION)
        save_step(application, replace(plain, **more), by=acting(writer))

    send(document=SimpleUploadedFile("minutes.pdf", pdf()))
    first = application.decision_document
    send(document=SimpleUploadedFile("later.pdf", pdf()))
    assert application.decision_document.name == "later.pdf"
    with pytest.raises(Refused, match="cut off"):
        send(document=SimpleUploadedFile("half.pdf", pdf()[:200]))
    send(without_document=True)

    application.refresh_from_db()
    assert application.decision_document is None
    assert first in Upload.objects.all()


def test_what_was_typed_and_cannot_be_used_is_kept_until_it_can(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)
    typed = Kept(StepKey.FIGURES, 0, {"population": 100}, typed={"budget": "x" * 9_000})

    save_step(application, typed, by=acting(writer))

    application.refresh_from_db()
    assert len(application.unfinished["figures"]["budget"]) == 5_000
    assert application.population == 100
    save_step(application, kept(application, StepKey.FIGURES), by=acting(writer))
    assert application.unfinished == {}


def test_the_list_of_tasks_says_what_is_missing(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)
    save_step(application, kept(application, StepKey.YOU), by=acting(writer))

    tasks = {str(task.step): task for task in task_list(application)}

    assert tasks["you"].is_complete
    assert tasks["decision"].lacks[2] == "Still to say: the minute reference"
    assert "Still to name: Finance contact" in tasks["people"].lacks
    assert tasks["principles"].lacks[0].startswith("Not answered: ")


# Sharing it


def test_a_colleague_gets_a_link_and_may_do_what_the_first_may(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)

    share_application(application, Colleague("Owen", "owen@dunmoor.example"), by=acting(writer))

    owen = Account.objects.get(email="owen@dunmoor.example")
    assert letters("application_shared") == ["owen@dunmoor.example"]
    save_step(application, kept(application, StepKey.YOU), by=acting(owen))
    with pytest.raises(Refused, match="already"):
        share_application(application, Colleague("O", owen.email), by=acting(writer))


def test_an_application_is_not_shared_by_others_nor_with_a_crowd_nor_once_closed(
    writer: Account,
) -> None:
    application = begun(for_council(a_council()), writer)
    owen = Colleague("Owen", "owen@dunmoor.example")
    for other in [OFFICER, STRANGER, PUBLIC]:
        with pytest.raises(PermissionDenied):
            share_application(application, owen, by=other)
    ApplicantFactory.create_batch(MOST_WRITERS - 1, application=application)
    with pytest.raises(Refused, match="As many people"):
        share_application(application, owen, by=acting(writer))
    withdraw_application(application, reason="", by=acting(writer))
    with pytest.raises(Refused, match="closed"):
        share_application(application, owen, by=acting(writer))
    assert letters("application_shared") == []


# Sending it


def test_what_is_sent_is_locked_recorded_and_receipted(writer: Account) -> None:
    council = a_council()
    application = submitted(begun(for_council(council), writer), writer)

    assert application.state == ApplicationState.UNDER_CONSIDERATION
    assert application.submitted_at is not None
    assert application.organisation.authority == council
    assert application.matter.kind == MatterKind.JOIN_FULL
    assert letters("application_received") == [writer.email]
    with pytest.raises(MoveNotAllowed):
        save_step(application, kept(application, StepKey.YOU), by=acting(writer))
    with pytest.raises(MoveNotAllowed):
        submit_application(application, version=application.version, by=acting(writer))
    assert len(letters("application_received")) == 1


def test_the_record_that_the_network_has_is_used(writer: Account) -> None:
    council = a_council()
    known = OrganisationFactory(authority=council)
    mill = OrganisationFactory(company=True, name="ACME Tools limited")
    parish = ParishFactory(authority=council)
    town = OrganisationFactory(parish_council=True, parish=parish)
    group = OrganisationFactory(
        party_group=True, principal_council=council, name="Dunmoor Independents"
    )

    found = [
        submitted(begun(sought, writer), writer).organisation
        for sought in [for_council(council), COMPANY, for_parish(parish), for_group(council)]
    ]

    assert found == [known, mill, town, group]


def test_a_group_concerns_its_council_and_a_person_no_organisation(writer: Account) -> None:
    council = a_council()
    around = OrganisationFactory(authority=council)

    group = submitted(begun(for_group(council), writer), writer)
    person = submitted(begun(PERSON, writer), writer)

    assert set(group.matter.concerns.all()) == {group.organisation, around}
    assert group.matter.kind == MatterKind.JOIN_ASSOCIATE
    assert (person.organisation, person.name) == (None, "Eluned Bowen")
    assert person.matter.kind == MatterKind.JOIN_SUPPORTER
    assert list(person.matter.concerns.all()) == []


def test_an_organisation_may_choose_to_be_a_supporter(writer: Account) -> None:
    application = submitted(begun(replace(COMPANY, as_supporter=True), writer), writer)

    assert (application.membership_class, application.kind) == ("supporter", "company")
    assert application.matter.kind == MatterKind.JOIN_SUPPORTER


def test_what_lacks_the_decision_is_not_sent_and_says_so(writer: Account) -> None:
    application = fill_in(begun(for_council(a_council()), writer), writer)
    save_step(
        application,
        replace(kept(application, StepKey.DECISION), values={"decision_on": None}),
        by=acting(writer),
    )

    with pytest.raises(Refused, match="the day on which it was decided to join"):
        submit_application(application, version=application.version, by=acting(writer))

    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert letters("application_received") == []


def test_a_council_dissolved_or_admitted_meanwhile_cannot_send(writer: Account) -> None:
    gone, member = a_council("Old Moor Council"), a_council("Ashby Council")
    mill = begun(COMPANY, writer)
    first, second = begun(for_council(gone), writer), begun(for_council(member), writer)
    for application in [first, second, mill]:
        fill_in(application, writer)
    gone.valid_to = today() - timedelta(days=1)
    gone.save()
    MembershipFactory(organisation=OrganisationFactory(authority=member))
    MembershipFactory(affiliate=True, organisation__name="Acme Tools")

    for application, words in [(first, "ceased to exist"), (second, "already"), (mill, "already")]:
        application.refresh_from_db()
        with pytest.raises(Refused, match=words):
            submit_application(application, version=application.version, by=acting(writer))

    assert not Application.objects.exclude(state=ApplicationState.DRAFT).exists()


def test_what_a_colleague_changed_meanwhile_is_looked_at_again(writer: Account) -> None:
    application = fill_in(begun(for_council(a_council()), writer), writer)
    version = application.version
    save_step(application, kept(application, StepKey.YOU), by=acting(writer))

    with pytest.raises(Stale):
        submit_application(application, version=version, by=acting(writer))


def test_one_that_was_returned_is_corrected_and_goes_on_with_its_matter(writer: Account) -> None:
    application = submitted(begun(for_council(a_council()), writer), writer)
    matter = application.matter
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.RETURNED)
    application.refresh_from_db()

    save_step(application, kept(application, StepKey.YOU), by=acting(writer))
    submit_application(application, version=application.version, by=acting(writer))

    assert application.matter == matter
    assert application.state == ApplicationState.UNDER_CONSIDERATION
    assert Organisation.objects.count() == 1


def test_only_who_writes_it_sends_it(writer: Account) -> None:
    application = fill_in(begun(for_council(a_council()), writer), writer)

    for other in [OFFICER, STRANGER, PUBLIC, acting(somebody("Owen"))]:
        with pytest.raises(PermissionDenied):
            submit_application(application, version=application.version, by=other)

    assert letters("application_received") == []


# Taking it back, and leaving it


def test_a_withdrawn_application_closes_its_matter_and_cannot_be_sent(writer: Account) -> None:
    application = submitted(begun(for_council(a_council()), writer), writer)

    withdraw_application(application, reason="Cabinet changed its mind", by=acting(writer))

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert application.matter.state == MatterState.WITHDRAWN
    assert letters("application_withdrawn")[0] == writer.email
    with pytest.raises(MoveNotAllowed):
        submit_application(application, version=application.version, by=acting(writer))
    with pytest.raises(MoveNotAllowed):
        withdraw_application(application, reason="", by=acting(writer))


def test_staff_withdraw_on_request_and_strangers_never(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)

    for other in [STRANGER, PUBLIC, acting(somebody("Owen"))]:
        with pytest.raises(PermissionDenied):
            withdraw_application(application, reason="", by=other)
    withdraw_application(application, reason="They rang us", by=OFFICER)

    assert application.state == ApplicationState.WITHDRAWN


def leave(application: Application, days: int) -> None:
    """As if nobody had touched it, and time had passed."""
    application.refresh_from_db()
    past = timedelta(days=days)
    reminded = application.nudged_at - past if application.nudged_at else None
    Application.objects.filter(pk=application.pk).update(
        changed_at=application.changed_at - past, nudged_at=reminded
    )


def test_what_lies_for_three_months_is_reminded_of_and_lapses_a_month_later(
    writer: Account,
) -> None:
    application = begun(for_council(a_council()), writer)

    leave(application, 89)
    assert look_after_drafts(by=WORKER) == (0, 0)
    leave(application, 1)
    assert look_after_drafts(by=WORKER) == (1, 0)
    assert look_after_drafts(by=WORKER) == (0, 0)
    leave(application, 29)
    assert look_after_drafts(by=WORKER) == (0, 0)
    leave(application, 1)
    assert look_after_drafts(by=WORKER) == (0, 1)

    application.refresh_from_db()
    assert application.state == ApplicationState.LAPSED
    assert letters("application_waits") == letters("application_lapsed") == [writer.email]


def test_a_returned_application_that_lapses_closes_its_matter(writer: Account) -> None:
    application = submitted(begun(for_council(a_council()), writer), writer)
    long_ago = timezone.now() - timedelta(days=130)
    Application.objects.filter(pk=application.pk).update(
        state=ApplicationState.RETURNED,
        changed_at=long_ago,
        nudged_at=long_ago + timedelta(days=95),
    )

    assert look_after_drafts(by=WORKER) == (0, 1)

    application.refresh_from_db()
    assert application.matter.state == MatterState.WITHDRAWN


def test_going_on_with_it_begins_the_three_months_anew(writer: Account) -> None:
    application = begun(for_council(a_council()), writer)
    leave(application, 100)
    look_after_drafts(by=WORKER)
    application.refresh_from_db()

    save_step(application, kept(application, StepKey.YOU), by=acting(writer))
    leave(application, 40)

    assert look_after_drafts(by=WORKER) == (0, 0)


def test_only_the_worker_lets_applications_lapse(writer: Account) -> None:
    leave(begun(for_council(a_council()), writer), 100)

    with pytest.raises(PermissionDenied):
        look_after_drafts(by=OFFICER)


# Questions


def asked_about(application: Application, words: str = "Since when?") -> Question:
    found: Question = application.matter.questions.create(
        body=application.matter.body,
        asked_by=PersonFactory(),
        words=words,
        asked_at=timezone.now(),
    )
    return found


def test_a_question_is_passed_on_once_to_everybody_who_writes_it(writer: Account) -> None:
    application = submitted(begun(for_council(a_council()), writer), writer)
    assert not is_any_untold()
    asked_about(application)
    assert is_any_untold()

    assert pass_questions_on(WORKER, quietly) == "Questions passed on: 1"
    assert pass_questions_on(WORKER, quietly) == "Questions passed on: 0"

    [letter] = Letter.objects.filter(kind="joining.question_asked")
    assert letter.to_email == writer.email
    assert "Since when?" in letter.text
    with pytest.raises(PermissionDenied):
        tell_of_questions(application, by=OFFICER)


def test_an_answer_is_on_the_record_and_given_once(writer: Account) -> None:
    application = submitted(begun(for_council(a_council()), writer), writer)
    question = asked_about(application)
    [waits] = waiting_for(acting(writer))
    assert waits.what.startswith("Answer the question of the ")
    assert open_questions(application) == [question]

    for other in [OFFICER, STRANGER, acting(somebody("Owen"))]:
        with pytest.raises(PermissionDenied):
            answer_for_application(application, question, answer="Now", by=other)
    answer_for_application(application, question, answer="Since 2019.", by=acting(writer))

    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Since 2019.", acting(writer).key)
    assert open_questions(application) == waiting_for(acting(writer)) == []
    with pytest.raises(Refused, match="already"):
        answer_for_application(application, question, answer="Later", by=acting(writer))


def test_a_question_about_another_or_a_closed_application_is_not_answered(
    writer: Account,
) -> None:
    council = submitted(begun(for_council(a_council()), writer), writer)
    mill = submitted(begun(COMPANY, writer), writer)
    question = asked_about(council)

    with pytest.raises(Refused, match="closed"):
        answer_for_application(mill, question, answer="Now", by=acting(writer))
    withdraw_application(council, reason="", by=acting(writer))
    with pytest.raises(Refused, match="closed"):
        answer_for_application(council, question, answer="Now", by=acting(writer))


def test_the_pass_over_drafts_says_what_it_did(writer: Account) -> None:
    assert look_after_applications(WORKER, quietly) == ""
    leave(begun(for_council(a_council()), writer), 100)

    assert look_after_applications(WORKER, quietly) == "Reminded: 1, lapsed: 0"


# What its writers see


def test_drafts_and_returned_ones_wait_for_those_who_write_them(writer: Account) -> None:
    draft = begun(for_council(a_council()), writer)
    back = submitted(begun(COMPANY, writer), writer)
    Application.objects.filter(pk=back.pk).update(state=ApplicationState.RETURNED)

    assert {each.what for each in waiting_for(acting(writer))} == {
        "Finish the application of Dunmoor District Council",
        "Correct the application of Acme Tools Ltd",
    }
    assert waiting_for(acting(somebody("Owen"))) == []
    assert waiting_for(Actor.public()) == []
    assert open_questions(draft) == []


def test_only_for_its_own_application_is_somebody_an_applicant(writer: Account) -> None:
    mine = begun(for_council(a_council()), writer)
    other = begun(COMPANY, somebody("Owen"))
    actor = acting(writer)

    assert as_applicant(actor, mine).may("application_write")
    assert not as_applicant(actor, other).may("application_write")
    assert not as_applicant(PUBLIC, mine).may("application_write")


def test_a_council_concerns_the_groups_that_sit_on_it(writer: Account) -> None:
    council = a_council()
    group = OrganisationFactory(party_group=True, principal_council=council)
    OrganisationFactory(parish_council=True, principal_council=council)

    application = submitted(begun(for_council(council), writer), writer)

    assert set(application.matter.concerns.all()) == {application.organisation, group}
