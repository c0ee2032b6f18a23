"""'Can we join?': what was asked, whom it means, what the rules answer, and who is like them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from ccin.members.reads.eligibility import (
    eligibility_of_authority,
    eligibility_of_group,
    eligibility_of_kind,
    eligibility_of_parish,
)
from ccin.members.reasons import sentence
from ccin.members.rules.eligibility import Answer, Code, Eligibility, Reason, Standing
from ccin.register.models import Authority, Measure, Parish, Succession
from ccin.register.reads import Found, FoundParish, find_authorities, find_parishes
from ccin.register.rules import How, fold
from ccin.register.states import MeasureKind
from ccin.website.reads.network import Listed, listed_members
from ccin.website.reasons import AS_A, BODIES
from ccin.website.rules import (
    Likeness,
    Traits,
    most_alike,
    reads_like_a_company,
    reads_like_a_group,
    reads_like_a_parish_council,
)

ALIKE = 5
OFFERED = 20
OTHER_BODIES = (
    "company",
    "cooperative",
    "ngo",
    "overseas_authority",
    "devolved_administration",
    "person",
)
FEE_MEASURES = (MeasureKind.POPULATION, MeasureKind.BUDGET)


class Step(StrEnum):
    """How far a question has come."""

    ASK = auto()
    CHOOSE = auto()  # several bodies, or none, fit what was typed
    ASK_STANDING = auto()  # of a group on its council
    ASK_COUNCIL = auto()  # whether the parish has one
    ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Near:
    member: Listed
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Check:
    step: Step
    kind: str = "authority"
    name: str = ""
    reading: str = ""
    found: Sequence[Found] = ()
    parishes: Sequence[FoundParish] = ()
    authority: Authority | None = None
    parish: Parish | None = None
    eligibility: Eligibility | None = None
    measures: Sequence[Measure] = ()
    alike: Sequence[Near] = ()
    own_page: str = ""  # of a body that belongs already
    there: Sequence[Listed] = ()  # groups and parishes of the council that belong
    successors: Sequence[Authority] = ()

    @property
    def answer(self) -> Answer | None:
        return self.eligibility.answer if self.eligibility else None

    @property
    def reasons(self) -> list[str]:
        return _sentences(self.eligibility.reasons if self.eligibility else ())

    @property
    def instead(self) -> list[str]:
        return _sentences(self.eligibility.instead if self.eligibility else ())

    @property
    def class_in_words(self) -> str:
        held = self.eligibility.membership_class if self.eligibility else ""
        return str(AS_A[held]) if held else ""

    @property
    def subject(self) -> str:
        """Whom the answer is about."""
        if self.parish and self.authority:
            values = {"parish": self.parish.name, "council": self.authority.short_name}
            return gettext("%(parish)s (%(council)s)") % values
        if self.kind == "group" and self.authority:
            return gettext("A group on %(council)s") % {"council": self.authority.name}
        if self.authority:
            return self.authority.name
        if self.name and self.found:
            values = {"body": str(BODIES[self.kind]), "name": self.name}
            return gettext("%(body)s called “%(name)s”") % values
        return self.name or str(BODIES[self.kind])

    @property
    def the_only_one(self) -> Authority | None:
        """The one council that what was typed may mean."""
        alone = len(self.found) == 1 and not self.parishes
        return self.found[0].authority if alone else None

    @property
    def others(self) -> list[tuple[str, str]]:
        """Bodies that no register of ours knows, each with the address of its answer."""
        page = reverse("website:join_check")
        return [
            (str(BODIES[kind]), f"{page}?{urlencode({'kind': kind, 'name': self.name})}")
            for kind in OTHER_BODIES
        ]

    @property
    def is_of_a_company(self) -> bool:
        return reads_like_a_company(self.name)

    @property
    def group_address(self) -> str:
        """The question for a group on the council, where the name reads like a group's."""
        if self.kind != "authority" or not self.the_only_one or not reads_like_a_group(self.name):
            return ""
        query = urlencode({"kind": "group", "authority": self.the_only_one.key})
        return f"{reverse('website:join_check')}?{query}"

    @property
    def parishes_first(self) -> bool:
        return bool(self.parishes) and reads_like_a_parish_council(self.name)

    @property
    def enquiry_url(self) -> str:
        key = f"?authority={self.authority.key}" if self.authority else ""
        return reverse("joining:enquire") + key

    @property
    def apply_url(self) -> str:
        """Where the application begins, with the body known already."""
        if self.answer is not Answer.MAY_JOIN or self.eligibility is None:
            return ""
        held = {"kind": self.kind}
        if self.parish:
            held |= {"parish": self.parish.gss_code, "has_council": "yes"}
        elif self.authority:
            held |= {"authority": self.authority.key}
        else:
            held |= {"name": self.name}
        if self.kind == "group":
            held |= {"standing": self.eligibility.sub_kind.removesuffix("_group")}
        return f"{reverse('joining:start')}?{urlencode(held)}"

    @property
    def support_url(self) -> str:
        """For a body that may be a member and would rather be a supporter."""
        may = any(reason.code is Code.BECOME_A_SUPPORTER for reason in self._instead)
        return f"{self.apply_url}&as=supporter" if self.apply_url and may else ""

    @property
    def _instead(self) -> Sequence[Reason]:
        return self.eligibility.instead if self.eligibility else ()

    @property
    def council_may_join(self) -> bool:
        """Whether the answer sends a group or a parish to its council."""
        return self.answer is Answer.MAY_NOT_JOIN and self.kind in {"group", "parish"}


