"""What the frame of a page offers to whom."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.project.navigation import navigation
from tests.actors import ADMINISTRATOR, OFFICER, STRANGER, main_contact_of, voting_in
from tests.browser import OurClient
from tests.factories import BodyFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def work_of(actor: Actor, rf: RequestFactory) -> list[str]:
    offered = navigation(rf.get("/"), actor)
    return [str(entry["label"]) for entry in (*offered["work"], *offered["more"])]


def test_who_holds_no_role_finds_the_desk_and_the_applications_they_write(
    rf: RequestFactory,
) -> None:
    assert work_of(STRANGER, rf) == ["Desk", "My applications"]


def test_who_sits_in_a_body_finds_its_matters_and_the_applications_before_it(
    rf: RequestFactory,
) -> None:
    offered = work_of(voting_in(BodyFactory()), rf)

    assert offered == [
        "Desk",
        "Groups",
        "Directory of people",
        "Funding",
        "Applications",
        "Matters",
    ]


def test_a_main_contact_finds_the_desk_the_questions_and_what_is_written(
    rf: RequestFactory,
) -> None:
    offered = work_of(main_contact_of(OrganisationFactory()), rf)

    assert offered == [
        "Desk",
        "Questions",
        "Groups",
        "Directory of people",
        "Funding",
        "Writing",
        "Written together",
    ]


def test_the_name_leads_to_the_desk_and_the_desk_to_how_one_signs_in(client: OurClient) -> None:
    client.act_as(OFFICER)

    html = client.get("/desk/").content.decode()

    assert '<a class="ccin-who__name" href="/desk/">' in html
    assert f'<a href="{reverse("accounts:own")}">How you sign in</a>' in html


def test_only_those_who_may_grant_roles_are_led_to_them(rf: RequestFactory) -> None:
    assert "Roles" in work_of(ADMINISTRATOR, rf)
    assert "Roles" not in work_of(OFFICER, rf)


def test_what_staff_seldom_need_is_folded_away_unless_they_are_there(rf: RequestFactory) -> None:
    offered = navigation(rf.get("/"), OFFICER)
    there = navigation(rf.get(reverse("work:jobs")), OFFICER)

    assert "Jobs" in [str(entry["label"]) for entry in offered["more"]]
    assert "Letters" in [str(entry["label"]) for entry in offered["work"]]
    assert (offered["more_is_here"], there["more_is_here"]) == (False, True)


def test_nothing_is_folded_away_where_all_of_it_fits(rf: RequestFactory) -> None:
    assert navigation(rf.get("/"), main_contact_of(OrganisationFactory()))["more"] == []
