"""The kinds an authority, a name, a measure and a change can have."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuthorityKind(TextChoices):
    UNITARY = "unitary", _("Unitary council")
    COUNTY = "county", _("County council")
    NON_METROPOLITAN_DISTRICT = "non_metropolitan_district", _("District or borough council")
    METROPOLITAN_DISTRICT = "metropolitan_district", _("Metropolitan borough or city council")
    LONDON_BOROUGH = "london_borough", _("London borough")
    SCOTTISH = "scottish", _("Scottish council")
    WELSH = "welsh", _("Welsh council")
    NORTHERN_IRISH = "northern_irish", _("Northern Irish council")
    COMBINED_AUTHORITY = "combined_authority", _("Combined authority")
    COMBINED_COUNTY_AUTHORITY = "combined_county_authority", _("Combined county authority")
    GREATER_LONDON_AUTHORITY = "greater_london_authority", _("Greater London Authority")
    PCC = "pcc", _("Police and Crime Commissioner")


COUNTIES = frozenset({AuthorityKind.COUNTY})
# The 361 lower-tier and unitary councils whose areas tile the country: each is one cell of the map.
TILED = frozenset(
    {
        AuthorityKind.UNITARY,
        AuthorityKind.NON_METROPOLITAN_DISTRICT,
        AuthorityKind.METROPOLITAN_DISTRICT,
        AuthorityKind.LONDON_BOROUGH,
        AuthorityKind.SCOTTISH,
        AuthorityKind.WELSH,
        AuthorityKind.NORTHERN_IRISH,
    }
)
PRINCIPAL_COUNCILS = TILED | COUNTIES


class NameKind(TextChoices):
    FORMER = "former", _("Former name")
    WELSH = "welsh", _("Welsh name")
    VARIANT = "variant", _("Also known as")


class MeasureKind(TextChoices):
    POPULATION = "population", _("Population")
    BUDGET = "budget", _("Budget")
    NET_CURRENT_EXPENDITURE = "net_current_expenditure", _("Net current expenditure")
    AREA = "area", _("Area")


class ChangeKind(TextChoices):
    REORGANISATION = "reorganisation", _("Reorganisation of councils")
    TRANSFER = "transfer", _("Functions passed to another body")
    RENAMING = "renaming", _("Change of name")