def check(asked: Mapping[str, Any], *, on: date) -> Check:
    """`asked` holds the clean values of the form; an address may carry any of them."""
    kind = asked.get("kind") or ("parish" if asked.get("parish") else "authority")
    if kind == "authority":
        return _authority(asked, on)
    if kind == "group":
        return _group(asked, on)
    if kind == "parish":
        return _parish(asked, on)
    name = asked.get("name", "")
    answer = eligibility_of_kind(kind, name=name, on=on)
    is_like_a_council = any(reason.code is Code.NOT_A_COUNCIL for reason in answer.reasons)
    return Check(
        Step.ANSWER,
        kind,
        name,
        found=find_authorities(name, on=on, limit=ALIKE) if is_like_a_council else (),
        eligibility=answer,
        alike=_alike(Traits(0, name, kind), on),
    )


def _sought(asked: Mapping[str, Any], on: date) -> tuple[Authority | None, str, list[Found]]:
    """The council that is meant, how the words were read, and all that they may mean."""
    if asked.get("authority"):
        related = Authority.objects.select_related("combined_authority", "parent")
        return related.filter(key=asked["authority"]).first(), "", []
    found = find_authorities(asked.get("name", ""), on=on, limit=OFFERED)
    meant = next((one for one in found if one.is_meant), None)
    others = [one for one in found if one is not meant]
    return (meant.authority, str(meant.reading), others) if meant else (None, "", found)


def _authority(asked: Mapping[str, Any], on: date) -> Check:
    name = asked.get("name", "")
    if not name and not asked.get("authority"):
        return Check(Step.ASK)
    authority, reading, found = _sought(asked, on)
    if authority is None:
        sought = name or asked.get("authority", "")
        return Check(Step.CHOOSE, name=sought, found=found, parishes=_parishes_too(name, found))
    measures = _measures(authority)
    own = Traits(
        key=0,
        name=authority.name,
        kind=authority.kind,
        nation=authority.nation,
        region=authority.region,
        population=_people(measures),
    )
    return Check(
        Step.ANSWER,
        name=name,
        reading=reading,
        found=found,
        authority=authority,
        eligibility=eligibility_of_authority(authority, on=on),
        measures=measures,
        alike=_alike(own, on, apart_from=authority, fictional=authority.fictional),
        own_page=_own_page(authority, on),
        there=_there(authority, on),
        successors=_successors(authority, on),
    )


def _parishes_too(name: str, found: Sequence[Found]) -> list[FoundParish]:
    """Parishes beside the councils found; a merely similar name only if it is a council's too."""
    if any(one.how.is_certain for one in found):
        return []
    names = {fold(one.matched) for one in found}
    return [
        one
        for one in find_parishes(name)
        if one.how is not How.MISSPELT or not names or one.parish.folded in names
    ]


