"""Releases side by side: what changed between two of them, and whose words went into each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.library.models import Release, Resource
from ccin.library.reads.writing import content_of
from ccin.library.reasons.together import change_in_words
from ccin.library.rules.together import Fate, Paired, Part, paired
from ccin.members.models import Representation
from ccin.members.states import in_membership
from ccin.search.rules import tokens_of
from ccin.texts.models import Version
from ccin.texts.rules.proposing import Piece, compared


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    release: Release
    organisations: list[str]  # whose people wrote or proposed its words
    people: list[str]  # named to members and staff alone


def releases_of(resource: Resource, actor: Actor) -> list[ReleaseLine]:
    """The newest first, each with those who contributed since the one before it: from the versions
    of its sections, which an accepted proposal credits to its author."""
    releases = list(resource.releases.defer("content").order_by("-number"))
    versions = _versions_of(resource)
    people = _people_behind({author for author, _ in versions})
    found, tokens = [], tokens_of(actor)
    for number, release in enumerate(releases):
        if not release.is_for(tokens):
            continue
        since = releases[number + 1].released_at if number + 1 < len(releases) else None
        authors = dict.fromkeys(
            author
            for author, at in versions
            if at <= release.released_at and (since is None or at > since)
        )
        found.append(_line(release, [people[each] for each in authors if each in people], actor))
    return found


def _line(
    release: Release, contributors: Iterable[tuple[str, list[str]]], actor: Actor
) -> ReleaseLine:
    organisations: dict[str, None] = {}
    people: dict[str, None] = {}
    for name, stands_for in contributors:
        organisations |= dict.fromkeys(stands_for)
        people[name] = None
    is_shown = in_membership(actor.classes) or actor.is_staff
    return ReleaseLine(release, sorted(organisations), sorted(people) if is_shown else [])


def _versions_of(resource: Resource) -> list[tuple[str, datetime]]:
    texts = Q(text__in=resource.sections.values("text"))
    texts |= Q(text__in=resource.removed_sections.values("text"))
    found = Version.objects.filter(texts, author__startswith="account:").exclude(words="")
    return list(found.order_by("written_at", "pk").values_list("author", "written_at"))


def _people_behind(authors: Iterable[str]) -> dict[str, tuple[str, list[str]]]:
    """By the author's key: the name the account has today, and for whom that person stands or
    stood."""
    keys = {author.partition(":")[2] for author in authors}
    accounts = Account.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    found = list(accounts.select_related("person"))
    stood: dict[int, list[str]] = {}
    standing = Representation.objects.filter(person__in=[each.person_id for each in found])
    for person, name in standing.order_by("starts_on").values_list(
        "person_id", "organisation__name"
    ):
        stood.setdefault(person, []).append(name)
    return {f"account:{each.pk}": (each.name, stood.get(each.person_id or 0, [])) for each in found}


@dataclass(frozen=True, slots=True)
class Compared:
    """A section in two releases, paragraph by paragraph."""

    fate: str
    heading: str
    says: str  # what became of it, in words
    paragraphs: list[list[Piece]]


def comparison_of(before: Release, after: Release) -> list[Compared]:
    found = paired(parts_of(before.content), parts_of(after.content))
    return [
        Compared(
            fate=each.fate,
            heading=each.heading,
            says=_says(each),
            paragraphs=[] if each.fate == Fate.SAME else compared(each.before, each.after),
        )
        for each in found
    ]


def changes_since_release(resource: Resource) -> list[str]:
    """Which sections differ from what readers have, in words: a list of changes to begin from."""
    last = resource.releases.order_by("-number").first()
    if last is None:
        return []
    found: Sequence[Paired] = paired(parts_of(last.content), parts_of(content_of(resource)))
    return [_says(each) for each in found if each.fate != Fate.SAME]


def _says(each: Paired) -> str:
    return change_in_words(each.fate, each.heading, before=each.was_called)


def parts_of(content: dict[str, object]) -> list[Part]:
    sections = content.get("sections")
    assert isinstance(sections, list)
    return [(str(name), str(heading), str(words)) for name, heading, words in sections]
