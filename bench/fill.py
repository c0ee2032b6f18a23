"""Makes members up to a number, for measuring: `python bench/fill.py 500`. Never on real data."""

import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccin.project.settings")
django.setup()

from ccin.members.models import Membership, Organisation  # noqa: E402 - after the set-up
from ccin.members.states import MembershipClass, OrganisationKind  # noqa: E402 - the same


def main(wanted: int) -> None:
    missing = wanted - Membership.objects.filter(ends_on__isnull=True).count()
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"Measured Body {number}",
            slug=f"measured-body-{number}",
            kind=OrganisationKind.COMPANY,
            nation="England",
            region="North West",
        )
        for number in range(missing)
    )
    Membership.objects.bulk_create(
        Membership(
            organisation=organisation,
            membership_class=MembershipClass.AFFILIATE,
            starts_on=date(2021, 7, 31),
        )
        for organisation in made
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
