"""What is not for everybody shows nowhere to anybody else: every way to a resource, as everyone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from django.urls import reverse

from ccin.access.actor import Actor
from ccin.governance.models import Body
from ccin.library.models import Citation, Resource
from ccin.library.operations.files import remove_file
from ccin.library.operations.indexing import index_resource
from ccin.library.operations.resources import describe_resource, details_of
from ccin.library.states.resources import ResourceKind, ResourceState, Visibility
from ccin.members.models import Organisation
from ccin.website.operations import write_first_pages
from tests.actors import EDITOR, WORKER, representative_of, voting_in
from tests.browser import OurClient
from tests.factories import (
    AdoptionFactory,
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
    ThemeFactory,
    release_of,
)
from tests.library.shelf import shelved, weigh, with_a_file

pytestmark = pytest.mark.django_db

SECRET = "Quillfeather"  # stands in everything that only some may read; some search for it
BESIDE = "Mistlewort"  # stands beside it everywhere; nobody searches for it
THEME = "Wintergreen"


@dataclass
class Scene:
    """A resource for some, a public one like it that cites it, and everybody who may come."""

    resource: Resource
    public: Resource
    owner: Organisation
    body: Body
    pages: dict[str, str]


def scene(visibility: str, *, state: str = ResourceState.PUBLISHED) -> Scene:
    write_first_pages(by=WORKER)
    body = BodyFactory()
    owner = OrganisationFactory(name="Fairford Council")
    MembershipFactory(organisation=owner, membership_class="full")
    resource: Resource = ResourceFactory(
        title=f"{SECRET} {BESIDE} portals for residents",
        slug="kept-for-some",
        summary=f"{SECRET} asked {BESIDE} residents.",
        owner=owner,
        visibility=visibility,
        visible_class="full" if visibility == Visibility.CLASS else "",
        visible_body=body if visibility == Visibility.BODY else None,
    )
    release_of(resource)
    file = with_a_file(resource, words=f"{SECRET} in a {BESIDE} file")
    resource.themes.add(ThemeFactory(name=THEME, slug="wintergreen"))
    index_resource(resource)
    if state != ResourceState.PUBLISHED:
        resource.state = state
        resource.save()
        index_resource(resource)
    public = shelved(
        kind=ResourceKind.SYNTHESIS, title="Portals for residents", owner=owner, slug="for-everyone"
    )
    Citation.objects.create(
        synthesis=public, cited=resource, learned=f"{SECRET} and {BESIDE} taught us."
    )
    AdoptionFactory(resource=resource, stage="using", organisation__name="Otherham Council")
    weigh()
    pages = {
        "page": resource.get_absolute_url(),
        "PDF": reverse("library:resource_pdf", args=[resource.slug]),
        "BibTeX": reverse("library:bibtex", args=[resource.slug]),
        "RIS": reverse("library:ris", args=[resource.slug]),
        "release": reverse("library:release", args=[resource.slug, 1]),
        "short": reverse("library:short", args=[resource.pk]),
        "releases": reverse("library:releases", args=[resource.slug]),
        "changes": reverse("library:compare", args=[resource.slug]) + "?from=1&to=1",
        "file": reverse("library:file", args=[resource.slug, file.pk]),
    }
    return Scene(resource, public, owner, body, pages)


LISTS: dict[str, Callable[[Scene], str]] = {
    "front": lambda _scene: "/library/",
    "search": lambda _scene: "/library/?q=portals+residents",
    "search for its own word": lambda _scene: f"/library/?q={SECRET}",
    "search misspelt": lambda _scene: "/library/?q=Quilfeather+portals",
    "theme": lambda _scene: "/library/?theme=wintergreen",
    "more like this and what it cites": lambda found: found.public.get_absolute_url(),
    "feed": lambda _scene: "/feeds/library.xml",
    "sitemap": lambda _scene: "/sitemap.xml",
    "API": lambda _scene: "/api/v1/resources",
    "CSV": lambda _scene: "/data/library.csv",
    "JSON": lambda _scene: "/data/library.json",
    "what travels": lambda _scene: "/library/what-travels/",
    "packs": lambda _scene: reverse("library:packs"),
    "member": lambda found: found.owner.get_absolute_url(),
    "home": lambda _scene: "/",
}


def what_shows(browser: OurClient, found: Scene) -> Iterator[str]:
    """Everywhere that the resource is named, given, or counted."""
    for name, address in LISTS.items():
        answer = browser.get(address(found))
        text = answer.content.decode()
        assert answer.status_code in {200, 404}
        asked_for = SECRET in address(found)
        named = BESIDE in text or found.resource.slug in text or f">{THEME}</a>" in text
        if named or (SECRET in text and not asked_for):
            yield name


def opens(browser: OurClient, found: Scene) -> set[str]:
    answers = {name: browser.get(url) for name, url in found.pages.items()}
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 404}
    return {name for name, answer in answers.items() if answer.status_code != 404}


def everyone(found: Scene) -> dict[str, Actor | None]:
    associate, supporter = OrganisationFactory(party_group=True), OrganisationFactory()
    MembershipFactory(organisation=associate, membership_class="associate")
    MembershipFactory(organisation=supporter, membership_class="supporter")
    full = OrganisationFactory()
    MembershipFactory(organisation=full, membership_class="full")
    return {
        "a stranger": None,
        "somebody who holds nothing": Actor("account:0", "A person"),
        "a supporter": representative_of(supporter),
        "an associate": representative_of(associate),
        "a full member": representative_of(full),
        "the owner": representative_of(found.owner),
        "the body": voting_in(found.body),
        "another body": voting_in(BodyFactory()),
        "staff": EDITOR,
    }


MAY = {
    Visibility.MEMBERS: {"an associate", "a full member", "the owner", "staff"},
    Visibility.CLASS: {"a full member", "the owner", "staff"},
    Visibility.BODY: {"the body", "the owner", "staff"},
}
# The same for everybody: what is not public is in none of them, whoever asks.
FOR_EVERYBODY = {"feed", "sitemap", "API", "CSV", "JSON", "member", "home", "packs"}


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.CLASS, Visibility.BODY])
def test_it_shows_to_those_it_is_for_and_nowhere_to_anybody_else(
    visibility: str, new_client: Callable[[], OurClient]
) -> None:
    found = scene(visibility)

    for name, actor in everyone(found).items():
        browser = new_client()
        if actor is not None:
            browser.act_as(actor)
        shown, opened = set(what_shows(browser, found)), opens(browser, found)
        may = name in MAY[visibility]
        assert (name, opened) == (name, set(found.pages) if may else set())
        assert (name, shown & FOR_EVERYBODY) == (name, set())
        assert (name, shown) == (name, set(LISTS) - FOR_EVERYBODY if may else set())


def test_a_kept_page_made_while_it_was_public_is_not_shown_once_it_is_not(
    client: OurClient,
) -> None:
    found = scene(Visibility.PUBLIC)
    before = set(what_shows(client, found))
    found.resource.visibility = Visibility.MEMBERS
    found.resource.save()
    index_resource(found.resource)

    assert before >= {"member", "home", "feed", "sitemap", "API", "CSV", "JSON", "search"}
    assert set(what_shows(client, found)) == set()
    assert opens(client, found) == set()


@pytest.mark.parametrize(
    "state", [ResourceState.DRAFT, ResourceState.SUBMITTED, ResourceState.DISCARDED]
)
def test_what_is_not_published_is_no_page_for_readers(state: str, client: OurClient) -> None:
    found = scene(Visibility.PUBLIC, state=state)

    assert set(what_shows(client, found)) == set()
    assert opens(client, found) == set()


def test_what_was_taken_down_leaves_a_stone_and_nothing_else(client: OurClient) -> None:
    resource = shelved(title=f"{SECRET} portals")
    resource.state = ResourceState.TAKEN_DOWN
    resource.taken_down_on, resource.taken_down_because = resource.published_on, "A name in it"
    resource.save()
    index_resource(resource)

    page = client.get(resource.get_absolute_url())
    found = client.get("/library/", {"q": SECRET})

    assert page.status_code == 410
    assert SECRET not in page.content.decode()
    assert "A name in it" not in page.content.decode()
    assert "2 March 2026" in page.content.decode()
    assert resource.slug not in found.content.decode()


def test_the_stone_of_what_was_for_members_is_for_members(client: OurClient) -> None:
    resource = shelved(visibility=Visibility.MEMBERS)
    resource.state = ResourceState.TAKEN_DOWN
    resource.taken_down_on, resource.taken_down_because = resource.published_on, "A name in it"
    resource.save()
    index_resource(resource)

    as_stranger = client.get(resource.get_absolute_url()).status_code
    client.act_as(representative_of(OrganisationFactory()))
    as_member = client.get(resource.get_absolute_url()).status_code
    client.act_as(EDITOR)
    as_staff = client.get(resource.get_absolute_url()).content.decode()

    assert (as_stranger, as_member) == (404, 410)
    assert "A name in it" in as_staff


def test_a_stranger_is_offered_to_sign_in_whether_there_is_something_or_not(
    client: OurClient,
) -> None:
    found = scene(Visibility.MEMBERS)

    hidden = client.get(found.resource.get_absolute_url())
    missing = client.get("/library/there-is-none/")

    for answer in (hidden, missing):
        assert answer.status_code == 404
        assert "Sign in and come back here" in answer.content.decode()


def test_what_was_written_since_the_last_release_is_found_by_nobody(client: OurClient) -> None:
    resource = shelved(title="Portals")
    section = resource.sections.select_related("text").first()
    assert section is not None
    section.text.words = f"{SECRET} is new"
    section.text.save()
    resource.title = f"{SECRET} portals"
    resource.save()
    index_resource(resource)
    weigh()

    text = client.get("/library/", {"q": f"{SECRET} portals"}).content.decode()
    page = client.get(resource.get_absolute_url()).content.decode()
    release_of(resource)
    index_resource(resource)
    weigh()
    after = client.get("/library/", {"q": SECRET}).content.decode()

    assert f"<mark>{SECRET}</mark>" not in text
    assert SECRET not in page
    assert f"<mark>{SECRET}</mark>" in after


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.BODY])
def test_an_earlier_release_stays_with_those_it_was_for(
    visibility: str, new_client: Callable[[], OurClient]
) -> None:
    found = scene(visibility)
    resource = found.resource
    resource.title = resource.summary = "Portals"
    resource.save()
    latest = release_of(resource)
    latest.content["files"] = []
    latest.save()
    details = replace(details_of(resource), visibility=Visibility.PUBLIC, visible_body=None)

    describe_resource(resource, details, version=resource.version, by=EDITOR)
    earlier = {
        "release": reverse("library:release", args=[resource.slug, 1]),
        "changes": reverse("library:compare", args=[resource.slug]),
    }
    stranger, owner = new_client(), new_client()
    owner.act_as(representative_of(found.owner))

    for name, address in earlier.items():
        assert (name, stranger.get(address).status_code) == (name, 404)
        assert (name, owner.get(address).status_code) == (name, 200)
    for address in (
        resource.get_absolute_url(),
        reverse("library:releases", args=[resource.slug]),
        f"/api/v1/resources/{resource.slug}",
    ):
        assert stranger.get(address).status_code == 200
        text = stranger.get(address).content.decode()
        assert BESIDE not in text
        assert "/release/1/" not in text.replace("releases", "release")
    read = stranger.get(f"/api/v1/resources/{resource.slug}").json()
    assert [each["number"] for each in read["releases"]] == [latest.number]


def test_words_of_a_file_that_was_taken_away_are_found_no_more(client: OurClient) -> None:
    resource = shelved()
    file = with_a_file(resource, words=f"{SECRET} in a file")
    index_resource(resource)
    weigh()
    before = client.get("/library/", {"q": SECRET}).content.decode()

    remove_file(file, by=EDITOR)
    weigh()
    after = client.get("/library/", {"q": SECRET}).content.decode()

    assert f"<mark>{SECRET}</mark>" in before
    assert f"<mark>{SECRET}</mark>" not in after


def test_who_is_signed_in_gets_an_answer_that_no_cache_keeps(client: OurClient) -> None:
    resource = shelved()
    client.act_as(representative_of(OrganisationFactory()))

    for address in ("/library/", resource.get_absolute_url()):
        answer = client.get(address)
        assert "private" in answer["Cache-Control"]
        assert "no-store" in answer["Cache-Control"]
        assert "Cookie" in answer["Vary"]
