"""The official layouts: what a dry run shows, what is refused, and that all comes in or nothing."""

import pytest

from ccin.access.actor import Actor
from ccin.audit.models import Entry
from ccin.kernel.errors import Refused
from ccin.register.imports.official import LAYOUTS, plan_import
from ccin.register.imports.plans import Plan
from ccin.register.models import Authority, AuthorityName, Edition, GssCode, Measure, Parish
from ccin.register.operations import import_official, load_facts
from tests.factories import AuthorityFactory, MeasureFactory

pytestmark = pytest.mark.django_db
MACHINE = Actor.command("tests")
MYSOCIETY = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,"
    "nation,region,local-authority-type,county-la,ecode\n"
)
OUTTURN = "year_ending,ONS_code,LA_name,status,LA_class,RS_totsx_net_exp\n"


def council(key: str, code: str, **facts: object) -> Authority:
    authority = AuthorityFactory(key=key, **facts)
    GssCode.objects.create(authority=authority, code=code)
    return authority


def shown(plan: Plan) -> list[tuple[int, str, str, str, str]]:
    return [
        (change.row, change.about, change.what, change.old, change.new) for change in plan.changes
    ]


def carry_out(kind: str, content: bytes) -> Plan:
    return import_official(kind, content, digest=plan_import(kind, content).digest, by=MACHINE)


def faults(plan: Plan) -> list[str]:
    return [str(fault) for fault in plan.faults]


@pytest.mark.parametrize("year", ["19", "24", "31"])
def test_ons_names_of_any_year_add_the_names_that_are_not_known(year: str) -> None:
    council("ynys", "W06000001", name="Isle of Anglesey County Council", short_name="Anglesey")
    content = (
        f"\ufeffLAD{year}CD,LAD{year}NM,LAD{year}NMW,FID\n"
        "W06000001,Isle of Anglesey,Ynys Môn,1\nW06000099,Nowhere,,2\n"
    ).encode()

    plan = carry_out("ons-names", content)

    about = "Isle of Anglesey County Council"
    assert shown(plan) == [
        (2, about, "Also known as", "", "Isle of Anglesey"),
        (2, about, "Welsh name", "", "Ynys Môn"),
    ]
    assert [str(note) for note in plan.left_out] == [
        "Row 3: W06000099 Nowhere is not in the register."
    ]
    assert set(AuthorityName.objects.values_list("kind", "text")) == {
        ("variant", "Isle of Anglesey"),
        ("welsh", "Ynys Môn"),
    }
    assert plan_import("ons-names", content).changes == []


def test_a_council_whose_area_was_given_a_new_code_is_known_by_its_name() -> None:
    council("barnsley", "E08000016", short_name="Barnsley", kind="metropolitan_district")

    plan = carry_out("ons-names", b"LAD25CD,LAD25NM\nE08000038,Barnsley\n")

    assert [change.what for change in plan.changes] == ["GSS code"]
    codes = GssCode.objects.filter(authority__key="barnsley").values_list("code", flat=True)
    assert set(codes) == {"E08000016", "E08000038"}


def test_mysociety_corrects_names_adds_planned_councils_and_leaves_out_what_is_long_gone() -> None:
    council("allerdale", "E07000026", name="Old Name", short_name="Allerdale", register_code="ALL")
    content = (
        MYSOCIETY + "ALL,Allerdale Borough Council,Allerdale,E07000026,1974-04-01,2023-04-01,CBD,"
        "England,North West,NMD,CMA,E0931\n"
        "NEW,Newshire Council,Newshire,,01/04/2028,,,England,North West,UA,,\n"
        "NIR-J,Strabane District Council,Strabane,,,2015-04-01,,Northern Ireland,,NID,,\n"
    ).encode()

    plan = carry_out("mysociety", content)

    allerdale = Authority.objects.get(key="allerdale")
    assert (allerdale.name, allerdale.mhclg_ecode) == ("Allerdale Borough Council", "E0931")
    assert str(allerdale.valid_to) == "2023-03-31"
    assert "name" in allerdale.kept
    assert str(Authority.objects.get(key="newshire").valid_from) == "2028-04-01"
    assert [note.row for note in plan.left_out] == [4]


