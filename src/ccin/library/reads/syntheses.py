"""What a synthesis brings together: the works it cites side by side, whose they are, which
principles and themes they bear on, and what none of them says."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ccin.access.actor import Actor
from ccin.design.prose import plain
from ccin.kernel.clock import today
from ccin.library.models import Citation, Resource
from ccin.library.reads.packs import last_releases
from ccin.library.reads.reading import readable_by
from ccin.library.reasons.finding import EVIDENCE_WORDS
from ccin.library.rules.together import Cover, covered, weakest
from ccin.library.states.resources import EvidenceLevel, ResourceKind
from ccin.principles.models import Principle, Statement

STRENGTH = {level: place for place, level in enumerate(EvidenceLevel.values)}
CHANGED, AGAIN = ("changed", "findings"), ("again", "gaps")


@dataclass(frozen=True, slots=True)
class Work:
    """One work that is cited, as its last release has it."""

    citation: Citation
    resource: Resource
    title: str
    by: str
    changed: str
    again: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Synthesis:
    works: list[Work]
    gone: int  # cited, and taken down since
    contributors: list[str]
    principles: list[Cover]
    themes: list[Cover]
    weakest: str  # the weakest evidence among the works, in words

    @property
    def gaps(self) -> list[str]:
        return [cover.name for cover in self.principles if not cover.works]


def synthesis_of(resource: Resource, actor: Actor) -> Synthesis | None:
    """What this actor may read of it; what they may not is neither shown nor counted."""
    if resource.kind != ResourceKind.SYNTHESIS:
        return None
    readable = readable_by(actor)
    citations = list(
        resource.citations.filter(cited__in=readable.values("pk"))
        .select_related("cited__owner")
        .prefetch_related("cited__themes")
        .order_by("position", "pk")
    )
    cited = Resource.objects.filter(pk__in=[each.cited_id for each in citations])
    releases = last_releases(cited)
    citations = [each for each in citations if each.cited_id in releases]
    contents: list[dict[str, Any]] = [releases[each.cited_id].content for each in citations]
    themes = [[theme.name for theme in each.cited.themes.all()] for each in citations]
    level = weakest([content.get("evidence_level", "") for content in contents], STRENGTH)
    shown = [[name for name, _ in content.get("principles", [])] for content in contents]
    return Synthesis(
        works=[_work(each, content) for each, content in zip(citations, contents, strict=True)],
        gone=resource.citations.filter(cited__in=Resource.objects.taken_down_for(actor)).count(),
        contributors=sorted({each.cited.owner.name for each in citations if each.cited.owner}),
        principles=covered(_principles(), shown),
        themes=covered(sorted({name for names in themes for name in names}), themes),
        weakest="" if level is None else str(EVIDENCE_WORDS[level]),
    )


def _work(citation: Citation, content: dict[str, Any]) -> Work:
    owner = citation.cited.owner
    return Work(
        citation=citation,
        resource=citation.cited,
        title=content["title"],
        by=owner.name if owner else "",
        changed=_said(content, CHANGED),
        again=_said(content, AGAIN),
        evidence=str(EVIDENCE_WORDS.get(content.get("evidence_level", ""), "")),
    )


def _said(content: dict[str, Any], names: tuple[str, ...]) -> str:
    found = (words for name, _, words in content.get("sections", []) if name in names)
    return plain(next(found, ""))


def _principles() -> list[str]:
    """Those of the Statement in force, in its order."""
    statement = Statement.objects.in_force_on(today()).first()
    found = Principle.objects.filter(statement=statement).order_by("position")
    return list(found.values_list("name", flat=True))


def to_cite(synthesis: Resource, actor: Actor, words: str = "") -> QuerySet[Resource]:
    """What this actor may read and the synthesis does not cite yet, newest first."""
    found = readable_by(actor).exclude(pk=synthesis.pk)
    found = found.exclude(pk__in=synthesis.citations.values("cited"))
    for word in words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(owner__name__icontains=word)
        )
    return found.order_by("-published_on", "-pk")
