"""Tables that keep their headings: on a phone each row becomes a list of heading and value."""

import re

CELL = re.compile(r"<(/?)(thead|tbody|tfoot|tr|td|th)\b([^>]*)>", re.IGNORECASE)
OWN = re.compile(r"""\sscope=(?:"[^"]*"|'[^']*'|\S+)""", re.IGNORECASE)
PARTS = {"thead", "tbody", "tfoot", "tr"}
TAGS = re.compile(r"<[^>]+>")
HEAD = re.compile(r"<thead\b.*?</thead>", re.IGNORECASE | re.DOTALL)
HEADING = re.compile(r"<th\b[^>]*>(.*?)(?=</th>|<th\b|</tr>|</thead>)", re.IGNORECASE | re.DOTALL)


def headings(html: str) -> list[str]:
    """The words of the heading row."""
    head = HEAD.search(html)
    found = HEADING.findall(head.group()) if head else []
    return [" ".join(TAGS.sub("", words).split()) for words in found]


def labelled(html: str) -> str:
    """The same rows with scopes, and with each cell naming the heading it stands under.

    What a cell holds is kept together in one element, so that it can stand beside its heading;
    for that every cell has to be closed.
    """
    names = headings(html)
    wrapped = html.count("<td") == html.count("</td>")
    inside_head, column = False, 0

    def mark(match: re.Match[str]) -> str:
        nonlocal inside_head, column
        closing, name, rest = match.group(1), match.group(2).lower(), OWN.sub("", match.group(3))
        if name == "thead":
            inside_head = not closing
        if closing:
            return "</div></td>" if name == "td" and wrapped else match.group()
        if name in PARTS:
            column = 0
            return match.group()
        if inside_head:
            return f'<th scope="col"{rest}>'
        label = names[column] if column < len(names) else ""
        column += 1
        if name == "th":
            return f'<th scope="row"{rest}>'
        label = f' data-label="{label}"' if label else ""
        return f"<td{label}{rest}>" + ("<div>" if wrapped else "")

    return CELL.sub(mark, html).replace("<div></div>", "")