def test_outturn_gives_budgets_in_pounds_with_year_and_leaves_totals_out() -> None:
    oldham = council("oldham", "E08000004", name="Oldham Council")
    MeasureFactory(
        authority=oldham,
        kind="budget",
        value=1_000,
        year="2023-24",
        definition="total service expenditure (net of service income)",
    )
    content = (
        OUTTURN + '202503,E08000004,Oldham,certified,MD,"272,613"\n'
        "202403,E08000004,Oldham,certified,MD,260000\n"
        "202503,E31000001,Avon Fire,certified,O,5000\n"
        "202503,E92000001,England,total,,99999999\n"
        "202303,E08000004,Oldham,not submitted,MD,[x]\n"
    ).encode()

    plan = carry_out("outturn", content)

    assert [(change.row, change.what, change.new) for change in plan.changes] == [
        (2, "Budget 2024-25", "£272,613,000"),
        (3, "value", "260000000"),
    ]
    assert dict(Measure.objects.values_list("year", "value")) == {
        "2024-25": 272_613_000,
        "2023-24": 260_000_000,
    }
    assert [note.row for note in plan.left_out] == [4, 6]


@pytest.mark.parametrize(
    "heading", ["gss_code,name,parent_gss_code,kind", "PAR24CD,PAR24NM,LAD24CD,LAD24NM"]
)
def test_parishes_come_in_either_layout(heading: str) -> None:
    council("bolton", "E08000001")
    content = (
        f"{heading}\nE04000001,Blackrod,E08000001,x\nE43000001,Bolton unparished,E08000001,x\n"
    )

    plan = carry_out("parishes", content.encode())

    blackrod = Parish.objects.get()
    assert (blackrod.folded, blackrod.kind, blackrod.authority.key) == (
        "blackrod",
        "civil_parish",
        "bolton",
    )
    assert [note.row for note in plan.left_out] == [3]


def test_a_parish_that_changed_its_name_is_found_by_the_new_one() -> None:
    bolton = council("bolton", "E08000001")
    Parish.objects.create(
        gss_code="E04000001", name="Old", folded="old", kind="civil_parish", authority=bolton
    )

    carry_out("parishes", b"gss_code,name,parent_gss_code\nE04000001,New Name,E08000001\n")

    assert list(Parish.objects.values_list("name", "folded")) == [("New Name", "new name")]


def test_a_file_in_iso_8859_1_keeps_its_letters() -> None:
    council("ynys", "W06000001", name="Isle of Anglesey County Council")
    content = "LAD24CD,LAD24NM\nW06000001,Sir Ynys Môn\n".encode("iso-8859-1")

    plan = plan_import("ons-names", content)

    assert [change.new for change in plan.changes] == ["Sir Ynys Môn"]


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("ons-names", b"", "Row 1 is empty: it must hold the names of the columns."),
        ("ons-names", b"LAD24CD,LAD24NM\n", "There is no row below the names of the columns."),
        ("ons-names", b"a,b\n1,2\n", "No column is named like LAD24CD, CTY24CD or CAUTH24CD."),
        ("ons-names", b"LAD24CD,x\nE06000001,y\n", "The column “LAD24NM” is missing."),
        ("ons-names", b"LAD24CD,LAD24CD\nE06000001,y\n", "The column “LAD24CD” is there twice."),
        ("outturn", b"year_ending,ONS_code\n202503,E1\n", "The column “status” is missing."),
        ("parishes", b"gss_code,name\nE04000001,x\n", "The column “parent_gss_code” is missing."),
        ("mysociety", b"name\nx\n", "The column “local-authority-code” is missing."),
        ("outturn", b"PK\x03\x04rest", "This is a spreadsheet. Save it as CSV"),
        ("outturn", b"a\x00b", "This is not a text file."),
        ("ons-names", b"LAD24CD,LAD24NM\nE06000001,a,b\n", "Row 2 has 3 cells and row 1 has 2"),
        ("ons-names", b'LAD24CD,LAD24NM\nE06000001,"a\n', "Row 2 cannot be read as CSV"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(kind: str, content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        plan_import(kind, content)

    assert str(refusal.value).startswith(reason)


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        (
            "ons-names",
            "LAD24CD,LAD24NM\nE0600001,Hartlepool\n",
            "Row 2: “E0600001” in LAD24CD is not a GSS code such as E08000004.",
        ),
        (
            "ons-names",
            "LAD24CD,LAD24NM\nE06000001,Hartlepool\nE06000001,Again\n",
            "Row 3: E06000001 stands in row 2 already.",
        ),
        (
            "ons-names",
            "LAD24CD,LAD24NM\nE06000001,\n",
            "Row 2: LAD24NM is empty: the area has no name.",
        ),
        (
            "outturn",
            OUTTURN + "202503,E06000001,x,certified,UA,lots\n",
            "Row 2: “lots” in RS_totsx_net_exp is not a number of thousands of pounds.",
        ),
        (
            "outturn",
            OUTTURN + "sometime,E06000001,x,certified,UA,1\n",
            "Row 2: “sometime” in year_ending is not a year such as 202503.",
        ),
        (
            "outturn",
            OUTTURN + "202503,E06000001,x,certified,UA,1\n202503,E06000001,x,certified,UA,2\n",
            "Row 3: E06000001 for 2024-25 stands in row 2 already.",
        ),
        (
            "parishes",
            "gss_code,name,parent_gss_code\nE04000001,Blackrod,E08000099\n",
            "Row 2: “E08000099” in parent_gss_code is no council of the register.",
        ),
        (
            "mysociety",
            MYSOCIETY + "HPL,Hartlepool Council,Hartlepool,E06000001,32/13/1996,,,England,,UA,,\n",
            "Row 2: “32/13/1996” in start-date is not a date such as 2027-04-01.",
        ),
    ],
)
def test_a_wrong_row_is_named_with_the_reason(kind: str, content: str, reason: str) -> None:
    council("hartlepool", "E06000001", short_name="Hartlepool")

    assert faults(plan_import(kind, content.encode())) == [reason]


