"""Which sort of body a class, and an entry in the register, is for."""

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
