"""The projects of earlier years, each brought forward with what is published of it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.funding.models import Output, Participant, Project, Round
from ccin.funding.states import OutputState, ParticipantRole, ProjectState
from ccin.library.models import Resource, Theme
from ccin.members.models import Edition, Organisation

FACTS = Path(__file__).resolve().parent.parent / "facts" / "projects.toml"
Named = tuple[str, str]  # a key of the register, or nothing, and the name as published


@dataclass(frozen=True, slots=True)
class Fact:
    """What is not published of a project is empty, never nought."""

    reference: str
    title: str
    source: str
    kind: str = ""
    year: int | None = None
    round: str = ""
    off_cycle: bool = False
    lead: Named = ("", "")
    partners: tuple[Named, ...] = ()
    sponsors: tuple[Named, ...] = ()
    amount: int | None = None
    themes: tuple[str, ...] = ()
    about: str = ""
    outputs: tuple[tuple[str, str], ...] = ()
    source_url: str = ""


def past_projects() -> list[Fact]:
    written = tomllib.loads(FACTS.read_text(encoding="utf-8"))["projects"]
    return [
        Fact(
            **{
                **{name: value for name, value in fact.items() if name != "with"},
                "lead": _pair(fact.get("lead", ("", ""))),
                "partners": tuple(_pair(one) for one in fact.get("with", ())),
                "sponsors": tuple(_pair(one) for one in fact.get("sponsors", ())),
                "themes": tuple(fact.get("themes", ())),
                "outputs": tuple(_pair(one) for one in fact.get("outputs", ())),
            }
        )
        for fact in written
    ]


def _pair(given: Sequence[str]) -> Named:
    first, second = given
    return first, second


@transaction.atomic
def load_projects(*, by: Actor) -> int:
    """Those that are not there yet; how many were added.

    A body that was not on record here is named as published; once it is on record, the project and
    the page in the library that tells of it are joined to it.
    """
    Edition.objects.stamp_anew()
    by.must(Permission.PROJECT_KEEP)
    facts = past_projects()
    held = Project.objects.in_bulk([fact.reference for fact in facts], field_name="reference")
    known = _Known()
    for fact in facts:
        project = held.get(fact.reference)
        if project is None:
            _bring_forward(fact, known, by=by)
        elif project.brought_forward:
            _complete(project, fact, known, by=by)
    return len(facts) - len(held)


class _Known:
    """What the record holds of bodies, rounds, themes and the library, read once."""

    def __init__(self) -> None:
        real = Organisation.objects.filter(fictional=False, merged_into=None)
        found = list(real.select_related("authority"))
        self.councils = {one.authority.key: one for one in found if one.authority}
        self.others = {one.name: one for one in found}
        self.rounds = {one.slug: one for one in Round.objects.filter(brought_forward=True)}
        self.themes = {one.name: one for one in Theme.objects.kept()}
        written = Resource.objects.filter(brought_forward=True, fictional=False)
        self.resources = {one.slug: one for one in written}

    def body(self, named: Named) -> Organisation | None:
        key, name = named
        return self.councils.get(key) if key else self.others.get(name)


def _bring_forward(fact: Fact, known: _Known, *, by: Actor) -> None:
    lead = known.body(fact.lead)
    past = known.rounds.get(fact.round)
    project = Project.objects.create(
        reference=fact.reference,
        slug=slugify(fact.title),
        title=fact.title,
        kind=fact.kind,
        about=fact.about,
        year=fact.year,
        round=past,
        strand=past.strands.filter(kind=fact.kind).first() if past else None,
        off_cycle=fact.off_cycle,
        lead=lead,
        lead_as_published="" if lead else fact.lead[1],
        amount=fact.amount,
        state=ProjectState.PAST,
        is_public=True,
        source=fact.source,
        source_url=fact.source_url,
        brought_forward=True,
        changed_at=timezone.now(),
    )
    project.themes.set([known.themes[name] for name in fact.themes if name in known.themes])
    for role, named in _roles(fact):
        body = known.body(named)
        name = "" if body else named[1]
        Participant.objects.create(project=project, organisation=body, as_published=name, role=role)
    _link_outputs(project, fact, known)
    record(by, "funding.project_brought_forward", project, concerning=[lead] if lead else [])


def _roles(fact: Fact) -> list[tuple[ParticipantRole, Named]]:
    return [
        *((ParticipantRole.PARTICIPANT, named) for named in fact.partners),
        *((ParticipantRole.SPONSOR, named) for named in fact.sponsors),
    ]


def _link_outputs(project: Project, fact: Fact, known: _Known) -> bool:
    linked = set(project.outputs.values_list("resource__slug", flat=True))
    missing = [one for one in fact.outputs if one[1] not in linked and one[1] in known.resources]
    Output.objects.bulk_create(
        Output(
            project=project,
            kind=kind,
            title=known.resources[slug].title,
            resource=known.resources[slug],
            state=OutputState.ACCEPTED,
        )
        for kind, slug in missing
    )
    return bool(missing)


def _complete(project: Project, fact: Fact, known: _Known, *, by: Actor) -> None:
    """Only what is known by name alone: whatever staff have entered stays."""
    found: list[Organisation] = []
    if project.lead is None and project.lead_as_published and (lead := known.body(fact.lead)):
        project.lead, project.lead_as_published = lead, ""
        found.append(lead)
    names = {named[1]: body for _role, named in _roles(fact) if (body := known.body(named))}
    for one in project.participants.filter(as_published__in=names):
        body = names[one.as_published]
        one.organisation, one.as_published = body, ""
        one.save(update_fields=["organisation", "as_published"])
        found.append(body)
    linked = _link_outputs(project, fact, known)
    if not (found or linked):
        return
    project.changed_at = timezone.now()
    project.save(update_fields=["lead", "lead_as_published", "changed_at"])
    record(by, "funding.project_completed", project, concerning=found)
