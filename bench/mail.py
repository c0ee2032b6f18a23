"""How much e-mail a network's people get in a year, and why: `python bench/mail.py`.

A made-up network of 500 organisations and 3,000 people lives through 52 weeks on a scratch
database: groups talk, questions are put by name, resources are published and taken up, bodies vote,
staff send the Members' Update each month and now and then an announcement. All of it goes through
the real operations, with the clock moved on; each morning the real passes run, the digests among
them, and what would be sent is counted instead. Codes to sign in are left out: each is asked for.

`--share 10` is a tenth of it. Ends with 1 where somebody in the middle gets two a week or more.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE / "src"), str(HERE)]

if TYPE_CHECKING:
    from bench.network import Size

LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 1, 5)  # a Monday
TOO_MANY = 2.0  # a week, for whoever is in the middle
# What runs each day by itself, by its line in the schedule.
BEFORE_WORK = (
    "joining-welcome",
    "joining-contacts",
    "library-assessments",
    "library-outcomes",
    "library-reviews",
    "library-questions",
)
AFTER_WORK = (
    "search-weigh",
    "library-proposals",
    "governance-close",
    "discussion-tell",
    "outbox-mailings",
)
DIGEST, WEEKLY = "outbox.digest", "once a week, or daily where somebody chose that"


@dataclass(slots=True)
class Count:
    """E-mails by person and week, and how many went for which reason."""

    people: frozenset[str]
    weeks: int
    by_week: Counter[tuple[str, int]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)  # what digests held, by kind
    to_staff: int = 0

    def add(self, to_key: str, reason: str, week: int) -> None:
        if to_key not in self.people:
            self.to_staff += 1
            return
        self.by_week[to_key, week] += 1
        self.reasons[reason] += 1

    @property
    def weekly(self) -> list[int]:
        """Of each person in each week."""
        return sorted(self.by_week[key, week] for key in self.people for week in range(self.weeks))

    @property
    def on_average(self) -> list[float]:
        """Of each person, a week, over the year."""
        total = Counter[str]()
        for (key, _week), number in self.by_week.items():
            total[key] += number
        return sorted(total[key] / self.weeks for key in self.people)


def live_through(size: "Size", *, first: date = FIRST, seed: int = 5) -> Count:
    """The year, day by day. Django is set up, the database is empty."""
    import time_machine

    from bench import network as made_up

    with time_machine.travel(_at(first, 6), tick=False) as clock:
        network = made_up.fill(size, seed=seed)
        _forget_what_filling_wrote()
        people = frozenset(f"person:{key}" for key in network.people)
        count = Count(people, weeks=-(-size.days // 7))
        for number in range(size.days):
            day = first + timedelta(days=number)
            clock.move_to(_at(day, 6, 58))
            _run(BEFORE_WORK)
            if day.weekday() == 0:  # nobody is told of their searches more than once a week
                _run(["library-searches"])
            clock.move_to(_at(day, 7, 5))
            _run(["accounts-digests"])
            clock.move_to(_at(day, 11))
            made_up.live(network)
            if (day + timedelta(days=1)).day == 1:
                made_up.month_ends(network)
            clock.move_to(_at(day, 16))
            _run(AFTER_WORK)
            while _take(count, week=number // 7):
                _run(["outbox-mailings"])
    return count


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def _forget_what_filling_wrote() -> None:
    from ccin.outbox.models import Letter, Notice

    Notice.objects.all().delete()
    Letter.objects.all().delete()


def _run(names: Sequence[str]) -> None:
    from ccin.access.actor import Actor
    from ccin.kernel.progress import quietly
    from ccin.project.schedule import SCHEDULE

    lines = {each.name: each for each in SCHEDULE}
    for name in names:
        line = lines[name]
        if line.waiting is None or line.waiting():
            line.task(Actor.command(name), quietly)


def _take(count: Count, *, week: int) -> bool:
    """Count what waits to be sent, and let it be sent: only its words are gone. Whether a mailing
    has more to write, now that there is room in the queue."""
    from django.utils import timezone

    from ccin.outbox.models import Letter, Mailing, Telling
    from ccin.outbox.states import SENT, WAITING

    waiting = Letter.objects.filter(state=WAITING).exclude(kind="accounts.code_sent")
    letters = list(waiting.order_by("pk").values_list("pk", "kind", "to_key", "section"))
    digests = [pk for pk, kind, _to, _section in letters if kind == DIGEST]
    held: dict[int, list[tuple[str, bool]]] = {}
    for start in range(0, len(digests), 500):
        told = Telling.objects.filter(digest__letter__in=digests[start : start + 500])
        rows = told.order_by().values_list("digest__letter", "notice__kind", "notice__personal")
        for pk, kind, personal in rows:
            held.setdefault(pk, []).append((kind, personal))
    is_tuesday = timezone.localtime().weekday() == 1
    for pk, kind, to_key, section in letters:
        count.told.update(each for each, _personal in held.get(pk, []))
        count.add(to_key, _reason(kind, section, held.get(pk, []), is_tuesday), week)
    Letter.objects.filter(state=WAITING).update(
        state=SENT, sent_at=timezone.now(), text="", html=""
    )
    return Mailing.objects.going().exists()


def _reason(kind: str, section: str, held: list[tuple[str, bool]], is_tuesday: bool) -> str:
    if kind != DIGEST:
        return f"at once: {kind}" + (f" ({section})" if section else "")
    named = sorted({each for each, personal in held if personal})
    if is_tuesday or not named:
        return f"digest: {WEEKLY}"
    return f"digest, sooner: {named[0]}" + (" and others" if len(named) > 1 else "")


def report(count: Count) -> float:
    """Print it; what is in the middle, by whichever of the two ways is higher."""
    weekly, average = count.weekly, count.on_average
    print(f"{'e-mails a person a week':<42}{'median':>8}{'mean':>8}{'90 %':>8}{'most':>8}")
    for name, found in (
        ("each person in each week", weekly),
        ("each person, over the year", average),
    ):
        ninth = found[int(len(found) * 0.9)]
        middle, mean = statistics.median(found), statistics.mean(found)
        print(f"{name:<42}{middle:8.2f}{mean:8.2f}{ninth:8.2f}{found[-1]:8.2f}")
    without = sum(number == 0 for number in weekly) / len(weekly)
    print(f"weeks in which a person gets none: {without:.0%}")
    print(f"to the staff, who are not counted: {count.to_staff}")
    _table("reason", count.reasons)
    _table("what the digests held", count.told)
    return max(statistics.median(weekly), statistics.median(average))


def _table(title: str, counted: Mapping[str, int]) -> None:
    print(f"\n{title}")
    for name, number in Counter(counted).most_common():
        print(f"{number:>9,}  {name}")


def inside(size: Any) -> int:
    import django

    django.setup()
    from bench.network import Size

    began = time.monotonic()
    middle = report(live_through(Size(*size)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{time.monotonic() - began:.0f} seconds, {memory} MB")
    return int(middle >= TOO_MANY)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--share", type=int, default=1, help="one in so many of the people")
    parser.add_argument("--days", type=int, default=364)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside((500 // options.share, 3000 // options.share, options.days))
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            **os.environ,
            "CCIN_DEMO": "1",
            "CCIN_MEANING": "0",
            "CCIN_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "ccin.project.settings",
            "PYTHONPATH": str(HERE / "src"),
        }
        settings.pop("DATABASE_URL", None)
        migrate = [sys.executable, "-m", "ccin", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=settings, cwd=HERE, check=True)
        again = [sys.executable, __file__, *sys.argv[1:], "--inside"]
        return subprocess.run(again, env=settings, cwd=HERE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
