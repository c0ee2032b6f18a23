"""The shapes that the API hands out. Each says only what its name cannot."""

from datetime import date

from ninja import Field, Schema

from ccin.api.reads import latest
from ccin.members.models import Membership
from ccin.register.models import Authority, Measure


class Problem(Schema):
    detail: str


class Complaint(Schema):
    type: str
    loc: list[str | int]
    msg: str


class Unreadable(Schema):
    detail: list[Complaint]


class MeasureOut(Schema):
    kind: str
    value: int
    year: str
    definition: str
    source: str


class IdentifierOut(Schema):
    scheme: str
    id: str = Field(alias="value")


class MemberOut(Schema):
    slug: str = Field(alias="organisation.slug")
    name: str = Field(alias="organisation.name")
    kind: str = Field(alias="organisation.kind")
    membership_class: str
    sub_kind: str
    since: date | None = Field(description="First day in this class; empty where not on record.")
    recorded_in: str = Field(alias="source")
    nation: str = Field(alias="organisation.nation")
    region: str = Field(alias="organisation.region")
    authority: str | None
    principal_council: str | None
    gss_codes: list[str]
    identifiers: list[IdentifierOut] = Field(alias="organisation.identifiers")
    website: str = Field(alias="organisation.website")
    summary: str = Field(alias="organisation.summary")
    offers: str = Field(alias="organisation.offers")
    seeks: str = Field(alias="organisation.seeks")
    contact: str = Field(alias="organisation.public_contact")
    measures: list[MeasureOut]

    @staticmethod
    def resolve_since(held: Membership) -> date | None:
        return held.starts_on if held.starts_on_is_known else None

    @staticmethod
    def resolve_authority(held: Membership) -> str | None:
        authority = held.organisation.authority
        return authority.key if authority else None

    @staticmethod
    def resolve_principal_council(held: Membership) -> str | None:
        council = held.organisation.principal_council
        return council.key if council else None

    @staticmethod
    def resolve_gss_codes(held: Membership) -> list[str]:
        organisation = held.organisation
        if organisation.parish:
            return [organisation.parish.gss_code]
        return gss_codes(organisation.authority)

    @staticmethod
    def resolve_measures(held: Membership) -> list[Measure]:
        authority = held.organisation.authority
        return latest(authority.measures.all()) if authority else []


class PeriodOut(Schema):
    membership_class: str
    sub_kind: str
    since: date | None
    last_day: date | None = Field(alias="ends_on")
    end_reason: str
    recorded_in: str = Field(alias="source")

    @staticmethod
    def resolve_since(held: Membership) -> date | None:
        return held.starts_on if held.starts_on_is_known else None


class MemberHistoryOut(Schema):
    slug: str
    name: str
    kind: str
    nation: str
    region: str
    website: str
    memberships: list[PeriodOut]


class AuthorityOut(Schema):
    key: str
    name: str
    short_name: str
    kind: str
    nation: str
    region: str
    parent: str | None
    combined_authority: str | None
    gss_codes: list[str]
    other_names: list[str]
    latitude: float | None
    longitude: float | None
    website: str
    valid_from: date | None
    last_day: date | None = Field(alias="valid_to")
    measures: list[MeasureOut]

    @staticmethod
    def resolve_parent(authority: Authority) -> str | None:
        return authority.parent.key if authority.parent else None

    @staticmethod
    def resolve_combined_authority(authority: Authority) -> str | None:
        combined = authority.combined_authority
        return combined.key if combined else None

    @staticmethod
    def resolve_gss_codes(authority: Authority) -> list[str]:
        return gss_codes(authority)

    @staticmethod
    def resolve_measures(authority: Authority) -> list[Measure]:
        return latest(authority.measures.all())

    @staticmethod
    def resolve_other_names(authority: Authority) -> list[str]:
        return [name.text for name in authority.other_names.all()]


class SnapshotOut(Schema):
    as_at: date
    as_at_text: str
    full: int | None
    associate: int | None
    parishes: int | None
    affiliate: int | None
    supporters: int | None
    members: int | None
    citizens: int | None
    budget: int | None
    note: str
    source: str
    source_url: str


class FigureOut(Schema):
    value: int
    year: str
    definition: str
    source: str


class FiguresOut(Schema):
    """Members by class, supporters apart, citizens counted once each, budget in whole pounds."""

    on: date
    full: FigureOut
    associate: FigureOut
    affiliate: FigureOut
    supporters: FigureOut
    citizens: FigureOut
    budget: FigureOut


def gss_codes(authority: Authority | None) -> list[str]:
    return [code.code for code in authority.gss_codes.all()] if authority else []
