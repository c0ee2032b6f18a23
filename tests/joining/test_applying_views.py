"""The applicant's pages: what is refused in words, who sees what, and what a page costs."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ccin.joining.models import Application, Enquiry
from ccin.joining.operations.steps import save_step
from ccin.joining.operations.submitting import submit_application
from ccin.joining.states import ApplicationState, StepKey
from ccin.outbox.models import Letter
from tests.actors import OFFICER
from tests.browser import OurClient
from tests.factories import (
    ApplicantFactory,
    ApplicationFactory,
    AuthorityFactory,
    EnquiryFactory,
    MembershipFactory,
    OrganisationFactory,
    ParishFactory,
    PersonFactory,
)
from tests.files.test_rules import pdf
from tests.joining.applying import (
    a_council,
    acting,
    begun,
    fill_in,
    for_council,
    for_group,
    kept,
    lay_out,
    somebody,
)

pytestmark = pytest.mark.django_db

START = reverse("joining:start")
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def network() -> None:
    lay_out()


def step(application: Application, key: str) -> str:
    return reverse("joining:step", args=[application.pk, key])


def text(client: OurClient, url: str, **sent: object) -> str:
    answer = client.post(url, sent) if sent else client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# Beginning


def test_without_a_body_the_page_asks_who_would_join(client: OurClient) -> None:
    for query in ["", "?authority=no-such", "?kind=parish", "?kind=group", "?kind=spaceship"]:
        assert "/join/check/" in text(client, START + query)


@pytest.mark.parametrize("value", ["x" * 5_000, "a\x00b", "%", "'; DROP TABLE"])
def test_an_address_that_somebody_made_up_is_answered(client: OurClient, value: str) -> None:
    for key in ("kind", "authority", "parish", "name", "standing", "has_council", "as"):
        answer = client.get(START, {"kind": "company", "name": "Acme", key: value})
        assert answer.status_code == 200


def test_a_body_that_cannot_join_is_told_why_and_led_to_an_enquiry(client: OurClient) -> None:
    member = a_council("Ashby Council", key="ashby")
    MembershipFactory(organisation=OrganisationFactory(authority=member))

    html = text(client, f"{START}?authority=ashby")

    assert "already" in html
    assert f"{reverse('joining:enquire')}?authority=ashby" in html
    assert "<form method" not in html


def test_a_parish_whose_council_is_unknown_is_asked_and_one_with_a_council_begins(
    client: OurClient,
) -> None:
    parish = ParishFactory(gss_code="E04000001", name="Saltmarsh", authority=a_council())
    client.sign_in(somebody())

    assert "Ask us" in text(client, f"{START}?parish={parish.gss_code}")
    answer = client.post(
        f"{START}?kind=parish&parish={parish.gss_code}&has_council=yes",
        {"body": "Saltmarsh Town Council", "name": "Eluned"},
    )

    application = Application.objects.get()
    assert answer.url == reverse("joining:draft", args=[application.pk])
    assert (application.name, application.parish) == ("Saltmarsh Town Council", parish)


def test_who_is_second_is_told_without_seeing_anything(client: OurClient) -> None:
    council = a_council(key="dunmoor")
    first = begun(for_council(council), somebody("Eluned Bowen"))
    client.sign_in(somebody("Owen Marsh"))

    html = text(client, f"{START}?authority=dunmoor", name="Owen Marsh")

    assert "Somebody has begun an application for Dunmoor District Council" in html
    assert "Eluned" not in html
    for name in ("draft", "share", "submit", "take_back"):
        assert client.get(reverse(f"joining:{name}", args=[first.pk])).status_code == 404
    assert client.get(step(first, "you")).status_code == 404
    assert client.get(reverse("joining:application", args=[first.pk])).status_code == 404


def test_the_letter_about_the_second_leads_to_a_page_that_shares_in_one_step(
    client: OurClient,
) -> None:
    council, eluned, owen = a_council(), somebody("Eluned Bowen"), somebody("Owen Marsh")
    application = begun(for_council(council), eluned)
    begun(for_council(council), owen)
    [letter] = Letter.objects.filter(kind="joining.application_asked_for")
    address = letter.text.split("http://localhost:8000")[1].split()[0]
    client.sign_in(eluned)

    html = text(client, address)

    assert 'value="Owen Marsh"' in html
    client.post(address, {"name": "Owen Marsh", "email": owen.email})
    assert application.applicants.filter(account=owen).exists()


def test_a_forged_asker_is_not_filled_in(client: OurClient) -> None:
    eluned = somebody()
    application = begun(for_council(a_council()), eluned)
    client.sign_in(eluned)

    html = text(client, f"{reverse('joining:share', args=[application.pk])}?who=e30:forged:x")

    assert "forged" not in html.split("<form")[1]


@pytest.mark.parametrize("demo", [True, False])
def test_a_body_made_up_in_a_demonstration_is_marked_as_invented(
    client: OurClient, settings: Any, demo: bool
) -> None:
    settings.DEMO = demo
    client.sign_in(somebody())
    sent = {"body": "Larkfield Weavers", "name": "Eluned Bowen"}

    client.post(f"{START}?kind=cooperative&name=Larkfield+Weavers", sent)

    assert Application.objects.get().fictional == demo


def test_a_program_that_fills_in_every_box_begins_nothing(client: OurClient) -> None:
    a_council(key="dunmoor")
    sent = {"name": "Bot", "email": "bot@example.org", "homepage": "https://spam.example"}

    client.post(f"{START}?authority=dunmoor", sent)

    assert not Letter.objects.exists()


# The steps


def test_a_document_of_the_wrong_kind_is_named_and_nothing_typed_is_lost(
    client: OurClient,
) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    sent = {
        "version": 0,
        "decision_on": "2026-09-14",
        "decision_by": "Cabinet",
        "decision_reference": "12",
    }

    for content, words in [
        (b"<svg/>", "is not one of these by its content"),
        (b"", "is empty"),
        (pdf()[:200], "may be cut off"),
        (b"%PDF" + bytes(11 * 1024 * 1024), "is larger than 10 MB"),
    ]:
        html = text(
            client,
            step(application, "decision"),
            **sent,
            document=SimpleUploadedFile("minutes.pdf", content),
        )
        assert words in html
        assert 'value="Cabinet"' in html

    application.refresh_from_db()
    assert application.decision_document is None


def test_a_figure_ten_times_the_registers_is_asked_about_and_kept_with_its_reason(
    client: OurClient,
) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    sent = {"version": 0, "population": "1,040,000", "budget": "21000000"}

    html = text(client, step(application, "figures"), **sent)

    assert "Is the population right? The register has 104,000." in html
    answer = client.post(step(application, "figures"), {**sent, "figures_note": "We merged"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert (application.population, application.figures_note) == (1_040_000, "We merged")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("population", "many", "Enter a whole number in digits"),
        ("population", "0", "greater than or equal to 1"),
        ("budget", "9" * 40, "less than or equal to"),
        ("budget", "9" * 6_000, "Enter a whole number in digits"),
        ("population", "-5", "greater than or equal to 1"),
        ("population_source", "x" * 5_000, "at most 200"),
    ],
)
def test_a_figure_that_is_none_is_refused_in_words(
    client: OurClient, field: str, value: str, words: str
) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)

    assert words in text(
        client,
        step(application, "figures"),
        **{"version": 0, "population": "1", "budget": "1", field: value},
    )


def test_a_decision_that_is_still_to_come_is_refused(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)

    html = text(client, step(application, "decision"), version=0, decision_on="2099-01-01")

    assert "This day is still to come" in html


def test_a_representative_needs_a_name_and_an_address_and_the_main_contact_both(
    client: OurClient,
) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    sent = {
        "version": 0,
        "leader_name": "Ann Other",
        "lead_officer_email": "b@dunmoor.example",
        "main": "finance_contact",
    }

    html = text(client, step(application, "people"), **sent)

    assert "Enter the e-mail address of Ann Other" in html
    assert "Enter the name that belongs to b@dunmoor.example" in html
    assert "Choose somebody whom you have named" in html
    client.post(step(application, "people"), {**sent, "later": "1"})
    html = text(client, step(application, "people"))
    assert 'value="Ann Other"' in html
    assert 'value="b@dunmoor.example"' in html


def test_a_sentence_without_a_score_is_kept_for_later(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    page = text(client, step(application, "principles"))
    number = page.split('name="sentence_')[1].split('"')[0]
    sent = {"version": 0, f"sentence_{number}": "We asked everybody."}

    assert "Choose how far you have come" in text(client, step(application, "principles"), **sent)
    client.post(step(application, "principles"), {**sent, "later": "1"})

    assert "We asked everybody." in text(client, step(application, "principles"))


def test_scripts_and_very_long_words_do_no_harm(client: OurClient) -> None:
    writer = somebody()
    council = a_council()
    application = begun(for_group(council, SCRIPT), writer)
    client.sign_in(writer)

    html = text(
        client, step(application, "group"), version=0, standing="minority", intention="x" * 90_000
    )
    assert "at most 3000 characters" in html
    client.post(
        step(application, "group"), {"version": 0, "standing": "minority", "intention": SCRIPT}
    )
    for name in ("draft", "submit"):
        html = text(client, reverse(f"joining:{name}", args=[application.pk]))
        assert SCRIPT not in html
        assert "&lt;script&gt;" in html


def test_a_step_that_somebody_else_saved_gives_the_text_back(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    sent = {"version": 0, "applicant_name": "Eluned", "applicant_job_title": "Clerk to the council"}
    client.post(step(application, "you"), sent)

    answer = client.post(step(application, "you"), sent)

    assert answer.status_code == 409
    assert "Clerk to the council" in answer.content.decode()


def test_steps_of_other_classes_and_made_up_ones_are_not_there(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)

    assert client.get(step(application, "group")).status_code == 404
    assert client.get(step(application, "nonsense")).status_code == 404


def test_a_supporter_has_one_short_form(client: OurClient) -> None:
    client.sign_in(somebody("Eluned Bowen"))
    answer = client.post(f"{START}?kind=person", {"name": "Eluned Bowen"}, follow=True)
    application = Application.objects.get()
    assert answer.redirect_chain == [(step(application, "support"), 302)]

    answer = client.post(
        step(application, "support"),
        {"version": 0, "applicant_name": "E. Bowen", "why": "It works", "may_be_named": "on"},
    )

    assert answer.url == reverse("joining:submit", args=[application.pk])
    application.refresh_from_db()
    assert (application.name, application.may_be_named) == ("E. Bowen", True)


# Sending, and what comes after


def test_a_closed_or_sent_application_shows_where_it_stands(client: OurClient) -> None:
    writer = somebody()
    application = fill_in(begun(for_council(a_council()), writer), writer)
    client.sign_in(writer)
    send = reverse("joining:submit", args=[application.pk])
    client.post(send, {"declaration": "on", "version": application.version})

    html = text(client, reverse("joining:draft", args=[application.pk]))

    assert "Under consideration" in html
    assert "Minute 47" in html
    assert client.get(step(application, "you")).status_code == 409
    assert client.post(send, {"declaration": "on", "version": 99}).status_code == 409
    back = reverse("joining:take_back", args=[application.pk])
    assert "It cannot be taken up again" in text(client, back)
    assert client.post(back, {"reason": "Changed our mind"}).status_code == 302
    assert client.post(send, {"declaration": "on", "version": 99}).status_code == 409
    assert client.get(back).status_code == 409


def test_who_has_sent_it_reads_for_whom_it_waits_and_that_nothing_is_asked_of_them(
    client: OurClient,
) -> None:
    writer = somebody()
    application = fill_in(begun(for_council(a_council()), writer), writer)
    client.sign_in(writer)
    page = reverse("joining:draft", args=[application.pk])
    assert "You need do nothing now" not in text(client, page)

    submit_application(application, version=application.version, by=acting(writer))

    html = text(client, page)
    assert "Waiting for a decision" in html
    assert "for the " in html
    assert "You need do nothing now" in html


def test_what_must_be_answered_before_it_is_sent_is_not_called_optional(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)

    assert "(optional)" not in text(client, step(application, "principles"))
    people = text(client, step(application, "people"))
    assert "Leader: job title (optional)" in people
    assert "Policy officer: name (optional)" in people
    assert (
        people.count("(optional)") == 10
    )  # four job titles and telephones, and one name and address


def test_an_address_that_is_no_website_is_refused_in_plain_words(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)

    html = text(client, step(application, "body"), website="not a site", version=0)

    assert "Enter the address of a website, like www.example.org" in html


def test_what_is_missing_is_said_before_and_after_sending(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    client.sign_in(writer)
    send = reverse("joining:submit", args=[application.pk])

    assert "It cannot be sent yet" in text(client, send)
    html = text(client, send, declaration="on", version=application.version)
    assert "Still to say: the minute reference." in html
    html = text(client, send, version=application.version)
    assert "Confirm that you may send this" in html


def test_a_question_is_answered_on_its_page_and_shown_with_its_answer(client: OurClient) -> None:
    writer = somebody()
    application = fill_in(begun(for_council(a_council()), writer), writer)
    submit_application(application, version=application.version, by=acting(writer))
    question = application.matter.questions.create(
        body=application.matter.body,
        asked_by=PersonFactory(),
        words=f"Since when? {SCRIPT}",
        asked_at=timezone.now(),
    )
    client.sign_in(writer)
    page = reverse("joining:answer_question", args=[application.pk, question.pk])

    assert page in text(client, reverse("joining:draft", args=[application.pk]))
    assert "Enter your answer" in text(client, page, answer=" ")
    client.post(page, {"answer": "Since 2019."})

    html = text(client, page)
    assert "Since 2019." in html
    assert "&lt;script&gt;" in html
    assert "<textarea" not in html
    elsewhere = reverse(
        "joining:answer_question",
        args=[ApplicantFactory(account=writer).application.pk, question.pk],
    )
    assert client.get(elsewhere).status_code == 404


# Staff, from an enquiry


def test_staff_make_an_application_of_an_enquiry(client: OurClient) -> None:
    council = AuthorityFactory(name="Dunmoor Council")
    enquiry = EnquiryFactory(authority=council, email="eluned@dunmoor.example")
    client.act_as(OFFICER)
    assert reverse("joining:offer", args=[enquiry.pk]) in text(client, enquiry.get_absolute_url())
    page = text(client, reverse("joining:offer", args=[enquiry.pk]))
    assert 'value="Dunmoor Council"' in page

    answer = client.post(
        reverse("joining:offer", args=[enquiry.pk]),
        {"kind": "authority", "place": "Dunmoor Council"},
    )

    application = Application.objects.get()
    assert answer.url == application.get_absolute_url()
    assert application.authority == council


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose who would join"),
        ({"kind": "authority", "place": "Nowhere at all"}, "The register knows none"),
        ({"kind": "parish", "place": "Milton"}, "It may mean: "),
        ({"kind": "group", "place": "Dunmoor Council"}, "Choose how the group stands"),
        ({"kind": "parish", "place": "Nowhere at all"}, "The register knows none"),
    ],
)
def test_a_body_that_staff_did_not_name_well_is_asked_about(
    client: OurClient, sent: dict[str, str], words: str
) -> None:
    council = AuthorityFactory(name="Dunmoor Council")
    ParishFactory.create_batch(2, name="Milton", folded="milton", authority=council)
    enquiry: Enquiry = EnquiryFactory()
    client.act_as(OFFICER)

    page = client.post(reverse("joining:offer", args=[enquiry.pk]), sent).content.decode()

    assert words in page
    assert not Application.objects.exists()


# What a page costs


@pytest.mark.parametrize("number", [1, 3])
def test_my_applications_cost_the_same_however_many(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    writer = somebody()
    client.sign_in(writer)
    for _ in range(number):
        ApplicantFactory(account=writer)

    with django_assert_num_queries(5):
        html = text(client, reverse("joining:mine"))
    assert html.count("<tr") == number + 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_tasks_costs_the_same_however_many_write_it(
    client: OurClient, number: int, django_assert_num_queries: object
) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    ApplicantFactory.create_batch(number, application=application)
    client.sign_in(writer)

    with django_assert_num_queries(12):
        text(client, reverse("joining:draft", args=[application.pk]))


def test_an_application_of_somebody_else_is_not_listed(client: OurClient) -> None:
    ApplicationFactory(name="Secret Council")
    client.sign_in(somebody())

    assert "Secret Council" not in text(client, reverse("joining:mine"))


def test_a_writer_who_saved_a_returned_one_sees_what_was_asked_for(client: OurClient) -> None:
    writer = somebody()
    application = begun(for_council(a_council()), writer)
    Application.objects.filter(pk=application.pk).update(
        state=ApplicationState.RETURNED, outcome_note="Please name your finance contact."
    )
    client.sign_in(writer)

    assert "Please name your finance contact." in text(
        client, reverse("joining:draft", args=[application.pk])
    )
    save_step(application, kept(application, StepKey.YOU), by=acting(writer))
