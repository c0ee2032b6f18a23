"""Keeping a project through its pages, and how much the list of them asks of the database."""

import pytest
from django.urls import reverse

from ccin.funding.models import Agreement, ChangeRequest, Project
from ccin.funding.operations.projects import offer_agreement
from ccin.funding.reads.asked import staff_waiting_for, votes_waiting_for, waiting_for
from ccin.funding.reads.keeping import panel_for
from ccin.funding.states import ChangeKind, PaymentState, ProjectState
from ccin.kernel.clock import today
from tests.actors import EDITOR, OFFICER, PUBLIC, STRANGER
from tests.browser import OurClient
from tests.factories import ResourceFactory
from tests.funding.made import MilestoneFactory, ProjectFactory
from tests.funding.projecting import (
    a_file,
    begun,
    claimed,
    empowered,
    lead_of,
    more_time,
    reported,
    running,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
QUERIES_OF_THE_LIST = 8


def at(project: Project, name: str, *more: object) -> str:
    return reverse(f"funding:{name}", args=[project.slug, *more])


def page(client: OurClient, address: str) -> str:
    return client.get(address).content.decode()


def test_an_agreement_is_offered_by_staff_and_accepted_by_the_lead(client: OurClient) -> None:
    project = told(begun())
    client.act_as(OFFICER)
    assert "£12,000" in page(client, at(project, "offer_agreement"))
    client.post(at(project, "offer_agreement"), {"words": "The terms."})
    project.refresh_from_db()

    client.act_as(lead_of(project))
    assert "The terms." in page(client, at(project, "agreement"))
    said = {"name": "Carys", "capacity": "Director", "agrees": "on", "version": project.version}
    client.post(at(project, "agreement"), said)

    assert Agreement.objects.get().accepted_as == "Director"
    assert "In delivery" in page(client, at(project, "keep"))


def test_a_lead_reports_claims_and_hands_in_from_one_page(client: OurClient) -> None:
    project = running()
    milestone = MilestoneFactory(project=project)
    payment = project.payments.all()[0]
    client.act_as(lead_of(project))

    client.post(
        at(project, "report_progress"),
        {"track": "on_track", "words": "Ten visits.", "spent": "1,000", "reached": [milestone.pk]},
    )
    client.post(at(project, "claim_payment", payment.pk), {"note": "Two researchers."})
    client.post(
        at(project, "hand_in_output"), {"kind": "report", "title": "Found", "file": a_file()}
    )

    shown = page(client, at(project, "keep"))
    assert "Ten visits." in shown
    assert "£1,000" in shown
    assert "Claimed" in shown
    assert "Final report received" in shown
    assert "others can use" in shown


def test_what_a_form_lacks_is_said_and_what_was_typed_is_kept(client: OurClient) -> None:
    project = running()
    client.act_as(lead_of(project))

    answer = client.post(
        at(project, "report_progress"), {"words": "Ten visits.", "spent": "1.5 thousand"}
    ).content.decode()

    assert "Choose how it goes" in answer
    assert "Enter the amount in full" in answer
    assert "Ten visits." in answer


def test_staff_look_at_a_claim_and_pay_it(client: OurClient) -> None:
    project = running()
    payment = claimed(project)
    client.act_as(OFFICER)
    assert "Two researchers begin." in page(client, at(project, "approve_payment", payment.pk))

    client.post(at(project, "approve_payment", payment.pk), {"version": payment.version})
    payment.refresh_from_db()
    said = {"version": payment.version, "paid_on": "2026-01-01", "reference": "BACS 1"}
    early = client.post(at(project, "record_payment", payment.pk), said).content.decode()

    payment.refresh_from_db()
    assert "before the project was funded" in early
    assert payment.state == PaymentState.APPROVED


def test_a_link_that_names_nothing_in_the_library_is_refused(client: OurClient) -> None:
    project = running()
    client.act_as(OFFICER)

    answer = client.post(at(project, "link_output"), {"resource": "https://x.example/nothing/"})
    tool = ResourceFactory(published=True)
    client.post(at(project, "link_output"), {"resource": f"/library/{tool.slug}/"})

    assert "Nothing in the library has this address" in answer.content.decode()
    assert project.outputs.get().resource == tool


def test_a_change_is_asked_for_and_decided_by_an_officer(client: OurClient) -> None:
    project = running()
    empowered()
    assert project.ends_on is not None
    client.act_as(lead_of(project))
    later = project.ends_on.replace(year=project.ends_on.year + 1)
    client.post(
        at(project, "ask_change", ChangeKind.TIME), {"words": "Slow.", "new_ends_on": str(later)}
    )
    change = ChangeRequest.objects.get()
    client.act_as(OFFICER)
    assert "Record what is decided" in page(client, change.get_absolute_url())

    client.post(
        reverse("funding:decide_change", args=[change.pk]),
        {
            "form": "delegated",
            "outcome": "approve",
            "reasons": "It is worth it.",
            "made_on": str(today()),
        },
    )

    project.refresh_from_db()
    assert project.ends_on == later
    assert "Its end has moved by" in page(client, at(project, "keep"))


def test_an_unknown_kind_of_change_is_no_page(client: OurClient) -> None:
    project = running()
    client.act_as(lead_of(project))

    assert client.get(at(project, "ask_change", "money")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_however_long(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    for _number in range(number):
        ProjectFactory()
    client.act_as(OFFICER)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):  # type: ignore[operator]
        client.get(reverse("funding:kept_projects"), {"q": "Project", "late": ""})


def test_what_waits_is_said_to_whom_it_waits_for() -> None:
    offered = told(begun())
    offer_agreement(offered, "Terms.", by=OFFICER)
    empowered()
    run = running()
    claimed(run)
    more_time(run)
    report = reported(run)
    unoffered = begun()
    Project.objects.filter(pk=unoffered.pk).update(state=ProjectState.ACCEPTED)

    asked_lead = [each.what for each in waiting_for(lead_of(offered))]
    asked_staff = " ".join(each.what for each in staff_waiting_for(OFFICER))

    assert asked_lead == [f"Accept the agreement: {offered}"]
    for words in ("claim for payment 1", str(report), "change asked", "Hand over"):
        assert words in asked_staff
    assert staff_waiting_for(EDITOR) == votes_waiting_for(OFFICER) == waiting_for(STRANGER) == []


def test_a_panel_is_for_those_who_keep_the_project() -> None:
    project = running()

    assert panel_for(project, PUBLIC) is None
    assert panel_for(ProjectFactory(past=True), OFFICER) is None
    assert panel_for(project, lead_of(project)) is not None


def test_whoever_keeps_a_project_finds_the_way_there_on_its_page(client: OurClient) -> None:
    project = running()
    client.act_as(lead_of(project))

    assert at(project, "keep") in page(client, project.get_absolute_url())
