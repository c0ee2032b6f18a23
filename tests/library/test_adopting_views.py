"""The pages of adopting: said on the resource's page, changed, stopped, told of a year later."""

from datetime import date

import pytest
from django.urls import reverse
from time_machine import travel

from ccin.access.actor import Actor
from ccin.access.permissions import Role
from ccin.kernel.progress import quietly
from ccin.library.models import Adoption
from ccin.library.operations.uses import count_use
from ccin.library.reads.adopting import adopters_of, waiting_for
from ccin.library.states.adoptions import Stage
from ccin.library.states.resources import Visibility
from ccin.library.tasks.adopting import ask_for_outcomes, gather
from tests.actors import EDITOR, WORKER, representative_of
from tests.browser import OurClient
from tests.factories import AdoptionFactory, MembershipFactory, ResourceFactory
from tests.library.adopting import a_member, an_adoption, given_by, main_contact, officer

pytestmark = pytest.mark.django_db

SAID = {"stage": "using", "since": "2026-05-04", "note": "In our libraries.", "contact": ""}
TOLD = {"changed": "Less waste.", "known": "Weighed.", "again": "yes", "stage": "using"}


@pytest.fixture(autouse=True)
def in_november():
    with travel("2026-11-23 12:00", tick=False):
        yield


def adopt_page(resource) -> str:
    return reverse("library:adopt", args=[resource.slug])


class TestSaying:
    def test_a_member_says_so_on_the_page_and_is_shown_there(self, client: OurClient) -> None:
        giver, taker = a_member("Giver Council"), a_member("Taker Council")
        main_contact(giver, "Gwen Giver")
        resource = given_by(giver)
        client.act_as(representative_of(taker))
        assert adopt_page(resource) in client.get(resource.get_absolute_url()).text

        page = client.get(adopt_page(resource)).text
        assert "You say this for <strong>Taker Council</strong>" in page
        assert "only people of members are put in touch" in page
        page = client.post(adopt_page(resource), SAID, follow=True).text

        assert "both sides are told" in page
        assert "Taker Council" in page
        assert "In our libraries." in page
        assert "Using it" in page
        assert adopt_page(resource) not in page

    def test_who_speaks_for_several_chooses_one(self, client: OurClient) -> None:
        first, second = a_member("First Council"), a_member("Second Council")
        resource = given_by(a_member("Giver"))
        roles = {each.pk: frozenset({Role.REPRESENTATIVE}) for each in (first, second)}
        client.act_as(Actor("", "Bo Both", organisation_roles=roles))

        assert "Choose the organisation" in client.post(adopt_page(resource), SAID).text
        client.post(adopt_page(resource), {**SAID, "organisation": str(second.pk)})

        assert Adoption.objects.get().organisation == second

    def test_staff_say_it_for_a_member(self, client: OurClient) -> None:
        taker = a_member("Taker Council")
        a_member("Another Council")
        resource = given_by(a_member("Giver"))
        client.act_as(EDITOR)

        page = client.get(adopt_page(resource)).text
        client.post(adopt_page(resource), {**SAID, "organisation": str(taker.pk)})

        assert "Whom can others ask?" not in page
        assert Adoption.objects.get().organisation == taker

    def test_a_colleague_who_said_so_already_is_led_to_what_is_recorded(self, client) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(adoption.organisation))

        page = client.get(adopt_page(adoption.resource)).text

        assert adoption.get_absolute_url() in page
        assert "There is nobody you could say this for" in page
        again = client.post(adopt_page(adoption.resource), SAID)
        assert again.status_code == 200
        assert Adoption.objects.count() == 1

    def test_bad_input_is_told_and_kept(self, client: OurClient) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("Giver"))
        client.act_as(representative_of(taker))
        wrong = {
            "stage": ("", "Choose whether you are considering"),
            "since": ("2026-12-24", "The day lies in the future"),
            "note": ("n" * 501, "Use 500 characters or fewer"),
            "contact": ("9" * 30, "Choose somebody from the list"),
        }

        for field, (value, words) in wrong.items():
            page = client.post(adopt_page(resource), {**SAID, field: value}).text
            assert words in page
            if field != "note":
                assert "In our libraries." in page
        for since in ["31/02/2026", "0001-01-01", "never"]:
            assert client.post(adopt_page(resource), {**SAID, "since": since}).status_code == 200
        assert not Adoption.objects.exists()

    def test_a_day_before_joining_is_a_warning_and_no_rule(self, client: OurClient) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("Giver"))
        client.act_as(representative_of(taker))

        page = client.post(adopt_page(resource), {**SAID, "since": "2019-01-01"}, follow=True).text

        assert "lies before Taker Council joined the network on 1 January 2020" in page
        assert Adoption.objects.get().since == date(2019, 1, 1)

    def test_what_may_not_be_read_cannot_be_adopted(self, client: OurClient) -> None:
        taker = a_member("Taker Council")
        hidden = given_by(a_member("A"), visibility=Visibility.CLASS, visible_class="affiliate")
        draft = ResourceFactory()
        client.act_as(representative_of(taker))

        for resource in (hidden, draft):
            assert client.get(adopt_page(resource)).status_code == 404
            assert client.post(adopt_page(resource), SAID).status_code == 404

    def test_hostile_words_are_shown_as_words(self, client: OurClient) -> None:
        taker = a_member("Taker Council")
        resource = given_by(a_member("Giver"))
        client.act_as(representative_of(taker))

        note = "<script>alert(1)</script> ŵ 🐝"
        page = client.post(adopt_page(resource), {**SAID, "note": note}, follow=True).text

        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; ŵ 🐝" in page


