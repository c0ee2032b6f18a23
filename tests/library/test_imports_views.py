"""The pages on which a list is brought in, and where old addresses lead."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccin.library.models import FormerAddress, Import, Resource
from ccin.library.operations import imports
from ccin.library.operations.imports import Choices, begin_import
from ccin.library.operations.publishing import take_down_resource
from ccin.library.states.imports import ImportState
from ccin.library.views import imports as views
from tests.actors import EDITOR, STRANGER
from tests.browser import OurClient
from tests.factories import OldAddressFactory, OrganisationFactory, ResourceFactory
from tests.library.lists import separated
from tests.library.test_imports_operations import looked_through

pytestmark = pytest.mark.django_db

HOW = {"how": "publish", "visibility": "public", "kind": "report", "list_name": ""}


def send(client: OurClient, content: bytes, **more: str) -> object:
    file = SimpleUploadedFile("pack.csv", content)
    return client.post("/resources/import/", {"file": file, **HOW, **more}, follow=True)


def test_an_editor_sends_a_list_sees_what_it_would_change_and_brings_it_in(client) -> None:
    client.act_as(EDITOR)

    page = send(client, b"title,text,colour\nRepair,They mend.\nSecond,More.\n").content.decode()
    assert "What it would change" in page
    assert "These columns are not read: colour" in " ".join(page.split())
    made = Import.objects.get()
    assert not Resource.objects.exists()
    done = client.post(f"/resources/import/{made.pk}/", {**HOW, "then": "begin"}, follow=True)

    assert "What became of the rows" in done.content.decode()
    assert sorted(Resource.objects.values_list("title", flat=True)) == ["Repair", "Second"]


def test_names_that_are_not_known_are_asked_about(client) -> None:
    client.act_as(EDITOR)
    owner = OrganisationFactory(name="Anytown Borough Council")

    page = send(
        client, b"title,text,council,type\nOne,x,Anytwon Borough,Leaflet\n"
    ).content.decode()
    made = Import.objects.get()
    assert "Which organisation is “Anytwon Borough”?" in page
    assert "What is a “Leaflet”?" in page
    given = {**HOW, "name_0": "guide", "name_1": str(owner.pk)}
    again = client.post(
        f"/resources/import/{made.pk}/", {**given, "then": "look_again"}, follow=True
    )
    assert "Which organisation" not in again.content.decode()
    client.post(f"/resources/import/{made.pk}/", {**HOW, "then": "begin"})

    resource = Resource.objects.get()
    assert (resource.kind, resource.owner) == ("guide", owner)


def test_faults_are_listed_and_nothing_comes_in_until_they_are_put_right_or_left_out(
    client,
) -> None:
    client.act_as(EDITOR)
    page = send(client, b"title,text,date\nOne,x,soon\nTwo,x,\n,x,\n").content.decode()
    made = Import.objects.get()

    assert "Row 2, date: “soon” is not a date." in page
    assert "Row 4: It has no title: its first words were taken." in page
    address = f"/resources/import/{made.pk}/"
    refused = client.post(address, {**HOW, "then": "begin"})
    assert "Put the faulty rows right" in refused.content.decode()
    client.post(address, {**HOW, "then": "begin", "leave_out_faulty": "on"})

    assert Resource.objects.count() == 2


def test_a_list_that_cannot_be_read_says_why(client) -> None:
    client.act_as(EDITOR)

    page = send(client, b"colour,size\nred,1\n").content.decode()

    assert "Nothing was brought in" in page
    assert "No column of this list holds a title or a text" in page


def test_a_list_that_is_too_large_is_refused_on_its_form(client, monkeypatch) -> None:
    client.act_as(EDITOR)
    monkeypatch.setattr(imports, "LARGEST", 10)

    page = send(client, b"title,text\nRepair,They mend.\n").content.decode()

    assert "The file is larger than 60 MB" in page
    assert not Import.objects.exists()


def test_a_long_list_waits_for_the_worker_and_shows_how_far_it_is(client, monkeypatch) -> None:
    client.act_as(EDITOR)
    monkeypatch.setattr(views, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(views, "AT_ONCE_ROWS", 0)

    page = send(client, b"title,text\nRepair,They mend.\n").content.decode()
    assert "It is being looked through." in page
    made = looked_through(separated("title,text", "One,x"))
    client.post(f"/resources/import/{made.pk}/", {**HOW, "then": "begin"})
    Import.objects.filter(pk=made.pk).update(counts={"made": 1}, rows=4)

    page = client.get(f"/resources/import/{made.pk}/").content.decode()
    assert "25" in page
    assert "Give it up" in page
    given_up = client.post(f"/resources/import/{made.pk}/give-up/", follow=True).content.decode()
    assert "You have given up Our list" in given_up
    assert Import.objects.get(pk=made.pk).state == ImportState.GIVEN_UP


def test_a_choice_that_comes_too_late_is_answered_so(client) -> None:
    client.act_as(EDITOR)
    made = looked_through(separated("title,text", "One,x"))
    begin_import(made, Choices(), by=EDITOR)

    assert client.post(f"/resources/import/{made.pk}/", {**HOW, "then": "begin"}).status_code == 409


def test_the_template_has_every_column(client) -> None:
    client.act_as(EDITOR)

    answer = client.get("/resources/import/template/")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbftitle,id,kind")


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_sent_before_cost_the_same_queries(client, number: int) -> None:
    client.act_as(EDITOR)
    client.get("/resources/import/")
    for each in range(number):
        Import.objects.create(
            file_name="a", list_name=f"List {each}", started_at=timezone.now(), state="shown"
        )

    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get("/resources/import/").content.decode()

    assert page.count("Looked through: nothing is brought in yet") == number
    assert len(queries) <= 12


# Old addresses


def old(resource: Resource, path: str = "/case-study/repair/") -> str:
    FormerAddress.objects.create(path=path, resource=resource)
    return path


def test_an_old_address_leads_to_where_the_resource_is_now(client) -> None:
    resource = ResourceFactory(published=True)

    answer = client.get(old(resource).upper(), follow=True)

    assert answer.redirect_chain[0] == (f"/r/{resource.pk}/", 301)
    assert answer.redirect_chain[-1][0] == resource.get_absolute_url()
    assert answer.status_code == 200


def test_whoever_may_not_read_it_learns_no_title(client) -> None:
    resource = ResourceFactory(
        published=True, visibility="members", title="Secret plans", slug="secret-plans"
    )
    path = old(resource)

    for act in (None, STRANGER):
        if act is not None:
            client.act_as(act)
        first = client.get(path)
        last = client.get(path, follow=True)
        assert "secret" not in first["Location"]
        assert last.status_code == 404
        assert "Secret plans" not in last.content.decode()


def test_what_was_taken_down_leads_to_its_stone_and_a_draft_nowhere(client) -> None:
    gone, draft = ResourceFactory(published=True), ResourceFactory()
    take_down_resource(gone, "Asked for", by=EDITOR)

    assert client.get(old(gone), follow=True).status_code == 410
    assert client.get(old(draft, "/draft/")).status_code == 404


def test_what_staff_wrote_about_an_address_wins(client) -> None:
    path = old(ResourceFactory(published=True))
    OldAddressFactory(path=path, target="/join/")

    assert client.get(path)["Location"] == "/join/"
