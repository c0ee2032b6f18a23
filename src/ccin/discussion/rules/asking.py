"""What may be written and changed, when somebody may be asked by name, and what a text seems to
give away. Plain Python."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LONGEST = 10_000  # characters of a question's words or a reply
LONGEST_TITLE = 200
MAY_CHANGE_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class AskingTerms:
    """How often people are asked by name, from a day on. The network has published no rule: this
    is a proposal."""

    valid_from: date
    at_most: int  # people asked about one question, unless staff ask more
    at_first: int  # of these the likeliest, who are asked first and alone
    a_week: int  # times that one person is asked in seven days
    a_month: int  # times that one person is asked in thirty days
    rest_after_passing: int  # days for which nobody is asked who said that they cannot help
    second_wave_after: int  # working days until the next likely ones are asked
    to_staff_after: int  # working days without any reply until staff have the question
    is_proposal: bool = True


TERMS = (
    AskingTerms(
        valid_from=date(2017, 7, 4),
        at_most=5,
        at_first=3,
        a_week=1,
        a_month=2,
        rest_after_passing=14,
        second_wave_after=3,
        to_staff_after=10,
    ),
)
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


def terms_on(day: date, terms: Sequence[AskingTerms] = TERMS) -> AskingTerms:
    """Those in force on a day; before the first of them, the first."""
    standing = [each for each in terms if each.valid_from <= day]
    return max(standing or terms[:1], key=lambda each: each.valid_from)


def may_be_asked(
    terms: AskingTerms,
    now: datetime,
    *,
    asked_at: Iterable[datetime],
    passed_at: Iterable[datetime] = (),
) -> bool:
    """Whether somebody has been left in peace for long enough."""
    times = list(asked_at)
    in_week = sum(now - WEEK < each <= now for each in times)
    in_month = sum(now - MONTH < each <= now for each in times)
    rest = timedelta(days=terms.rest_after_passing)
    passed = any(now - rest < each <= now for each in passed_at)
    return in_week < terms.a_week and in_month < terms.a_month and not passed


def may_still_change(posted_at: datetime, now: datetime) -> bool:
    return posted_at <= now <= posted_at + MAY_CHANGE_FOR


# What is pasted from Word or a web page: whole parts that nobody wrote, then the marks around what
# somebody did. A mere "<" stays, since people write "<5 homes".
PARTS = re.compile(r"<(script|style|xml|head|title)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S)
REMARKS = re.compile(r"<!--.*?(?:-->|\Z)|<!\[[^>]*>|<\?[^>]*>", re.S)
BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])\s*>", re.I)
MARKS = re.compile(
    r"</?(?:[owvmx]:\w+|a|abbr|b|blockquote|body|br|button|center|code|col|colgroup|dd|del|details"
    r"|div|dl|dt|em|embed|fieldset|figure|font|form|frame|frameset|h[1-6]|header|hr|html|i|iframe"
    r"|img|input|ins|label|li|link|meta|nav|object|ol|option|p|picture|pre|s|script|section|select"
    r"|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead"
    r"|tr|u|ul|video)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.I,
)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
SEEN_ALL_THE_SAME = {"\n", "\t", "\u200d"}  # a joiner holds some emoji together


def cleaned(text: str) -> str:
    """The words alone: no script, no marks of a word processor, nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = REMARKS.sub("", PARTS.sub("", text))
    text = MARKS.sub("", BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        each
        for each in text
        if each in SEEN_ALL_THE_SAME or unicodedata.category(each) not in UNSEEN
    )
    text = re.sub(r"[ \t]+\n", "\n", text.replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.])(?:\+44|0044|0)[\s(-]*(?:\d[\s()-]*){9,10}(?!\d)")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.I)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
BORN = re.compile(
    r"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)\W{0,3}"
    r"(?:\d{1,2}[ ./-]\w{1,9}[ ./-]\d{2,4}|\d{4}-\d{2}-\d{2})",
    re.I,
)
STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’]+\s+){1,3}"
    r"(?:Street|Road|Avenue|Close|Lane|Drive|Terrace|Crescent|Gardens|Court|Way|Place|Grove)\b"
)
SOMEBODY = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][\w'’-]+"
    r"|\b(?:[Rr]esident|[Tt]enant|[Cc]laimant|[Pp]atient|[Pp]upil|[Cc]omplainant)s?,?"
    r"\s+(?:called\s+|named\s+)?[A-Z][a-z'’-]+\s+[A-Z][a-z'’-]+"
)


def is_nhs_number(digits: str) -> bool:
    """Ten digits of which the last checks the others, weighed from ten down to two."""
    if len(digits) != 10 or not digits.isascii() or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
    )
    return (11 - total % 11) % 11 == int(digits[9])


def gives_away(text: str) -> list[str]:
    """Codes of what seems to be somebody's own data: a reason to look again, never to refuse."""
    numbers = [re.sub(r"\D", "", found) for found in TEN_DIGITS.findall(text)]
    found = {
        "email": EMAIL.search(text),
        "phone": PHONE.search(text),
        "nhs_number": any(is_nhs_number(number) for number in numbers),
        "insurance_number": INSURANCE.search(text),
        "birth": BORN.search(text),
        "address": POSTCODE.search(text) or STREET.search(text),
        "name": SOMEBODY.search(text),
    }
    return [code for code, seen in found.items() if seen]


def without(text: str, names: Iterable[str], *, mark: str) -> str:
    """The text with each of these names, addresses or numbers replaced; longer ones first.

    A name is met as a whole word, as it is written; an e-mail address in any case; a telephone
    number however its digits are grouped.
    """
    for name in sorted({each.strip() for each in names if each.strip()}, key=len, reverse=True):
        text = _pattern(name).sub(mark, text)
    return text


def _pattern(name: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", name)
    if len(digits) >= 9 and not re.search(r"[^\W\d]", name):
        return re.compile(r"(?<!\d)" + r"[\s()-]*".join(digits) + r"(?!\d)")
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.I if "@" in name or " " in name else 0)


def names_of(name: str) -> list[str]:
    """A name whole and in its parts, without those too short to tell anybody by."""
    return [name, *(part for part in name.split() if len(part) > 2)]
