"""How bodies are named for readers outside."""

import pytest

from ccin.funding.rules.open_data import geo_code_type, organisation_id


@pytest.mark.parametrize(
    ("council", "numbers", "named"),
    [
        (("England", "OLD"), [], "GB-LAE-OLD"),
        (("Scotland", "GLG"), [], "GB-LAS-GLG"),
        (("Wales", "CRF"), [], "GB-PLA-CRF"),
        (("Northern Ireland", "BFS"), [], "GB-LANI-BFS"),
        (("England", ""), [], "360G-net-org-somebody"),
        (None, [("GB-CHC", "1234567"), ("GB-COH", "01234567")], "GB-COH-01234567"),
        (None, [("GB-MPR", "IP031455")], "GB-MPR-IP031455"),
        (None, [("GB-PPON", "ABCD-1234")], "360G-net-org-somebody"),
        (None, [], "360G-net-org-somebody"),
    ],
)
def test_a_body_is_named_by_the_first_register_that_knows_it(
    council: tuple[str, str] | None, numbers: list[tuple[str, str]], named: str
) -> None:
    found = organisation_id("360G-net", "somebody", council=council, numbers=numbers)

    assert found == named


def test_an_area_is_named_by_its_kind_and_nothing_else_is() -> None:
    kinds = [geo_code_type(code) for code in ("E08000004", "W06000015", "E47000001", "")]

    assert kinds == ["MD", "UA", "", ""]
