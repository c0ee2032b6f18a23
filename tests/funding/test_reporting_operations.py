"""Payments, milestones, progress, outputs and the end of a project."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from ccin.files.states import ScanState
from ccin.funding.models import Output, Payment, Project
from ccin.funding.operations.ending import close_project, publish_report, terminate_project
from ccin.funding.operations.looking_after import remind_of_project
from ccin.funding.operations.milestones import (
    Plan,
    change_milestone,
    plan_milestone,
    remove_milestone,
)
from ccin.funding.operations.payments import (
    approve_payment,
    claim_payment,
    record_payment,
    send_back_claim,
)
from ccin.funding.operations.reporting import (
    HandedIn,
    Progress,
    accept_output,
    hand_in_again,
    hand_in_output,
    link_resource,
    report_progress,
    return_output,
)
from ccin.funding.reads.asked import asked_of_lead
from ccin.funding.reads.keeping import keeping_of, lead_has_left, terms_for
from ccin.funding.reads.projects import standing_of
from ccin.funding.states import (
    ChangeState,
    OutputKind,
    OutputState,
    PaymentDue,
    PaymentState,
    ProjectState,
    Track,
)
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.library.states.resources import ResourceKind, ResourceState, Visibility
from tests.actors import OFFICER, WORKER, representative_of
from tests.factories import OrganisationFactory, ResourceFactory
from tests.funding.made import StrandFactory
from tests.funding.projecting import (
    a_file,
    accepted,
    approved,
    begun,
    claimable,
    claimed,
    empowered,
    lead_of,
    more_time,
    published,
    reported,
    running,
)

pytestmark = pytest.mark.django_db


def paid(payment: Payment) -> None:
    record_payment(
        payment, paid_on=today(), reference="BACS 4711", version=payment.version, by=OFFICER
    )


def test_a_payment_is_claimed_approved_and_paid_once() -> None:
    project = running()
    payment = approved(project)
    paid(payment)

    payment.refresh_from_db()
    assert (payment.state, payment.paid_reference) == (PaymentState.PAID, "BACS 4711")
    with pytest.raises(MoveNotAllowed):
        paid(payment)


def test_a_payment_claimed_twice_is_refused() -> None:
    project = running()
    payment = claimed(project)

    with pytest.raises(MoveNotAllowed):
        claim_payment(payment, "Once more.", by=lead_of(project))


def test_one_invoice_shows_one_payment_only() -> None:
    strand = StrandFactory(payment_plan=[["agreement", 50], ["agreement", 50]])
    project = running(strand=strand)
    first, second = project.payments.all()
    claim_payment(first, "Rooms.", a_file("one.pdf", "Same"), by=lead_of(project))
    again = SimpleUploadedFile("two.pdf", first_bytes(first))

    with pytest.raises(Refused, match="evidence for payment 1"):
        claim_payment(second, "Rooms again.", again, by=lead_of(project))


def first_bytes(payment: Payment) -> bytes:
    assert payment.evidence is not None
    with payment.evidence.file.open("rb") as file:
        return bytes(file.read())


def test_what_is_not_due_says_what_it_waits_for() -> None:
    strand = StrandFactory(payment_plan=[["milestone", 50], ["report", 50]])
    project = running(strand=strand)
    for_milestone, for_report = project.payments.all()

    with pytest.raises(Refused, match="waits for its milestone"):
        claim_payment(for_milestone, "Half.", a_file(), by=lead_of(project))
    with pytest.raises(Refused, match="final report is accepted"):
        claim_payment(for_report, "Rest.", a_file(), by=lead_of(project))


def test_nothing_is_claimed_before_the_agreement_is_accepted() -> None:
    project = begun()

    with pytest.raises(Refused, match="until the agreement is accepted"):
        claim_payment(claimable(project), "Begin.", by=lead_of(project))


def test_a_claim_needs_words_and_what_is_due_later_its_evidence() -> None:
    project = running()
    accepted(project)
    payment = project.payments.get(due=PaymentDue.REPORT)

    with pytest.raises(Refused, match="in a few words"):
        claim_payment(payment, " ", a_file(), by=lead_of(project))
    with pytest.raises(Refused, match="Attach what shows it"):
        claim_payment(payment, "The rest.", by=lead_of(project))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("invoice.pdf", b"<html><script>alert(1)</script>", "not one of these"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_mislabelled_evidence_is_refused_and_the_claim_stays_open(
    name: str, content: bytes, said: str
) -> None:
    project = running()
    payment = claimable(project)

    with pytest.raises(Refused, match=said):
        claim_payment(payment, "Rooms.", SimpleUploadedFile(name, content), by=lead_of(project))

    payment.refresh_from_db()
    assert (payment.state, payment.evidence) == (PaymentState.PLANNED, None)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read() -> None:
    project = running()
    sent = a_file()
    sent.size = 200 * 1024 * 1024

    with pytest.raises(Refused, match="20 MB"):
        claim_payment(claimable(project), "Rooms.", sent, by=lead_of(project))


def test_a_claim_sent_back_says_why_and_is_claimed_again() -> None:
    project = running()
    payment = claimed(project)
    with pytest.raises(Refused, match="what is missing"):
        send_back_claim(payment, " ", version=payment.version, by=OFFICER)
    send_back_claim(payment, "No invoice.", version=payment.version, by=OFFICER)

    assert payment.sent_back_because == "No invoice."
    claim_payment(payment, "With an invoice.", a_file(), by=lead_of(project))
    assert (payment.state, payment.sent_back_because) == (PaymentState.CLAIMED, "")


def test_a_claim_that_changed_meanwhile_is_not_approved_unseen() -> None:
    project = running()
    payment = claimed(project)
    seen = payment.version
    send_back_claim(payment, "No invoice.", version=seen, by=OFFICER)
    claim_payment(payment, "With an invoice.", a_file(), by=lead_of(project))

    with pytest.raises(Stale):
        approve_payment(payment, version=seen, by=OFFICER)


def test_of_two_who_approve_one_claim_the_second_is_too_late() -> None:
    project = running()
    payment = claimed(project)
    seen = payment.version
    other = Payment.objects.get(pk=payment.pk)
    approve_payment(payment, version=seen, by=OFFICER)

    with pytest.raises(MoveNotAllowed):
        approve_payment(other, version=seen, by=OFFICER)


def test_only_who_may_does_each_thing_with_money() -> None:
    project = running()
    payment = claimable(project)
    with pytest.raises(PermissionDenied):
        claim_payment(payment, "Mine.", by=representative_of(OrganisationFactory()))
    claim_payment(payment, "Begin.", by=lead_of(project))

    with pytest.raises(PermissionDenied):
        approve_payment(payment, version=payment.version, by=lead_of(project))


def test_harmful_evidence_is_not_approved() -> None:
    project = running()
    payment = claimable(project)
    claim_payment(payment, "Rooms.", a_file(), by=lead_of(project))
    assert payment.evidence is not None
    payment.evidence.scan = ScanState.INFECTED
    payment.evidence.save()

    with pytest.raises(Refused, match="harmful"):
        approve_payment(payment, version=payment.version, by=OFFICER)


def test_where_a_round_asks_for_no_claims_what_is_due_is_approved_and_paid() -> None:
    project = running(strand=StrandFactory(light=True))
    payment = project.payments.get()

    with pytest.raises(Refused, match="Nothing has to be claimed"):
        claim_payment(payment, "Begin.", by=lead_of(project))
    approve_payment(payment, version=payment.version, by=OFFICER)

    assert payment.state == PaymentState.APPROVED


def test_without_a_claim_nothing_is_approved_where_the_round_asks_for_one() -> None:
    payment = claimable(running())

    with pytest.raises(Refused, match="Nobody has claimed"):
        approve_payment(payment, version=payment.version, by=OFFICER)


def test_the_day_of_a_payment_lies_between_the_award_and_today() -> None:
    payment = approved(running())
    for day, said in ((1, "cannot be to come"), (-400, "before the project was funded")):
        with pytest.raises(Refused, match=said):
            record_payment(
                payment,
                paid_on=today() + timedelta(days=day),
                reference="A1",
                version=payment.version,
                by=OFFICER,
            )
    with pytest.raises(Refused, match="reference"):
        record_payment(payment, paid_on=today(), reference=" ", version=payment.version, by=OFFICER)


def test_a_milestone_is_planned_moved_for_everybody_to_see_and_reached() -> None:
    project = begun()
    lead = lead_of(project)
    planned = plan_milestone(project, Plan("Ten visits", today() + timedelta(days=60)), by=lead)
    change_milestone(planned, Plan("Ten visits", today() + timedelta(days=70)), by=lead)
    assert planned.first_due_on == planned.due_on
    Project.objects.filter(pk=project.pk).update(state=ProjectState.IN_DELIVERY)

    change_milestone(planned, Plan("Ten visits", today() + timedelta(days=90)), by=lead)
    said = Progress(Track.AT_RISK, "Slow.", 1_000_00, (planned.pk,))
    report_progress(project, said, by=lead)

    planned.refresh_from_db()
    assert planned.first_due_on == today() + timedelta(days=70)
    assert planned.done_on == today()
    with pytest.raises(Refused, match="reached"):
        change_milestone(planned, Plan("More", today()), by=lead)


def test_a_milestone_lies_between_today_and_the_end() -> None:
    project = begun()
    assert project.ends_on is not None
    for due_on in (today() - timedelta(days=1), project.ends_on + timedelta(days=1)):
        with pytest.raises(Refused, match="day"):
            plan_milestone(project, Plan("Ten visits", due_on), by=lead_of(project))
    with pytest.raises(Refused, match="what is to be reached"):
        plan_milestone(project, Plan(" ", today()), by=lead_of(project))


def test_milestones_are_taken_away_only_before_the_agreement_and_without_a_payment() -> None:
    project = begun(strand=StrandFactory(payment_plan=[["milestone", 100]]))
    lead = lead_of(project)
    with pytest.raises(Refused, match="payment waits"):
        remove_milestone(project.milestones.get(), by=lead)
    extra = plan_milestone(project, Plan("Extra", today()), by=lead)
    kept = plan_milestone(project, Plan("Kept", today()), by=lead)

    remove_milestone(extra, by=lead)

    assert project.milestones.count() == 2
    Project.objects.filter(pk=project.pk).update(state=ProjectState.IN_DELIVERY)
    with pytest.raises(Refused, match="belongs to the agreement"):
        remove_milestone(kept, by=lead)


def test_a_light_project_plans_no_milestones_nor_does_one_that_has_reported() -> None:
    light = begun(strand=StrandFactory(light=True))
    with pytest.raises(Refused, match="no milestones"):
        plan_milestone(light, Plan("Ten visits", today()), by=lead_of(light))
    project = running()
    reported(project)

    with pytest.raises(MoveNotAllowed):
        plan_milestone(project, Plan("Ten visits", today()), by=lead_of(project))


def test_there_is_a_largest_number_of_milestones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccin.funding.operations.milestones.MOST", 1)
    project = begun()
    plan_milestone(project, Plan("One", today()), by=lead_of(project))

    with pytest.raises(Refused, match="As many"):
        plan_milestone(project, Plan("Two", today()), by=lead_of(project))


def test_a_word_on_progress_needs_words_and_ends_the_silence() -> None:
    project = running()
    with pytest.raises(Refused, match="sentence"):
        report_progress(project, Progress(Track.ON_TRACK, " "), by=lead_of(project))

    with time_machine.travel(today() + timedelta(days=130), tick=False):
        assert "Nothing was said" in " ".join(standing_of(project).slips)
        report_progress(project, Progress(Track.ON_TRACK, "Well."), by=lead_of(project))
        assert standing_of(project).slips == []


def test_the_final_report_is_returned_handed_in_again_accepted_and_published() -> None:
    project = running()
    output = reported(project)
    with pytest.raises(Refused, match="what is missing"):
        return_output(output, " ", by=OFFICER)
    return_output(output, "No figures.", by=OFFICER)
    project.refresh_from_db()
    assert project.state == ProjectState.IN_DELIVERY
    with pytest.raises(Refused, match="sent back"):
        reported(project)

    handed = HandedIn(OutputKind.REPORT, "What makes a repair café last")
    hand_in_again(output, handed, a_file("again.pdf", "Figures"), by=lead_of(project))
    accept_output(output, by=OFFICER)
    project.refresh_from_db()
    resource = publish_report(project, by=OFFICER)

    assert project.state == ProjectState.PUBLISHED
    assert (resource.kind, resource.state) == (ResourceKind.REPORT, ResourceState.PUBLISHED)
    assert resource.owner == project.lead
    assert resource.files.count() == 1


def test_something_handed_in_is_somewhere_and_has_a_title() -> None:
    project = running()
    lead = lead_of(project)
    with pytest.raises(Refused, match="title"):
        hand_in_output(project, HandedIn(OutputKind.OTHER, " "), a_file(), by=lead)
    with pytest.raises(Refused, match="Attach the file"):
        hand_in_output(project, HandedIn(OutputKind.OTHER, "Film"), by=lead)
    with pytest.raises(Refused, match="Choose what it is"):
        hand_in_output(project, HandedIn(OutputKind.BID, "Bid"), a_file(), by=lead)


def test_nothing_is_handed_in_before_the_agreement_or_after_the_end() -> None:
    project = begun()
    handed = HandedIn(OutputKind.OTHER, "Film", link="https://example.org/film")

    with pytest.raises(MoveNotAllowed):
        hand_in_output(project, handed, by=lead_of(project))
    ended = running()
    output = hand_in_output(ended, handed, by=lead_of(ended))
    return_output(output, "No sound.", by=OFFICER)
    terminate_project(ended, "The council withdrew.", by=OFFICER)
    with pytest.raises(MoveNotAllowed):
        hand_in_again(output, handed, by=lead_of(ended))


def test_a_harmful_file_is_not_accepted() -> None:
    output = reported(running())
    assert output.upload is not None
    output.upload.scan = ScanState.INFECTED
    output.upload.save()

    with pytest.raises(Refused, match="harmful"):
        accept_output(Output.objects.get(pk=output.pk), by=OFFICER)


def test_closing_says_all_that_is_missing() -> None:
    project = running()

    with pytest.raises(Refused) as refusal:
        close_project(project, by=OFFICER)

    said = str(refusal.value)
    for missing in ("handed in", "accepted", "published", "others can use"):
        assert missing in said


def test_a_project_closes_once_others_can_use_what_came_of_it() -> None:
    project = running()
    published(project)
    with pytest.raises(Refused, match="others can use"):
        close_project(project, by=OFFICER)
    hidden = ResourceFactory(published=True, kind=ResourceKind.TOOL, visibility=Visibility.MEMBERS)
    link_resource(project, hidden, by=OFFICER)
    with pytest.raises(Refused, match="others can use"):
        close_project(project, by=OFFICER)

    link_resource(project, ResourceFactory(published=True), by=OFFICER)
    close_project(project, by=OFFICER)

    assert (project.state, project.closed_on) == (ProjectState.CLOSED, today())
    with pytest.raises(MoveNotAllowed):
        close_project(project, by=OFFICER)


def test_what_is_linked_is_published_and_linked_once() -> None:
    project = running()
    with pytest.raises(Refused, match="not published"):
        link_resource(project, ResourceFactory(), by=OFFICER)
    tool = ResourceFactory(published=True, kind=ResourceKind.TOOL)
    link_resource(project, tool, by=OFFICER)
    with pytest.raises(Refused, match="already"):
        link_resource(project, tool, by=OFFICER)

    assert project.outputs.get().kind == OutputKind.TOOLKIT


def test_a_report_that_not_everybody_can_read_is_not_called_published() -> None:
    project = running()
    draft = ResourceFactory(kind=ResourceKind.REPORT)
    handed = HandedIn(OutputKind.REPORT, "Report", resource=draft)
    output = hand_in_output(project, handed, by=lead_of(project))
    accept_output(output, by=OFFICER)
    project.refresh_from_db()

    with pytest.raises(Refused, match="cannot be read by everybody"):
        publish_report(project, by=OFFICER)


def test_a_change_that_is_open_keeps_a_project_from_being_closed() -> None:
    project = running()
    empowered()
    change = more_time(project)
    published(project)
    link_resource(project, ResourceFactory(published=True), by=OFFICER)

    with pytest.raises(Refused, match="change"):
        close_project(project, by=OFFICER)
    terminate_project(project, "Its lead was dissolved.", by=OFFICER)
    change.refresh_from_db()
    assert change.state == ChangeState.WITHDRAWN


def test_ended_early_what_was_approved_stays_and_the_rest_is_cancelled() -> None:
    project = running()
    approved(project)
    with pytest.raises(Refused, match="why it ends early"):
        terminate_project(project, " ", by=OFFICER)

    terminate_project(project, "The council withdrew.", by=OFFICER)

    states = set(project.payments.values_list("due", "state"))
    assert states == {("agreement", "approved"), ("report", "cancelled")}
    assert keeping_of(project, OFFICER).lacking == []


def test_nothing_is_claimed_of_a_project_that_ended_early() -> None:
    project = running()
    payment = claimable(project)
    Project.objects.filter(pk=project.pk).update(
        state=ProjectState.TERMINATED, terminated_because="Withdrawn."
    )

    with pytest.raises(Refused, match="ended early"):
        claim_payment(payment, "Begin.", by=lead_of(project))


def test_a_lead_is_reminded_every_four_weeks_until_it_is_done() -> None:
    project = running()
    assert not remind_of_project(project, by=WORKER)

    with time_machine.travel(today() + timedelta(days=95), tick=False):
        assert asked_of_lead(project) == ["Say in a few words how it goes"]
        assert remind_of_project(project, by=WORKER)
        assert not remind_of_project(project, by=WORKER)
        report_progress(project, Progress(Track.ON_TRACK, "Well."), by=lead_of(project))
    with time_machine.travel(today() + timedelta(days=124), tick=False):
        assert not remind_of_project(project, by=WORKER)


def test_a_lead_that_is_no_member_any_more_is_shown() -> None:
    project = running()

    assert lead_has_left(project)


def test_the_terms_name_amount_parts_and_days_and_are_a_proposal() -> None:
    terms = terms_for(begun())

    for words in ("£12,000", "£6,000", "proposal", "closed once something that others can use"):
        assert words in terms


def test_what_is_handed_in_waits_for_staff() -> None:
    assert reported(running()).state == OutputState.HANDED_IN
