import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused, Stale
from ccin.website.addresses import normal_path
from ccin.website.models import OldAddress
from ccin.website.operations import (
    Leading,
    add_old_address,
    change_old_address,
    remove_old_address,
    write_first_pages,
)
from tests.actors import EDITOR, OFFICER, WORKER
from tests.browser import OurClient
from tests.factories import OldAddressFactory, OrganisationFactory

QUERIES_OF_THE_LIST = 5

pytestmark = pytest.mark.django_db

PRINTED_IN_THE_BROCHURE = {
    "/projects/community-led-housing/": "/about/past-projects/community-led-housing/",
    "/coops-unleashed/": "/about/past-projects/co-operatives-unleashed/",
    "/2020-health-and-social-care/": "/about/past-projects/health-and-social-care/",
    "/projects/policy-labs-prototypes-2021/": "/about/past-projects/",
    "/how-can-i-join/": "/join/",
}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/projects/", "/projects/"),
        ("/Projects", "/projects/"),
        ("projects//coops ", "/projects/coops/"),
        ("https://www.councils.coop/How-Can-I-Join/?page=2#top", "/how-can-i-join/"),
        ("", "/"),
    ],
)
def test_an_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert normal_path(written) == kept


def test_every_address_in_the_brochure_leads_to_a_page(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    for printed, target in PRINTED_IN_THE_BROCHURE.items():
        led = client.get(printed)
        assert (led.status_code, led["Location"]) == (301, target)
        assert client.get(target).status_code == 200


def test_the_projects_of_the_brochure_have_a_page_of_their_own(client: OurClient) -> None:
    write_first_pages(by=WORKER)

    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize("typed", ["/Projects/", "/projects", "/PROJECTS"])
def test_capitals_and_the_closing_slash_do_not_matter(client: OurClient, typed: str) -> None:
    OldAddressFactory(path="/projects/", target="/members/")

    assert client.get(typed, follow=True).redirect_chain[-1] == ("/members/", 301)


def test_a_page_wins_over_an_old_address(client: OurClient) -> None:
    OldAddressFactory(path="/members/", target="/elsewhere/")

    assert client.get("/members/").status_code == 200


def test_an_unknown_address_is_still_not_found(client: OurClient) -> None:
    OldAddressFactory()

    assert client.get("/nobody-printed-this/").status_code == 404


def test_a_page_that_is_there_asks_nothing_of_the_table(
    client: OurClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/robots.txt").status_code == 200


def test_an_editor_adds_an_address() -> None:
    organisation = OrganisationFactory()
    target = organisation.get_absolute_url()

    address = add_old_address(Leading("/Was/Here", target, "A leaflet"), by=EDITOR)

    assert (address.path, address.target, address.note) == ("/was/here/", target, "A leaflet")
    assert Entry.objects.get().event == "website.old_address_added"


@pytest.mark.parametrize(
    ("path", "target", "answer"),
    [
        ("/", "/members/", "Enter the address that was printed, such as /projects/."),
        (
            "/Printed/",
            "/members/",
            "/printed/ is on the list already. Change it there.",
        ),
        (
            "/members/",
            "/robots.txt",
            "There is a page at /members/, so nobody would be led away from it.",
        ),
        ("/new/", "/New", "An address cannot lead to itself."),
        (
            "/new/",
            "/printed/",
            "/printed/ is an old address itself. Enter where it leads: /members/",
        ),
        ("/new/", "/gone/", "There is no page at /gone/. Check the address."),
        ("/new/", "/members/nobody/", "There is no page at /members/nobody/. Check the address."),
        (
            "/new/",
            "http://elsewhere.example/",
            "Enter where it leads, starting with / or with https://.",
        ),
        (
            "/new/",
            "//elsewhere.example/",
            "Enter where it leads, starting with / or with https://.",
        ),
        (
            "/new/",
            "javascript:alert(1)",
            "Enter where it leads, starting with / or with https://.",
        ),
    ],
)
def test_loops_chains_and_dead_ends_are_refused(path: str, target: str, answer: str) -> None:
    OldAddressFactory(path="/printed/", target="/members/")

    with pytest.raises(Refused) as refusal:
        add_old_address(Leading(path, target), by=EDITOR)

    assert str(refusal.value) == answer
    assert OldAddress.objects.count() == 1
    assert not Entry.objects.exists()


def test_where_an_address_leads_can_be_changed() -> None:
    address = OldAddressFactory(path="/printed/", target="/members/")

    change_old_address(
        address, Leading(address.path, "https://elsewhere.example/"), version=1, by=EDITOR
    )

    address.refresh_from_db()
    assert (address.target, address.version) == ("https://elsewhere.example/", 2)
    assert Entry.objects.get().values == {
        "before": "/members/",
        "target": "https://elsewhere.example/",
    }


def test_the_second_of_two_editors_is_told() -> None:
    address = OldAddressFactory()
    change_old_address(address, Leading(address.path, "/robots.txt"), version=1, by=EDITOR)

    with pytest.raises(Stale) as stale:
        change_old_address(address, Leading(address.path, "/members/"), version=1, by=EDITOR)

    address.refresh_from_db()
    assert address.target == "/robots.txt"
    assert stale.value.sent == {"Leads to": "/members/", "Note": ""}


def test_an_address_can_be_removed(client: OurClient) -> None:
    address = OldAddressFactory(path="/printed/")

    remove_old_address(address, by=EDITOR)

    assert client.get("/printed/").status_code == 404
    assert Entry.objects.get().event == "website.old_address_removed"


def test_nobody_else_may_touch_the_table() -> None:
    address = OldAddressFactory()
    leading = Leading("/new/", "/robots.txt")

    for touch in [
        lambda: add_old_address(leading, by=OFFICER),
        lambda: change_old_address(address, leading, version=1, by=OFFICER),
        lambda: remove_old_address(address, by=OFFICER),
    ]:
        with pytest.raises(PermissionDenied):
            touch()

    assert not Entry.objects.exists()


def test_staff_keep_the_table_on_its_pages(client: OurClient) -> None:
    client.act_as(EDITOR)

    client.post("/old-addresses/add/", {"path": "/leaflet", "target": "/members/", "note": ""})
    address = OldAddress.objects.get()
    client.post(f"/old-addresses/{address.pk}/", {"target": "/robots.txt", "version": 1})
    listed = client.get("/old-addresses/").content.decode()
    client.post(f"/old-addresses/{address.pk}/remove/")

    assert "/leaflet/" in listed
    assert "/robots.txt" in listed
    assert not OldAddress.objects.exists()


def test_a_refusal_is_shown_on_the_form(client: OurClient) -> None:
    client.act_as(EDITOR)

    page = client.post("/old-addresses/add/", {"path": "/leaflet", "target": "/gone/"})

    assert "There is no page at /gone/. Check the address." in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client: OurClient, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.act_as(EDITOR)
    OldAddressFactory.create_batch(count)
    client.get("/old-addresses/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/old-addresses/")
