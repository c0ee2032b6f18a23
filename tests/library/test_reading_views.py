"""Pages of the library as readers have them."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from ccin.access.permissions import Role
from ccin.kernel.clock import today
from ccin.library.models import FormerSlug, Partner, Release, Resource, Synonym, Use
from ccin.library.operations.indexing import index_resource
from ccin.library.states.resources import EvidenceLevel, Licence, PartnerRole, ReadState
from ccin.members.models import Organisation, Representation
from tests.actors import EDITOR, representative_of
from tests.browser import OurClient
from tests.factories import (
    AuthorityFactory,
    MeasureFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    ThemeFactory,
    release_of,
)
from tests.library.shelf import shelved, weigh, with_a_file

pytestmark = pytest.mark.django_db

SEARCH = "/library/"
FRONT, FOUND, PAGE = 3, 8, 17  # of a case study with several releases  # queries


def soup(client: OurClient, address: str, **query: str) -> BeautifulSoup:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words_of(page: BeautifulSoup) -> str:
    main = page.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def titles(page: BeautifulSoup) -> list[str]:
    return [each.get_text() for each in page.select(".ccin-listing__title")]


def released(resource: Resource, **content: object) -> Release:
    """Its last release with other content."""
    release = resource.releases.order_by("-number")[0]
    release.content = {**release.content, **content}
    release.save()
    index_resource(resource)
    weigh()
    return release


def test_plain_words_find_a_case_study_and_say_why(client: OurClient) -> None:
    shelved(title="Residents use the consultation portal again", summary="")

    page = soup(client, SEARCH, q="residents won't use our consultation portal")

    assert titles(page) == ["Residents use the consultation portal again"]
    assert [each.get_text() for each in page.select("mark")][:1] == ["Residents"]
    assert "its title says “residents”, “use”, “consultation”, “portal”" in words_of(page)


def test_words_that_something_does_not_hold_are_said_of_it(client: OurClient) -> None:
    shelved(title="Portals for everybody")
    shelved(title="Bicycles for everybody")

    page = soup(client, SEARCH, q="portal bicycle")

    assert "Found because: its title says “portal”. Not in it: “bicycle”." in words_of(page)


def test_what_was_brought_forward_stands_among_the_new_by_its_year_alone(client: OurClient) -> None:
    appeared = today() - timedelta(days=40)
    shelved(title="Of an earlier year", brought_forward=True, published_on=today(), year=2019)
    shelved(title="Of a known day", brought_forward=True, published_on=appeared, year=2018)
    shelved(title="Of today", published_on=today(), year=2017)
    shelved(title="Of no known year", brought_forward=True, published_on=today(), year=None)

    page = soup(client, SEARCH)

    assert titles(page) == ["Of today", "Of a known day", "Of an earlier year", "Of no known year"]
    dates = [each.select_one(".ccin-quiet") for each in page.select(".ccin-listing__item")]
    assert [each.get_text() if each else "" for each in dates] == [
        f"{today():%-d %B %Y}",
        f"{appeared:%-d %B %Y}",
        "2019",
        "",
    ]


def test_what_was_brought_forward_is_cited_by_its_year_and_dated_by_none(client: OurClient) -> None:
    resource = shelved(title="Old", brought_forward=True, published_on=today(), year=2014)

    said = words_of(soup(client, resource.get_absolute_url()))

    assert f"Brought over from where it was before on {today():%-d %B %Y}" in said
    assert f"{resource.owner} (2014). Old." in said
    assert "First published." not in said
    assert "Nobody has checked it since it was brought over" in said
    assert "when this was published" not in said


def test_words_that_are_misspelt_are_put_right_and_said_to_be(client: OurClient) -> None:
    shelved(title="Residents use the consultation portal again")

    page = soup(client, SEARCH, q="consultaton portal")

    assert len(titles(page)) == 1
    assert "Showing results for “consultation portal”" in words_of(page)


def test_what_was_found_is_narrowed_and_widened_by_plain_links(client: OurClient) -> None:
    for year in (2024, 2025):
        shelved(title=f"Portal of {year}", year=year)

    page = soup(client, SEARCH, q="portal")
    narrow = page.find("a", string="2024")
    assert narrow is not None
    narrowed = soup(client, SEARCH + str(narrow["href"]).split("/library/")[1])
    taken_away = narrowed.find("a", string=lambda words: bool(words) and "Remove" in words)
    remove = narrowed.select_one('ul[aria-label="Narrowed by"] a')
    assert remove is not None
    widened = soup(client, str(remove["href"]))

    assert taken_away is None or taken_away == remove
    assert len(titles(page)) == len(titles(widened)) == 2
    assert titles(narrowed) == ["Portal of 2024"]
    assert "Year: 2024" in words_of(narrowed)


def test_a_theme_is_found_under_each_of_its_addresses(client: OurClient) -> None:
    theme = ThemeFactory(name="Engaging residents", slug="engaging-residents")
    FormerSlug.objects.create(theme=theme, slug="consultation")
    Synonym.objects.create(theme=theme, words="surveys")
    resource = shelved(title="Portal")
    resource.themes.add(theme)
    index_resource(resource)
    weigh()

    asked = [
        soup(client, theme.get_absolute_url()),
        soup(client, SEARCH, theme="consultation"),
        soup(client, SEARCH, theme="Engaging residents"),
        soup(client, SEARCH, q="surveys"),
    ]
    short = client.get(reverse("library:theme", args=["consultation"]))

    assert [titles(page) for page in asked] == [["Portal"]] * 4
    assert (short.status_code, short["Location"]) == (301, theme.get_absolute_url())


def test_a_merged_theme_leads_to_the_one_that_took_it_over(client: OurClient) -> None:
    kept = ThemeFactory()
    merged = ThemeFactory(merged_into=kept)

    answer = client.get(reverse("library:theme", args=[merged.slug]))

    assert answer["Location"] == kept.get_absolute_url()
    assert client.get(reverse("library:theme", args=["no-such"])).status_code == 404


def test_an_officer_is_offered_what_is_like_their_own_council(client: OurClient) -> None:
    authority = AuthorityFactory(kind="london_borough", region="London")
    MeasureFactory(authority=authority, value=300_000)
    shelved(title="Portal")
    client.act_as(representative_of(OrganisationFactory(authority=authority)))

    page = soup(client, SEARCH, q="portal")

    heading = page.find("h2", string="Like mine")
    assert heading is not None
    offered = [each.get_text() for each in heading.find_next("ul").find_all("a")]
    assert offered == [
        "Size of council: 250,000 to 499,999 residents",
        "Kind of council: London borough",
        "Region: London",
    ]


def test_whoever_finds_nothing_is_led_to_the_network(client: OurClient) -> None:
    stranger = soup(client, SEARCH, q="zzyzx")
    client.act_as(representative_of(OrganisationFactory()))
    member = soup(client, SEARCH, q="zzyzx")

    assert "Sign in to ask" in words_of(stranger)
    link = member.find("a", string="Ask the network")
    assert link is not None
    assert link["href"] == reverse("library:ask") + "?q=zzyzx"


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "a " * 5_000,
        "<script>alert(1)</script>",
        "😀",
        "\x00",
        "the and of",
        "a",
        '"AND OR NOT -x +y (z* ~1',
        "gofal cymdeithasol â phobl ifanc",
        "' OR 1=1; --",
    ],
)
def test_no_query_breaks_the_page_or_is_obeyed(words: str, client: OurClient) -> None:
    shelved()

    answer = client.get(SEARCH, {"q": words, "theme": words[:300], "page": words[:50]})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    long = len(words) > 1_000
    assert ("That was very long" in answer.content.decode()) == long


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_and_a_search_cost_the_same_however_much_is_found(
    rows: int, client: OurClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(rows):
        shelved(title="Portal")

    with django_assert_max_num_queries(FOUND) as front:
        client.get(SEARCH)
    with django_assert_max_num_queries(FOUND) as found:
        client.get(SEARCH, {"q": "portal"})

    assert (len(front), len(found)) == (FRONT, FOUND)


def test_long_lists_come_in_pages(client: OurClient) -> None:
    for _number in range(21):
        index_resource(ResourceFactory(published=True, title="Portal"))
    weigh()

    first, second = soup(client, SEARCH, q="portal"), soup(client, SEARCH, q="portal", page="2")

    assert (len(titles(first)), len(titles(second))) == (20, 1)


def test_a_case_study_answers_what_a_busy_officer_asks(client: OurClient) -> None:
    owner = OrganisationFactory(name="Fairford Council", public_contact="policy@fairford.example")
    MembershipFactory(organisation=owner, membership_class="full", starts_on=date(2020, 1, 1))
    resource = shelved(owner=owner, evidence_level=EvidenceLevel.COUNTED, licence=Licence.OGL)
    partner = OrganisationFactory(name="Otherham Council")
    Partner.objects.create(resource=resource, organisation=partner, role=PartnerRole.WORKING_WITH)
    released(
        resource,
        sections=[["problem", "What was the problem?", "Nobody **came**.\n\n* a\n* b"]],
        principles=[["Learning", "Residents chair the board."]],
    )

    page = soup(client, resource.get_absolute_url())
    text = words_of(page)

    assert [each.get_text() for each in page.find_all("h1")] == [f"Case study{resource.title}"]
    assert page.select_one("#problem strong").get_text() == "came"
    for words in (
        "Full member when this was published",
        "Working with Otherham Council",
        "Counted: numbers were kept",
        "not that this work is the reason for it",
        "Residents chair the board.",
        "Ring the policy team.",
        "policy@fairford.example",
        "Open Government Licence 3.0",
        "Release 1",
        f"/r/{resource.pk}/",
    ):
        assert words in text


def test_ownership_is_shown_as_of_then_when_the_owner_has_left(client: OurClient) -> None:
    owner = OrganisationFactory()
    MembershipFactory(
        organisation=owner,
        membership_class="associate",
        starts_on=date(2020, 1, 1),
        ends_on=date(2026, 4, 1),
        end_reason="resigned",
    )

    page = words_of(soup(client, shelved(owner=owner).get_absolute_url()))

    assert "Associate when this was published; no longer in membership" in page


def somebody_of(owner: Organisation, **given: object) -> Representation:
    made: Representation = RepresentationFactory(
        organisation=owner,
        person=PersonFactory(name="Gwen Ashby", email="gwen@fairford.example", phone="01000 1"),
        **given,
    )
    return made


def test_whom_to_ring_is_named_to_members_and_in_public_only_with_consent(
    new_client: type[OurClient],
) -> None:
    owner = OrganisationFactory()
    MembershipFactory(organisation=owner)
    held = somebody_of(owner, is_primary=False)
    resource = shelved(owner=owner, contact=held.person)
    member = new_client()
    member.act_as(representative_of(OrganisationFactory()))

    as_stranger = words_of(soup(new_client(), resource.get_absolute_url()))
    as_member = words_of(soup(member, resource.get_absolute_url()))
    held.person.listing_consent_on = date(2026, 1, 1)
    held.person.save()
    with_consent = words_of(soup(new_client(), resource.get_absolute_url()))

    assert "Gwen" not in as_stranger
    assert "Members who sign in see who that is" in as_stranger
    assert "Gwen Ashby" in as_member
    assert "gwen@fairford.example" in as_member
    assert "Gwen Ashby" in with_consent
    assert "gwen@fairford.example" not in with_consent


def test_when_the_contact_has_moved_on_members_see_the_main_contact(
    new_client: type[OurClient],
) -> None:
    owner = OrganisationFactory()
    MembershipFactory(organisation=owner)
    somebody_of(owner, is_primary=True)
    left = RepresentationFactory(
        organisation=owner,
        is_primary=False,
        person__name="Rhodri Elis",
        person__listing_consent_on=date(2026, 1, 1),
        ends_on=today() - timedelta(days=1),
        end_reason="left",
    )
    resource = shelved(owner=owner, contact=left.person)
    member = new_client()
    member.act_as(representative_of(OrganisationFactory()))

    as_stranger = words_of(soup(new_client(), resource.get_absolute_url()))
    as_member = words_of(soup(member, resource.get_absolute_url()))

    for text in (as_stranger, as_member):
        assert "Rhodri" not in text
    assert "Gwen" not in as_stranger
    assert "Gwen Ashby" in as_member
    assert "whoever was named for this has moved on" in as_member


def test_an_older_release_keeps_its_address_and_says_so(client: OurClient) -> None:
    resource = shelved(title="As it was")
    first = resource.releases.get()
    resource.title = "As it is"
    release_of(resource)
    later = resource.releases.order_by("-number")[0]
    later.changes = "A year of numbers was added."
    later.save()

    now = soup(client, resource.get_absolute_url())
    then = soup(client, reverse("library:release", args=[resource.slug, first.number]))

    assert "As it is" in words_of(now)
    assert "A year of numbers was added." in words_of(now)
    assert "You are reading release 1" in words_of(then)
    assert "As it was" in str(then.find("h1"))
    assert then.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    missing = reverse("library:release", args=[resource.slug, 9])
    assert client.get(missing).status_code == 404


def test_who_writes_what_is_not_published_is_led_to_where_it_is_worked_on(
    client: OurClient,
) -> None:
    draft: Resource = ResourceFactory()
    client.act_as(representative_of(draft.owner))

    answer = client.get(draft.get_absolute_url())

    assert answer["Location"] == reverse("library:work", args=[draft.pk])


def test_an_archived_one_is_read_with_a_warning(client: OurClient) -> None:
    resource: Resource = ResourceFactory(archived=True)

    assert "Archived on 2 March 2025" in words_of(soup(client, resource.get_absolute_url()))


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (ReadState.NO_WORDS, "pictures of words only"),
        (ReadState.UNREADABLE, "cannot be searched"),
        (ReadState.READ_IN_PART, "only its first part"),
    ],
)
def test_a_file_says_what_it_is_and_is_handed_out(read: str, words: str, client: OurClient) -> None:
    kept = with_a_file(ResourceFactory())
    kept.read, kept.pages = read, 900
    kept.save()
    page = words_of(soup(client, kept.resource.get_absolute_url()))

    answer = client.get(reverse("library:file", args=[kept.resource.slug, kept.pk]))

    assert "900 pages" in page
    assert "Not scanned for viruses" in page
    assert words in page
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_that_was_not_released_is_for_those_who_write_it(
    new_client: type[OurClient],
) -> None:
    kept = with_a_file(ResourceFactory())
    release_of(kept.resource)
    address = reverse("library:file", args=[kept.resource.slug, kept.pk])
    owner = new_client()
    owner.act_as(representative_of(kept.resource.owner))

    assert new_client().get(address).status_code == 404
    assert owner.get(address).status_code == 200


def test_the_paper_holds_the_same_and_no_person(client: OurClient) -> None:
    owner = OrganisationFactory()
    MembershipFactory(organisation=owner)
    held = somebody_of(owner, is_primary=True)
    resource = shelved(owner=owner, contact=held.person, title="Portal")
    released(resource, sections=[["", "A heading", "# Deep\n\n* [one](https://a.example)\n* two"]])
    client.act_as(representative_of(OrganisationFactory()))

    answer = client.get(reverse("library:resource_pdf", args=[resource.slug]))

    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.metadata is not None
    assert reader.metadata.title == "Portal"
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object
    assert reader.root_object["/Lang"] == "en-GB"
    for words in ("A heading", "Deep", "one", "Ring the policy team.", f"/r/{resource.pk}/"):
        assert words in text
    assert "Gwen" not in text


def test_the_short_address_leads_to_the_page(client: OurClient) -> None:
    resource = shelved()

    answer = client.get(f"/r/{resource.pk}/")

    assert answer["Location"] == resource.get_absolute_url()
    assert client.get("/r/999999/").status_code == 404


def test_reference_managers_get_the_citation(client: OurClient) -> None:
    resource = shelved()

    bibtex = client.get(reverse("library:bibtex", args=[resource.slug]))
    ris = client.get(reverse("library:ris", args=[resource.slug]))

    assert bibtex.content.decode().startswith("@misc{")
    assert ris.content.decode().startswith("TY  - ELEC\r\n")


def test_programs_read_what_a_public_page_is_and_its_words_end_no_script(
    client: OurClient,
) -> None:
    resource = shelved(summary="</script><script>alert(1)</script>")

    page = soup(client, resource.get_absolute_url())
    data = page.find("script", type="application/ld+json")
    assert data is not None
    described = json.loads(str(data.string))

    assert described["@type"] == "Article"
    assert described["name"] == resource.title
    assert described["description"] == resource.summary
    assert described["url"].endswith(resource.get_absolute_url())
    assert page.find("meta", property="og:title")["content"] == resource.title
    assert "<script>alert" not in str(page.find("main"))


def test_what_is_invented_says_so_and_is_in_no_feed_sitemap_or_data(client: OurClient) -> None:
    resource = shelved(fictional=True, title="Invented portal")
    answers = ["/feeds/library.xml", "/sitemap.xml", "/data/library.csv", "/data/library.json"]

    page = soup(client, resource.get_absolute_url())

    assert "This is invented for the demonstration" in words_of(page)
    assert page.find("script", type="application/ld+json") is None
    for address in [*answers, "/api/v1/resources"]:
        assert resource.slug not in client.get(address).content.decode()
    assert client.get(f"/api/v1/resources/{resource.slug}").status_code == 404


def test_the_feed_tells_a_release_once_under_an_address_that_stays(client: OurClient) -> None:
    resource = shelved(title="Portal")
    released(resource, title="Portal, revised")

    feed = client.get("/feeds/library.xml").content.decode()

    assert feed.count("<entry>") == 1
    assert "Portal, revised" in feed
    assert f"/r/{resource.pk}/</id>" in feed


def test_the_feed_tells_what_was_only_brought_over_behind_the_news(client: OurClient) -> None:
    shelved(title="News", published_on=today())
    old = {"brought_forward": True, "published_on": today()}
    for year in (2014, 2019):
        shelved(title=f"Of {year}", year=year, **old)

    feed = client.get("/feeds/library.xml").content.decode()

    assert feed.index("News") < feed.index("Of 2019") < feed.index("Of 2014")
    assert "<published>2014-01-01" in feed


def test_the_api_gives_a_resource_in_full(client: OurClient) -> None:
    kept = with_a_file(ResourceFactory(title="Portal", kind="tool"))
    resource = kept.resource

    one = client.get(f"/api/v1/resources/{resource.slug}").json()
    listed = client.get("/api/v1/resources", {"kind": "tool"}).json()
    others = client.get("/api/v1/resources", {"kind": "report"}).json()
    since = (timezone.localdate() + timedelta(days=2)).isoformat()

    assert one["title"] == "Portal"
    assert [section["name"] for section in one["sections"]] == ["about", "use"]
    assert [file["content_type"] for file in one["files"]] == ["application/pdf"]
    assert (listed["count"], others["count"]) == (1, 0)
    assert client.get("/api/v1/resources", {"since": since}).json()["count"] == 0


def test_a_spreadsheet_takes_no_title_for_a_formula(client: OurClient) -> None:
    shelved(title='=HYPERLINK("https://stranger.example")')

    assert "'=HYPERLINK" in client.get("/data/library.csv").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_case_study_costs_the_same_however_much_belongs_to_it(
    rows: int, client: OurClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    resource = shelved()
    for _number in range(rows):
        Partner.objects.create(resource=resource, organisation=OrganisationFactory())
        resource.themes.add(ThemeFactory())
        with_a_file(resource)
        shelved()

    with django_assert_max_num_queries(PAGE) as asked:
        client.get(resource.get_absolute_url())

    assert len(asked) == PAGE


def test_reading_and_searching_are_counted_without_whom(client: OurClient) -> None:
    resource = shelved(title="Portal")
    owner = OrganisationFactory()
    client.act_as(representative_of(owner))

    client.get(resource.get_absolute_url())
    client.head(resource.get_absolute_url())
    client.get(resource.get_absolute_url(), headers={"user-agent": "Googlebot/2.1"})
    client.get(reverse("library:resource_pdf", args=[resource.slug]))
    client.get(SEARCH, {"q": "portal"})
    client.get(SEARCH, {"q": "portal", "year": "2025"})
    client.get(SEARCH, {"q": "zzyzx"})

    counted = Use.objects.order_by("pk").values_list("kind", "key", "organisation")
    assert list(counted) == [
        ("read", str(resource.pk), owner.pk),
        ("downloaded", str(resource.pk), owner.pk),
        ("searched", "portal", owner.pk),
        ("not_found", "zzyzx", owner.pk),
    ]


def test_staff_are_of_no_organisation(client: OurClient) -> None:
    client.act_as(EDITOR)

    client.get(shelved().get_absolute_url())

    assert [use.organisation for use in Use.objects.all()] == [None]
    assert Role.EDITOR in EDITOR.network_roles


@override_settings(SITE_ADDRESS="https://network.example/")
def test_addresses_for_print_are_those_of_the_site(client: OurClient) -> None:
    resource = shelved()

    page = soup(client, resource.get_absolute_url())

    canonical = page.find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == f"https://network.example/library/{resource.slug}/"
