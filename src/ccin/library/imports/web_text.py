"""Text of a website as plain words with the few marks of Markdown that pages here know."""

import re
from html.parser import HTMLParser

LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|h[1-6]|a|strong|em|b|i|table|tr|td|img|figure|blockquote|"
    r"section|article|script|style)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(
    r"\[/[a-z][\w-]{0,40}\]"
    r"|\[[a-z][\w-]{0,40}\s[^\]\n]{0,1000}=[^\]\n]{0,1000}\]"
    r"|\[(?:gallery|caption|embed|playlist|audio|video|[a-z]{1,20}_[\w-]{0,40})\s?/?\]",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset(
    {"p", "div", "section", "article", "blockquote", "figure", "figcaption", "table", "tr", "pre"}
    | {"ul", "ol", "header", "footer", "main", "aside", "form", "dl", "dt", "dd", "hr"}
)
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "object"})
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s()<>]{1,600}$", re.IGNORECASE)


def as_words(text: str) -> str:
    """HTML to Markdown; what holds no HTML stays as it is, whatever else its signs may mean."""
    if not LOOKS_LIKE_HTML.search(text) and "<!--" not in text:
        return _tidy(text)
    reader = _Reader()
    reader.feed(_COMMENT.sub("", text))
    reader.close()
    return _tidy("".join(reader.parts))


def without_shortcodes(text: str) -> str:
    """Without what a plug-in of the old site would have put in the place of `[gallery ids=…]`."""
    return _SHORTCODE.sub("", text)


def _tidy(text: str) -> str:
    """Paragraphs parted by one empty line; no signs that a database or a page cannot hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [" ".join(_printable(line).split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _printable(line: str) -> str:
    """Nearly every line is: only the others are gone through sign by sign."""
    line = line.replace("\t", " ")
    return line if line.isprintable() else "".join(each for each in line if each.isprintable())


class _Reader(HTMLParser):
    """Collects the words; scripts, styles and pictures leave none but a picture's description."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.links: list[str] = []
        self.lists: list[int] = []  # 0 for points, else the last number

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img" and given.get("alt"):
            self.handle_data(given["alt"])
        elif tag == "a":
            address = given.get("href", "").strip()
            self.links.append(address if _SAFE_LINK.match(address) else "")
            self.parts.append("[" if self.links[-1] else "")
        else:
            self._open(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f"]({address})" if address else "")
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag in _HEADINGS or tag in _PARAGRAPHS:
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()
            self.parts.append("\n\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)

    def _open(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.parts.append("\n\n" + _HEADINGS[tag])
        elif tag == "li":
            self.parts.append(f"\n{self._point()} ")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag in _PARAGRAPHS:
            if tag in {"ul", "ol"}:
                self.lists.append(0 if tag == "ul" else 1)
            self.parts.append("\n\n")

    def _point(self) -> str:
        if not self.lists or self.lists[-1] == 0:
            return "-"
        self.lists[-1] += 1
        return f"{self.lists[-1] - 1}."

    def _close_mark(self, mark: str) -> None:
        """`**words **` is no bold text in Markdown, so the space goes behind the mark."""
        if self.silent or not self.parts:
            return
        if self.parts[-1] == mark:
            self.parts.pop()
            return
        bare = self.parts[-1].rstrip()
        behind = self.parts[-1][len(bare) :]
        self.parts[-1] = bare
        self.parts.append(mark + behind)
