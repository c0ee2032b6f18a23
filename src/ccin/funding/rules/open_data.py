"""How bodies and grants are named for readers outside: by the registers that org-id.guide lists."""

from collections.abc import Iterable

COUNCILS = {
    "England": "GB-LAE",
    "Scotland": "GB-LAS",
    "Wales": "GB-PLA",
    "Northern Ireland": "GB-LANI",
}
# Registers in the order in which one is preferred; `GB-PPON` is in no such list.
LISTED = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR", "GB-NHS", "GB-UKPRN", "GB-GOR")


def organisation_id(
    prefix: str,
    slug: str,
    *,
    council: tuple[str, str] | None,
    numbers: Iterable[tuple[str, str]],
) -> str:
    """`council` is nation and three-letter code of an authority. A body that no listed register
    knows is named under the publisher's own prefix."""
    if council and council[0] in COUNCILS and council[1]:
        return f"{COUNCILS[council[0]]}-{council[1]}"
    known = dict(numbers)
    for scheme in LISTED:
        if known.get(scheme):
            return f"{scheme}-{known[scheme]}"
    return f"{prefix}-org-{slug}"


def geo_code_type(code: str) -> str:
    """The kind of area that a code of the statistics service names; empty where it is none."""
    return _AREAS.get(code[:3], "")


_AREAS = {
    "E04": "PAR",
    "E06": "UA",
    "E07": "NMD",
    "E08": "MD",
    "E09": "LONB",
    "E10": "CTY",
    "S12": "CA",
    "W04": "COM",
    "W06": "UA",
}
