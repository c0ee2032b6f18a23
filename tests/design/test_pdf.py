"""Documents are tagged, speak a language, have a title, and hold other people's words as words."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pytest_django import Settings

from ccin.design import pdf, samples


def made(**changes: object) -> PdfReader:
    return PdfReader(BytesIO(pdf.render("design/sample.typ", {**samples.paper(), **changes})))


def kinds(element: object) -> list[str]:
    """The kinds of the structure elements, in reading order."""
    if isinstance(element, list):
        return [kind for each in element for kind in kinds(each.get_object())]
    if not isinstance(element, DictionaryObject):
        return []
    own = [str(element["/S"])] if "/S" in element else []
    return own + (kinds(element["/K"]) if "/K" in element else [])


def test_a_document_is_tagged_and_says_its_language_and_title() -> None:
    reader = made(title="Fact sheet")

    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Fact sheet"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF object, not a bool
    assert b"pdfuaid:part" in reader.root_object["/Metadata"].get_object().get_data()


def test_its_headings_and_tables_are_read_as_such() -> None:
    found = kinds([made().root_object["/StructTreeRoot"]["/K"]])

    assert [kind for kind in found if kind in {"/H1", "/H2"}] == ["/H1", "/H2", "/H2", "/H2"]
    assert found.count("/TH") == 3
    assert found.count("/TD") == 9


def test_markup_in_what_people_wrote_stays_words() -> None:
    reader = made(opening='#panic() $x$ #read("/project/settings.py") \\ *bold*')

    text = reader.pages[0].extract_text()

    assert '#panic() $x$ #read("/project/settings.py") \\ *bold*' in " ".join(text.split())


@pytest.mark.parametrize(("demo", "times"), [(True, 1), (False, 0)])
def test_every_page_of_a_demonstration_says_so(demo: bool, times: int, settings: Settings) -> None:
    settings.DEMO = demo
    many = [[f"Council {number}", "District", "2021"] for number in range(120)]

    pages = made(rows=many).pages

    assert len(pages) > 2
    assert [page.extract_text().count("Demonstration:") for page in pages] == [times] * len(pages)


def test_welsh_letters_are_in_the_document() -> None:
    text = made(opening="Ŵŵ Ŷŷ â ê î ô û Ẁ").pages[0].extract_text()

    assert "Ŵŵ Ŷŷ â ê î ô û Ẁ" in text
