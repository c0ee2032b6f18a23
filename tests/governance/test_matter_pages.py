"""The pages of matters and of written procedures, as people meet them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccin.access.actor import Actor
from ccin.governance.forms.matters import SayForm
from ccin.governance.models import Decision, Interest, Matter, Procedure, Question, Vote
from ccin.governance.operations.matters import recommend
from ccin.governance.operations.procedures import Proposal, cast_vote, open_procedure
from ccin.governance.states import CARRIED, STOPPED, Choice, Form, MatterKind, Outcome, Step
from ccin.kernel.clock import today
from tests.actors import EDITOR, OFFICER, STRANGER
from tests.browser import OurClient
from tests.factories import MembershipFactory, OrganisationFactory, RepresentationFactory
from tests.governance.chamber import Route, bring, chamber, resolved, route

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]
PROPOSAL = Proposal(Outcome.APPROVE, "It lives by the principles.")


def page(client: OurClient, name: str, pk: int) -> str:
    answer = client.get(reverse(f"governance:{name}", args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: OurClient, name: str, pk: int, **given: object) -> str:
    answer = client.post(reverse(f"governance:{name}", args=[pk]), given)
    return answer.url if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("matters", [1, 3])
def test_the_list_says_what_waits_for_which_body_at_the_same_cost(
    matters: int, client: OurClient, django_assert_num_queries: Queries
) -> None:
    route()
    for number in range(matters):
        bring(title=f"Widgets {number}")
    client.act_as(OFFICER)
    client.get("/matters/")

    with django_assert_num_queries(6):
        answer = client.get("/matters/")

    words = answer.content.decode()
    assert words.count("Waiting for a recommendation</strong>") == matters
    assert "Board" in words


def test_somebody_in_a_body_sees_its_matters_and_nobody_else_any(client: OurClient) -> None:
    at = route()
    bring(title="Widgets")
    elsewhere = chamber("Elsewhere")
    other = elsewhere.acting(elsewhere.seat())

    seen = []
    for actor in [at.board.acting(at.members[0]), other, EDITOR]:
        client.act_as(actor)
        seen.append("Widgets" in client.get("/matters/").content.decode())
    client.act_as(STRANGER)

    assert seen == [True, False, True]
    assert client.get("/matters/").status_code == 403


def test_a_filter_that_makes_no_sense_is_left_out(client: OurClient) -> None:
    route()
    bring(title="Widgets")
    client.act_as(OFFICER)

    answer = client.get("/matters/?state=perhaps&body=x&kind=none&page=nine")

    assert "Widgets" in answer.content.decode()


def test_a_question_is_asked_on_its_page(client: OurClient) -> None:
    at = route()
    matter = bring()
    client.act_as(at.board.acting(at.members[1]))

    assert "Enter your question" in send(client, "ask", matter.pk, words="")
    assert send(client, "ask", matter.pk, words="How many?") == matter.get_absolute_url()

    assert Question.objects.get().words == "How many?"


def test_who_declares_an_interest_sees_the_matter_no_more(client: OurClient) -> None:
    at = route()
    matter = bring()
    client.act_as(at.board.acting(at.members[1]))
    assert "Whose interest" not in page(client, "declare", matter.pk)

    assert send(client, "declare", matter.pk, words="A cousin") == reverse("governance:interests")

    assert client.get(reverse("governance:ask", args=[matter.pk])).status_code == 404
    mine = client.get(reverse("governance:interests")).content.decode()
    assert "A cousin" in mine
    interest = Interest.objects.get()
    send(client, "take_back_interest", interest.pk)
    assert client.get(reverse("governance:ask", args=[matter.pk])).status_code == 200


def test_the_clerk_writes_down_somebody_elses_interest_and_lifts_it(client: OurClient) -> None:
    at = route()
    matter = bring()
    member = at.members[0].person
    client.act_as(at.clerking_board)
    assert "There is nothing to lift" in page(client, "dispensation", matter.pk)

    send(client, "declare", matter.pk, words="A cousin", person=member.pk)
    assert f"{member.name}: A cousin" in page(client, "dispensation", matter.pk)
    assert "where it is recorded" in send(client, "dispensation", matter.pk, person=member.pk)
    send(client, "dispensation", matter.pk, person=member.pk, reference="On file")

    interest = Interest.objects.get()
    assert (interest.person, interest.dispensation) == (member, "On file")


def test_a_standing_interest_is_declared_on_ones_own_page(client: OurClient) -> None:
    at = route()
    about = OrganisationFactory(company=True, name="Widgets")
    client.act_as(at.board.acting(at.members[0]))
    MembershipFactory(organisation=about, membership_class="affiliate", sub_kind="")
    given = {"organisation": "widgets", "words": "My partner works there"}

    first = client.post(reverse("governance:interests"), given)
    again = client.post(reverse("governance:interests"), given)

    assert first.status_code == 302
    assert "declared this already" in again.content.decode()


def test_whose_name_is_in_doubt_is_asked_about_and_who_only_asks_to_join_is_not_found(
    client: OurClient,
) -> None:
    client.act_as((at := route()).board.acting(at.members[0]))
    for name in ("Widgets North", "Widgets South"):
        MembershipFactory(affiliate=True, organisation__name=name)
    OrganisationFactory(company=True, name="Gadgets")

    def told(name: str) -> str:
        given = {"organisation": name, "words": "My partner works there"}
        return client.post(reverse("governance:interests"), given).content.decode()

    assert "Widgets North; Widgets South" in told("widgets")
    assert "is or was in the network" in told("Gadgets")
    assert not Interest.objects.exists()
    assert told("south") == ""  # found, and declared
    assert Interest.objects.get().organisation.name == "Widgets South"


def test_nobody_takes_back_the_interest_of_another(client: OurClient) -> None:
    at = route()
    matter = bring()
    client.act_as(at.board.acting(at.members[0]))
    send(client, "declare", matter.pk, words="A cousin")
    client.act_as(at.clerking_board)

    answer = client.post(reverse("governance:take_back_interest", args=[Interest.objects.get().pk]))

    assert answer.status_code == 404


def test_a_clerk_opens_a_vote_and_is_told_what_is_missing(client: OurClient) -> None:
    at = route()
    matter = bring()
    client.act_as(at.clerking_board)
    shown = page(client, "open_procedure", matter.pk)
    for member in at.members:
        assert member.person.name in shown
    assert "2 of 3 voting seats" in shown

    refused = send(client, "open_procedure", matter.pk, outcome="approve", reasons="")
    late = {"outcome": "approve", "reasons": "Good", "closes_at": "2020-01-01T10:00"}
    assert "Give the reasons" in refused
    assert "between an hour and 90 days" in send(client, "open_procedure", matter.pk, **late)
    soon = {**late, "closes_at": f"{today().replace(year=today().year + 1):%Y-%m-%d}"}
    assert "between an hour" in send(client, "open_procedure", matter.pk, **soon)
    assert not Procedure.objects.exists()


def test_a_vote_that_opens_leads_to_its_page(client: OurClient) -> None:
    at = route()
    matter = bring()
    client.act_as(at.clerking_board)
    closes_at = timezone.localtime() + timedelta(days=3)
    given = {"outcome": "approve", "reasons": "Good", "closes_at": f"{closes_at:%Y-%m-%dT%H:%M}"}

    led_to = send(client, "open_procedure", matter.pk, **given)

    procedure = Procedure.objects.get()
    assert led_to == procedure.get_absolute_url()
    assert procedure.closes_at == closes_at.replace(second=0, microsecond=0)


def voting(at: Route) -> Procedure:
    return open_procedure(bring(title="Widgets asks to join"), PROPOSAL, by=at.clerking_board)


def test_one_question_on_one_page_with_three_buttons(client: OurClient) -> None:
    at = route()
    procedure = voting(at)
    client.act_as(at.board.acting(at.members[0]))

    shown = page(client, "procedure", procedure.pk)
    for words in ["Widgets asks to join", "It lives by the principles.", "0 of 3 who may vote"]:
        assert words in shown
    assert shown.count('name="choice"') == 3
    assert "Press one of the three buttons" in send(client, "procedure", procedure.pk)
    send(client, "procedure", procedure.pk, choice="against")
    send(client, "procedure", procedure.pk, choice="for")

    assert Vote.objects.exclude(choice="").get().choice == Choice.FOR
    assert "You voted “For”" in page(client, "procedure", procedure.pk)


def test_who_has_no_vote_sees_no_buttons_and_is_told(client: OurClient) -> None:
    at = route()
    procedure = voting(at)
    client.act_as(at.clerking_board)

    shown = page(client, "procedure", procedure.pk)

    assert 'name="choice"' not in shown
    assert "You have no vote in this." in shown
    late = at.board.seat()
    client.act_as(at.board.acting(late))
    assert "You are not on the roll" in send(client, "procedure", procedure.pk, choice="for")


def test_after_the_close_the_page_says_who_voted_how(client: OurClient) -> None:
    at = route()
    procedure = voting(at)
    for member in at.members:
        cast_vote(procedure, Choice.FOR, by=at.board.acting(member))
    client.act_as(at.clerking)

    shown = page(client, "procedure", procedure.pk)

    assert procedure.state == CARRIED
    assert "Who voted how" in shown
    assert at.members[0].person.name in shown
    client.act_as(at.board.acting(at.members[0]))
    answer = client.post(reverse("governance:procedure", args=[procedure.pk]), {"choice": "for"})
    assert answer.status_code == 409


def test_who_holds_two_seats_has_two_ballots_with_labels(client: OurClient) -> None:
    at = route()
    about = OrganisationFactory(company=True, name="Gadgets")
    second = at.board.seat(at.members[0].person, organisation=about)
    procedure = voting(at)
    client.act_as(at.board.acting(second))

    shown = page(client, "procedure", procedure.pk)
    send(client, "procedure", procedure.pk, choice="for", appointment=second.pk)

    assert shown.count('name="choice"') == 6
    assert "Your vote, for Gadgets" in shown
    assert Vote.objects.exclude(choice="").get().appointment == second


def test_a_vote_is_stopped_with_a_reason_and_tells_no_votes(client: OurClient) -> None:
    at = route()
    procedure = voting(at)
    cast_vote(procedure, Choice.FOR, by=at.board.acting(at.members[0]))
    client.act_as(at.clerking_board)

    assert "Say why it is stopped" in send(client, "stop_procedure", procedure.pk)
    send(client, "stop_procedure", procedure.pk, reason="A wrong name")

    procedure.refresh_from_db()
    assert procedure.state == STOPPED
    assert "Who voted how" not in page(client, "procedure", procedure.pk)


def say(matter: Matter, actor: Actor, **changes: object) -> SayForm:
    given = {
        "form": "meeting",
        "outcome": "approve",
        "reasons": "Good.",
        "made_on": today().isoformat(),
        **changes,
    }
    return SayForm(given, matter=matter, actor=actor)


def test_the_form_of_a_recommendation_offers_who_sits_there_and_what_can_be_said() -> None:
    at = route()
    about = OrganisationFactory(company=True)
    RepresentationFactory(person=at.members[2].person, organisation=about)
    matter = bring(about)

    form = say(matter, at.clerking_board, present=[str(each.pk) for each in at.members[:2]])

    assert form.is_valid(), form.errors
    offered = [key for key, _label in form.fields["present"].choices]  # type: ignore[attr-defined]
    assert offered == [str(each.pk) for each in [*at.members[:2], at.board_clerk]]
    assert at.members[2].person.name in str(form.fields["present"].help_text)
    assert "return" not in dict(form.fields["outcome"].choices)  # type: ignore[attr-defined]
    assert "conditions" not in form.fields
    recommend(matter, form.saying(), by=at.clerking_board)
    assert "return" in dict(say(matter, at.clerking).fields["outcome"].choices)  # type: ignore[attr-defined]
    assert "conditions" in say(matter, at.clerking).fields


def test_an_officer_is_offered_delegation_alone_and_a_clerk_a_meeting_alone() -> None:
    at = chamber("Committee")
    at.empower(MatterKind.JOIN_SUPPORTER, Step.DECIDE, is_delegated=True)
    clerk = at.acting(at.seat(role="clerk"))
    matter = bring(kind=MatterKind.JOIN_SUPPORTER)

    def ways(actor: Actor) -> list[str]:
        return [key for key, _label in say(matter, actor).fields["form"].choices]  # type: ignore[attr-defined]

    both = replace(clerk, network_roles=OFFICER.network_roles)
    assert ways(OFFICER) == [Form.DELEGATED]
    assert ways(clerk) == [Form.MEETING]
    assert ways(both) == [Form.MEETING, Form.DELEGATED]
    form = say(matter, OFFICER, form="delegated", present=[])
    assert form.is_valid()
    assert form.saying().present == ()
    assert not Decision.objects.exists()
    assert resolved().present == ()
