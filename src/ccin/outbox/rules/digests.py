"""When a digest is due, what may stand in it, and in which order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from ccin.kernel.clock import LONDON
from ccin.outbox.rules.sections import DIGEST, place_of

FROM, UNTIL = time(7), time(20)  # of the London day: nobody's telephone rings at night
SATURDAY = 5
WEEKLY_ON = 1  # Tuesday
LONGEST_WORDS = 1200  # of one notice in a digest; what is longer is cut at a paragraph
IN_FULL = 30  # notices of one digest; of those after them stand the title and the page alone
PARAGRAPH = "\n\n"
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
HEADING = re.compile(r"((?:\s*(?:[>*+-]|\d{1,9}[.)]))*\s*)#{1,6}(?:\s+(.*?))?\s*")
UNDERLINE = re.compile(r"[\s>]*(?:=+|-+)\s*")  # which makes a heading of the line above
GAPS = re.compile(r"[ \t]*\n(?:[ \t]*\n){2,}")

NEVER, DAILY, MIXED, WEEKLY = "never", "daily", "mixed", "weekly"
IN_DIGEST = "digest"
USUAL = MIXED  # where nobody chose: a proposal of the platform


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a recipient is on the day: by which key they are known now, where they read, and the
    tokens of what they may read. `keys` are all by which notices may have been held for them."""

    key: str
    name: str
    email: str
    tokens: frozenset[str]
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as one recipient has it."""

    telling: int
    notice: int
    section: str
    section_title: str
    thread: str
    title: str
    text: str
    address: str
    reply_about: str
    audience: frozenset[str]
    personal: bool
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Moments:
    """Until when a notice must have been written to be due now: for those who get a digest on each
    working day, and for those who get it once a week."""

    day: date
    daily: datetime
    weekly: datetime


def moments_of(now: datetime) -> Moments | None:
    """Nothing on a Saturday or Sunday, and outside the hours of an office in London, winter and
    summer. What was due while nobody could send it is due at the next such hour."""
    here = now.astimezone(LONDON)
    if here.weekday() >= SATURDAY or not FROM <= here.time() < UNTIL:
        return None
    since_tuesday = timedelta(days=(here.weekday() - WEEKLY_ON) % 7)
    return Moments(
        here.date(),
        datetime.combine(here.date(), FROM, LONDON),
        datetime.combine(here.date() - since_tuesday, FROM, LONDON),
    )


def is_due(how_often: str, told: Iterable[Told], moments: Moments) -> bool:
    """Whether a digest of these is due. Never an empty one."""
    return any(_is_due(how_often, each, moments) for each in told)


def _is_due(how_often: str, told: Told, moments: Moments) -> bool:
    soon = how_often == DAILY or (how_often == MIXED and told.personal)
    return how_often != NEVER and told.written_at < (moments.daily if soon else moments.weekly)


def how_often(keys: Iterable[str], chosen: Mapping[tuple[str, str], str]) -> str:
    return how_wanted(keys, DIGEST, chosen)


def how_wanted(keys: Iterable[str], section: str, chosen: Mapping[tuple[str, str], str]) -> str:
    """What somebody chose of a section under any of their keys, their record's before their
    account's; that it should stop goes before all else."""
    in_order = sorted(keys, reverse=True)
    made = [chosen[key, section] for key in in_order if (key, section) in chosen]
    usual = USUAL if section == DIGEST else IN_DIGEST
    return NEVER if NEVER in made else (made or [usual])[0]