def _own_page(authority: Authority, on: date) -> str:
    listed = listed_members(on, fictional=authority.fictional)
    return next((one.url for one in listed if one.authority == authority.pk), "")


def _there(authority: Authority, on: date) -> list[Listed]:
    listed = listed_members(on, fictional=authority.fictional)
    return [one for one in listed if one.principal_council == authority.pk]


def _successors(authority: Authority, on: date) -> list[Authority]:
    """Who took over, down to the bodies that were not themselves taken over since."""
    found: dict[int, Authority] = {}
    leaving = [authority.pk] if authority.valid_to else []
    while leaving:
        heirs = Succession.objects.filter(predecessor__in=leaving).values("successor")
        taking_over = list(Authority.objects.filter(pk__in=heirs).exclude(pk__in=list(found)))
        found.update((one.pk, one) for one in taking_over)
        leaving = [one.pk for one in taking_over if one.valid_to and one.valid_to < on]
    in_being = [one for one in found.values() if not one.valid_to or one.valid_to >= on]
    return sorted(in_being, key=lambda one: one.name)


def _group(asked: Mapping[str, Any], on: date) -> Check:
    name = asked.get("name", "")
    if not name and not asked.get("authority"):
        return Check(Step.ASK, "group")
    council, reading, found = _sought(asked, on)
    if council is None:
        return Check(Step.CHOOSE, "group", name, found=found)
    standing = Standing(asked.get("standing") or Standing.UNKNOWN)
    answer = eligibility_of_group(council, standing, on=on)
    step = Step.ASK_STANDING if answer.answer is Answer.TELL_US_MORE else Step.ANSWER
    own = Traits(0, "", "party_group", council.nation, council.region)
    return Check(
        step,
        "group",
        name,
        reading,
        found,
        authority=council,
        eligibility=answer,
        alike=_alike(own, on, fictional=council.fictional) if step is Step.ANSWER else (),
    )


def _parish(asked: Mapping[str, Any], on: date) -> Check:
    name = asked.get("name", "")
    related = Parish.objects.select_related("authority")
    parish = related.filter(gss_code=asked.get("parish") or "-").first()
    if parish is None:
        if not name:
            return Check(Step.ASK, "parish")
        return Check(Step.CHOOSE, "parish", name, parishes=find_parishes(name))
    has_council = {"yes": True, "no": False}.get(asked.get("has_council", ""))
    answer = eligibility_of_parish(parish, has_council=has_council, on=on)
    step = Step.ASK_COUNCIL if answer.answer is Answer.TELL_US_MORE else Step.ANSWER
    council = parish.authority
    own = Traits(0, parish.name, "parish", council.nation, council.region)
    return Check(
        step,
        "parish",
        name,
        authority=council,
        parish=parish,
        eligibility=answer,
        alike=_alike(own, on) if step is Step.ANSWER else (),
    )


def _measures(authority: Authority) -> list[Measure]:
    shown = authority.measures.of_the_latest_year().filter(kind__in=FEE_MEASURES)
    return sorted(shown, key=lambda measure: FEE_MEASURES.index(MeasureKind(measure.kind)))


def _people(measures: Sequence[Measure]) -> int | None:
    counted = (measure.value for measure in measures if measure.kind == MeasureKind.POPULATION)
    return next(counted, None)


def _alike(
    own: Traits, on: date, *, apart_from: Authority | None = None, fictional: bool = False
) -> list[Near]:
    key = apart_from.pk if apart_from else None
    listed = listed_members(on, fictional=fictional)
    others = {
        one.pk: one
        for one in listed
        # An authority is compared with other authorities alone.
        if key is None or (one.authority is not None and one.authority != key)
    }
    found = most_alike(own, (one.traits() for one in others.values()), limit=ALIKE)
    return [Near(others[one.traits.key], one) for one in found]


def _sentences(reasons: Sequence[Reason]) -> list[str]:
    return [sentence(reason.code, reason.values) for reason in reasons]
