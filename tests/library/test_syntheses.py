"""A synthesis cites many works and pulls their learning together; readers see what they may."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.library.models import Citation, Release, Resource
from ccin.library.operations.syntheses import (
    cite,
    cite_no_more,
    move_citation,
    say_what_is_learned,
)
from ccin.library.reads.syntheses import synthesis_of
from ccin.library.states.resources import Visibility
from ccin.principles.models import Principle, Statement
from tests.actors import EDITOR, OFFICER, PUBLIC, main_contact_of, representative_of
from tests.browser import OurClient
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def a_synthesis(*works: Resource, **facts: object) -> Resource:
    made = ResourceFactory(**{"kind": "synthesis", "published": True, **facts})
    cite(made, works, by=EDITOR)
    return made


def order(synthesis: Resource) -> list[str]:
    return [each.cited.title for each in synthesis.citations.order_by("position", "pk")]


def page_of(resource: Resource, browser: OurClient | None = None) -> str:
    return (browser or OurClient()).get(resource.get_absolute_url()).content.decode()


def test_works_are_cited_once_each_in_order() -> None:
    one, two, three = (ResourceFactory(published=True) for _ in range(3))
    synthesis = a_synthesis(two)

    assert cite(synthesis, [one, two, three, one], by=EDITOR) == 2
    move_citation(synthesis.citations.get(cited=three), up=True, by=EDITOR)
    move_citation(synthesis.citations.get(cited=two), up=True, by=EDITOR)
    move_citation(synthesis.citations.get(cited=two), up=False, by=EDITOR)

    assert order(synthesis) == [three.title, two.title, one.title]


def test_what_is_left_out_twice_is_left_out_once() -> None:
    synthesis = a_synthesis(ResourceFactory(published=True))
    citation = synthesis.citations.get()

    cite_no_more(citation, by=EDITOR)
    cite_no_more(Citation(pk=0, synthesis=synthesis), by=EDITOR)
    move_citation(Citation(pk=0, synthesis=synthesis), up=True, by=EDITOR)

    assert order(synthesis) == []
    assert Entry.objects.filter(event="library.citation_left_out").count() == 1


def test_what_is_learned_is_said_in_a_sentence() -> None:
    synthesis = a_synthesis(ResourceFactory(published=True))
    citation = synthesis.citations.get()

    say_what_is_learned(citation, " Ask  first. ", by=EDITOR)
    say_what_is_learned(citation, "Ask first.", by=EDITOR)

    assert citation.learned == "Ask first."
    assert Entry.objects.filter(event="library.learning_said").count() == 1
    with pytest.raises(Refused, match="400 characters"):
        say_what_is_learned(citation, "x" * 401, by=EDITOR)


def test_only_a_synthesis_cites_and_only_what_is_published_elsewhere() -> None:
    synthesis = a_synthesis()

    with pytest.raises(Refused, match="Only a synthesis"):
        cite(ResourceFactory(), [], by=EDITOR)
    for wrong in (synthesis, ResourceFactory()):
        with pytest.raises(Refused, match="other works that are published"):
            cite(synthesis, [wrong], by=EDITOR)


def test_nobody_cites_what_they_may_not_read() -> None:
    owner = MembershipFactory().organisation
    synthesis = ResourceFactory(kind="synthesis", owner=owner)
    hidden = ResourceFactory(published=True, visibility=Visibility.CLASS, visible_class="affiliate")

    with pytest.raises(Refused, match="may read"):
        cite(synthesis, [hidden], by=main_contact_of(owner))


def test_a_synthesis_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccin.library.operations.syntheses.MOST_CITED", 0)

    with pytest.raises(Refused, match="at most 0"):
        a_synthesis(ResourceFactory(published=True))


def test_strangers_change_nothing() -> None:
    synthesis = a_synthesis(ResourceFactory(published=True))
    citation = synthesis.citations.get()
    before = Entry.objects.count()

    for stranger in (PUBLIC, OFFICER, representative_of(OrganisationFactory())):
        for act in (
            lambda by: cite(synthesis, [], by=by),
            lambda by: say_what_is_learned(citation, "Ask", by=by),
            lambda by: move_citation(citation, up=True, by=by),
            lambda by: cite_no_more(citation, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)

    assert Entry.objects.count() == before


def test_readers_see_the_learning_side_by_side_and_the_gaps() -> None:
    work = ResourceFactory(published=True)
    theme = ThemeFactory(name="Repair")
    work.themes.add(theme)
    synthesis = a_synthesis(work)
    said = "Neighbours bring more than broken things."
    say_what_is_learned(synthesis.citations.get(), said, by=EDITOR)

    page = page_of(synthesis)

    assert said in page
    assert "What there is to say of changed." in page
    assert "What there is to say of again." in page
    assert f"From the work of: {work.owner}." in page
    assert "Repair (theme): 1 work" in page
    assert "The weakest evidence among them: Not stated" in page
    assert synthesis.title in page_of(work)


def test_principles_that_no_work_bears_on_are_gaps() -> None:
    statement = Statement.objects.create(number=1, decision="AGM", source="Minutes")
    first, second = (
        Principle.objects.create(statement=statement, name=name, position=position)
        for position, name in enumerate(("Democracy", "Equality"), 1)
    )
    work = ResourceFactory(published=True)
    content = {**work.releases.get().content, "principles": [[first.name, "It does."]]}
    Release.objects.update(content=content)

    found = synthesis_of(a_synthesis(work), PUBLIC)

    assert found is not None
    assert [(each.name, each.works) for each in found.principles][:2] == [
        (first.name, 1),
        (second.name, 0),
    ]
    assert second.name in found.gaps


def test_what_is_for_members_is_neither_shown_to_strangers_nor_counted() -> None:
    public = ResourceFactory(published=True)
    hidden = ResourceFactory(published=True, visibility=Visibility.MEMBERS)
    synthesis = a_synthesis(public, hidden)
    member = OurClient()
    member.act_as(representative_of(OrganisationFactory()))

    for_strangers, for_members = page_of(synthesis), page_of(synthesis, member)

    assert public.title in for_strangers
    assert hidden.title not in for_strangers
    assert hidden.owner.name not in for_strangers
    assert "taken down" not in for_strangers
    assert hidden.title in for_members


def test_what_was_taken_down_is_said_without_its_title() -> None:
    gone = ResourceFactory(published=True)
    hidden = ResourceFactory(published=True, visibility=Visibility.MEMBERS)
    synthesis = a_synthesis(gone, hidden)
    Resource.objects.exclude(pk=synthesis.pk).update(
        state="taken_down", taken_down_because="They asked"
    )

    page = page_of(synthesis)

    assert "It also cites a resource that was taken down." in page
    assert gone.title not in page


def test_the_page_asks_the_same_of_the_database_however_much_it_cites() -> None:
    counts = []
    for number in (1, 3):
        synthesis = a_synthesis(*ResourceFactory.create_batch(number, published=True))
        with CaptureQueriesContext(connection) as queries:
            synthesis_of(synthesis, PUBLIC)
        counts.append(len(queries))

    assert counts == [6, 6]


def test_a_member_writes_a_synthesis_on_its_pages() -> None:
    owner = MembershipFactory().organisation
    synthesis = ResourceFactory(kind="synthesis", owner=owner)
    one = ResourceFactory(published=True, title="Mending together")
    two = ResourceFactory(published=True, title="Something else")
    browser = OurClient()
    browser.act_as(main_contact_of(owner))
    address = reverse("library:citations", args=[synthesis.pk])

    found = browser.get(f"{address}?q=mending").content.decode()
    nothing = browser.post(address, {}).content.decode()
    browser.post(address, {"chosen": [one.pk, two.pk]})
    first = synthesis.citations.order_by("position").first()
    learned = reverse("library:learned", args=[synthesis.pk, first.pk])
    browser.get(learned)
    browser.post(learned, {"learned": "Ask first."})
    browser.post(reverse("library:move_citation", args=[synthesis.pk, first.pk]), {"to": "down"})
    shown = browser.get(address).content.decode()
    browser.post(reverse("library:cite_no_more", args=[synthesis.pk, first.pk]))

    assert one.title in found
    assert two.title not in found
    assert "Tick what you would add" in nothing
    assert "Ask first." in shown
    assert synthesis.citations.count() == 1


def test_what_is_no_synthesis_has_no_citations() -> None:
    assert synthesis_of(ResourceFactory(published=True), PUBLIC) is None
