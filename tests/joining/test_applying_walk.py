"""From “Can we join?” to a sent application, through the pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ccin.joining.models import Application
from ccin.joining.states import ApplicationState
from ccin.outbox.models import Letter
from ccin.principles.models import Principle
from tests.browser import OurClient
from tests.files.test_rules import pdf
from tests.joining.applying import SENTENCE, a_council, lay_out, somebody

pytestmark = pytest.mark.django_db

EMAIL = "eluned.bowen@dunmoor.example"


def page(client: OurClient, name: str, *args: object, **sent: object) -> str:
    url = reverse(f"joining:{name}", args=args)
    answer = client.post(url, sent, follow=True) if sent else client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def save(client: OurClient, application: Application, step: str, **sent: object) -> str:
    application.refresh_from_db()
    version = application.saves.get(step, 0)
    return page(client, "step", application.pk, step, version=version, **sent)


def test_a_visitor_gets_a_link_and_nothing_begins_before_it_is_used(client: OurClient) -> None:
    lay_out()
    council = a_council(key="dunmoor")
    address = f"{reverse('joining:start')}?kind=authority&authority=dunmoor"

    answer = client.post(address, {"name": "Eluned Bowen", "email": EMAIL}, follow=True)

    assert answer.redirect_chain == [(reverse("joining:link_sent"), 302)]
    assert not Application.objects.exists()
    [letter] = Letter.objects.filter(kind="joining.application_link")
    assert letter.secret
    assert letter.to_email == EMAIL

    link = re.search(r"https?://[^/]+(/\S+)", letter.text).group(1)
    landed = client.post(link, follow=True)
    assert "You are signed in as Eluned Bowen" in landed.content.decode()
    began = client.post(landed.redirect_chain[-1][0], {"name": "Eluned Bowen"}, follow=True)

    application = Application.objects.get()
    assert began.redirect_chain == [(reverse("joining:draft", args=[application.pk]), 302)]
    assert (application.name, application.membership_class) == (council.name, "full")


def test_a_council_fills_in_its_form_and_sends_it(client: OurClient) -> None:
    lay_out()
    a_council(key="dunmoor")
    client.sign_in(somebody())
    client.post(f"{reverse('joining:start')}?authority=dunmoor", {"name": "Eluned Bowen"})
    application = Application.objects.get()

    assert "0 of 6 steps" in page(client, "draft", application.pk)
    save(client, application, "body", website="https://dunmoor.example")
    save(client, application, "you", applicant_name="Eluned", applicant_job_title="Officer")
    save(
        client,
        application,
        "decision",
        decision_on="2026-09-14",
        decision_by="Full council",
        decision_reference="Minute 47",
        document=SimpleUploadedFile("minutes.pdf", pdf()),
    )
    figures = page(client, "step", application.pk, "figures")
    assert "The register has 104,000 (2024, mid-year estimate; Office for National" in figures
    assert 'value="104000"' in figures
    save(client, application, "figures", population="104,500", budget="£21,500,000")
    answers = {f"score_{each.pk}": "2" for each in Principle.objects.all()}
    answers |= {f"sentence_{each.pk}": SENTENCE for each in Principle.objects.all()}
    save(client, application, "principles", **answers)
    people = {
        f"{role}_{asked}": value
        for role in ("leader", "lead_officer", "finance_contact")
        for asked, value in (("name", "Ann Other"), ("email", "ann@dunmoor.example"))
    }
    html = save(client, application, "people", main="lead_officer", **people)
    assert "6 of 6 steps" in html

    application.refresh_from_db()
    html = page(client, "submit", application.pk, declaration="on", version=application.version)

    application.refresh_from_db()
    assert application.state == ApplicationState.UNDER_CONSIDERATION
    assert application.matter is not None
    assert list(application.matter.concerns.all()) == [application.organisation]
    assert application.organisation.authority == application.authority
    assert "104,500" in html
    [receipt] = Letter.objects.filter(kind="joining.application_received")
    assert "Minute 47" in receipt.text
    assert "£21,500,000" in receipt.text
    assert SENTENCE in receipt.text


def test_what_was_typed_is_kept_when_somebody_comes_back_later(client: OurClient) -> None:
    lay_out()
    a_council(key="dunmoor")
    client.sign_in(somebody())
    client.post(f"{reverse('joining:start')}?authority=dunmoor", {"name": "Eluned Bowen"})
    application = Application.objects.get()

    html = save(
        client, application, "decision", decision_on="soon", decision_by="Cabinet", later="1"
    )

    assert "Something you typed cannot be used yet" in html
    application.refresh_from_db()
    assert application.decision_by == "Cabinet"
    html = page(client, "step", application.pk, "decision")
    assert 'value="soon"' in html
    assert 'value="Cabinet"' in html
    save(
        client,
        application,
        "decision",
        decision_on="2026-09-14",
        decision_by="Cabinet",
        decision_reference="12",
    )
    application.refresh_from_db()
    assert application.unfinished == {}
