"""The membership spreadsheet: what it may look like, what it changes, and all of it or nothing."""

import io
import json
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.members.exports import PRIVATE, PUBLIC, as_csv, as_json, as_xlsx, columns, export_rows
from ccin.members.imports.rows import COLUMNS, read_rows, template
from ccin.members.imports.tables import MOST_ROWS, read_table
from ccin.members.models import Identifier, Membership, Organisation, Representation
from ccin.members.operations import Plan, import_members, plan_import
from ccin.members.states import EndReason, MembershipClass
from ccin.register.models import GssCode
from ccin.register.states import AuthorityKind
from tests.actors import EDITOR, OFFICER
from tests.factories import (
    AuthorityFactory,
    MembershipFactory,
    ParishFactory,
    PersonFactory,
    RepresentationFactory,
)

DAY = date(2026, 11, 23)


def sheet(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(rows).encode(encoding)


def brought(*rows: str, name: str = "list.csv", as_at: date = DAY) -> Plan:
    return import_members(read_table(name, sheet(*rows)), as_at=as_at, by=OFFICER)


def planned(*rows: str) -> Plan:
    return plan_import(read_table("list.csv", sheet(*rows)), as_at=DAY)


def told(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems]


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16"])
    def test_accents_and_apostrophes_survive_every_usual_encoding(self, encoding: str) -> None:
        table = read_table(
            "a.csv",
            sheet("name;class", "Cyngor Sîr d'ô;full", encoding=encoding),
        )

        (row,) = read_rows(table).rows

        assert (row.name, row.membership_class) == ("Cyngor Sîr d'ô", "full")

    @pytest.mark.parametrize(
        "written",
        ["2021-07-31", "31/07/2021", "31.07.2021", "31 July 2021", "31 Jul 2021", "44408"],
    )
    def test_a_date_is_read_however_it_is_written(self, written: str) -> None:
        table = read_table("a.csv", sheet("name,class,starts_on", f"Widgets,affiliate,{written}"))

        assert read_rows(table).rows[0].starts_on == date(2021, 7, 31)

    def test_a_workbook_with_dates_and_excels_numbers_is_read(self) -> None:
        book = Workbook()
        page = book.active
        page.append(["Name", "Class", "Starts on", "Ends on", "Notes"])
        page.append(["Widgets", "Affiliate", datetime(2021, 7, 31), 44773, 12])
        page.append([None, None, None, None, None])
        page.append(["Gadgets", "Supporter", date(2021, 7, 31), None, True])
        out = io.BytesIO()
        book.save(out)

        first, second = read_rows(read_table("a.xlsx", out.getvalue())).rows

        assert (first.starts_on, first.ends_on, first.notes) == (
            date(2021, 7, 31),
            date(2022, 7, 31),
            "12",
        )
        assert (second.line, second.membership_class) == (4, "supporter")

    def test_every_cell_that_is_wrong_is_named_with_its_row_and_column(self) -> None:
        table = read_table(
            "a.csv",
            sheet(
                "name,class,starts_on,email,identifiers,website,phone",
                "Widgets,golden,31/31/2021,nobody,GB,two words," + "1" * 41,
                ",affiliate,,,,,",
            ),
        )

        read = read_rows(table)

        assert [(problem.line, problem.column) for problem in read.problems] == [
            (2, "class"),
            (2, "starts_on"),
            (2, "email"),
            (2, "identifiers"),
            (2, "website"),
            (2, "phone"),
            (3, "name"),
        ]
        assert str(read.problems[1]).startswith("Row 2, starts_on: “31/31/2021” is not a date.")

    def test_a_missing_column_is_named_and_an_unknown_one_is_not_read(self) -> None:
        missing = read_rows(read_table("a.csv", sheet("name,klass", "Widgets,full")))
        unknown = read_rows(read_table("a.csv", sheet("member,class,colour", "Widgets,full,red")))

        assert str(missing.problems[0]).startswith("Row 1: The column “class” is missing.")
        assert (unknown.rows[0].name, unknown.not_read) == ("Widgets", ("colour",))

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "needs a row of headings"),
            (b"name,class\r\n", "needs a row of headings"),
            (b"name,class,Name\r\nA,full,B\r\n", "is there twice"),
            (b'name,class\r\n"A,full\r\n', "cannot be read as CSV"),
            (b"PK\x03\x04 not a workbook", "cannot be read as XLSX"),
            (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
            (b"name\n" + b"A\n" * (MOST_ROWS + 1), "more than 20,000 rows"),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_with_what_to_do(
        self, content: bytes, reason: str
    ) -> None:
        with pytest.raises(Refused, match=reason):
            read_table("a", content)

    def test_the_template_is_itself_a_list_that_can_be_read(self) -> None:
        read = read_rows(read_table("template.csv", template()))

        assert read.problems == ()
        assert read.not_read == ()
        assert read.rows[0].name == COLUMNS["name"].example


@pytest.mark.django_db
class TestPlanning:
    def test_a_council_is_found_by_its_code_or_its_name(self) -> None:
        oldham = AuthorityFactory(short_name="Oldham", kind=AuthorityKind.METROPOLITAN_DISTRICT)
        GssCode.objects.create(authority=oldham, code="E08000004")

        by_name = planned("name,class", "Oldham Council,full")
        by_code = planned("name,class,authority", "The Metropolitan Borough,full,E08000004")

        assert [step.verb for step in by_name.steps] == ["add_organisation", "begin"]
        assert by_name.steps[0].details.authority == oldham
        assert by_code.steps[0].details.authority == oldham
        assert not Organisation.objects.exists()

    def test_what_the_register_does_not_know_or_knows_twice_is_asked(self) -> None:
        AuthorityFactory.create_batch(2, short_name="Twinning")
        commissioner = AuthorityFactory(short_name="Anytown", kind=AuthorityKind.PCC)

        plan = planned(
            "name,class,kind,council,parish_code",
            "Nowhere Council,full,,,",
            "Twinning,full,,,",
            "Our Group,associate,party group,,",
            "Somebody,affiliate,,,",
            "Nowhere Parish,associate,parish,,",
            "Nowhere Parish,associate,parish,,E04999999",
            f"{commissioner.name},full,council,,",
        )

        assert [(problem.line, problem.column) for problem in plan.problems] == [
            (2, "authority"),
            (3, "authority"),
            (4, "council"),
            (5, "kind"),
            (6, "parish_code"),
            (7, "parish_code"),
            (8, "kind"),
        ]

    def test_a_parish_whose_name_exists_twice_is_asked_for_its_council(self) -> None:
        here, there = ParishFactory.create_batch(2, name="Silverdale", folded="silverdale")

        unclear = planned("name,class,kind", "Silverdale Parish Council,associate,parish")
        clear = planned(
            "name,class,kind,council",
            f"Silverdale Parish Council,associate,parish,{here.authority.name}",
        )
        coded = planned(
            "name,class,kind,parish_code", f"Silverdale,associate,parish,{there.gss_code}"
        )

        assert told(unclear)[0].startswith("Row 2, parish_code: 2 parishes have this name.")
        assert clear.steps[0].details.parish == here
        assert coded.steps[0].details.parish == there

    def test_a_kind_that_cannot_hold_the_class_is_refused(self) -> None:
        plan = planned("name,class,kind,sub_kind", "Widgets,associate,company,parish")

        assert told(plan) == ["Row 2, class: A body of the kind “Company” cannot be in this class."]

    def test_an_old_list_undoes_neither_a_change_of_class_nor_a_leaver(self) -> None:
        changed = MembershipFactory(affiliate=True, starts_on=date(2024, 1, 1)).organisation
        left = MembershipFactory(affiliate=True, ended=True).organisation

        plan = planned(
            "name,class,kind,starts_on,ends_on",
            f"{changed.name},supporter,company,2021-01-01,",
            f"{changed.name},supporter,company,,",
            f"{left.name},affiliate,company,,",
            "Widgets,affiliate,company,2024-01-01,2023-01-01",
        )

        assert [(problem.line, problem.column) for problem in plan.problems] == [
            (2, "class"),
            (3, "class"),
            (4, "starts_on"),
            (5, "ends_on"),
        ]


@pytest.mark.django_db
class TestImporting:
    ROWS = (
        "name,class,kind,council,starts_on,ends_on,end_reason,website,identifiers,"
        "person,email,role,primary,source",
        "Widgets,affiliate,company,,2021-08-01,,,widgets.example,GB-COH-01234567,"
        "Sam Ap Rhŷs,sam@widgets.example,lead officer,yes,A letter",
        "Widgets,affiliate,company,,2021-08-01,,,,,Alex O’Neill,,,,",
        "Widgets,affiliate,company,,2021-08-01,,,,,Alex O’Neill,,,,",
        "Gadgets,affiliate,company,,2019-08-01,2020-07-31,lapsed,,,Sam,sam@widgets.example,,,",
        "Gadgets,supporter,company,,2022-08-01,,,,,,,,,",
        "Our Group,associate,party group,Anytown,,,,,,,,,,",
    )

    def test_a_list_brings_in_bodies_periods_people_and_numbers(self) -> None:
        AuthorityFactory(short_name="Anytown")

        plan = brought(*self.ROWS)

        assert plan.counts == {
            "add_organisation": 3,
            "add_identifier": 1,
            "begin": 4,
            "add_person": 2,
            "appoint": 3,
            "end": 1,
        }
        gadgets = Membership.objects.filter(organisation__name="Gadgets").order_by("starts_on")
        assert [(held.membership_class, held.end_reason) for held in gadgets] == [
            (MembershipClass.AFFILIATE, EndReason.LAPSED),
            (MembershipClass.SUPPORTER, ""),
        ]
        widgets = Membership.objects.get(organisation__name="Widgets")
        assert (widgets.source, widgets.brought_forward) == ("A letter", True)
        group = Membership.objects.get(organisation__name="Our Group")
        assert (group.starts_on, group.starts_on_is_known, group.source) == (DAY, False, "list.csv")
        assert Representation.objects.get(is_primary=True).person.name == "Sam Ap Rhŷs"
        assert Identifier.objects.get().value == "01234567"
        assert Entry.objects.filter(event="members.list_imported").count() == 1

    def test_the_same_list_again_changes_nothing(self) -> None:
        AuthorityFactory(short_name="Anytown")
        brought(*self.ROWS)
        entries = Entry.objects.count()

        again = brought(*self.ROWS, as_at=date(2027, 1, 1))

        assert again.steps == ()
        assert Entry.objects.count() == entries

    def test_a_later_list_corrects_and_changes_class(self) -> None:
        council = MembershipFactory(
            of_a_group=True, organisation__name="Our Group", starts_on=date(2024, 1, 1)
        ).organisation.principal_council
        RepresentationFactory(
            person=PersonFactory(name="Sam", email=""),
            organisation=Organisation.objects.get(),
            role="representative",
        )

        plan = brought(
            "name,class,kind,sub_kind,council,starts_on,summary,person,job_title",
            f"Our Group,associate,party group,minority group,{council.name},2025-05-02,A group,"
            "Sam,X",
        )

        assert [step.verb for step in plan.steps] == ["correct_organisation", "change_class"]
        assert Organisation.objects.get().summary == "A group"
        assert Membership.objects.get(ends_on=None).sub_kind == "minority_group"

    def test_a_person_whose_record_was_merged_is_not_taken_for_another(self) -> None:
        body = MembershipFactory(affiliate=True, organisation__name="Widgets").organisation
        RepresentationFactory(
            organisation=body, person=PersonFactory(name="Sam", merged_into=PersonFactory())
        )

        plan = planned("name,class,kind,person", "Widgets,affiliate,company,Sam")

        assert plan.counts == {"add_person": 1, "appoint": 1}

    def test_one_bad_row_of_ten_thousand_changes_nothing_and_is_named(self) -> None:
        rows = [f"Widgets {number},affiliate,company,2021-08-01" for number in range(9_999)]
        rows.insert(7_000, "Broken,affiliate,company,soon")

        with pytest.raises(Refused, match="Row 7002, starts_on: “soon” is not a date"):
            brought("name,class,kind,starts_on", *rows)

        assert not Organisation.objects.exists()
        assert not Entry.objects.exists()

    def test_what_only_an_operation_can_refuse_names_its_row_and_undoes_the_others(self) -> None:
        with pytest.raises(Refused, match=r"^Row 3: GB-COH-1 already belongs to Widgets") as said:
            brought(
                "name,class,kind,identifiers",
                "Widgets,affiliate,company,GB-COH-1",
                "Gadgets,affiliate,company,GB-COH-1",
            )

        assert str(said.value).endswith("Nothing was changed.")
        assert not Organisation.objects.exists()

    def test_only_those_who_may_import_can(self) -> None:
        with pytest.raises(PermissionDenied):
            import_members(
                read_table("a.csv", sheet("name,class,kind", "Widgets,affiliate,company")),
                by=EDITOR,
            )

        assert not Organisation.objects.exists()


@pytest.mark.django_db
class TestExporting:
    def member(self) -> Organisation:
        organisation = MembershipFactory(
            affiliate=True,
            organisation__name="=Widgets",
            organisation__notes="private",
            organisation__summary="Cyngor Môn",
            decision="D-7",
        ).organisation
        for primary in [True, False]:
            RepresentationFactory(organisation=organisation, is_primary=primary)
        MembershipFactory(affiliate=True, organisation__fictional=True)
        return organisation

    def test_the_public_columns_hold_nothing_private(self) -> None:
        self.member()

        (row,) = export_rows(DAY, private=False)

        assert tuple(row) == PUBLIC
        assert row["name"] == "=Widgets"
        assert not set(row) & set(PRIVATE)

    def test_staff_get_a_row_a_person(self) -> None:
        self.member()

        rows = export_rows(DAY, private=True)

        assert [row["primary"] for row in rows] == ["yes", ""]
        assert {row["notes"] for row in rows} == {"private"}

    def test_a_council_is_exported_with_the_code_in_force(self) -> None:
        membership = MembershipFactory()
        authority = membership.organisation.authority
        GssCode.objects.create(authority=authority, code="E1", valid_to=date(2020, 1, 1))

        before = export_rows(DAY, private=False)[0]["authority"]
        GssCode.objects.create(authority=authority, code="E2")

        assert (before, export_rows(DAY, private=False)[0]["authority"]) == (authority.name, "E2")

    def test_a_cell_that_begins_like_a_formula_does_not_run(self) -> None:
        self.member()
        rows, headings = export_rows(DAY, private=False), columns(private=False)

        page = load_workbook(io.BytesIO(as_xlsx(rows, headings))).active

        assert page["A2"].value == "'=Widgets"
        assert b"'=Widgets" in as_csv(rows, headings)
        assert json.loads(as_json(rows, headings))[0]["name"] == "=Widgets"
        assert as_csv(rows, headings).startswith(b"\xef\xbb\xbf")

    def test_what_is_exported_can_be_imported_and_changes_nothing(self) -> None:
        self.member()
        MembershipFactory(of_a_parish=True)
        MembershipFactory(of_a_group=True)
        exported = as_csv(export_rows(DAY, private=True), columns(private=True))

        plan = plan_import(read_table("members.csv", exported), as_at=DAY)

        assert told(plan) == []
        assert (plan.steps, plan.not_read) == ((), ())

    @pytest.mark.parametrize("rows", [1, 3])
    def test_an_export_costs_the_same_few_queries(
        self, rows: int, django_assert_num_queries
    ) -> None:
        for _ in range(rows):
            RepresentationFactory(organisation=MembershipFactory().organisation)

        with django_assert_num_queries(4):
            export_rows(DAY, private=True)


@pytest.mark.django_db
class TestTheCommand:
    def test_a_dry_run_shows_and_applying_changes(self, tmp_path, capsys) -> None:
        file = tmp_path / "list.csv"
        file.write_bytes(sheet("name,class,kind,colour", "Widgets,affiliate,company,red"))

        call_command("members", "import", str(file), "--dry-run")
        dry = (capsys.readouterr(), Organisation.objects.count())
        call_command("members", "import", str(file), "--apply")
        wet = (capsys.readouterr(), Organisation.objects.count())

        assert "Row 2: Add Widgets" in dry[0].out
        assert "Would change: add organisation 1, begin 1." in dry[0].out
        assert "The column “colour” is not read." in dry[0].err
        assert "Changed: add organisation 1, begin 1." in wet[0].out
        assert (dry[1], wet[1]) == (0, 1)

    def test_a_refusal_is_an_error_with_its_reason(self, tmp_path, capsys) -> None:
        bad = tmp_path / "bad.csv"
        bad.write_bytes(sheet("name,class", "Widgets,golden"))

        with pytest.raises(CommandError, match="1 problems"):
            call_command("members", "import", str(bad), "--dry-run")
        with pytest.raises(CommandError, match="Row 2, class"):
            call_command("members", "import", str(bad), "--apply")
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("members", "import", str(tmp_path / "none.csv"), "--apply")

        assert "Row 2, class" in capsys.readouterr().err

    def test_the_template_and_the_list_go_to_standard_output(self, capsysbinary) -> None:
        MembershipFactory(affiliate=True, organisation__name="Widgets")

        call_command("members", "template")
        empty = capsysbinary.readouterr().out
        call_command("members", "export", "--format", "json", "--on", "2026-11-23")
        listed = json.loads(capsysbinary.readouterr().out)

        assert empty == template()
        assert [row["name"] for row in listed] == ["Widgets"]
