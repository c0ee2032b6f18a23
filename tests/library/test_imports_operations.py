"""Lists brought into the library: what is made, what is changed, and what is left as it is."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.kernel.lifecycle import MoveNotAllowed
from ccin.kernel.progress import quietly
from ccin.library.models import FormerAddress, Import, Origin, Release, Resource, Section
from ccin.library.operations import import_plan
from ccin.library.operations.import_plan import Wishes
from ccin.library.operations.imports import (
    LARGEST,
    Choices,
    begin_import,
    bring_in,
    carry_on,
    clear_imports,
    give_up_import,
    look_again,
    look_through,
    start_import,
    start_import_from_disk,
)
from ccin.library.operations.publishing import archive_resource
from ccin.library.operations.resources import describe_resource, details_of, save_section
from ccin.library.operations.themes import load_themes
from ccin.library.reads.keeping import resource_at
from ccin.library.states.imports import IMPORT, ImportState
from ccin.library.states.resources import PartnerRole, ResourceKind, ResourceState
from ccin.library.tasks.keeping import bring_lists_in, clear_lists
from ccin.principles.operations import load_statement
from ccin.texts.models import Version
from ccin.texts.operations.writing import take_lease
from tests.actors import EDITOR, OFFICER, WORKER
from tests.factories import OrganisationFactory, ResourceFactory, ThemeFactory
from tests.library.lists import (
    brought,
    json_lines,
    planned,
    post,
    separated,
    sheet,
    wordpress,
)

pytestmark = pytest.mark.django_db

ONE = ("id,title,text", "1,Repair café,Volunteers mend.")


def sent(file: io.BytesIO, **wishes: object) -> Import:
    kept = ContentFile(file.getvalue(), name="our list.csv")
    return start_import(kept, Wishes("Our list", **wishes), by=EDITOR)


def looked_through(file: io.BytesIO, **wishes: object) -> Import:
    made = sent(file, **wishes)
    look_through(made, by=WORKER)
    return made


# What a row becomes


def test_a_row_becomes_a_published_resource_with_its_date_and_release() -> None:
    load_themes(by=WORKER)
    load_statement(by=WORKER)
    owner = OrganisationFactory(name="Anytown Borough Council")
    other = OrganisationFactory(name="Elsewhere Care Co-operative")
    file = separated(
        "title;kind;problem;changed;owner;working with;partners;themes;principles;year;date;"
        "old address;evidence;contact;visibility;source",
        "Repair café;Case studies;Toasters were thrown away;Fewer are;anytown;"
        "Elsewhere Care Co-operative;Elsewhere Care Co-operative;fuel poverty|Food;"
        "Learning: We wrote it down;2022;31/07/2023;/case-study/repair/;told;Ring us;members;Pack",
    )

    done = brought(file)

    resource = Resource.objects.get()
    assert done.counts == {"made": 1}
    assert (done.state, done.finished_at is not None) == (ImportState.DONE, True)
    assert (resource.kind, resource.owner) == (ResourceKind.CASE_STUDY, owner)
    assert (resource.state, resource.published_on) == (ResourceState.PUBLISHED, date(2023, 7, 31))
    assert (resource.year, resource.visibility, resource.source) == (2022, "members", "Pack")
    assert (resource.brought_forward, resource.index_due) == (True, True)
    assert sorted(theme.name for theme in resource.themes.all()) == ["Cost of living", "Food"]
    roles = resource.partners.values_list("role", "organisation")
    assert set(roles) == {(PartnerRole.WORKING_WITH, other.pk), (PartnerRole.PARTNER, other.pk)}
    release = Release.objects.get()
    assert release.number == 1
    assert release.content["evidence_level"] == "1_told"
    assert release.content["sections"] == [
        ["problem", "What was the problem?", "Toasters were thrown away"],
        ["changed", "What changed?", "Fewer are"],
    ]
    assert release.content["principles"] == [["Learning", "We wrote it down"]]
    assert Section.objects.count() == 8
    assert resource_at("/Case-Study/Repair") == resource
    (entry,) = Entry.objects.filter(event="library.rows_brought_in")
    concerned = set(entry.concerns.values_list("kind", "key"))
    assert ("library.Resource", str(resource.pk)) in concerned
    assert ("members.Organisation", str(owner.pk)) in concerned


def test_what_does_not_fit_is_kept_in_the_text() -> None:
    long, longer = "word " * 60, "summary " * 80
    file = json_lines(
        {"_id": "1", "title": long, "text": "Body"},
        {"_id": "2", "title": "", "text": "First words of a text without a title"},
        {"_id": "3", "title": "Three", "summary": longer, "text": "Body"},
        {"_id": "4", "title": "Only a title", "text": ""},
        {"_id": "5", "title": "Long", "text": "One paragraph.\n\n" + "word " * 30_000},
    )

    done = brought(file)

    one, two, three, four, five = Resource.objects.order_by("pk")
    assert done.counts == {"made": 5}
    assert one.title.endswith("word…")
    assert one.sections.get().text.words == f"{long.strip()}\n\nBody"
    assert two.title == "First words of a text without a title"
    assert (len(three.summary) <= 400, three.summary[-1]) == (True, "…")
    assert three.sections.get().text.words.startswith("summary summary")
    assert not four.sections.exists()
    assert [each.heading for each in five.sections.all()] == ["", "Part 2", "Part 3", "Part 4"]


def test_titles_alike_get_addresses_of_their_own() -> None:
    ResourceFactory(slug="annual-report")
    rows = [{"_id": str(n), "title": "Annual report", "text": "x"} for n in range(3)]

    brought(json_lines(*rows, {"_id": "4", "title": "日本", "text": "x"}))

    made = Resource.objects.filter(brought_forward=True).order_by("pk")
    assert sorted(each.slug for each in made) == [
        "annual-report-2",
        "annual-report-3",
        "annual-report-4",
        "resource",
    ]


def test_drafts_are_not_published_and_their_old_addresses_lead_nowhere_yet() -> None:
    brought(separated("title,text,old address", "One,Words,/a/"), publish=False)

    resource = Resource.objects.get()
    assert (resource.state, resource.published_on) == (ResourceState.DRAFT, None)
    assert not Release.objects.exists()
    assert resource_at("/a/") is None
    assert resource_at("/a\x00/") is None


def test_an_owner_that_is_not_known_is_kept_in_the_source() -> None:
    brought(separated("title,text,owner", "One,Words,Nowhere Council"))

    resource = Resource.objects.get()
    assert (resource.owner, resource.source) == (None, "Nowhere Council, by Our list")


def test_resources_of_fictional_owners_are_fictional() -> None:
    OrganisationFactory(name="Fictional Council", fictional=True)

    brought(separated("title,text,owner", "One,Words,Fictional Council"))

    assert Resource.objects.get().fictional


# Twice


def test_the_same_list_again_changes_nothing() -> None:
    brought(separated(*ONE))
    before = Resource.objects.values().get()

    done = brought(separated(*ONE))

    assert done.counts == {"same": 1}
    assert Resource.objects.values().get() == before
    assert Release.objects.count() == 1


def test_a_row_that_says_something_new_becomes_the_next_release() -> None:
    load_themes(by=WORKER)
    brought(separated("id,title,text,themes", "1,Repair café,Volunteers mend.,Food"))
    Resource.objects.update(index_due=False)

    done = brought(
        separated("id,title,text,themes,contact", "1,Repair cafés,They mend,Housing,Ring us")
    )

    resource = Resource.objects.get()
    assert done.counts == {"changed": 1}
    assert (resource.title, resource.slug) == ("Repair cafés", "repair-cafe")
    assert (resource.contact_line, resource.index_due) == ("Ring us", True)
    assert [theme.name for theme in resource.themes.all()] == ["Housing"]
    last = resource.releases.first()
    assert (last.number, last.content["sections"][0][2]) == (2, "They mend")
    assert Version.objects.count() == 2
    assert brought(
        separated("id,title,text,themes,contact", "1,Repair cafés,They mend,Housing,Ring us")
    ).counts == {"same": 1}


def test_a_change_of_facts_alone_makes_no_release_and_a_shorter_text_keeps_its_old_words() -> None:
    load_statement(by=WORKER)
    other = OrganisationFactory(name="Helpers")
    columns = "id,title,text,problem,principles,partners,owner"
    brought(separated(columns, "1,One,Words,Trouble,Learning: So,Helpers,"))
    brought(separated(columns, "1,One,Words,Trouble,Learning: So,Helpers,Helpers"))
    facts = Release.objects.count()

    brought(separated(columns, "1,One,Words,,Innovation: Yes,Helpers,Helpers"))

    resource = Resource.objects.get()
    assert (facts, Release.objects.count(), resource.owner) == (1, 2, other)
    assert [each.text.words for each in resource.sections.all()] == ["Words", ""]
    assert [str(each.principle) for each in resource.principles.all()] == ["Innovation"]
    assert resource.partners.count() == 1


def test_what_was_changed_here_since_is_not_undone() -> None:
    brought(separated(*ONE))
    section = Section.objects.get()
    save_section(section, "Better words", version=1, by=EDITOR)

    plan = planned(separated("id,title,text", "1,Repair café,New words"))
    done = brought(separated("id,title,text", "1,Repair café,New words"))

    assert (plan.counts, done.counts) == ({"left_out": 1}, {"left_out": 1})
    assert "put the change in by hand" in str(plan.remarks[0])
    section.text.refresh_from_db()
    assert section.text.words == "Better words"


def test_what_was_archived_or_is_being_written_is_left_out() -> None:
    brought(
        json_lines({"_id": 1, "title": "A", "text": "x"}, {"_id": 2, "title": "B", "text": "x"})
    )
    old, held = Resource.objects.order_by("pk")
    archive_resource(old, by=EDITOR)
    take_lease(held.sections.get().text, by=OFFICER)

    done = brought(
        json_lines({"_id": 1, "title": "A", "text": "y"}, {"_id": 2, "title": "B", "text": "y"})
    )

    assert done.counts == {"left_out": 2}
    assert Release.objects.count() == 2


def test_who_may_read_it_and_its_address_stay_as_they_are_here() -> None:
    brought(separated(*ONE))
    resource = Resource.objects.get()
    details = details_of(resource)
    members = type(details)(
        **{**{n: getattr(details, n) for n in details.__slots__}, "visibility": "members"}
    )
    describe_resource(resource, members, version=resource.version, by=EDITOR)

    brought(separated("id,title,text,visibility", "1,Other title,Other,public"))

    resource.refresh_from_db()
    assert (resource.title, resource.visibility, resource.slug) == (
        "Other title",
        "members",
        "repair-cafe",
    )


# Doubled


def test_doubled_rows_are_faults_that_name_each_other() -> None:
    plan = planned(
        separated(
            "title,text,old address,id",
            "One,x,/a/,",
            "Two,x,https://old.example/A,",
            "Three,x,,7",
            "Four,x,,7",
            "Five,x,,",
            "FIVE,y,,",
            ",,,8",
        )
    )

    assert [str(problem) for problem in plan.problems] == [
        "Row 3, old_address: Row 2 has the same old address.",
        "Row 5, id: Row 4 has the same number or name of its own.",
        "Row 7, title: Row 6 has the same title and owner.",
        "Row 8, title: This row has neither a title nor a text.",
    ]
    assert plan.counts == {"made": 3, "faulty": 4}


def test_what_the_library_has_already_is_left_out() -> None:
    owner = OrganisationFactory(name="Anytown")
    here = ResourceFactory(title="Repair café", owner=owner, published=True)
    FormerAddress.objects.create(path="/a/", resource=here)

    plan = planned(
        separated(
            "title,text,owner,old address,id",
            "Repair café,x,Anytown,,",
            "Something else,x,,/A,",
            "Repair café,x,,,5",
        )
    )

    assert plan.counts == {"left_out": 2, "made": 1}
    assert [str(each) for each in plan.remarks] == [
        "Row 2: The library has “Repair café” of the same owner already.",
        "Row 3: “Repair café” in the library has this old address already.",
    ]


def test_rows_of_one_list_may_be_alike_where_their_numbers_tell_them_apart(monkeypatch) -> None:
    monkeypatch.setattr(import_plan, "AT_ONCE", 1)
    OrganisationFactory(name="Anytown")
    rows = [{"id": n, "title": "Report", "text": str(n), "owner": "Anytown"} for n in (1, 2)]

    assert brought(json_lines(*rows)).counts == {"made": 2}


# Whole or not at all


def test_nothing_comes_in_while_a_row_has_a_fault_unless_it_is_to_be_left_out() -> None:
    file = separated("title,text,date", "One,x,soon", "Two,x,")
    made = looked_through(file)

    with pytest.raises(Refused, match="faulty rows"):
        begin_import(made, Choices(), by=EDITOR)
    assert not Resource.objects.exists()

    begin_import(made, Choices(leave_out_faulty=True), by=EDITOR)
    carry_on(made, by=WORKER)
    assert Resource.objects.get().title == "Two"
    assert made.counts == {"faulty": 1, "made": 1}


def test_looking_through_writes_nothing_but_what_it_found() -> None:
    OrganisationFactory(name="Anytown Borough Council")
    made = looked_through(
        separated("title,text,owner,kind,colour", "One,x,Anytwon Borough,Leaflet,red")
    )

    made.refresh_from_db()
    assert (made.state, made.rows) == (ImportState.SHOWN, 1)
    assert made.found["not_read"] == ["colour"]
    kind, owner = made.found["unknown"]
    assert (kind["column"], kind["name"], kind["rows"]) == ("kind", "Leaflet", 1)
    assert owner["suggestions"][0][1] == "Anytown Borough Council"
    assert not Resource.objects.exists()


def test_names_are_mapped_or_their_rows_left_out() -> None:
    owner = OrganisationFactory(name="Anytown")
    made = looked_through(
        separated("title,text,owner,kind", "One,x,Old name,Leaflet", "Two,x,Old name,Menu")
    )
    chosen = {
        "owner": {"Old name": str(owner.pk)},
        "kind": {"Leaflet": "guide", "Menu": "leave_out"},
    }

    look_again(made, Choices(chosen=chosen), by=EDITOR)
    look_through(made, by=WORKER)
    again = (made.state, made.found["unknown"], made.found["counts"])
    begin_import(made, Choices(chosen={"owner": {"Old name": "999999"}}), by=EDITOR)
    carry_on(made, by=WORKER)

    assert again == (ImportState.SHOWN, [], {"made": 1, "left_out": 1})
    resource = Resource.objects.get()
    assert (resource.kind, resource.owner) == ("guide", None)


def test_an_export_is_known_again_by_its_site_whatever_its_file_is_called() -> None:
    brought(wordpress(post(1, "One"), post(2, "Blog", kind="blog")))

    again = planned(
        wordpress(post(1, "One"), post(3, "Draft", more="<wp:status>draft</wp:status>"))
    )

    assert again.counts == {"same": 1, "left_out": 1}
    assert [one.name for one in planned(wordpress(post(9, "B", kind="blog"))).unknown] == ["blog"]
    assert Origin.objects.values_list("list_name", "row_id").first() == ("old.example", "1")


def test_a_list_without_rows_or_without_words_is_refused() -> None:
    for file in (separated("title,text"), separated("colour,size", "red,1")):
        made = looked_through(file)
        assert made.state == ImportState.UNREADABLE
        assert made.refused_because


def test_the_same_list_again_keeps_what_was_chosen_for_its_names() -> None:
    theme = ThemeFactory(name="Housing")
    rows = ("title,text,theme", "One,x,Odd roofs")
    first = looked_through(separated(*rows))
    begin_import(first, Choices(chosen={"themes": {"Odd roofs": str(theme.pk)}}), by=EDITOR)
    bring_lists_in(WORKER, quietly)

    again = looked_through(separated(*rows))

    assert (again.found["counts"], again.found["unknown"]) == ({"same": 1}, [])


def test_rows_of_one_owner_that_are_called_the_same_are_named_and_both_come_in() -> None:
    plan = planned(
        separated(
            "id,title,text,owner",
            "1,One,x,Anytown",
            "2,One,y,Anytown",
            "3,One,z,Othertown",
            "4,One,z,",
            "5,One,z,",
        )
    )

    assert plan.counts == {"made": 5}
    assert [str(each) for each in plan.remarks] == [
        "Row 3: Row 2 has the same title and owner: both come in."
    ]


# Interrupted


def test_what_was_interrupted_goes_on_where_it_stopped(monkeypatch) -> None:
    monkeypatch.setattr(import_plan, "AT_ONCE", 2)
    rows = [{"_id": n, "title": f"Row {n}", "text": "x"} for n in range(5)]
    made = looked_through(json_lines(*rows))
    begin_import(made, Choices(), by=EDITOR)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int = 0, words: str = "") -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        carry_on(made, tell=stop, by=WORKER)
    half = Resource.objects.count()
    said = bring_lists_in(WORKER, quietly)

    made.refresh_from_db()
    assert (half, Resource.objects.count(), made.counts) == (2, 5, {"made": 5})
    assert (made.state, made.per_cent) == (ImportState.DONE, 100)
    assert said == "Lists looked through or brought in: 1"
    assert bring_lists_in(WORKER, quietly) == ""


def test_one_that_is_given_up_brings_in_no_more(monkeypatch) -> None:
    monkeypatch.setattr(import_plan, "AT_ONCE", 1)
    made = looked_through(json_lines(*[{"_id": n, "title": f"{n}", "text": "x"} for n in "abc"]))
    begin_import(made, Choices(), by=EDITOR)

    def give_up(done: int, total: int = 0, words: str = "") -> None:
        give_up_import(Import.objects.get(pk=made.pk), by=EDITOR)

    carry_on(made, tell=lambda *told: give_up(*told) if told[0] == 1 else None, by=WORKER)

    assert Resource.objects.count() == 1
    assert Import.objects.get().state == ImportState.GIVEN_UP


def test_a_command_that_was_broken_off_is_over_when_it_is_run_again() -> None:
    broken_off = start_import_from_disk("a.csv", Wishes("Our list"), by=EDITOR)

    brought(separated(*ONE))

    broken_off.refresh_from_db()
    assert broken_off.state == ImportState.GIVEN_UP
    bring_in(broken_off, separated(*ONE), by=EDITOR)
    assert Resource.objects.count() == 1


# Files


def test_the_file_goes_when_all_is_over(django_capture_on_commit_callbacks) -> None:
    made = looked_through(separated(*ONE))
    name = made.file.name

    with django_capture_on_commit_callbacks(execute=True):
        begin_import(made, Choices(), by=EDITOR)
        carry_on(made, by=WORKER)

    assert (made.file.name, default_storage.exists(name)) == ("", False)


def test_lists_that_nobody_brought_in_are_given_up_after_a_month() -> None:
    old, new = looked_through(separated(*ONE)), looked_through(separated(*ONE))
    Import.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=31))

    said = [clear_lists(WORKER, quietly), clear_lists(WORKER, quietly)]

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == (ImportState.GIVEN_UP, ImportState.SHOWN)
    assert said == ["Lists that nobody brought in were given up: 1", ""]


def test_a_file_that_is_missing_empty_or_too_large_is_refused() -> None:
    made = sent(separated(*ONE))
    default_storage.delete(made.file.name)
    look_through(made, by=WORKER)
    assert made.refused_because == "The file is missing from the store. Send it again."

    for content, words in ((b"", "empty"), (b" " * (LARGEST + 1), "larger than 60 MB")):
        with pytest.raises(Refused, match=words):
            start_import(ContentFile(content, name="a.csv"), Wishes(""), by=EDITOR)


def test_a_list_without_a_name_is_called_as_its_file() -> None:
    made = start_import(ContentFile(b"x", name="C:\\lists\\pack 2024.csv"), Wishes(""), by=EDITOR)

    assert (made.list_name, made.file_name) == ("pack 2024", "pack 2024.csv")


# Who may


def test_only_those_who_keep_the_library_bring_lists_in() -> None:
    made = looked_through(separated(*ONE))
    running = start_import_from_disk("a.csv", Wishes("Other"), by=EDITOR)
    entries = Entry.objects.count()

    for act in (
        lambda: start_import(ContentFile(b"x", name="a"), Wishes("a"), by=OFFICER),
        lambda: start_import_from_disk("a", Wishes("a"), by=OFFICER),
        lambda: look_through(made, by=OFFICER),
        lambda: begin_import(made, Choices(), by=OFFICER),
        lambda: look_again(made, Choices(), by=OFFICER),
        lambda: give_up_import(made, by=OFFICER),
        lambda: bring_in(running, separated(*ONE), by=OFFICER),
        lambda: clear_imports(by=OFFICER),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert Entry.objects.count() == entries
    assert not Resource.objects.exists()


@pytest.mark.parametrize("state", ImportState.values)
def test_a_list_moves_as_its_table_says(state: str) -> None:
    over = {"finished_at": timezone.now()} if state in {"unreadable", "done", "given_up"} else {}
    made = looked_through(separated(*ONE))
    Import.objects.filter(pk=made.pk).update(state=state, **over)
    acts = {
        "begin": lambda: begin_import(made, Choices(), by=EDITOR),
        "look_again": lambda: look_again(made, Choices(), by=EDITOR),
        "give_up": lambda: give_up_import(made, by=EDITOR),
    }

    for name, act in acts.items():
        if state not in IMPORT.moves[name].sources:
            with pytest.raises(MoveNotAllowed):
                act()
    look_through(made, by=WORKER)

    made.refresh_from_db()
    assert made.state == ("shown" if state == "waiting" else state)


# The command


def test_the_command_shows_brings_in_and_lets_everything_be_found(tmp_path, capsys) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(
        json_lines(
            {"_id": "d1", "title": "Repair café", "text": "Volunteers mend toasters"},
            {"_id": "d2", "title": "Warm spaces", "text": "A hall with heating"},
        ).getvalue()
    )
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"_id": "q1", "text": "who mends a toaster"}\n')

    call_command("import_library", path, "--dry-run")
    assert not Resource.objects.exists()
    call_command("import_library", path)
    call_command("search", "heated hall")
    call_command("search", "--queries", str(questions), "--json")

    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["Would be: made 2.", "Rows: made 2."]
    assert said[2].startswith("  1. Warm spaces (d2)")
    assert '"id": "q1"' in said[-1]
    assert '"source": "d1"' in said[-1]


def test_the_command_says_what_is_wrong(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text,date\nOne,x,soon\n")

    for words, says in (
        ([path], "1 faults: nothing is brought in"),
        ([], "Name the file"),
        ([tmp_path / "gone.csv"], "cannot be read"),
    ):
        with pytest.raises(CommandError, match=says):
            call_command("import_library", *words)
    path.write_text("")
    with pytest.raises(CommandError, match="empty"):
        call_command("import_library", path)


def test_every_kind_of_file_is_read_from_the_store() -> None:
    for file in (
        wordpress(post(1, "One")),
        sheet(["Title", "Text"], ["One", "x"]),
        json_lines({"title": "One", "text": "x"}),
    ):
        made = looked_through(file)
        assert (made.state, made.found["counts"]) == (ImportState.SHOWN, {"made": 1})


def test_a_file_that_goes_missing_while_it_is_brought_in_ends_it_with_its_reason() -> None:
    made = looked_through(separated(*ONE))
    begin_import(made, Choices(), by=EDITOR)
    default_storage.delete(made.file.name)

    carry_on(made, by=WORKER)

    made.refresh_from_db()
    assert (made.state, "missing" in made.refused_because) == (ImportState.UNREADABLE, True)


def test_one_that_is_over_is_not_gone_on_with() -> None:
    done = brought(separated(*ONE))
    before = Import.objects.values().get()

    carry_on(done, by=WORKER)
    bring_in(done, separated(*ONE), by=WORKER)

    assert Import.objects.values().get() == before


def test_one_that_is_given_up_at_its_last_row_stays_given_up() -> None:
    made = looked_through(separated(*ONE))
    begin_import(made, Choices(), by=EDITOR)

    carry_on(
        made,
        tell=lambda *told: give_up_import(Import.objects.get(pk=made.pk), by=EDITOR),
        by=WORKER,
    )

    assert (Import.objects.get().state, Resource.objects.count()) == (ImportState.GIVEN_UP, 1)


def test_a_text_that_has_grown_gets_another_section() -> None:
    brought(json_lines({"_id": 1, "title": "One", "text": "Short"}))

    brought(json_lines({"_id": 1, "title": "One", "text": "word " * 15_000}))

    assert [each.heading for each in Section.objects.order_by("position")] == ["", "Part 2"]
    assert Release.objects.count() == 2


def test_a_name_that_means_two_things_means_neither() -> None:
    for name in ("Anytown Council", "ANYTOWN council"):
        OrganisationFactory(name=name)
    load_statement(by=WORKER)

    plan = planned(separated("title,text,owner,principles", "One,x,Anytown Council,9: We learned"))

    assert [one.column for one in plan.unknown] == ["owner"]
