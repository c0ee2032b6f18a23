"""Which body somebody wants to apply for, from the address that “Can we join?” leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ccin.joining.rules.applications import body_key
from ccin.joining.states import GroupStanding
from ccin.members.models import Membership
from ccin.members.reads.eligibility import (
    eligibility_of_authority,
    eligibility_of_group,
    eligibility_of_kind,
    eligibility_of_parish,
    terms_in_force,
)
from ccin.members.reasons import sentence
from ccin.members.rules.classes import AUTHORITY_KINDS
from ccin.members.rules.eligibility import Answer, Eligibility, Standing
from ccin.members.states import MembershipClass, OrganisationKind
from ccin.register.models import Authority, Parish

AUTHORITY, GROUP, PARISH, PERSON = "authority", "group", "parish", "person"
ABROAD = {"overseas_authority", "devolved_administration"}
OTHERS = {"company", "cooperative", "ngo", *ABROAD}
KINDS = {AUTHORITY, GROUP, PARISH, PERSON, *OTHERS}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """A body that would join; `name` is its own where no register of ours has it."""

    kind: str
    name: str = ""
    authority: Authority | None = None
    parish: Parish | None = None
    standing: str = ""
    has_council: bool | None = None
    as_supporter: bool = False

    @property
    def is_named_by_the_register(self) -> bool:
        return self.kind == AUTHORITY

    @property
    def organisation_kind(self) -> str:
        """Empty for a person."""
        if self.kind == AUTHORITY and self.authority:
            found = (
                kind for kind, those in AUTHORITY_KINDS.items() if self.authority.kind in those
            )
            return next(found, "")
        if self.kind in ABROAD:
            return str(OrganisationKind.ELECTED_AUTHORITY)
        own = {GROUP: OrganisationKind.PARTY_GROUP, PARISH: OrganisationKind.PARISH, PERSON: ""}
        return str(own.get(self.kind, self.kind))

    @property
    def called(self) -> str:
        """What to call it before it has said its own name."""
        if self.kind == AUTHORITY and self.authority:
            return self.authority.name
        return self.name or (self.parish.name if self.parish else "")

    @property
    def fictional(self) -> bool:
        place = self.authority or (self.parish.authority if self.parish else None)
        return bool(place and place.fictional)

    @property
    def query(self) -> str:
        """The address's query by which the same body is found again."""
        pairs = {
            "kind": self.kind,
            "authority": self.authority.key if self.authority else "",
            "parish": self.parish.gss_code if self.parish else "",
            "standing": self.standing,
            "has_council": {True: "yes", False: "no"}.get(self.has_council or False, "")
            if self.has_council is not None
            else "",
            "as": "supporter" if self.as_supporter else "",
            "name": self.name,
        }
        return urlencode({key: value for key, value in pairs.items() if value})

    def key(self, *, account: int) -> str:
        """See `Application.body_key`. A person is known by how they sign in."""
        if self.kind == AUTHORITY and self.authority:
            return body_key(AUTHORITY, number=self.authority.pk)
        if self.kind == PARISH and self.parish:
            return body_key(PARISH, number=self.parish.gss_code)
        if self.kind == GROUP and self.authority:
            return body_key(GROUP, number=self.authority.pk, name=self.name)
        if self.kind == PERSON:
            return body_key(PERSON, number=account)
        return body_key("name", name=self.name)


def sought_in(given: Mapping[str, str]) -> Sought | None:
    """The body an address names, or None where it names none that can be meant."""
    kind = given.get("kind") or (PARISH if given.get("parish") else AUTHORITY)
    authority = _known(Authority, key=given.get("authority"))
    parish = _known(Parish, gss_code=given.get("parish"))
    if kind not in KINDS or (kind in {AUTHORITY, GROUP} and authority is None):
        return None
    if kind == PARISH and parish is None:
        return None
    return Sought(
        kind=kind,
        name=" ".join(given.get("name", "").split())[:LONGEST] if kind != AUTHORITY else "",
        authority=authority if kind in {AUTHORITY, GROUP} else None,
        parish=parish if kind == PARISH else None,
        standing=given.get("standing", "") if kind == GROUP else "",
        has_council={"yes": True, "no": False}.get(given.get("has_council", "")),
        as_supporter=kind == PERSON or (kind in OTHERS and given.get("as") == "supporter"),
    )


def may_join(sought: Sought, *, on: date) -> Eligibility:
    """What the rules say of it today; where the terms let it, it may choose to be a supporter."""
    if sought.kind == GROUP and sought.authority:
        known = sought.standing in GroupStanding.values or sought.standing == Standing.CONTROL
        standing = Standing(sought.standing) if known else Standing.UNKNOWN
        return eligibility_of_group(sought.authority, standing, on=on)
    if sought.kind == PARISH and sought.parish:
        return eligibility_of_parish(sought.parish, has_council=sought.has_council, on=on)
    if sought.authority:
        return eligibility_of_authority(sought.authority, on=on)
    found = eligibility_of_kind(sought.kind, name=sought.name, on=on)
    if sought.as_supporter and found.answer is Answer.MAY_JOIN:
        for terms in terms_in_force(on):
            supports = terms.membership_class == MembershipClass.SUPPORTER
            if supports and sought.kind in terms.kinds:
                return Eligibility(Answer.MAY_JOIN, found.reasons, (), terms)
    return found


def in_sentences(found: Eligibility) -> list[str]:
    """Why a body cannot apply, and what it can do instead."""
    return [sentence(reason.code, reason.values) for reason in (*found.reasons, *found.instead)]


def belongs_by_name(sought: Sought, *, on: date) -> bool:
    """Whether a body that no register of ours knows is in membership under the same name."""
    if sought.kind not in OTHERS | {GROUP}:
        return False
    where: dict[str, Any] = {"organisation__kind": sought.organisation_kind}
    if sought.kind == GROUP:
        where["organisation__principal_council"] = sought.authority
    held = Membership.objects.held_on(on).filter(organisation__merged_into__isnull=True, **where)
    own = sought.key(account=0)
    names = held.values_list("organisation__name", flat=True)
    return any(_same_body(sought, name) == own for name in names)


def _same_body(sought: Sought, name: str) -> str:
    number = sought.authority.pk if sought.kind == GROUP and sought.authority else ""
    return body_key(GROUP if sought.kind == GROUP else "name", number=number, name=name)


def _known(model: type[Any], **by: str | None) -> Any:
    [value] = by.values()
    if not value or len(value) > LONGEST or "\x00" in value:
        return None
    related = model.objects.select_related("authority") if model is Parish else model.objects
    return related.filter(**by).first()
