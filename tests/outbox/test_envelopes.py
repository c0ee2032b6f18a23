from email.header import decode_header, make_header

import pytest

from ccin.outbox.addresses import bounce_address, reply_address
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


@pytest.mark.django_db
def test_a_letter_that_cannot_be_delivered_returns_to_an_address_of_its_own(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "The network <hello@network.example>"
    settings.INBOUND_DOMAIN = "in.network.example"
    letter = LetterFactory()

    mail = message(letter)

    assert mail.from_email == bounce_address(letter)
    assert mail.message()["From"] == "The network <hello@network.example>"
    assert mail.message()["Reply-To"] is None


@pytest.mark.django_db
def test_a_letter_about_a_conversation_says_where_to_reply_to_it(settings) -> None:
    settings.INBOUND_DOMAIN = "in.network.example"
    letter = LetterFactory(reply_about="topic:12", to_key="person:7")

    assert message(letter).message()["Reply-To"] == reply_address("topic:12", "person:7")


@pytest.mark.django_db
def test_where_nothing_comes_in_no_letter_promises_it(settings) -> None:
    settings.INBOUND_DOMAIN = ""
    letter = LetterFactory(reply_about="topic:12", to_key="person:7")

    mail = message(letter)

    assert mail.from_email == settings.DEFAULT_FROM_EMAIL
    assert mail.message()["Reply-To"] is None
