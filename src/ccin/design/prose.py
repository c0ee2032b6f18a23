"""People's own words in Markdown, as plain blocks: pages and papers are drawn from the same.

Nothing in the words is obeyed as markup: HTML within them is shown as it stands, pictures are left
as the words that describe them, and a link leads to a web page, an e-mail address or a place on
this site, or it is no link.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Run = dict[str, Any]

MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
LEADS_ON = frozenset({"http", "https", "mailto", ""})
DEEPEST = 6
STYLES = {"strong": "strong", "em": "em"}


@lru_cache(maxsize=512)
def blocks(words: str, top: int = 3) -> tuple[Block, ...]:
    """The words as blocks, each a plain dictionary with a `kind`:

    paragraph and heading (`runs`; a heading also its `level`), list (`ordered`, `start`, `items`,
    each a list of blocks), quote (`blocks`), code (`text`), rule, table (`head`, `rows`: cells of
    runs). A run has `text` and may have `strong`, `em`, `code`, `href`; or it is a `break`.
    Headings begin at the level `top`, and none skips a level.
    """
    reader = _Reader(MARKDOWN.parse(words.replace("\x00", "")))
    return tuple(_levelled(reader.blocks_until(None), top))


def as_html(words: str, top: int = 3) -> SafeString:
    """The words for a page, below a heading of the level above `top`."""
    return mark_safe("".join(_html(block) for block in blocks(words, top)))


def plain(words: str) -> str:
    """The words alone, for where there is no room for anything else."""
    return " ".join(" ".join(_texts(blocks(words))).split())


def as_text(words: str) -> str:
    """The words for an e-mail's plain text: paragraphs and lists stay, marks go, and where a link
    leads stands behind its words."""
    return "\n\n".join(_text(block) for block in blocks(words))


class _Reader:
    """Walks the parser's flat list of tokens once, and nests what opens and closes in it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = iter(tokens)

    def blocks_until(self, end: str | None) -> list[Block]:
        found: list[Block] = []
        for token in self.tokens:
            if token.type == end:
                break
            block = self._block(token)
            if block is not None:
                found.append(block)
        return found

    def _block(self, token: Token) -> Block | None:
        name = token.type.removesuffix("_open")
        if name in {"bullet_list", "ordered_list"}:
            return self._list(token)
        if name == "blockquote":
            return {"kind": "quote", "blocks": self.blocks_until("blockquote_close")}
        if name == "table":
            return self._table()
        if name in {"paragraph", "heading"}:
            block: Block = {"kind": name, "runs": self._runs(f"{name}_close")}
            return {**block, "level": int(token.tag[1:])} if name == "heading" else block
        if name in {"fence", "code_block"}:
            return {"kind": "code", "text": token.content.rstrip("\n")}
        return {"kind": "rule"} if name == "hr" else None

    def _list(self, opening: Token) -> Block:
        ordered = opening.type == "ordered_list_open"
        items = []
        for token in self.tokens:
            if token.type in {"bullet_list_close", "ordered_list_close"}:
                break
            items.append(self.blocks_until("list_item_close"))
        start = int(opening.attrGet("start") or 1) if ordered else 1
        return {"kind": "list", "ordered": ordered, "start": start, "items": items}

    def _table(self) -> Block:
        rows: list[list[list[Run]]] = []
        for token in self.tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(list(_inline(token.children or [])))
        return {"kind": "table", "head": rows[0], "rows": rows[1:]}

    def _runs(self, end: str) -> list[Run]:
        runs: list[Run] = []
        for token in self.tokens:
            if token.type == end:
                break
            runs.extend(_inline(token.children or []))
        return runs


def _inline(tokens: Sequence[Token]) -> Iterator[Run]:
    style: dict[str, Any] = {}
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in STYLES:
            style = _with(style, STYLES[name], token.nesting == 1)
        elif name == "link":
            href = _safe(str(token.attrGet("href") or "")) if token.nesting == 1 else ""
            style = _with(style, "href", href)
        elif token.type in {"softbreak", "hardbreak"}:
            yield {"break": True} if token.type == "hardbreak" else {"text": " ", **style}
        elif token.type == "code_inline":
            yield {"text": token.content, "code": True, **style}
        elif token.content:
            yield from _with_addresses(token.content, style)


def _with(style: dict[str, Any], name: str, value: object) -> dict[str, Any]:
    kept = {key: given for key, given in style.items() if key != name}
    return {**kept, name: value} if value else kept


def _with_addresses(text: str, style: dict[str, Any]) -> Iterator[Run]:
    """An address that somebody simply typed becomes a link to itself."""
    begin = 0
    for found in () if "href" in style else BARE_ADDRESS.finditer(text):
        if found.start() > begin:
            yield {"text": text[begin : found.start()], **style}
        yield {"text": found[0], **style, "href": found[0]}
        begin = found.end()
    if begin < len(text):
        yield {"text": text[begin:], **style}


