from datetime import UTC, datetime

import pytest
from django.utils import timezone

from ccin.funding.models import Round
from ccin.funding.operations.round_facts import load_rounds
from ccin.funding.states import RoundState
from ccin.governance.states import MatterKind, Step
from ccin.kernel.clock import today
from tests.actors import OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import ThemeFactory
from tests.funding.made import IdeaFactory, RoundFactory, RoundThemeFactory, StrandFactory
from tests.governance.chamber import chamber

pytestmark = pytest.mark.django_db


def test_everybody_reads_the_open_call_with_its_closing_time(client: OurClient) -> None:
    closes = datetime(2100, 7, 16, 16, 0, tzinfo=UTC)
    found = RoundFactory(open=True, closes_at=closes)
    StrandFactory(round=found, proposals=["payment_plan"])
    RoundThemeFactory(round=found)

    for address in ("/funding/", found.get_absolute_url()):
        assert "16 July 2100, 17:00" in client.get(address).content.decode()


def test_a_round_that_is_not_agreed_is_found_by_staff_alone(client: OurClient) -> None:
    found = RoundFactory(state=RoundState.DRAFT)

    assert client.get(found.get_absolute_url()).status_code == 404
    client.act_as(OFFICER)
    assert client.get(found.get_absolute_url()).status_code == 200


def test_past_rounds_are_read_with_what_is_published_of_them(client: OurClient) -> None:
    load_rounds(by=WORKER)

    page = client.get("/funding/").content.decode()
    of_2022 = client.get("/funding/rounds/2022/").content.decode()

    assert page.count("/funding/rounds/") == 9
    assert "£10,000 to £20,000" in of_2022
    assert "Payment" not in of_2022


def test_staff_go_through_every_part_of_a_round_and_propose_it(client: OurClient) -> None:
    body = chamber("Committee")
    body.empower(MatterKind.ROUND, Step.DECIDE)
    seats = [body.seat(), body.seat()]
    load_rounds(by=WORKER)
    client.act_as(OFFICER)
    theme = ThemeFactory()
    idea = IdeaFactory(theme=theme)

    begun = {"title": "Labs 2100", "year": "2100", "template": Round.objects.get(slug="2025-26").pk}
    client.post("/funding/prepare/", begun)
    at = "/funding/rounds/labs-2100/"
    assert "Say when bids open" in client.get(at).content.decode()
    page = {"title": "Labs 2100", "year": "2100", "version": "1", "publishes_bids": "on"}
    when = {"opens_at": "2100-07-01T09:00", "closes_at": "2100-07-16T17:00"}
    client.post(f"{at}prepare/", {**page, **when})
    rules = {"version": "2", "may_lead": "full", "share_report": "100", "cap": "£9,000"}
    client.post(f"{at}prepare/lab/", {**rules, "budget": "27000"})
    marks = {"name_1": "Courage", "marks_1": "No\nYes", "weight_1": "2", "version": "3"}
    client.post(f"{at}prepare/lab/criteria/", {**marks, "name_2": ""})
    client.post(f"{at}prepare/lab/questions/", {"words_1": "Why?", "version": "4"})
    asked = {"theme_1": theme.pk, "words_1": "Now", "ideas": idea.pk, "version": "5"}
    client.post(f"{at}prepare/themes/", asked)
    client.post(f"{at}propose/")

    found = Round.objects.get(slug="labs-2100")
    lab = found.strands.get(kind="lab")
    assert found.state == RoundState.PROPOSED
    assert timezone.localtime(found.closes_at).hour == 17
    assert (lab.cap, lab.budget, lab.payment_plan) == (9_000_00, 27_000_00, [["report", 100]])
    assert [(each.name, each.top, each.weight) for each in lab.criteria.all()] == [
        ("Courage", 1, 2)
    ]
    assert [list(each.ideas.all()) for each in found.themes.all()] == [[idea]]

    client.act_as(body.acting(body.seat(role="clerk")))
    said = {"form": "meeting", "outcome": "approve", "reasons": "Sound", "made_on": str(today())}
    client.post(f"{at}decide/", {**said, "present": [seat.pk for seat in seats]})
    found.refresh_from_db()
    assert found.state == RoundState.AGREED


def test_a_form_that_cannot_be_taken_says_what_to_do(client: OurClient) -> None:
    found = RoundFactory()
    StrandFactory(round=found)
    idea = IdeaFactory(theme=ThemeFactory())
    client.act_as(OFFICER)
    at = f"{found.get_absolute_url()}prepare/"

    wrong = {"may_lead": "full", "cap": "2k", "version": "1"}
    assert "Enter the amount in full" in client.post(f"{at}lab/", wrong).content.decode()
    one = {"name_1": "Courage", "marks_1": "Yes", "version": "1"}
    assert "at least two marks" in client.post(f"{at}lab/criteria/", one).content.decode()
    area = {"ideas": idea.pk, "version": "1"}
    assert "Name the theme" in client.post(f"{at}themes/", area).content.decode()
    assert client.get(f"{at}loan/").status_code == 404
    assert client.get(f"{at}prototype/criteria/").status_code == 404


def test_what_came_too_late_is_said_so(client: OurClient) -> None:
    found = RoundFactory(open=True)
    client.act_as(OFFICER)

    assert client.get(f"{found.get_absolute_url()}prepare/").status_code == 409
