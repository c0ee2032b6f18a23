"""The shape of a project that the API hands out: what is public of it."""

from datetime import date
from typing import Any

from django.conf import settings
from ninja import Field, Schema

from ccin.api.shelf import PrincipleShownOut
from ccin.funding.models import Project
from ccin.funding.reads.open_data import participants_of
from ccin.funding.states import ParticipantRole


class ProjectOut(Schema):
    """Type and status are two things. Money is in pence; empty means that it is not published."""

    reference: str
    slug: str
    title: str
    type: str = Field(alias="kind", description="lab or prototype; empty: not published.")
    status: str = Field(alias="state")
    about: str
    year: int | None
    round: str | None
    off_cycle: bool
    lead: str | None = Field(description="The lead's word in addresses, where it is on record.")
    lead_name: str
    participants: list[str] = Field(description="Everybody but the lead.")
    sponsors: list[str]
    themes: list[str]
    principles: list[PrincipleShownOut]
    awarded_pence: int | None = Field(alias="amount")
    awarded_on: date | None
    paid_pence: int
    decision: str
    starts_on: date | None
    ends_on: date | None
    source: str
    source_url: str
    url: str

    @staticmethod
    def resolve_round(project: Project) -> str | None:
        return project.round.slug if project.round else None

    @staticmethod
    def resolve_lead(project: Project) -> str | None:
        return project.lead.slug if project.lead else None

    @staticmethod
    def resolve_lead_name(project: Project) -> str:
        return str(project.lead or project.lead_as_published)

    @staticmethod
    def resolve_participants(project: Project) -> list[str]:
        return participants_of(project, ParticipantRole.PARTICIPANT)

    @staticmethod
    def resolve_sponsors(project: Project) -> list[str]:
        return participants_of(project, ParticipantRole.SPONSOR)

    @staticmethod
    def resolve_themes(project: Project) -> list[str]:
        return [theme.name for theme in project.themes.all()]

    @staticmethod
    def resolve_principles(project: Project) -> list[dict[str, str]]:
        return [
            {"name": str(one.principle), "sentence": one.sentence}
            for one in project.principles.all()
        ]

    @staticmethod
    def resolve_paid_pence(project: Any) -> int:
        return sum(one.amount for one in project.paid_parts)

    @staticmethod
    def resolve_url(project: Project) -> str:
        return f"{settings.SITE_ADDRESS.rstrip('/')}{project.get_absolute_url()}"
