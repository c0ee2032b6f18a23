from email import message_from_bytes
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccin.outbox.rules.arrivals import LARGEST, Kind, incoming
from ccin.outbox.rules.reaching import Why, why_of
from ccin.outbox.rules.replies import files_in, own_words, text_of_html, without_thread
from tests.outbox.messages import REPLY, message, names

KINDS = {
    "bounce_hard": Kind.BOUNCE,
    "bounce_soft": Kind.BOUNCE,
    "bounce_qmail": Kind.BOUNCE,
    "bounce_delay": Kind.DELAYED,
    "out_of_office": Kind.AWAY,
    "old_out_of_office": Kind.AWAY,
    "has_left": Kind.LEFT,
    "list_mail": Kind.AUTOMATIC,
    "read_receipt": Kind.AUTOMATIC,
}


@pytest.mark.parametrize("name", names())
def test_each_message_is_known_for_what_it_is(name: str) -> None:
    found = incoming(message(name))

    assert found.kind is KINDS.get(name, Kind.WRITTEN)
    assert REPLY in found.addresses


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("bounce_hard", Why.NO_SUCH_ADDRESS),
        ("bounce_soft", Why.FULL),
        ("bounce_qmail", Why.NO_SUCH_ADDRESS),
        ("bounce_delay", Why.SERVER_AWAY),
    ],
)
def test_a_return_says_why_and_of_which_letter(name: str, why: Why) -> None:
    found = incoming(message(name, letter="<our-letter@network.example>"))

    assert why_of(found.answer) is why
    assert found.returned == ("" if name == "bounce_qmail" else "<our-letter@network.example>")


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Automatic reply: Bids", Kind.AWAY),
        ("Out of the office until Monday", Kind.AWAY),
        ("Ateb awtomatig: Caffi", Kind.AWAY),
        ("Re: Out of office hours in libraries", Kind.WRITTEN),
        ("Leave the car at home", Kind.WRITTEN),
    ],
)
def test_a_subject_alone_may_say_that_somebody_is_away(subject: str, kind: Kind) -> None:
    raw = f"From: ada@council.example\nSubject: {subject}\n\nHello".encode()

    assert incoming(raw).kind is kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Auto-Submitted: no", Kind.WRITTEN),
        ("Auto-Submitted: auto-replied (vacation)", Kind.AWAY),
        ("Auto-Submitted: auto-generated", Kind.AUTOMATIC),
        ("X-Autoreply: yes", Kind.AWAY),
        ("Precedence: bulk", Kind.AUTOMATIC),
        ("Precedence: first-class", Kind.WRITTEN),
        ("List-Id: <x.example>", Kind.AUTOMATIC),
        ("Return-Path: <>", Kind.AUTOMATIC),
        ("Return-Path: <ada@council.example>", Kind.WRITTEN),
        ("X-Failed-Recipients: bob@council.example", Kind.BOUNCE),
    ],
)
def test_a_header_alone_may_say_that_a_machine_wrote(line: str, kind: Kind) -> None:
    assert incoming(f"From: ada@council.example\n{line}\n\nHello".encode()).kind is kind


def test_a_report_that_names_no_action_is_of_a_failure() -> None:
    raw = message("bounce_hard").replace(b"Action: failed\n", b"")

    assert incoming(raw).kind is Kind.BOUNCE


def test_a_report_without_any_status_is_read_by_its_words() -> None:
    raw = message("bounce_hard").replace(b"Action: failed\nStatus: 5.1.1", b"X: y")

    assert incoming(raw).answer.startswith("I'm sorry to have to inform you")


def test_a_message_is_known_again_by_its_own_name_or_else_by_all_of_it() -> None:
    once = incoming(message("gmail_thread"))
    later = incoming(b"Received: from somewhere\n" + message("gmail_thread"))
    nameless = message("no_message_id")

    assert once.digest == later.digest
    assert once.digest != incoming(message("gmail_thread"), sent_to="other@x.example").digest
    assert incoming(nameless).digest == incoming(nameless).digest
    assert incoming(nameless).digest != incoming(nameless + b" ").digest


def test_of_a_message_of_40_megabytes_only_the_headers_are_read() -> None:
    raw = message("no_message_id") + b"x" * (40 * 1024 * 1024)

    started = perf_counter()
    found = incoming(raw)

    assert found.is_too_large
    assert (found.from_email, found.addresses) == ("ada@council.example", (REPLY,))
    assert found.message.get_payload() == ""
    assert len(raw) > LARGEST
    assert perf_counter() - started < 2


