"""What somebody wrote in a reply: without the thread it quotes, the signature and the small print.
Plain Python. Rather a line too many than one of theirs too few."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from typing import cast

from mailparser_reply.parser import EmailMessage

from ccin.outbox.rules.arrivals import header, text_of

LANGUAGES = ["en", "de", "es", "fr", "it", "nl", "pl"]
READ_AT_MOST = 60_000  # characters: what somebody wrote stands at the top or is too long anyway
READ_OF_HTML = 400_000  # characters, marks and all
LONGEST_LINE = 300  # characters of a line that are looked at for the beginning of a quoted thread
LONGEST_SIGNATURE = 14  # lines after “Kind regards” that may be one
LONGEST_QUOTE = 6  # lines that somebody quotes to answer them; a longer one is the letter itself
# Beginnings of a quoted thread that the library does not know.
THREAD = re.compile(
    r"^(?:>\s?)*(?:Begin forwarded message:|_{20,}|Ar .{5,200} (?:ysgrifennodd|wrote).*:"
    r"|-{2,} ?(?:Original|Forwarded) message ?-{2,})\s*$",
    re.I,
)
SIGNATURE = re.compile(r"^(?:--|—|__)\s?$")
DEVICE = re.compile(
    r"^(?:Sent from (?:my|Outlook|Mail|Yahoo|the)\b|Get Outlook for\b|Sent via )", re.I
)
SIGN_OFF = re.compile(
    r"^(?:(?:(?:kind(?:est)?|best|warm(?:est)?|many)\s+)?(?:regards|wishes)|kind regards and thanks"
    r"|(?:many |with )?thanks(?: again)?|thank you|cheers|best|all the best|yours(?: \w+)?"
    r"|sincerely|cofion(?: \w+)?|diolch(?: \w+)?)\s*[,.!]?$",
    re.I,
)
SMALL_PRINT = re.compile(
    r"^\W{0,3}(?:(?:this|the information in this) (?:e-?mail|message|communication)\b.{0,120}"
    r"(?:confidential|intended (?:only|solely|for the)|privileged|named recipient|addressee)"
    r"|(?:caution|warning)\b.{0,60}\b(?:e-?mail|external|outside)"
    r"|(?:disclaimer|confidentiality|private and confidential)\b.{0,40}(?::|notice|$)"
    r"|(?:important|legal) (?:notice|information):|please consider the environment)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a message."""

    name: str
    content: bytes = field(repr=False)


def own_words(message: Message) -> str:
    """What its sender wrote, as plain text; nothing if there is nothing but what they quote."""
    return without_thread(words_in(message))


def without_thread(text: str) -> str:
    lines = [line.rstrip() for line in text[:READ_AT_MOST].strip().split("\n")]
    lines = _above_thread(_without_banner(lines))
    lines = _without_long_quotes(lines)
    return "\n".join(_without_ending(lines)).strip()


def _without_banner(lines: list[str]) -> list[str]:
    """Some servers put a warning above whatever passes through them."""
    if not SMALL_PRINT.match(lines[0].strip()[:LONGEST_LINE]):
        return lines
    ends = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return lines[ends:]


def _above_thread(lines: list[str]) -> list[str]:
    """What stands before the thread; where nothing does, what was written below it and between."""
    looked_at = [line.strip()[:LONGEST_LINE] for line in lines]
    begins = _thread_begins(looked_at)
    if begins is None:
        return lines
    above, below = lines[:begins], lines[begins:]
    quoted = [number for number, line in enumerate(below) if line.lstrip().startswith(">")]
    if quoted and _said_after(below, quoted):
        return above + below[quoted[0] :]
    return above


def _thread_begins(lines: list[str]) -> int | None:
    text = "\n".join(lines)
    pattern = EmailMessage(text="", languages=list(LANGUAGES)).HEADER_REGEX
    found = pattern.search(text)
    first = []
    if found:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        first.append(text.count("\n", 0, start))
    first += [number for number, line in enumerate(lines) if THREAD.match(line)][:1]
    return min(first, default=None)


def _said_after(lines: list[str], quoted: list[int]) -> bool:
    """Whether somebody wrote below what they quote: more than their signature."""
    after = [
        line for line in lines[quoted[0] :] if line.strip() and not line.lstrip().startswith(">")
    ]
    return bool("".join(_without_ending(after)).strip())


def _without_long_quotes(lines: list[str]) -> list[str]:
    """Short quotes that are answered stay; the letter itself, and what nothing follows, goes."""
    kept: list[str] = []
    block: list[str] = []
    for line in lines:
        if line.lstrip().startswith(">") or (block and not line.strip()):
            block.append(line)
            continue
        quoted = sum(bool(each.strip()) for each in block)
        kept += block if quoted <= LONGEST_QUOTE else [""]
        block = []
        kept.append(line)
    return kept


