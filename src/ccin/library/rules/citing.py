"""How a resource is cited: in words, and as the files that reference managers read."""

import re
from dataclasses import dataclass
from datetime import date

_HARMFUL = re.compile(r"[\\{}]")
_FOR_TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"})


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation needs. `author` is the owner, or the network itself."""

    key: str
    author: str
    title: str
    kind: str
    year: int
    publisher: str
    address: str
    release: int
    released_on: date
    language: str = "en"


def as_words(cited: Cited) -> str:
    """One line for a report's footnote."""
    day = f"{cited.released_on.day} {cited.released_on:%B %Y}"
    return (
        f"{_line(cited.author)} ({cited.year}). {_line(cited.title)}. {cited.publisher}. "
        f"{cited.kind}, release {cited.release}, {day}. {cited.address}"
    )


def as_bibtex(cited: Cited) -> str:
    """The name of a body is kept whole by a second pair of braces."""
    fields = {
        "author": f"{{{_tex(cited.author)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "year": str(cited.year),
        "publisher": f"{{{_tex(cited.publisher)}}}",
        "howpublished": _tex(cited.kind),
        "note": f"Release {cited.release}, {cited.released_on:%Y-%m-%d}",
        "url": cited.address,
        "langid": "welsh" if cited.language == "cy" else "english",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}\n}}\n"


def as_ris(cited: Cited) -> str:
    """Lines of RIS end as those of DOS did; two letters, two spaces, a hyphen, a space."""
    pairs = [
        ("TY", "ELEC"),
        ("AU", _line(cited.author)),
        ("TI", _line(cited.title)),
        ("PY", str(cited.year)),
        ("DA", f"{cited.released_on:%Y/%m/%d}"),
        ("PB", _line(cited.publisher)),
        ("M3", _line(cited.kind)),
        ("ET", str(cited.release)),
        ("LA", cited.language),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in pairs)


def _tex(words: str) -> str:
    return _HARMFUL.sub("", _line(words)).translate(_FOR_TEX)


def _line(words: str) -> str:
    return " ".join(words.split())
