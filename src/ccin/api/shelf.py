"""The shapes of the library that the API hands out: what is public, as its last release has it."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from ccin.access.actor import Actor
from ccin.library.models import Release, Resource
from ccin.library.reads.citing import addresses_of
from ccin.library.reads.open_data import last_of
from ccin.library.states.resources import PartnerRole
from ccin.search.rules import tokens_of


class PrincipleShownOut(Schema):
    name: str
    sentence: str


class FileOut(Schema):
    title: str
    url: str
    content_type: str
    size: int
    pages: int | None


class ResourceOut(Schema):
    key: int = Field(alias="pk")
    slug: str
    title: str
    kind: str
    summary: str
    owner: str | None = Field(description="The owner's word in addresses; empty: the network.")
    owner_name: str
    working_with: list[str]
    partners: list[str]
    places: list[str]
    themes: list[str]
    principles: list[PrincipleShownOut]
    year: int | None
    evidence_level: str
    licence: str
    third_party: str
    language: str
    published_on: date
    release: int
    released_on: date
    archived_on: date | None
    link: str
    url: str
    short_url: str
    files: list[FileOut]

    @staticmethod
    def resolve_title(resource: Resource) -> str:
        return str(last_of(resource).content["title"])

    @staticmethod
    def resolve_summary(resource: Resource) -> str:
        return str(last_of(resource).content["summary"])

    @staticmethod
    def resolve_evidence_level(resource: Resource) -> str:
        return str(last_of(resource).content["evidence_level"])

    @staticmethod
    def resolve_owner(resource: Resource) -> str | None:
        return resource.owner.slug if resource.owner else None

    @staticmethod
    def resolve_owner_name(resource: Resource) -> str:
        return resource.owner.name if resource.owner else ""

    @staticmethod
    def resolve_working_with(resource: Resource) -> list[str]:
        return _names(resource, PartnerRole.WORKING_WITH)

    @staticmethod
    def resolve_partners(resource: Resource) -> list[str]:
        return _names(resource, PartnerRole.PARTNER)

    @staticmethod
    def resolve_places(resource: Resource) -> list[str]:
        return [place.authority.name for place in resource.places.all()]

    @staticmethod
    def resolve_themes(resource: Resource) -> list[str]:
        return [theme.name for theme in resource.themes.all()]

    @staticmethod
    def resolve_principles(resource: Resource) -> list[dict[str, str]]:
        shown = last_of(resource).content["principles"]
        return [{"name": name, "sentence": sentence} for name, sentence in shown]

    @staticmethod
    def resolve_release(resource: Resource) -> int:
        return last_of(resource).number

    @staticmethod
    def resolve_released_on(resource: Resource) -> date:
        return last_of(resource).day

    @staticmethod
    def resolve_url(resource: Resource) -> str:
        return addresses_of(resource)["page"]

    @staticmethod
    def resolve_short_url(resource: Resource) -> str:
        return addresses_of(resource)["short"]

    @staticmethod
    def resolve_files(resource: Any) -> list[dict[str, Any]]:
        listed = last_of(resource).content.get("files", [])
        page = addresses_of(resource)["page"]
        return [
            {
                "title": file.title,
                "url": f"{page}files/{file.pk}/",
                "content_type": file.upload.content_type,
                "size": file.upload.size,
                "pages": file.pages,
            }
            for file in resource.kept_files
            if file.pk in listed
        ]


class SectionOut(Schema):
    name: str = Field(description="Which question of its kind it answers, if any.")
    heading: str
    words: str = Field(description="Markdown.")


class ReleaseOut(Schema):
    number: int
    released_on: date = Field(alias="day")
    changes: str


class ResourceInFullOut(ResourceOut):
    sections: list[SectionOut]
    releases: list[ReleaseOut]

    @staticmethod
    def resolve_sections(resource: Resource) -> list[dict[str, str]]:
        found = last_of(resource).content["sections"]
        return [{"name": name, "heading": said, "words": words} for name, said, words in found]

    @staticmethod
    def resolve_releases(resource: Resource) -> list[Release]:
        found, tokens = (
            resource.releases.defer("content").order_by("-number"),
            tokens_of(Actor.public()),
        )
        return [release for release in found if release.is_for(tokens)]


def _names(resource: Resource, role: str) -> list[str]:
    return [each.organisation.name for each in resource.partners.all() if each.role == role]
