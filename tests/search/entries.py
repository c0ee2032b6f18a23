"""Entries to be found, and how a test has them weighed."""

from dataclasses import replace

from ccin.access.actor import Actor
from ccin.kernel.progress import quietly
from ccin.search.operations import weigh_due, write_entry
from ccin.search.rules import Entry

WORKER = Actor.command("search-weigh")
PUBLIC = frozenset({"public"})


def entry(key: str, title: str = "", **more: object) -> Entry:
    plain = Entry(key=key, kind="case_study", title=title, url=f"/{key}/", audience=PUBLIC)
    return replace(plain, **more)


def indexed(*entries: Entry) -> None:
    for each in entries:
        write_entry(each)
    weigh()


def weigh() -> int:
    return weigh_due(by=WORKER, tell=quietly)
