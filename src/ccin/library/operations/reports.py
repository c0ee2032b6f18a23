"""The reports and pages of the network's earlier projects, each brought forward with its source."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.library.models import Partner, Resource, Theme
from ccin.library.operations.publishing import publish_resource
from ccin.library.operations.resources import (
    Beginning,
    ResourceDetails,
    describe_resource,
    start_resource,
)
from ccin.library.states.resources import Licence, PartnerRole
from ccin.members.models import Edition, Organisation
from ccin.register.models import Authority

FACTS = Path(__file__).resolve().parent.parent / "facts" / "reports.toml"


@dataclass(frozen=True, slots=True)
class Report:
    """`lead` and `with_councils` are keys of the register; `with_others` are names."""

    title: str
    kind: str
    link: str
    summary: str
    themes: tuple[str, ...] = ()
    year: int | None = None
    lead: str = ""
    with_councils: tuple[str, ...] = ()
    with_others: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return slugify(self.title)


def reports() -> list[Report]:
    facts: list[dict[str, Any]] = tomllib.loads(FACTS.read_text(encoding="utf-8"))["report"]
    return [
        Report(
            **{
                **fact,
                **{name: tuple(fact.get(name, ())) for name in ("with_councils", "with_others")},
                "themes": tuple(fact["themes"]),
            }
        )
        for fact in facts
    ]


@transaction.atomic
def load_reports(*, by: Actor) -> int:
    """Those among the project's facts that the library never had; how many were added.

    One whose lead council was not known here becomes its own, and names the others who took part,
    once they are: until then it is the network's.
    """
    Edition.objects.stamp_anew()
    by.must(Permission.RESOURCE_PUBLISH)
    facts = reports()
    held = Resource.objects.in_bulk([each.slug for each in facts], field_name="slug")
    known = _Known()
    added = 0
    for report in facts:
        resource = held.get(report.slug)
        if resource is None:
            _bring_forward(report, known, by=by)
            added += 1
        elif resource.brought_forward:
            _complete(resource, report, known, by=by)
    return added


class _Known:
    """What the record holds of councils, organisations and themes, read once."""

    def __init__(self) -> None:
        real = Organisation.objects.filter(fictional=False, merged_into=None)
        self.authorities = Authority.objects.in_bulk(field_name="key")
        self.councils = {
            each.authority.key: each
            for each in real.filter(authority__isnull=False).select_related("authority")
            if each.authority
        }
        self.others = {each.name.removeprefix("The "): each for each in real}
        self.themes = {each.name: each for each in Theme.objects.kept()}

    def partners_of(self, report: Report) -> list[Organisation]:
        councils = [self.councils.get(key) for key in report.with_councils]
        others = [self.others.get(name) for name in report.with_others]
        return [each for each in (*councils, *others) if each is not None]


def _bring_forward(report: Report, known: _Known, *, by: Actor) -> None:
    begun = Beginning(
        title=report.title,
        owner=known.councils.get(report.lead),
        summary=report.summary,
        source="The network’s website",
        source_url=report.link,
        brought_forward=True,
    )
    resource = start_resource(report.kind, begun, by=by)
    details = ResourceDetails(
        title=report.title,
        summary=report.summary,
        year=report.year,
        licence=Licence.OWNER,
        link=report.link,
        source=begun.source,
        source_url=begun.source_url,
        themes=tuple(known.themes[name] for name in report.themes if name in known.themes),
        places=tuple(
            known.authorities[key]
            for key in (report.lead, *report.with_councils)
            if key in known.authorities
        ),
        partners=tuple((each, PartnerRole.PARTNER) for each in known.partners_of(report)),
    )
    describe_resource(resource, details, version=resource.version, by=by)
    publish_resource(resource, by=by)


def _complete(resource: Resource, report: Report, known: _Known, *, by: Actor) -> None:
    """Only what is empty: whatever staff have entered stays."""
    lead = None if resource.owner_id else known.councils.get(report.lead)
    partners = [] if resource.partners.exists() else known.partners_of(report)
    if lead is None and not partners:
        return
    resource.owner, resource.index_due = lead or resource.owner, True
    resource.save(update_fields=["owner", "index_due"])
    Partner.objects.bulk_create(
        Partner(resource=resource, organisation=each, role=PartnerRole.PARTNER) for each in partners
    )
    named = [each for each in (lead, *partners) if each is not None]
    record(by, "library.report_completed", resource, concerning=named)