class TestGoingOn:
    def test_stage_and_contact_are_changed_and_the_steps_shown(self, client: OurClient) -> None:
        adoption = an_adoption(stage=Stage.CONSIDERING)
        colleague = officer(adoption.organisation, "Olu Officer")
        client.act_as(representative_of(adoption.organisation))
        sent = {**SAID, "contact": str(colleague.pk), "version": "1"}

        page = client.post(adoption.get_absolute_url(), sent, follow=True).text

        adoption.refresh_from_db()
        assert (adoption.stage, adoption.contact) == (Stage.USING, colleague)
        assert "You have changed what is recorded" in page
        assert client.post(adoption.get_absolute_url(), sent).status_code == 409

    def test_stopping_leads_to_what_came_of_it(self, client: OurClient) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(adoption.organisation))

        answer = client.post(reverse("library:stop_adoption", args=[adoption.pk]))

        assert answer.url == adoption.get_outcome_url()
        assert 'value="stopped"' in client.get(answer.url).text

    def test_a_mistake_is_shown_no_more(self, client: OurClient) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(adoption.organisation))

        page = client.post(
            reverse("library:withdraw_adoption", args=[adoption.pk]), follow=True
        ).text

        assert "Nothing is recorded yet" in page
        assert "Taker Council" not in client.get(adoption.resource.get_absolute_url()).text
        again = reverse("library:withdraw_adoption", args=[adoption.pk])
        assert client.post(again).status_code == 409
        assert client.get(adoption.get_outcome_url()).status_code == 409

    def test_the_outcome_is_told_on_one_page_and_shown_with_the_resource(self, client) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(adoption.organisation))

        page = client.post(adoption.get_outcome_url(), {**TOLD, "version": "1"}, follow=True).text
        assert "Whoever gave it has been told" in page

        client.logout()
        page = client.get(adoption.resource.get_absolute_url()).text
        assert "Sign in and say so" in page
        assert "Less waste." in page
        assert "Weighed." in page

    def test_an_outcome_without_answers_is_told_and_kept(self, client: OurClient) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(adoption.organisation))
        wrong = {
            "changed": "Say what changed",
            "known": "Say how you know",
            "again": "Choose whether you would",
            "stage": "Choose how far you are today",
        }

        for field, words in wrong.items():
            page = client.post(adoption.get_outcome_url(), {**TOLD, "version": "1", field: ""}).text
            assert words in page
            assert "Less waste." in page or field == "changed"
        assert not Adoption.objects.exclude(outcome="").exists()

    def test_nobody_opens_anothers(self, client: OurClient) -> None:
        adoption = an_adoption()
        client.act_as(representative_of(a_member("Other")))

        assert client.get(adoption.get_absolute_url()).status_code == 404
        assert client.post(adoption.get_outcome_url(), TOLD).status_code == 404


class TestTheList:
    def test_a_member_finds_its_own_and_staff_everybodys(self, client: OurClient) -> None:
        adoption = an_adoption()
        other = AdoptionFactory()
        AdoptionFactory(organisation=adoption.organisation, stage=Stage.WITHDRAWN)

        client.act_as(representative_of(adoption.organisation))
        own = client.get(reverse("library:adoptions")).context["page"].object_list
        client.act_as(EDITOR)
        every = client.get(reverse("library:adoptions")).context["page"].object_list

        assert list(own) == [adoption]
        assert set(every) == {adoption, other}

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_queries_however_long_it_is(
        self, client: OurClient, number: int, django_assert_num_queries
    ) -> None:
        AdoptionFactory.create_batch(number)
        client.act_as(EDITOR)
        client.get(reverse("library:adoptions"))

        with django_assert_num_queries(5):
            client.get(reverse("library:adoptions"))

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_adopters_on_a_page_cost_the_same_queries(
        self, number: int, django_assert_num_queries
    ) -> None:
        resource = given_by(a_member("Giver"))
        for _each in range(number):
            membership = MembershipFactory(ended=True)
            AdoptionFactory(resource=resource, organisation=membership.organisation)

        with django_assert_num_queries(1):
            adopters = adopters_of(resource)

        assert [each.member_until for each in adopters] == [date(2025, 7, 31)] * number


class TestWaiting:
    def test_the_outcome_waits_on_the_desk_of_whoever_speaks_for_the_adopter(self, client) -> None:
        adoption = an_adoption(outcome_due_on=date(2026, 11, 1))
        an_adoption_later = AdoptionFactory(
            organisation=adoption.organisation, outcome_due_on=date(2026, 12, 1)
        )
        by = representative_of(adoption.organisation)

        (waits,) = waiting_for(by)

        assert waits.what == "Say what came of “Repair cafés”"
        assert waits.address == adoption.get_outcome_url()
        assert waits.address != an_adoption_later.get_outcome_url()
        assert (waits.since, waits.due_on) == (date(2026, 11, 1), date(2026, 12, 23))
        assert waiting_for(EDITOR) == []
        assert waiting_for(representative_of(a_member("Other"))) == []
        client.act_as(by)
        assert "Say what came of" in client.get(reverse("desk:home")).text

    def test_the_pass_asks_everybody_who_is_due_and_says_how_many(self) -> None:
        an_adoption(outcome_due_on=date(2026, 11, 1))

        assert ask_for_outcomes(WORKER, quietly) == "Adopters asked what came of it: 1"
        assert ask_for_outcomes(WORKER, quietly) == ""

    def test_the_pass_gathers_uses_and_says_how_many(self) -> None:
        with travel("2026-11-20 12:00"):
            count_use("read", 1)
            count_use("read", 1)

        assert gather(WORKER, quietly) == "Uses gathered: 2, forgotten: 0"
        assert gather(WORKER, quietly) == ""
