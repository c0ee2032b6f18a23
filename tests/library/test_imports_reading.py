"""Lists as files: whatever program wrote them, and whatever somebody put into them on purpose."""

import io
import zipfile
from datetime import date, datetime

import pytest

from ccin.kernel.errors import Refused
from ccin.library.imports.columns import COLUMNS, Headings, Row, template
from ccin.library.imports.lists import read_list
from ccin.library.imports.sheets import LARGEST_UNPACKED
from ccin.library.imports.web_text import as_words, without_shortcodes
from ccin.library.rules.addresses import former_path
from tests.library.lists import json_lines, post, rows_of, separated, sheet, wordpress

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item>
</channel></rss>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><title>&a;</title></item></channel></rss>"""


def faults(file: io.BytesIO) -> list[str]:
    return [str(problem) for row in rows_of(file) if isinstance(row, list) for problem in row]


# Separated values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_is_read_whatever_program_wrote_it(encoding: str, mark: str) -> None:
    file = separated(f"Title{mark}TEXT", f"Sîr d’Ô{mark}Words", encoding=encoding)

    (row,) = rows_of(file)

    assert (row.line, row.title, row.body) == (2, "Sîr d’Ô", "Words")


def test_a_byte_far_down_decides_how_the_whole_file_is_read() -> None:
    rows = ["title,text", *["a,b"] * 5, "Caf\udce9,c"]

    found = rows_of(separated(*rows))

    assert found[-1].title == "Café"


def test_a_cell_of_several_lines_is_one_row_and_an_empty_row_is_none() -> None:
    file = separated("title,text", '"One","First', "", 'second"', ",", "Two,Words")

    found = rows_of(file)

    assert [(row.title, row.body) for row in found] == [
        ("One", "First\n\nsecond"),
        ("Two", "Words"),
    ]


def test_a_long_text_is_read_whole() -> None:
    text = "word " * 60_000

    (row,) = rows_of(separated("title,text", f"Long,{text}"))

    assert row.body == text.strip()


def test_what_is_no_list_is_refused_with_what_to_do() -> None:
    for content, words in (
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"GIF89a\x00\x00", "is not a list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "before 2007"),
        (b"PK\x03\x04nonsense", "cannot be read as XLSX"),
        (b"title,title\na,b", "there twice"),
        (b'title,text\n"a"b,c', "cannot be read as CSV"),
        (b"<html><body>Hello</body></html>", "not a WordPress export"),
        (b"<rss><channel>", "cannot be read"),
        (b'{"a": 1}\n[1]', "Row 2 is not an object"),
        (b"{" * 100_000, "Row 1 is not an object"),
    ):
        with pytest.raises(Refused, match=words):
            list(read_list(io.BytesIO(content)).lines)


# Columns


def test_headings_are_known_in_any_case_and_by_other_names_and_the_rest_is_named() -> None:
    headings = Headings(("post_title", "content", "council", "old_url", "colour", "name"))

    assert headings.named == {
        "title": "post_title",
        "body": "content",
        "owner": "council",
        "old_address": "old_url",
    }
    assert headings.not_read == ("colour", "name")
    assert Headings(("colour",)).lacks


def test_the_template_can_be_brought_in() -> None:
    (row,) = rows_of(io.BytesIO(template()))

    assert isinstance(row, Row)
    assert row.date == date(2023, 7, 31)
    assert row.principles == (("Co-production", "Residents wrote the plan"),)
    assert row.themes == ("Climate and net zero", "Democracy and engagement")
    assert len(COLUMNS) == 32


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("date", "31/07/2021", date(2021, 7, 31)),
        ("date", "31 July 2021", date(2021, 7, 31)),
        ("date", "2021-07-31T09:30:00Z", date(2021, 7, 31)),
        ("year", "2021.0", 2021),
        ("evidence", "Counted", "2_counted"),
        ("licence", "OGL-3", "ogl-3"),
        ("visibility", "Members", "members"),
        ("language", "Welsh", "cy"),
        ("link", "www.council.example/a", "https://www.council.example/a"),
        ("old_address", "https://old.example/Case-Study/Repair?x=1", "/case-study/repair/"),
        ("partners", "A; B|A", ("A", "B")),
    ],
)
def test_a_cell_becomes_a_clean_value(column: str, cell: str, value: object) -> None:
    (row,) = rows_of(separated(f"title\t{column}", f"One\t{cell}"))

    assert getattr(row, column) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("date", "soon"),
        ("date", "31/07/2999"),
        ("year", "20"),
        ("evidence", "strong"),
        ("visibility", "body"),
        ("language", "Klingonese"),
        ("link", "nowhere"),
        ("old_address", "/"),
        ("old_address", "/" + "a" * 301),
        ("link", "https://council.example/" + "a" * 300),
        ("contact", "a" * 201),
        ("principles", "Learning: " + "a" * 401),
        ("partners", ";".join(str(n) for n in range(61))),
        ("text", "a " * 500_001),
    ],
)
def test_what_cannot_be_read_is_said_of_its_row_and_column(column: str, cell: str) -> None:
    (fault,) = faults(separated(f"title\t{column}", f"One\t{cell}"))

    assert fault.startswith(f"Row 2, {'body' if column == 'text' else column}: ")


# Workbooks


def test_a_workbook_with_dates_numbers_and_empty_rows_is_read() -> None:
    file = sheet(
        ["Title", "Date", "Year", "ID"],
        ["One", datetime(2021, 7, 31), 2020, 17],
        [None, None, None, None],
        ["Two", 44408, 2021.0, "b"],
    )

    one, two = rows_of(file)

    assert (one.date, one.year, one.id) == (date(2021, 7, 31), 2020, "17")
    assert (two.line, two.date, two.year) == (4, date(2021, 7, 31), 2021)


def test_a_formula_without_a_result_and_an_error_are_faults() -> None:
    file = sheet(["Title", "Text"], ["=A1&B1", "Words"], ["Two", "#REF!"])

    assert faults(file) == [
        "Row 2, title: This is a formula without a result. Write the words or the number itself.",
        "Row 3, body: The spreadsheet shows the error #REF! here. Put it right or empty it.",
    ]


def test_a_workbook_that_would_unpack_without_end_is_not_unpacked() -> None:
    out = io.BytesIO()
    block = b"0" * (8 * 1024 * 1024)
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _number in range(LARGEST_UNPACKED // len(block) + 1):
            part.write(block)

    with pytest.raises(Refused, match="unpacks to more"):
        read_list(out)


# Exports of a website


def test_published_posts_are_rows_and_the_others_are_left_out_with_a_word() -> None:
    file = wordpress(
        post(
            1,
            "Repair &amp; reuse",
            more='<category domain="category">Health</category>'
            '<category domain="principle"><![CDATA[Learning]]></category>'
            '<category domain="member_council">Anytown</category>',
        ),
        post(2, "Draft", more="<wp:status>draft</wp:status>"),
        post(3, "Private", more="<wp:status>private</wp:status>"),
        post(4, "Locked", more="<wp:post_password>x</wp:post_password>"),
        post(
            5,
            "plan.pdf",
            kind="attachment",
            more="<wp:post_parent>1</wp:post_parent>"
            "<wp:attachment_url>https://old.example/plan.pdf</wp:attachment_url>",
        ),
        post(6, "Menu", kind="nav_menu_item"),
    )

    listing = read_list(file)
    lines = list(listing.lines)

    assert listing.keyed == "old.example"
    assert [line.left_out for line in lines] == [
        "",
        "It is a draft on the old site.",
        "It is private on the old site.",
        "It has a password on the old site.",
    ]
    (row,) = rows_of(file)
    assert (row.title, row.kind, row.date) == ("Repair & reuse", "case-study", date(2021, 7, 31))
    assert (row.themes, row.principles, row.owner) == (("Health",), (("Learning", ""),), "Anytown")
    assert row.old_address == "/case-study/1/"
    assert row.body == (
        "What we did in **Repair & reuse**.\n\n- [plan.pdf](https://old.example/plan.pdf)"
    )


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_an_export_that_declares_entities_is_refused(content: str) -> None:
    with pytest.raises(Refused, match="declares a document type"):
        list(read_list(io.BytesIO(content.encode())).lines)


# Lines of JSON


def test_a_collection_of_json_lines_is_read() -> None:
    file = json_lines(
        {"_id": "d1", "title": "One", "text": "Words", "metadata": {"a": 1}},
        {"_id": 2, "title": "", "text": "More", "tags": ["Food", "Housing", {}]},
    )

    one, two = rows_of(file)

    assert (one.id, one.title, one.body) == ("d1", "One", "Words")
    assert (two.id, two.body, two.themes) == ("2", "More", ("Food", "Housing"))


def test_the_own_name_of_a_line_is_kept_to_the_letter() -> None:
    (row,) = rows_of(json_lines({"_id": "a/é  &amp; <b>7</b>", "title": "One"}))

    assert row.id == "a/é  &amp; <b>7</b>"


def test_an_own_name_longer_than_can_be_kept_is_a_fault() -> None:
    ((problem,),) = rows_of(json_lines({"_id": "x" * 201, "title": "One"}))

    assert "201" in problem.message


def test_a_document_without_words_is_left_out_and_named() -> None:
    file = json_lines({"_id": "1", "title": "", "text": " "}, {"_id": "2", "title": "One"})

    first, second = read_list(file).lines

    assert first.left_out
    assert not second.left_out


# The text of websites


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<h2>Why</h2><ul><li>a</li><li>b</li></ul>", "## Why\n\n- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<p><strong>bold </strong>and <em></em>plain</p>", "**bold** and plain"),
        ('<a href="https://a.example/x">here</a>', "[here](https://a.example/x)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ("<p>a</p><script>alert(1)</script><style>b{}</style>", "a"),
        ('<p>See <img src="x" alt="a map"></p>', "See a map"),
        ("<!-- wp:paragraph --><p>a &amp; b&nbsp;c</p>", "a & b c"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("<p>never closed", "never closed"),
        ("zero\x00 and \u202eback", "zero and back"),
    ],
)
def test_html_becomes_plain_words(html: str, words: str) -> None:
    assert as_words(html) == words


def test_shortcodes_go_and_brackets_stay() -> None:
    text = '[caption id="a"]A map[/caption] [gallery ids="1,2"] he wrote [sic] [1] [et_pb_row]'

    assert " ".join(without_shortcodes(text).split()) == "A map he wrote [sic] [1]"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.old.example/Case-Study/A/", "/case-study/a/"),
        ("old.example/a?b=1#c", "/a/"),
        ("/a//b", "/a/b/"),
        ("/caf%C3%A9", "/café/"),
        ("", "/"),
        ("http://[", "/"),
    ],
)
def test_an_old_address_is_kept_as_a_path(address: str, path: str) -> None:
    assert former_path(address) == path
