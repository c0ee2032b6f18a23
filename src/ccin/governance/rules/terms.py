"""How long a term lasts, and clauses as they are typed. Plain Python."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# A number or a word, perhaps marked as a proposal, a colon, and the words.
CLAUSE = re.compile(
    r"^(?P<number>[^:\n]{1,20}?)\s*(?P<proposal>\(proposal\))?\s*:\s*(?P<words>\S.*)$",
    re.DOTALL | re.IGNORECASE,
)


def last_day_of_term(starts_on: date, years: int) -> date:
    """The day before the same day of the year in which it ends; from 29 February, 28 February."""
    year = starts_on.year + years
    if (starts_on.month, starts_on.day) == (2, 29):
        return date(year, 2, 28)
    return starts_on.replace(year=year) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TypedClause:
    number: str
    words: str
    is_proposal: bool = False

    def typed(self) -> str:
        mark = " (proposal)" if self.is_proposal else ""
        return f"{self.number}{mark}: {self.words}"


def clauses_in(text: str) -> tuple[list[TypedClause], str]:
    """One clause a paragraph; and the first paragraph that is none, or nothing."""
    found: list[TypedClause] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        match = CLAUSE.match(paragraph.strip())
        if match is None:
            return found, paragraph.strip()
        words = " ".join(match["words"].split())
        found.append(TypedClause(match["number"].strip(), words, bool(match["proposal"])))
    return found, ""
