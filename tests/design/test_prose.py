"""People's words in Markdown become blocks, and the same blocks become a page and a paper."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ccin.design import pdf
from ccin.design.prose import as_html, as_text, blocks, plain
from tests.design.test_pdf import kinds

EVERYTHING = """# First

Words *light* **strong** `code` [a page](https://a.example/x) https://b.example/?c=1&d=2.

### Deep

* one
* two

  more of two

  3. three
  4. four

> ## Said
> so

    kept as it is

---

| Head | Other |
|---|---|
| a | **b** |
"""


def test_headings_begin_below_the_page_s_own_and_skip_no_level() -> None:
    found = [block["level"] for block in blocks("# a\n\n#### b\n\n## c") if "level" in block]

    assert found == [3, 4, 4]
    assert as_html("# a", 2) == "<h2>a</h2>"
    assert as_html("> # a") == "<blockquote><h3>a</h3></blockquote>"


def test_every_kind_of_block_is_drawn() -> None:
    html = as_html(EVERYTHING)

    assert "<h3>First</h3>" in html
    assert "<h4>Deep</h4>" in html
    assert "<em>light</em> <strong>strong</strong> <code>code</code>" in html
    assert '<a href="https://b.example/?c=1&amp;d=2" rel="nofollow">' in html
    assert '<li>one</li><li><p>two</p><p>more of two</p><ol start="3"><li>three</li>' in html
    assert "<pre><code>kept as it is</code></pre><hr>" in html
    assert '<th scope="col">Head</th>' in html
    assert "<td>a</td><td><strong>b</strong></td>" in html


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](vbscript:a)",
        '<a href="javascript:x">y</a>',
        "<javascript:alert(1)>",
        '[x](https://a.example/"onclick="alert(1))',
        "![x](https://tracker.example/a.png)",
    ],
)
def test_nothing_in_the_words_is_obeyed(words: str) -> None:
    html = as_html(words)

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="data:' not in html
    assert 'href="vbscript' not in html
    assert '"onclick' not in html


@given(st.text(alphabet="#*_>`|-[]()!<&\\ \n\tab1.\x00", max_size=200))
def test_any_words_are_drawn_and_none_opens_a_tag(words: str) -> None:
    html = as_html(words)

    assert "<b" not in html.replace("<br", "").replace("<blockquote", "")
    assert "\x00" not in plain(words)


def test_the_words_alone_are_left_of_everything() -> None:
    assert plain("# A\n\n* b **c**\n\n| d | e |\n|---|---|\n| f | g |") == "A b c d e f g"


def test_a_paper_has_the_same_blocks_as_real_paragraphs_lists_and_headings() -> None:
    data = {"title": "Paper", "blocks": blocks(EVERYTHING, 2)}

    reader = PdfReader(BytesIO(pdf.render("design/prose_sample.typ", data)))

    found = kinds([reader.root_object["/StructTreeRoot"]["/K"]])
    for kind in ("/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/BlockQuote", "/Link"):
        assert kind in found
    assert "kept as it is" in reader.pages[0].extract_text()


def test_plain_text_keeps_paragraphs_and_lists_and_says_where_links_lead() -> None:
    words = (
        "# A **b**\n\nSee [our *page*](/x/), https://a.example or c\\\nd.\n\n"
        "* e\n* f\n\n  g\n\n3. h\n4. i\n\n> j\n>\n> k\n\n---\n\n`l`\n\n    m\n\n"
        "| n | o |\n|---|---|\n| p | q |"
    )

    assert as_text(words).split("\n") == [
        *("A b", "", "See our page (/x/), https://a.example or c", "d.", ""),
        *("- e", "- f", "  g", "", "3. h", "4. i", "", "> j", ">", "> k", ""),
        *("-" * 20, "", "l", "", "m", "", "n | o", "p | q"),
    ]