def _without_ending(lines: list[str]) -> list[str]:
    """Without the signature, the name of the device and the small print below."""
    for number, line in enumerate(lines):
        said = line.strip()
        if (
            SIGNATURE.match(line.lstrip())
            or DEVICE.match(said)
            or SMALL_PRINT.match(said[:LONGEST_LINE])
        ):
            return _without_ending(lines[:number]) if number else []
        if number and SIGN_OFF.match(said) and _is_a_signature(lines[number + 1 :]):
            return lines[:number]
    return lines


def _is_a_signature(rest: list[str]) -> bool:
    """Few short lines that no sentence ends: a name, a post, a council, a telephone number."""
    number = 0
    for line in map(str.strip, rest):
        if DEVICE.match(line) or SMALL_PRINT.match(line[:LONGEST_LINE]):
            return True
        number += bool(line)
        is_sentence = line.endswith((".", "?", "!")) and line.count(" ") > 3
        if number > LONGEST_SIGNATURE or len(line) > 90 or is_sentence:
            return False
    return True


def words_in(message: Message) -> str:
    """All that can be read in it as plain text, without files."""
    return "\n".join(_read(message)).strip()


def _read(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if part.is_multipart():
        inside = cast("list[Message]", part.get_payload())
        if kind == "multipart/alternative":
            yield _best_of(inside)
        elif kind.startswith("multipart/"):
            for each in inside:
                yield from _read(each)
    elif kind.startswith("multipart/"):
        yield str(part.get_payload() or "")  # it claims parts and has none
    elif not _is_file(part):
        yield text_of_html(text_of(part)[:READ_OF_HTML]) if kind == "text/html" else _unflowed(part)


def _best_of(parts: list[Message]) -> str:
    """The plain one, unless its sender left it empty."""
    for plain in (True, False):
        for part in parts:
            if (part.get_content_type() == "text/plain") is plain:
                found = "\n".join(_read(part)).strip()
                if found:
                    return found
    return ""


def _unflowed(part: Message) -> str:
    """Lines that a program has broken are joined again (RFC 3676)."""
    text = text_of(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joined: list[str] = []
    is_open = False
    for line in text.split("\n"):
        own = line.removeprefix(" ") if not line.startswith(">") else line
        if is_open and not own.startswith(">"):
            joined[-1] += own
        else:
            joined.append(own)
        is_open = own.endswith(" ") and own != "-- " and not own.startswith(">")
    return "\n".join(joined)


def _is_file(part: Message) -> bool:
    disposition = part.get_content_disposition()
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return disposition == "attachment" or not is_text or bool(part.get_filename())


def files_in(message: Message) -> list[Attached]:
    """What was attached; pictures that stand in the text or in a signature are left."""
    found = []
    for part in message.walk():
        if part.is_multipart() or not _is_file(part) or _is_decoration(part):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            name = header_of_name(part) or "attachment"
            found.append(Attached(name[-150:], content))
    return found


def header_of_name(part: Message) -> str:
    """Its file name, however that is encoded."""
    name = part.get_filename() or ""
    carrier = Message()
    carrier["Name"] = name.replace("\n", " ").replace("\r", " ")
    return header(carrier, "Name")


def _is_decoration(part: Message) -> bool:
    inline = part.get_content_disposition() == "inline" or part.get("Content-ID")
    is_signed = part.get_content_type() in {"application/pgp-signature", "text/calendar"}
    is_signed |= part.get_content_type() in {"application/pkcs7-signature", "text/x-vcard"}
    return is_signed or bool(inline and part.get_content_maintype() == "image")


BLOCKS = {"p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "pre"}
UNREAD = {"script", "style", "head", "title", "template"}
# By which the programs that write mail mark what they quote.
QUOTED = {"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"}
QUOTED_CLASSES = {"gmail_quote", "gmail_quote_container", "yahoo_quoted", "moz-cite-prefix"}


class _Reader(HTMLParser):
    """The words of HTML, with quotes marked as plain text marks them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.unread = self.depth = 0
        self.is_quoted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        marks = set(given.get("class", "").lower().split()) & QUOTED_CLASSES
        if (marks or given.get("id", "").lower() in QUOTED) and "".join(self.lines).strip():
            self.is_quoted = True
        self.unread += tag in UNREAD
        if tag == "br":
            self.lines.append("")
        if tag in BLOCKS or tag == "blockquote":
            self._break()
        self.depth += tag == "blockquote"
        if tag == "li":
            self.lines[-1] = "- "

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD and self.unread > 0
        self.depth -= tag == "blockquote" and self.depth > 0
        if tag in {"p", "blockquote", "h1", "h2", "h3", "h4", "ul", "ol"}:
            self._break()
            self.lines.append("")
        elif tag in BLOCKS:
            self._break()

    def _break(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.unread or self.is_quoted:
            return
        said = re.sub(r"\s+", " ", data.replace("\xa0", " "))
        before = self.lines[-1]
        if not before and self.depth and said.strip():
            before = "> "
        self.lines[-1] = before + (said.lstrip() if not before.strip() else said)


def text_of_html(html: str) -> str:
    """Everything but what was quoted, scripts and styles; an HTML that is broken is read as far as
    it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "\n".join(line.rstrip() for line in reader.lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
