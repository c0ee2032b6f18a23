"""Rules of membership on plain values: periods, and which sort of body a class is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a last day, both included; no last day means that it goes on."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        begins_in_time = other.ends_on is None or self.starts_on <= other.ends_on
        return begins_in_time and (self.ends_on is None or other.starts_on <= self.ends_on)


def first_overlap(period: Period, others: Iterable[Period]) -> Period | None:
    """The earliest of the others that shares a day with this period."""
    shared = [other for other in others if period.overlaps(other)]
    return min(shared, key=lambda other: other.starts_on, default=None)


# The sub-kinds of each class, and the one kind of organisation that each is for. Affiliates and
# supporters have no sub-kinds and may be bodies of any kind.
SUB_KINDS: dict[str, dict[str, str]] = {
    "full": {
        "principal_council": "council",
        "combined_authority": "combined_authority",
        "pcc": "pcc",
    },
    "associate": {
        "parish": "parish",
        "minority_group": "party_group",
        "opposition_group": "party_group",
        "group": "party_group",
        "elected_authority": "elected_authority",
    },
    "affiliate": {},
    "supporter": {},
}


def class_fits(membership_class: str, sub_kind: str, organisation_kind: str) -> bool:
    """Whether a body of this kind can hold this class at all, whatever the terms in force say."""
    sub_kinds = SUB_KINDS[membership_class]
    if not sub_kinds:
        return sub_kind == ""
    return sub_kinds.get(sub_kind) == organisation_kind


# Which kinds of authority an organisation of each kind may be; other kinds are no authority.
PRINCIPAL_COUNCILS = frozenset(
    {
        "unitary",
        "county",
        "non_metropolitan_district",
        "metropolitan_district",
        "london_borough",
        "scottish",
        "welsh",
        "northern_irish",
    }
)
AUTHORITY_KINDS: dict[str, frozenset[str]] = {
    "council": PRINCIPAL_COUNCILS,
    "combined_authority": frozenset({"combined_authority", "combined_county_authority"}),
    "pcc": frozenset({"pcc"}),
    "elected_authority": frozenset({"greater_london_authority"}),
}
# An elected authority may also be one abroad, which the register does not know.
MUST_BE_REGISTERED = frozenset({"council", "combined_authority", "pcc"})
