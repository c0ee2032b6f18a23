"""What the operations on an issue share: its lock, the order of its items, their addresses."""

from collections.abc import Collection, Sequence

from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.kernel.lifecycle import Move
from ccin.newsroom.models import Issue, Item
from ccin.newsroom.states import ISSUE

LONGEST_SLUG = 70


def lock(issue: Issue, name: str, *, by: Actor) -> Move:
    issue.refresh_from_db(from_queryset=Issue.objects.select_for_update())
    move = ISSUE.move(name, state=issue.state)
    by.must(move.needs)
    return move


def keep_order(items: Sequence[Item]) -> None:
    for position, item in enumerate(items):
        item.position = position
    Item.objects.bulk_update(items, ["position"])


def free_slug(heading: str, taken: Collection[str]) -> str:
    """One that no other item of the issue has."""
    stem = slugify(heading)[:LONGEST_SLUG].strip("-") or "item"
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