def _safe(href: str) -> str:
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return ""
    return href if scheme in LEADS_ON else ""


def _levelled(found: list[Block], top: int) -> Iterator[Block]:
    below = top - 1
    for block in found:
        if block["kind"] == "heading":
            below = min(top - 1 + block["level"], below + 1, DEEPEST)
            yield {**block, "level": below}
        elif block["kind"] == "quote":
            yield {**block, "blocks": list(_levelled(block["blocks"], below + 1))}
        elif block["kind"] == "list":
            items = [list(_levelled(item, below + 1)) for item in block["items"]]
            yield {**block, "items": items}
        else:
            yield block


def _texts(found: Sequence[Block]) -> Iterator[str]:
    for block in found:
        yield "".join(run.get("text", " ") for run in block.get("runs", []))
        yield from _texts(block.get("blocks", []))
        for item in block.get("items", []):
            yield from _texts(item)
        if block["kind"] == "code":
            yield block["text"]
        for row in [block["head"], *block["rows"]] if block["kind"] == "table" else []:
            yield from ("".join(run.get("text", " ") for run in cell) for cell in row)


def _text(block: Block) -> str:
    kind = block["kind"]
    if kind == "list":
        items = ["\n".join(_text(each) for each in item) for item in block["items"]]
        marks = [
            f"{n}. " if block["ordered"] else "- " for n, _ in enumerate(items, block["start"])
        ]
        return "\n".join(_indented(*pair) for pair in zip(marks, items, strict=True))
    if kind == "quote":
        inner = "\n\n".join(_text(each) for each in block["blocks"])
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if kind == "table":
        rows = [block["head"], *block["rows"]]
        return "\n".join(" | ".join(_text_of(cell) for cell in row) for row in rows)
    if kind == "code":
        return str(block["text"])
    return "-" * 20 if kind == "rule" else _text_of(block["runs"])


def _indented(mark: str, words: str) -> str:
    return mark + words.replace("\n", "\n" + " " * len(mark))


def _text_of(runs: Sequence[Run]) -> str:
    """A link may be several runs, some of them bold: its address comes once, behind the last."""
    found = []
    for run, after in zip(runs, [*runs[1:], {}], strict=True):
        found.append("\n" if run.get("break") else str(run["text"]))
        href = str(run.get("href", ""))
        if href and after.get("href") != href and href != run["text"]:
            found.append(f" ({href.removeprefix('mailto:')})")
    return "".join(found)


def _html(block: Block) -> SafeString:
    kind = block["kind"]
    if kind == "list":
        return _html_list(block)
    if kind == "table":
        return _html_table(block)
    if kind == "quote":
        return format_html("<blockquote>{}</blockquote>", _joined(block["blocks"]))
    if kind == "code":
        return format_html("<pre><code>{}</code></pre>", block["text"])
    if kind == "heading":
        level = block["level"]
        return format_html("<h{}>{}</h{}>", level, _html_runs(block["runs"]), level)
    return format_html("<p>{}</p>", _html_runs(block["runs"])) if kind == "paragraph" else RULE


RULE = mark_safe("<hr>")


def _joined(found: Sequence[Block]) -> SafeString:
    return mark_safe("".join(_html(block) for block in found))


def _html_list(block: Block) -> SafeString:
    tag = "ol" if block["ordered"] else "ul"
    start = format_html(' start="{}"', block["start"]) if block["start"] != 1 else ""
    items = mark_safe("".join(format_html("<li>{}</li>", _item(item)) for item in block["items"]))
    return format_html("<{}{}>{}</{}>", tag, start, items, tag)


def _item(found: list[Block]) -> SafeString:
    """One paragraph alone stands in its item without a paragraph of its own."""
    if len(found) == 1 and found[0]["kind"] == "paragraph":
        return _html_runs(found[0]["runs"])
    return _joined(found)


def _html_table(block: Block) -> SafeString:
    head = mark_safe(
        "".join(format_html('<th scope="col">{}</th>', _html_runs(c)) for c in block["head"])
    )
    rows = mark_safe(
        "".join(
            format_html(
                "<tr>{}</tr>",
                mark_safe("".join(format_html("<td>{}</td>", _html_runs(c)) for c in row)),
            )
            for row in block["rows"]
        )
    )
    return format_html(
        '<table class="ccin-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, rows
    )


def _html_runs(runs: Sequence[Run]) -> SafeString:
    return mark_safe("".join(_html_run(run) for run in runs))


def _html_run(run: Run) -> str:
    if run.get("break"):
        return "<br>"
    shown: str = escape(run["text"])
    for mark in ("code", "em", "strong"):
        shown = f"<{mark}>{shown}</{mark}>" if run.get(mark) else shown
    if "href" not in run:
        return shown
    return format_html('<a href="{}" rel="nofollow">{}</a>', run["href"], mark_safe(shown))