def readable(
    told: Iterable[Told], standing: Standing, chosen: Mapping[tuple[str, str], str]
) -> list[Told]:
    """Those that the reader may read today and wants, each notice once."""
    kept: dict[int, Told] = {}
    for each in told:
        stopped = any(
            chosen.get((key, what)) == NEVER
            for key in {standing.key, *standing.keys}
            for what in (each.section, each.thread)
        )
        if not stopped and each.audience & standing.tokens:
            kept.setdefault(each.notice, each)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Said:
    words: str
    is_cut: bool
    written_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is new under one title: several replies in one topic stand together."""

    title: str
    thread: str
    address: str
    reply_about: str
    section_title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a digest, with how many notices are in it."""

    section: str
    title: str
    count: int
    conversations: tuple[Conversation, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What one digest holds: first what concerns its reader by name, then section by section."""

    personal: tuple[Conversation, ...] = ()
    parts: tuple[Part, ...] = ()
    for_you: int = 0
    sections: tuple[tuple[str, str], ...] = field(default=())  # all that it draws on: key, title


def contents_of(told: Sequence[Told]) -> Contents:
    in_order = sorted(told, key=lambda each: (not each.personal, each.written_at, each.notice))
    brief = {each.telling for each in in_order[IN_FULL:]}
    spoken = [replace(each, text="") if each.telling in brief else each for each in in_order]
    personal = [each for each in spoken if each.personal]
    titles = {each.section: each.section_title for each in spoken}  # as it is called now
    parts = []
    for section in sorted(titles, key=lambda key: (place_of(key), titles[key].lower(), key)):
        there = [each for each in spoken if each.section == section and not each.personal]
        if there:
            parts.append(Part(section, titles[section], len(there), _conversations(there)))
    by_place = sorted(titles, key=lambda key: (place_of(key), titles[key].lower(), key))
    sections = tuple((key, titles[key]) for key in by_place)
    return Contents(_conversations(personal), tuple(parts), len(personal), sections)


def _conversations(told: Iterable[Told]) -> tuple[Conversation, ...]:
    """By thread; without one, what has the same title and the same page."""
    together: dict[tuple[str, str, str, str], list[Told]] = {}
    for each in told:
        title, address = ("", "") if each.thread else (each.title, each.address)
        together.setdefault((each.section, each.thread, title, address), []).append(each)
    return tuple(_conversation(each) for each in together.values())


def _conversation(told: Sequence[Told]) -> Conversation:
    last = told[-1]
    replied_about = next((each.reply_about for each in told if each.reply_about), "")
    said = tuple(_said(each) for each in told)
    return Conversation(
        last.title, last.thread, last.address, replied_about, last.section_title, said
    )


def _said(told: Told) -> Said:
    words, is_cut = shortened(told.text)
    return Said(words, is_cut or not words, told.written_at, told.address)


def shortened(text: str, longest: int = LONGEST_WORDS) -> tuple[str, bool]:
    """The words, and whether some were left out: whole paragraphs as long as they fit, and of a
    first one that does not, whole words."""
    words = GAPS.sub(PARAGRAPH, _without_headings(text.replace("\r\n", "\n").strip()))
    if len(words) <= longest:
        return _closed(words), False
    kept = ""
    for paragraph in words.split(PARAGRAPH):
        longer = f"{kept}{PARAGRAPH}{paragraph}" if kept else paragraph
        if len(longer) > longest:
            break
        kept = longer
    kept = kept or f"{words[:longest].rpartition(' ')[0] or words[:longest]} …"
    return _closed(kept), True


def _closed(words: str) -> str:
    """A block of code that is left open would take in all that follows in the digest."""
    fence = ""
    for line in words.split("\n"):
        fence = _fence_after(line, fence)
    return f"{words}\n{fence}" if fence else words


def _without_headings(words: str) -> str:
    """A heading in what somebody wrote would look like one of the digest, with a section below it:
    it becomes a bold line. Blocks of code stand at the margin, so that no list ends them early."""
    kept: list[str] = []
    fence = ""
    for line in words.split("\n"):
        before, fence = fence, _fence_after(line, fence)
        if fence and not before:
            kept.append(line.lstrip())
        elif fence or before:
            kept.append(line)
        elif found := HEADING.fullmatch(line):
            kept.append(f"{found[1]}**{found[2]}**" if found[2] else "")
        else:
            kept += (
                ["", line] if UNDERLINE.fullmatch(line) and kept and kept[-1].strip() else [line]
            )
    return "\n".join(kept)


def _fence_after(line: str, fence: str) -> str:
    """What closes the block of code that is open after this line, if one is."""
    found = FENCE.fullmatch(line)
    if found and not fence:
        return found[1] if "`" not in found[2] or found[1][0] == "~" else ""
    closes = found and found[1].startswith(fence) and not found[2].strip()
    return "" if closes else fence
