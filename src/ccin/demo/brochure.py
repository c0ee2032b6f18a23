"""The network as its brochure of 2021 lists it, brought forward with the brochure as source."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from ccin.access.actor import Actor
from ccin.members.models import Organisation, SupporterTally
from ccin.members.operations import (
    MembershipDetails,
    OrganisationDetails,
    TallyDetails,
    add_organisation,
    begin_membership,
    record_supporter_tally,
)
from ccin.register.models import Authority, Parish

FACTS = Path(__file__).resolve().parent / "facts" / "brochure.csv"
SOURCE = "The network’s brochure (2021)"
# Since when each has belonged is not published; the brochure is of the second half of 2021.
LISTED_ON = date(2021, 7, 31)
UNNAMED_SUPPORTERS = 12


@transaction.atomic
def bring_forward_brochure(*, by: Actor) -> int:
    """Add the 84 members and two supporting organisations that are not known yet; how many.

    The individual supporters are counted, not named: listing a person needs their consent.
    """
    rows = _rows()
    known = set(Organisation.objects.filter(source=SOURCE).values_list("name", flat=True))
    authorities = Authority.objects.in_bulk(field_name="key")
    parishes = Parish.objects.in_bulk([row["parish"] for row in rows], field_name="gss_code")
    new = [row for row in rows if row["name"] not in known]
    for row in new:
        authority = authorities.get(row["authority"])
        organisation = add_organisation(
            OrganisationDetails(
                name=row["name"],
                kind=row["kind"],
                authority=authority,
                parish=parishes.get(row["parish"]),
                principal_council=authorities.get(row["principal_council"]),
                website=f"https://{authority.website}" if authority and authority.website else "",
                notes=row["note"],
                source=SOURCE,
            ),
            by=by,
        )
        begin_membership(organisation, _membership(row), by=by)
    if not SupporterTally.objects.filter(source=SOURCE).exists():
        record_supporter_tally(TallyDetails(UNNAMED_SUPPORTERS, LISTED_ON, SOURCE), by=by)
    return len(new)


def _membership(row: dict[str, str]) -> MembershipDetails:
    return MembershipDetails(
        membership_class=row["membership_class"],
        sub_kind=row["sub_kind"],
        starts_on=LISTED_ON,
        starts_on_is_known=False,
        source=SOURCE,
        brought_forward=True,
    )


def _rows() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
