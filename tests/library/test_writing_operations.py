"""Beginning and writing a resource: who may, what is kept, what is refused with which words."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.core.exceptions import PermissionDenied

from ccin.files.states import ScanState
from ccin.kernel.errors import Refused, Stale
from ccin.kernel.progress import quietly
from ccin.library.models import Partner, Resource, ResourceFile
from ccin.library.operations import files, sorting
from ccin.library.operations.files import attach_file, read_words, remove_file, rename_file
from ccin.library.operations.resources import (
    MOST_SECTIONS,
    Beginning,
    describe_resource,
    details_of,
    put_pen_down,
    save_section,
    show_principles,
    start_resource,
    take_pen,
)
from ccin.library.operations.sorting import (
    LEAVE_OUT,
    add_heading,
    sort_sections,
    start_from_file,
)
from ccin.library.rules.extraction import Part
from ccin.library.states.resources import SECTIONS, PartnerRole, ReadState, ResourceState
from ccin.library.tasks.writing import read_files
from ccin.principles.models import Principle, Statement
from tests.actors import EDITOR, STRANGER, WORKER, representative_of
from tests.factories import (
    AuthorityFactory,
    BodyFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
    ResourceFactory,
    ThemeFactory,
)
from tests.library import papers

pytestmark = pytest.mark.django_db


def principle() -> Principle:
    statement = Statement.objects.create(number=1, decision="AGM", source="Minutes")
    return Principle.objects.create(
        statement=statement, position=1, name="Co-production", paraphrase="With residents"
    )


@pytest.mark.parametrize("kind", sorted(SECTIONS))
def test_a_resource_begins_with_the_sections_of_its_kind(kind: str) -> None:
    owner = OrganisationFactory()

    resource = start_resource(kind, Beginning("  A title ", owner), by=representative_of(owner))

    names = resource.sections.order_by("position").values_list("name", flat=True)
    assert list(names) == list(SECTIONS[kind])
    assert (resource.title, resource.slug) == ("A title", "a-title")
    assert resource.state == ResourceState.DRAFT


def test_a_company_shares_what_it_did_with_a_council() -> None:
    company, council = OrganisationFactory(company=True), OrganisationFactory()

    resource = start_resource(
        "case_study",
        Beginning("Cafés", company, worked_with=council),
        by=representative_of(company),
    )

    partner = Partner.objects.get()
    assert (partner.resource, partner.organisation) == (resource, council)
    assert partner.role == PartnerRole.WORKING_WITH


def test_the_network_s_own_is_begun_by_staff_alone() -> None:
    owner = OrganisationFactory()

    assert start_resource("tool", Beginning("Ours", None), by=EDITOR).owner is None
    for stranger in (STRANGER, representative_of(owner)):
        with pytest.raises(PermissionDenied):
            start_resource("tool", Beginning("Ours", None), by=stranger)


def test_what_an_invented_body_owns_is_invented_too() -> None:
    owner = OrganisationFactory(fictional=True)

    assert start_resource("tool", Beginning("A tool", owner), by=EDITOR).fictional


def test_two_of_one_title_have_two_addresses_and_none_that_of_a_page() -> None:
    slugs = [
        start_resource("tool", Beginning(title, None), by=EDITOR).slug
        for title in ("Cafés", "Cafes", "!!!", "Search", "x" * 200)
    ]

    assert slugs[:3] == ["cafes", "cafes-2", "resource"]
    assert len(slugs[4]) <= 100


def test_a_title_is_asked_for_and_a_hundred_headings_are_too_many() -> None:
    more = tuple(("Heading", "Words") for _number in range(MOST_SECTIONS + 1))

    for begun in (Beginning("  ", None), Beginning("Cafés", None, more=more)):
        with pytest.raises(Refused):
            start_resource("tool", begun, by=EDITOR)

    assert not Resource.objects.exists()


def test_facts_are_changed_as_a_whole_and_leave_what_is_not_named() -> None:
    resource = ResourceFactory()
    theme, place, partner = ThemeFactory(), AuthorityFactory(), OrganisationFactory()
    details = replace(
        details_of(resource),
        title="Mending together",
        year=2024,
        themes=(theme,),
        places=(place, place),
        partners=((partner, PartnerRole.PARTNER),),
    )

    describe_resource(resource, details, version=1, by=representative_of(resource.owner))

    resource.refresh_from_db()
    assert details_of(resource) == replace(details, places=(place,))
    assert (resource.slug, resource.version) == ("mending-together", 2)


def test_facts_against_an_older_version_are_given_back() -> None:
    resource = ResourceFactory()
    details = replace(details_of(resource), title="Mine")
    describe_resource(resource, details_of(resource), version=1, by=EDITOR)

    with pytest.raises(Stale) as refusal:
        describe_resource(resource, details, version=1, by=EDITOR)

    assert refusal.value.sent["title"] == "Mine"


def test_the_contact_is_somebody_of_the_owner() -> None:
    resource = ResourceFactory()
    by = representative_of(resource.owner)
    ours, theirs = PersonFactory(), PersonFactory()
    RepresentationFactory(person=ours, organisation=resource.owner)

    with pytest.raises(Refused):
        describe_resource(resource, replace(details_of(resource), contact=theirs), version=1, by=by)
    describe_resource(resource, replace(details_of(resource), contact=ours), version=1, by=by)

    assert resource.contact == ours


def test_who_may_read_it_is_named_fully() -> None:
    resource = ResourceFactory()

    for changed in ({"visibility": "class"}, {"visibility": "body"}):
        with pytest.raises(Refused):
            describe_resource(
                resource, replace(details_of(resource), **changed), version=1, by=EDITOR
            )


def test_one_body_s_own_is_for_staff_to_say_and_a_published_one_s_readers_for_editors() -> None:
    draft, published = ResourceFactory(), ResourceFactory(published=True)
    for_a_body = replace(details_of(draft), visibility="body", visible_body=BodyFactory())
    for_members = replace(details_of(published), visibility="members")

    with pytest.raises(Refused):
        describe_resource(draft, for_a_body, version=1, by=representative_of(draft.owner))
    with pytest.raises(Refused):
        describe_resource(published, for_members, version=1, by=representative_of(published.owner))
    describe_resource(draft, for_a_body, version=1, by=EDITOR)
    describe_resource(published, for_members, version=1, by=EDITOR)

    assert (draft.visibility, published.visibility) == ("body", "members")


def test_two_who_write_one_section_do_not_lose_a_word() -> None:
    resource = ResourceFactory()
    section = resource.sections.get(name="done")
    by = representative_of(resource.owner)
    take_pen(section, by=by)

    with pytest.raises(Refused):
        take_pen(section, by=EDITOR)
    with pytest.raises(Stale) as refusal:
        save_section(section, "Mine.", version=1, by=EDITOR)
    assert refusal.value.sent == {"words": "Mine."}
    put_pen_down(section, by=by)
    save_section(section, "Mine.", version=1, by=EDITOR)

    assert section.text.words == "Mine."


def test_maintainers_write_it_too_and_others_do_not() -> None:
    resource = ResourceFactory()
    maintainer, partner = OrganisationFactory(), OrganisationFactory()
    for organisation, role in ((maintainer, "maintainer"), (partner, "partner")):
        Partner.objects.create(resource=resource, organisation=organisation, role=role)
    section = resource.sections.all()[0]

    save_section(section, "Ours.", version=1, by=representative_of(maintainer))

    with pytest.raises(PermissionDenied):
        save_section(section, "Theirs.", version=2, by=representative_of(partner))


def test_whoever_describes_it_neither_makes_nor_drops_a_maintainer() -> None:
    resource, maintainer, other = ResourceFactory(), OrganisationFactory(), OrganisationFactory()
    Partner.objects.create(resource=resource, organisation=maintainer, role="maintainer")
    described = replace(details_of(resource), partners=((other, "partner"),))
    claimed = replace(described, partners=((other, "maintainer"),))

    describe_resource(resource, described, version=resource.version, by=EDITOR)
    with pytest.raises(Refused, match="is asked first"):
        describe_resource(resource, claimed, version=resource.version, by=EDITOR)

    named = resource.partners.order_by("pk").values_list("organisation", "role")
    assert list(named) == [(maintainer.pk, "maintainer"), (other.pk, "partner")]


def test_principles_are_shown_with_a_sentence_or_not_at_all() -> None:
    resource, shown = ResourceFactory(), principle()

    show_principles(resource, {shown: "  Residents   chose. "}, by=EDITOR)
    assert resource.principles.get().sentence == "Residents chose."
    show_principles(resource, {shown: " "}, by=EDITOR)

    assert not resource.principles.exists()


def test_a_report_becomes_a_draft_parted_by_its_headings() -> None:
    owner = OrganisationFactory()

    resource = start_from_file(
        "case_study",
        Beginning("", owner),
        papers.sent("repair_cafes-2025.docx", papers.word()),
        by=representative_of(owner),
    )

    added = resource.sections.filter(name="").order_by("position")
    assert [(each.heading, each.text.words) for each in added] == list(papers.REPORT)
    assert resource.title == "repair cafes 2025"
    kept = resource.files.get()
    assert (kept.read, kept.title) == (ReadState.READ, "repair_cafes-2025.docx")


def test_a_report_that_says_its_title_is_begun_under_it() -> None:
    document = docx.Document()
    for heading, level in (("Community fridges", 0), ("What we did", 1)):
        document.add_heading(heading, level)
    document.add_paragraph("Three libraries have a fridge.")
    document.save(written := BytesIO())

    resource = start_from_file(
        "case_study",
        Beginning("", None),
        papers.sent("report-final-2.docx", written.getvalue()),
        by=EDITOR,
    )

    assert (resource.title, resource.slug) == ("Community fridges", "community-fridges")
    assert resource.sections.get(name="").heading == "What we did"


def test_a_file_without_a_name_of_its_own_is_begun_too() -> None:
    resource = start_from_file(
        "tool",
        Beginning("", None),
        papers.sent("-.pdf", papers.pdf("Some words are here.")),
        by=EDITOR,
    )

    assert resource.title == "Without a title"
    assert resource.sections.get(name="").heading == "…"


def test_a_file_that_takes_too_long_now_is_read_by_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sorting, "PATIENCE", -1.0)
    sent = papers.sent("report.docx", papers.word())

    resource = start_from_file("case_study", Beginning("Cafés", None), sent, by=EDITOR)

    assert not resource.sections.filter(name="").exists()
    assert resource.files.get().read == ReadState.WAITING
    assert read_files(WORKER, quietly) == "Files read: 1"
    assert "mended" in resource.files.get().words


def test_a_file_with_very_many_headings_keeps_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "MOST_SECTIONS", 22)
    parts = tuple((f"Heading {number}", f"Words {number}.") for number in range(4))

    resource = start_from_file(
        "tool", Beginning("Many", None), papers.sent("a.docx", papers.word(*parts)), by=EDITOR
    )

    added = resource.sections.filter(name="").order_by("position")
    assert [each.heading for each in added] == ["Heading 0", "Heading 1"]
    assert added[1].text.words.endswith("Heading 3\n\nWords 3.")


def test_a_beginning_may_bring_sections_of_its_own() -> None:
    begun = Beginning("Cafés", None, more=(("What came next", "Twelve more."),))

    resource = start_resource("tool", begun, by=EDITOR)

    assert resource.sections.get(heading="What came next").text.words == "Twelve more."


def test_sections_are_sorted_into_questions_kept_or_left_out() -> None:
    resource = ResourceFactory()
    moved, kept, left = (add_heading(resource, name, by=EDITOR) for name in ("A", "B", "C"))
    save_section(moved, "It cost nothing.", version=1, by=EDITOR)
    other = ResourceFactory()
    elsewhere = add_heading(other, "D", by=EDITOR)

    places = {moved: "cost", kept: "", left: LEAVE_OUT, elsewhere: "cost"}
    sort_sections(resource, places, by=EDITOR)

    cost = resource.sections.get(name="cost")
    assert cost.text.words == "What there is to say of cost.\n\nIt cost nothing."
    assert [each.heading for each in resource.sections.filter(name="")] == ["B"]
    assert other.sections.filter(heading="D").exists()


def test_a_heading_is_asked_for_and_sections_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = ResourceFactory()

    with pytest.raises(Refused):
        add_heading(resource, " ", by=EDITOR)
    monkeypatch.setattr(sorting, "MOST_SECTIONS", 1)
    with pytest.raises(Refused):
        add_heading(resource, "One more", by=EDITOR)


def test_a_file_is_attached_once_renamed_and_taken_away() -> None:
    resource = ResourceFactory()
    sent = papers.word()

    kept = attach_file(resource, papers.sent("report.docx", sent), " The   report ", by=EDITOR)
    with pytest.raises(Refused):
        attach_file(resource, papers.sent("again.docx", sent), "", by=EDITOR)
    assert kept.title == "The report"
    rename_file(kept, " ", by=EDITOR)
    assert kept.title == "report.docx"
    remove_file(kept, by=EDITOR)
    remove_file(kept, by=EDITOR)

    assert ResourceFile.objects.get().removed_on is not None
    attach_file(resource, papers.sent("again.docx", sent), "", by=EDITOR)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.pdf", b"<html>", "is not one of these by its content"),
        ("locked.pdf", papers.locked_pdf(), "is protected by a password"),
        ("macros.docx", papers.with_macros(), "holds macros, a script or a program"),
        ("cut.pdf", papers.pdf("Words")[:200], "cannot be read to its end"),
        ("empty.pdf", b"", "is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        attach_file(ResourceFactory(), papers.sent(name, content), "", by=EDITOR)

    assert words in str(refusal.value)
    assert not ResourceFile.objects.exists()


def test_files_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 0)

    with pytest.raises(Refused):
        attach_file(ResourceFactory(), papers.sent("a.docx", papers.word()), "", by=EDITOR)


def test_the_worker_reads_each_file_once_whatever_is_wrong_with_it() -> None:
    resource = ResourceFactory()
    pictures = attach_file(resource, papers.sent("a.pdf", papers.pdf("", "")), "", by=EDITOR)
    long = attach_file(
        resource,
        papers.sent("b.pdf", papers.pdf(*(f"Page {n} has words." for n in range(310)))),
        "",
        by=EDITOR,
    )
    gone = attach_file(resource, papers.sent("c.docx", papers.word()), "", by=EDITOR)
    gone.upload.file.delete(save=False)
    harmful = attach_file(resource, papers.sent("d.odt", _odt()), "", by=EDITOR)
    harmful.upload.scan = ScanState.INFECTED
    harmful.upload.save()

    assert read_words(by=WORKER) == 3
    assert read_words(by=WORKER) == 0

    found = {each.pk: (each.read, each.pages) for each in ResourceFile.objects.all()}
    assert found == {
        pictures.pk: (ReadState.NO_WORDS, 2),
        long.pk: (ReadState.READ_IN_PART, 310),
        gone.pk: (ReadState.UNREADABLE, None),
        harmful.pk: (ReadState.WAITING, None),
    }
    resource.refresh_from_db()
    assert resource.index_due


def test_only_the_worker_reads_files() -> None:
    with pytest.raises(PermissionDenied):
        read_words(by=EDITOR)


def test_parts_without_words_are_not_proposed() -> None:
    assert sorting._few_enough((Part("Costs", " "), Part("", "Words"))) == [Part("…", "Words")]


def _odt() -> bytes:
    return papers.open_document()
