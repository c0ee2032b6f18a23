"""What the page shows to whoever works on a resource: each section, who writes there, what is
missing, what may be done next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.clock import today
from ccin.library.models import (
    Note,
    Partner,
    PrincipleShown,
    Release,
    Resource,
    ResourceFile,
    Section,
)
from ccin.library.reads.writing import (
    has_changed_since_release,
    heading_of,
    moves_open_to,
    writing_move,
)
from ccin.library.reasons.writing import READ, plainness_in_words, why_in_words
from ccin.library.rules.acceptance import (
    FEWEST_WORDS,
    Answer,
    Gap,
    Stated,
    Why,
    gap_in_answer,
    gaps_in,
)
from ccin.library.rules.readability import measured
from ccin.library.states.resources import Criterion, ResourceKind
from ccin.members.models import Representation

MOST_NOTES = 50


@dataclass(frozen=True, slots=True)
class SectionLine:
    section: Section
    heading: str
    lack: str  # in words; empty when it says enough
    measure: str
    writer: str  # who holds the pen now, if somebody else does
    until: datetime | None
    is_mine: bool
    is_begun: bool


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: what the platform sees is missing, and what the editor found."""

    criterion: str
    label: str
    gaps: tuple[str, ...]
    is_met: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class FileLine:
    file: ResourceFile
    read: str


@dataclass(frozen=True, slots=True)
class Overview:
    resource: Resource
    moves: frozenset[str]
    sections: list[SectionLine]
    criteria: list[CriterionLine]
    files: list[FileLine]
    notes: list[Note]
    releases: list[Release]
    principles: list[PrincipleShown]
    partners: list[Partner]
    may_write: bool
    is_editor: bool
    is_changed: bool
    is_review_due: bool
    contact_left: bool

    @property
    def unanswered(self) -> Note | None:
        """What was said last while it is on its way: whoever opens the page should see it first."""
        return self.notes[0] if self.notes and not self.resource.is_readable else None

    @property
    def has_headings(self) -> bool:
        """Whether sections stand under headings of their own, as a file had them."""
        return any(not line.section.name for line in self.sections)


def overview_of(resource: Resource, actor: Actor) -> Overview:
    moves = moves_open_to(actor, resource)
    sections = list(resource.sections.select_related("text").order_by("position", "pk"))
    now = timezone.now()
    return Overview(
        resource=resource,
        moves=moves,
        sections=[section_line(each, actor, now) for each in sections],
        criteria=criteria_of(resource, sections),
        files=file_lines(resource),
        notes=list(resource.notes.select_related("author").order_by("-made_at")[:MOST_NOTES]),
        releases=list(resource.releases.order_by("-number")),
        principles=list(resource.principles.select_related("principle")),
        partners=list(resource.partners.select_related("organisation")),
        may_write=writing_move(resource) in moves,
        is_editor=actor.may(Permission.RESOURCE_PUBLISH),
        is_changed=has_changed_since_release(resource),
        is_review_due=resource.is_review_due(today()),
        contact_left=has_contact_left(resource),
    )


def section_line(section: Section, actor: Actor, now: datetime) -> SectionLine:
    text, heading = section.text, heading_of(section)
    is_held = bool(text.holder and text.held_until and text.held_until > now)
    why = gap_in_answer(Answer(section.name, heading, text.words))
    return SectionLine(
        section=section,
        heading=heading,
        lack=why_in_words(why, FEWEST_WORDS) if why is not None else "",
        measure=measure_in_words(text.words) if text.words else "",
        writer=text.holder_name if is_held and text.holder != actor.key else "",
        until=text.held_until if is_held else None,
        is_mine=is_held and text.holder == actor.key,
        is_begun=bool(text.words),
    )


def criteria_of(resource: Resource, sections: list[Section]) -> list[CriterionLine]:
    checks = {each.criterion: each for each in resource.checks.order_by("pk")}
    gaps = gaps_in(stated_by(resource, sections))
    return [
        CriterionLine(
            criterion=criterion,
            label=str(Criterion(criterion).label),
            gaps=tuple(_in_words(gap) for gap in gaps if gap.criterion == criterion),
            is_met=checks[criterion].is_met if criterion in checks else None,
            note=checks[criterion].note if criterion in checks else "",
        )
        for criterion in Criterion.values
        if resource.kind == ResourceKind.CASE_STUDY or criterion in {"complete", "plain", "contact"}
    ]


def stated_by(resource: Resource, sections: list[Section]) -> Stated:
    return Stated(
        is_case_study=resource.kind == ResourceKind.CASE_STUDY,
        summary=resource.summary,
        answers=[Answer(each.name, heading_of(each), each.text.words) for each in sections],
        evidence_level=resource.evidence_level,
        year=resource.year,
        this_year=today().year,
        principles=resource.principles.count(),
        has_contact=bool(resource.contact_id or resource.contact_line),
        contact_left=has_contact_left(resource),
        has_file_or_link=bool(resource.link) or resource.files.filter(removed_on=None).exists(),
    )


def has_contact_left(resource: Resource) -> bool:
    """Whether the person to ring stands for its owner no longer."""
    if resource.contact_id is None or resource.owner_id is None:
        return False
    stands = Representation.objects.current_on(today()).filter(person=resource.contact_id)
    return not stands.filter(organisation=resource.owner_id).exists()


def file_lines(resource: Resource) -> list[FileLine]:
    present = resource.files.filter(removed_on=None).select_related("upload")
    return [FileLine(each, str(READ[each.read])) for each in present.order_by("position", "pk")]


def measure_in_words(words: str) -> str:
    found = measured(words)
    return plainness_in_words(found.plainness, words=found.words, each=found.words_a_sentence)


def _in_words(gap: Gap) -> str:
    words = why_in_words(gap.why, FEWEST_WORDS)
    is_about_section = gap.heading and gap.why is not Why.NO_SUMMARY
    return f"{gap.heading} {words}" if is_about_section else words
