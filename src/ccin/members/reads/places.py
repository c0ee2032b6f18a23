"""Which authority, parish and council a row of a spreadsheet means: asked where it is in doubt."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ccin.members.rules.classes import AUTHORITY_KINDS, MUST_BE_REGISTERED
from ccin.members.states import OrganisationKind
from ccin.register.models import Authority, Parish
from ccin.register.reads import find_authorities, find_parishes
from ccin.register.rules import How


class Unplaced(Exception):
    """The register does not know it, or knows several: what to write in which column."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column = column


@dataclass(frozen=True, slots=True)
class Place:
    kind: str
    authority: Authority | None = None
    parish: Parish | None = None
    council: Authority | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says of its place."""

    name: str
    kind: str
    membership_class: str
    authority: str = ""
    council: str = ""
    parish_code: str = ""


class Places:
    """Looks each name up once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.authority = lru_cache(maxsize=None)(self._authority)

    def find(self, asked: Asked) -> Place:
        kind = asked.kind or self._kind(asked)
        if kind in MUST_BE_REGISTERED or (kind in AUTHORITY_KINDS and asked.authority):
            authority = self.authority(asked.authority or asked.name, "authority")
            if authority.kind not in AUTHORITY_KINDS[kind]:
                label = authority.get_kind_display()
                raise Unplaced("kind", f"{authority} is in the register as: {label}.")
            return Place(kind, authority=authority)
        if kind == OrganisationKind.PARTY_GROUP:
            if not asked.council:
                raise Unplaced("council", "Write the council that the group sits on.")
            return Place(kind, council=self.authority(asked.council, "council"))
        if kind == OrganisationKind.PARISH:
            return self._parish_council(asked)
        return Place(kind)

    def _kind(self, asked: Asked) -> str:
        """Only an authority's kind can be taken from the register; any other must be said."""
        if asked.authority or asked.membership_class == "full":
            authority = self.authority(asked.authority or asked.name, "authority")
            for kind, kinds in AUTHORITY_KINDS.items():
                if authority.kind in kinds:
                    return kind
        raise Unplaced("kind", "Write what kind of body this is: party group, parish, company …")

    def _authority(self, text: str, column: str) -> Authority:
        found = find_authorities(text, on=self.on, limit=4)
        for match in found:
            if match.is_meant and match.how is not How.MISSPELT:
                return match.authority
        if not found:
            raise Unplaced(
                column,
                f"The register does not know “{text}”. Write its GSS code or its official name in "
                "the column “authority”; a company or group cannot be recorded as a council.",
            )
        names = ", ".join(str(match.authority) for match in found)
        raise Unplaced(column, f"“{text}” may mean {names}. Write the GSS code of the one meant.")

    def _parish_council(self, asked: Asked) -> Place:
        council = self.authority(asked.council, "council") if asked.council else None
        if asked.parish_code:
            parish = Parish.objects.filter(gss_code=asked.parish_code.upper()).first()
            if parish is None:
                raise Unplaced("parish_code", "The register knows no parish of this code.")
            return Place("parish", parish=parish, council=council or parish.authority)
        found = [match.parish for match in find_parishes(asked.name) if match.how is How.OFFICIAL]
        around = [parish for parish in found if council in {None, parish.authority}]
        if len(around) > 1:
            raise Unplaced(
                "parish_code",
                f"{len(around)} parishes have this name. Write the council around it in the column "
                "“council”, or the parish’s GSS code here.",
            )
        if not around:
            raise Unplaced("parish_code", "No such parish was found: write its GSS code.")
        return Place("parish", parish=around[0], council=council or around[0].authority)
