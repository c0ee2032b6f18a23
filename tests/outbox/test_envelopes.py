from email.header import decode_header, make_header

import pytest

from ccin.outbox.envelopes import body_html, message, message_id
from tests.factories import LetterFactory


def test_markdown_becomes_html_and_bare_addresses_become_links() -> None:
    html = body_html("Hello **Ada**,\n\nRead it here: http://localhost:8000/enquiries/7/.\n")

    assert html == (
        "<p>Hello <strong>Ada</strong>,</p>\n"
        '<p>Read it here: <a href="http://localhost:8000/enquiries/7/">'
        "http://localhost:8000/enquiries/7/</a>.</p>\n"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[Sign in](http://evil.example/)", "<p>[Sign in](http://evil.example/)</p>\n"),
        ("![x](http://evil.example/x.png)", "<p>![x](http://evil.example/x.png)</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("[a]\n\n[a]: http://evil.example", "<p>[a]</p>\n<p>[a]: <a"),
    ],
)
def test_no_words_of_a_stranger_become_a_link_that_hides_where_it_leads(
    text: str, html: str
) -> None:
    assert body_html(text).startswith(html)


@pytest.mark.django_db
def test_a_message_carries_the_text_its_html_and_says_that_a_machine_wrote_it(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "The network <hello@network.example>"
    letter = LetterFactory(to_name="Siân O’Neill, Cllr", to_email="sian@council.example")

    sent = message(letter).message()

    to = str(make_header(decode_header(sent["To"])))
    assert to == "Siân O’Neill, Cllr <sian@council.example>"
    assert sent["From"] == "The network <hello@network.example>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"] == f"<{letter.reference}@network.example>" == message_id(letter)
    plain, html = sent.get_payload()
    assert plain.get_content_type() == "text/plain"
    assert plain.get_payload(decode=True).decode() == letter.text
    assert html.get_content_type() == "text/html"
    assert "<p>Thank you for writing.</p>" in html.get_payload(decode=True).decode()
