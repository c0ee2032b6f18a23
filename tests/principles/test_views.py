"""The pages of an organisation's self-assessment."""

from datetime import date

import pytest

from ccin.members.models import Organisation
from ccin.principles.models import Assessment, Principle
from ccin.principles.operations import Answer, assess, load_statement
from tests.actors import OFFICER, WORKER, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def principle() -> Principle:
    load_statement(by=WORKER)
    return Principle.objects.select_related("statement")[0]


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


def test_a_main_contact_takes_an_assessment_and_corrects_it(
    client: OurClient, organisation: Organisation, principle: Principle
) -> None:
    client.act_as(main_contact_of(organisation))
    address = f"/organisations/{organisation.pk}/self-assessment/"
    score, sentence = f"score_{principle.pk}", f"sentence_{principle.pk}"

    empty = client.get(address).content.decode()
    taken = client.post(
        f"{address}take/", {"assessed_on": "2026-10-01", score: "3", sentence: "Assemblies"}
    )
    made = Assessment.objects.get()
    client.post(f"{address}{made.pk}/correct/", {"version": 1, score: "4", sentence: "Budgets"})
    page = client.get(address).content.decode()

    assert "No assessment yet" in empty
    assert (taken.url, made.is_public) == (address, False)
    assert "It is how we work" in page
    assert "Budgets" in page


def test_a_sentence_without_a_score_and_a_late_correction_are_told(
    client: OurClient, organisation: Organisation, principle: Principle
) -> None:
    contact = main_contact_of(organisation)
    client.act_as(contact)
    address = f"/organisations/{organisation.pk}/self-assessment/"
    given = {"assessed_on": "2026-10-01", f"sentence_{principle.pk}": "Assemblies"}

    refused = client.post(f"{address}take/", given).content.decode()
    nothing = client.post(f"{address}take/", {"assessed_on": "2026-10-01"}).content.decode()
    client.post(f"{address}take/", {**given, f"score_{principle.pk}": "1"})
    made = Assessment.objects.get()
    late = client.post(f"{address}{made.pk}/correct/", {"version": 7, f"score_{principle.pk}": "2"})

    assert f"Choose how far you have come with “{principle.name}”" in refused
    assert "Answer for at least one principle" in nothing
    assert late.status_code == 409


def test_staff_and_colleagues_read_it_and_others_find_nothing(
    client: OurClient, organisation: Organisation, principle: Principle
) -> None:
    answers = {principle: Answer(2, "Assemblies")}
    contact = main_contact_of(organisation)
    assess(organisation, answers, assessed_on=date(2026, 10, 1), by=contact)
    address = f"/organisations/{organisation.pk}/self-assessment/"

    seen = []
    for reader in [OFFICER, representative_of(organisation)]:
        client.act_as(reader)
        seen.append(client.get(address).content.decode())
    client.act_as(main_contact_of(OrganisationFactory()))

    assert ["Assemblies" in page for page in seen] == [True, True]
    assert ["Take this year" in page for page in seen] == [False, False]
    assert client.get(address).status_code == 404