def test_of_ten_thousand_rows_with_one_wrong_none_comes_in() -> None:
    council("bolton", "E08000001")
    rows = [f"E04{number:06},Parish {number},E08000001" for number in range(1, 10_001)]
    rows[7_776] = "E04007777,Parish 7777,E0800000X"
    content = "\n".join(["gss_code,name,parent_gss_code", *rows]).encode()
    plan = plan_import("parishes", content)

    with pytest.raises(Refused) as refusal:
        import_official("parishes", content, digest=plan.digest, by=MACHINE)

    assert str(refusal.value) == (
        "Row 7778: “E0800000X” in parent_gss_code is no council of the register."
        " Nothing was changed."
    )
    assert not Parish.objects.exists()
    assert not Entry.objects.exists()
    assert not Edition.objects.exists()


def test_a_dry_run_changes_nothing_whatever_the_layout() -> None:
    council("hartlepool", "E06000001", name="Old", short_name="Hartlepool", register_code="HPL")
    files = {
        "ons-names": "LAD24CD,LAD24NM\nE06000001,Another name\n",
        "mysociety": MYSOCIETY
        + "HPL,New,New,E06000001,1996-04-01,,,England,North East,UA,,E0701\n",
        "outturn": OUTTURN + "202503,E06000001,Hartlepool,certified,UA,1\n",
        "parishes": "gss_code,name,parent_gss_code\nE04000001,Hart,E06000001\n",
    }
    before = state_of_the_register()

    plans = {kind: plan_import(kind, content.encode()) for kind, content in files.items()}

    assert set(files) == set(LAYOUTS)
    assert all(plan.changes and plan.is_right for plan in plans.values())
    assert state_of_the_register() == before


def state_of_the_register() -> list[object]:
    models = (Authority, AuthorityName, GssCode, Measure, Parish, Edition, Entry)
    return [list(model._default_manager.values()) for model in models]


def test_what_was_shown_is_what_is_written_or_nothing() -> None:
    hartlepool = council("hartlepool", "E06000001", short_name="Hartlepool")
    content = (OUTTURN + "202503,E06000001,Hartlepool,certified,UA,1\n").encode()
    digest = plan_import("outturn", content).digest
    other = content.replace(b",1\n", b",2\n")

    with pytest.raises(Refused):
        import_official("outturn", other, digest=digest, by=MACHINE)
    MeasureFactory(
        authority=hartlepool,
        kind="budget",
        value=7,
        year="2024-25",
        definition="total service expenditure (net of service income)",
    )
    with pytest.raises(Refused):
        import_official("outturn", content, digest=digest, by=MACHINE)

    assert Measure.objects.get().value == 7


def test_importing_the_same_file_twice_writes_nothing_the_second_time() -> None:
    council("hartlepool", "E06000001", short_name="Hartlepool")
    content = (OUTTURN + "202503,E06000001,Hartlepool,certified,UA,1\n").encode()

    carry_out("outturn", content)
    second = carry_out("outturn", content)

    assert second.changes == []
    assert Entry.objects.filter(event="register.file_imported").count() == 1


def test_the_facts_do_not_undo_what_a_file_set() -> None:
    load_facts(by=MACHINE)
    content = (
        MYSOCIETY + "HPL,Hartlepool Council,Hartlepool,E06000001,,,,England,North East,UA,,E0701\n"
    ).encode()

    carry_out("mysociety", content)
    load_facts(again=True, by=MACHINE)

    assert Authority.objects.get(key="hartlepool").name == "Hartlepool Council"
