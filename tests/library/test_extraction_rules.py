"""The words of a file, in parts under its headings, and the bounds that no file passes."""

from itertools import count

import pytest

from ccin.library.rules import extraction
from ccin.library.rules.extraction import (
    MOST_PAGES,
    Extract,
    Line,
    Part,
    Read,
    extract,
    looks_like_heading,
    parted,
)
from tests.library import papers

REPORT = tuple(Part(*each) for each in papers.REPORT)


def read(content: bytes, kind: str) -> Extract:
    return extract(content, kind, may_go_on=lambda: True)


def test_a_word_file_is_parted_by_its_headings() -> None:
    assert read(papers.word(), "docx") == Extract(Read.WHOLE, REPORT)


def test_what_stands_before_any_heading_and_in_tables_is_read_too() -> None:
    found = read(papers.word_with_table(), "docx")

    assert found.parts == (Part("", "Before any heading.\n\nYear | Things mended"),)


def test_slides_are_parted_by_their_titles_and_bring_their_notes() -> None:
    found = read(papers.slides(), "pptx")

    words = "Eleven libraries took part.\n\nThank the volunteers."
    assert found == Extract(Read.WHOLE, (Part("Repair cafés", words),), 2)


def test_an_open_document_is_parted_by_its_headings() -> None:
    found = read(papers.open_document(), "odt")

    assert found == Extract(Read.WHOLE, (REPORT[0],))


def test_an_open_document_that_declares_entities_is_not_read() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]>'

    assert read(papers.open_document(head=bomb), "odt").read is Read.UNREADABLE


def test_a_pdf_is_parted_by_lines_that_look_like_headings() -> None:
    content = papers.pdf("1. Background\nThings were thrown\naway.\nWHAT WE DID\nWe mended them.")

    assert read(content, "pdf") == Extract(
        Read.WHOLE,
        (
            Part("1. Background", "Things were thrown away."),
            Part("WHAT WE DID", "We mended them."),
        ),
        1,
    )


def test_a_pdf_of_900_pages_is_read_in_part() -> None:
    found = read(papers.pdf(*(f"Page {number} says a little." for number in range(900))), "pdf")

    assert (found.read, found.pages) == (Read.IN_PART, 900)
    assert f"Page {MOST_PAGES - 1} says" in found.words
    assert f"Page {MOST_PAGES} says" not in found.words


def test_a_pdf_of_pictures_has_no_words() -> None:
    assert read(papers.pdf("", ""), "pdf") == Extract(Read.NO_WORDS, (), 2)


def test_a_picture_has_no_words() -> None:
    assert read(b"\x89PNG", "png") == Extract(Read.NO_WORDS)


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "odt"])
def test_a_broken_file_is_said_to_be_unreadable(kind: str) -> None:
    assert read(b"%PDF-1.4 and then nothing", kind) == Extract(Read.UNREADABLE)


def test_a_reader_without_patience_stops_at_the_next_line() -> None:
    asked = count()

    found = extract(papers.word(), "docx", may_go_on=lambda: next(asked) < 2)

    assert found == Extract(Read.IN_PART, (REPORT[0],))


def test_a_very_long_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MOST_CHARACTERS", 30)

    found = read(papers.word(("Background", "x" * 50)), "docx")

    assert found == Extract(Read.IN_PART, (Part("Background", "x" * 20),))


def test_slides_beyond_the_most_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MOST_PAGES", 0)

    assert read(papers.slides(), "pptx") == Extract(Read.NO_WORDS, (), 2)


def test_its_words_are_headings_and_paragraphs_in_order() -> None:
    assert Extract(Read.WHOLE, (Part("", "First."), *REPORT[:1])).words == (
        "First.\n\nBackground\n\nThings were thrown away."
    )


def test_a_heading_with_nothing_below_it_is_kept() -> None:
    assert parted([Line("Costs", is_heading=True), Line("  ")]) == (Part("Costs", ""),)


@pytest.mark.parametrize(
    ("line", "after", "is_one"),
    [
        ("WHAT WE DID", "Words", True),
        ("2.1 Costs", "Words", True),
        ("2.1 Costs", "", False),
        ("We mended them", "Words", False),
        ("THE END.", "Words", False),
        ("12", "Words", False),
        ("1234", "Words", False),
        ("1 of the many things that a long line of words can be about", "Words", False),
    ],
)
def test_a_heading_is_short_and_loud_or_numbered(line: str, after: str, is_one: bool) -> None:
    assert looks_like_heading(line, after) is is_one