WORDS = {
    "gmail_thread": "We opened ours in March. Start with two evenings a month.\n\n"
    "Thanks, that was a good question.\n- tools from the college\n- café from the co-op",
    "outlook_thread": "We pay £400 a month for the room.",
    "apple_thread": "We tried it for a year and the volunteers wanted a fixed evening, not a rota.",
    "answers_between": "> Who pays for the room?\n\nThe parish does.\n\n> And the insurance?\n\n"
    "It is in the council's own.",
    "html_only": "We did two things:\n\n- asked the college\n- bought a bench\n\nRing me.",
    "disclaimer": "Ask Castleford. Warning: their list is long.",
    "nothing_new": "",
    "no_message_id": "Yes, we have one.",
    "with_files": "Our plan of the room is attached.",
    "stop": "",
}


@pytest.mark.parametrize("name", WORDS)
def test_what_somebody_wrote_is_found_among_what_they_quote(name: str) -> None:
    assert own_words(message_from_bytes(message(name))) == WORDS[name]


def test_letters_of_another_alphabet_are_read() -> None:
    found = incoming(message("not_ascii"))

    assert found.subject == "Re: Caffi trwsio – ple?"
    assert own_words(found.message) == "Mae dau gaffi tŷ ni, yn y llyfrgell. £ dim."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Yes.\n\nThanks,\nAda", "Yes."),
        (
            "Thanks,\nthat helps us. We will do it in May.",
            "Thanks,\nthat helps us. We will do it in May.",
        ),
        ("Cheers", "Cheers"),
        ("Ask Bob.\nBest,\nAda\n\nSent from my iPad", "Ask Bob."),
        ("Iawn.\n\nCofion gorau\nSiân", "Iawn."),
        ("One\n\n-----Original Message-----\nFrom: x", "One"),
        ("Un\n\nAr 3 Mai 2026, ysgrifennodd Siân:\n> dau", "Un"),
        ("One\n\nBegin forwarded message:\n\nFrom: x", "One"),
        ("> a\n> b\n> c\n> d\n> e\n> f\n> g\nYes to all.", "Yes to all."),
        ("> a\n\n", ""),
        ("", ""),
        ("From: the start it was hard.\nWe went on.", "From: the start it was hard.\nWe went on."),
        ("On the whole, yes: as Bob wrote, try.", "On the whole, yes: as Bob wrote, try."),
    ],
)
def test_words_are_cut_from_what_is_none_of_theirs_and_never_more(text: str, words: str) -> None:
    assert without_thread(text) == words


def test_files_are_found_with_their_names_and_pictures_of_a_signature_left() -> None:
    found = files_in(message_from_bytes(message("with_files")))

    assert [(each.name, each.content[:2]) for each in found] == [
        ("plan £.png", b"\x89P"),
        ("run.exe", b"MZ"),
    ]


def test_an_html_that_hides_a_script_in_a_quote_gives_neither() -> None:
    html = "Hello<blockquote type=cite>old<script>alert(1)</script></blockquote>new"

    assert text_of_html(html) == "Hello\n> old\n\nnew"


def test_an_empty_plain_part_gives_way_to_the_html() -> None:
    raw = (
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n \n"
        b"--x\nContent-Type: text/html\n\n<p>Words</p>\n--x--\n"
    )

    assert own_words(message_from_bytes(raw)) == "Words"


def test_parts_in_parts_in_parts_are_not_read() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)
    )

    found = incoming(f"From: ada@council.example\n{nested}".encode())

    assert (found.from_email, found.message.get_payload()) == ("ada@council.example", "")


@pytest.mark.parametrize("charset", ["unicode-escape", "utf-7", "rot13", "klingon", "idna"])
def test_no_character_set_brings_in_what_a_database_cannot_hold(charset: str) -> None:
    body = b"\\ud800 +2AA- \\x00 words"
    raw = f"Content-Type: text/plain; charset={charset}\n\n".encode() + body

    words = own_words(incoming(raw).message)

    assert "words" in words
    assert "\0" not in words.encode("utf-8").decode()


@given(st.binary(max_size=600), st.sampled_from(names()), st.integers(0, 1500))
def test_no_message_however_damaged_stops_the_post_office(noise: bytes, name: str, at: int) -> None:
    raw = message(name)

    found = incoming(raw[:at] + noise + raw[at:])

    assert isinstance(own_words(found.message), str)
    assert isinstance(files_in(found.message), list)


@pytest.mark.parametrize(
    "text",
    [
        each * 20_000
        for each in ["On ", "On x\n", "From: x\n", "> ", "____", "a ", "Thanks\n", "<div>"]
    ],
    ids=lambda text: text[:8],
)
def test_a_message_made_to_keep_a_machine_busy_does_not(text: str) -> None:
    started = perf_counter()

    without_thread(text)
    text_of_html(text)

    assert perf_counter() - started < 5
