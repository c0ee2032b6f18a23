"""Rules for templates: size, nothing inline, references that point down, words that translate."""

import re
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.architecture.house import floors, may_name, room_of, templates, where

INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\b(?:src=|type=.application/(?:ld\+)?json))|\son[a-z]+=",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"""^(url|include|extends)\s+["']([a-z_]+)[:/]""")
TRANSLATES = {"blocktranslate", "blocktrans"}
SILENT = {"comment", "verbatim"}
TAG_OR_ENTITY = re.compile(r"<!--.*?-->|<[^>]*>|&#?\w+;|https?://\S+", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:alt|title|placeholder|aria-label)=["']([^"'{]*[A-Za-z]{2}[^"']*)""")
FOR_BUILDERS = "gallery"  # shows the components to those who build pages, in English alone
WORD = re.compile(r"[^\W\d_]{2,}")
# Words that are the same in every language: file kinds, units.
NAMES = {"CSV", "JSON", "PDF", "API", "XLSX", "SVG", "km"}


def test_no_template_outgrows_120_lines() -> None:
    sizes = {path: len(text.splitlines()) for path, text in templates().items()}

    assert {path: size for path, size in sizes.items() if size > 120} == {}


def test_no_template_holds_a_script_or_a_style() -> None:
    """The content security policy would not run them; e-mails need their styles inside."""
    found = [
        where(path, number)
        for path, text in templates().items()
        if path.suffix == ".html" and path.name != "letter.html"
        for number, line in enumerate(text.splitlines(), 1)
        if INLINE.search(line)
    ]

    assert found == []


def test_a_template_names_only_what_is_below_it() -> None:
    found = []
    for path, text in templates().items():
        for token in Lexer(text).tokenize():
            named = REFERENCE.match(token.contents)
            if token.token_type != TokenType.BLOCK or not named or named[2] not in floors():
                continue
            if not may_name(room_of(path), named[2]):
                found.append(f"{where(path, token.lineno or 0)} {token.contents}")

    assert found == []


def untranslated(path: Path, text: str) -> list[str]:
    """What the template shows in plain English: a language other than English would show it too."""
    if path.suffix == ".html":
        text = re.sub(r"<(script|style|title hidden)\b.*?</\1>", "", text, flags=re.DOTALL)
    found, inside = [], ""
    visible = ""
    for token in Lexer(text).tokenize():
        word = token.contents.split(" ")[0] if token.contents else ""
        if token.token_type == TokenType.BLOCK:
            if not inside and word in TRANSLATES | SILENT:
                inside = word
            elif word == f"end{inside}":
                inside = ""
            visible += "\0"
        elif token.token_type == TokenType.VAR:
            visible += "\0"
        elif token.token_type == TokenType.TEXT and not inside:
            visible += token.contents
    found += [spoken[1] for spoken in SPOKEN.finditer(visible)]
    found += [
        piece.strip()
        for piece in TAG_OR_ENTITY.sub("\0", visible).split("\0")
        if set(WORD.findall(piece)) - NAMES
    ]
    return found


def test_every_word_that_a_page_shows_can_be_translated() -> None:
    found = {
        where(path, 1): words
        for path, text in templates().items()
        if path.suffix in {".html", ".md", ".txt"}
        and FOR_BUILDERS not in str(path)
        and (words := untranslated(path, text))
    }

    assert found == {}
