"""All awards as a package of the 360Giving Data Standard 1.4: JSON, CSV and a workbook."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from ccin.api.exports import FORMULA
from ccin.funding.models import Project
from ccin.funding.reads.open_data import grants
from ccin.funding.rules.open_data import geo_code_type, organisation_id
from ccin.library.models import Theme
from ccin.members.models import Organisation

VERSION = "1.4"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# Headings of the standard's spreadsheet form, each with the way to its value.
COLUMNS = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Description": ("description",),
    "Currency": ("currency",),
    "Amount Awarded": ("amountAwarded",),
    "Amount Disbursed": ("amountDisbursed",),
    "Award Date": ("awardDate",),
    "URL": ("url",),
    "Planned Dates:Start Date": ("plannedDates", 0, "startDate"),
    "Planned Dates:End Date": ("plannedDates", 0, "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", 0, "id"),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
    "Recipient Org:Charity Number": ("recipientOrganization", 0, "charityNumber"),
    "Recipient Org:Company Number": ("recipientOrganization", 0, "companyNumber"),
    "Recipient Org:Web Address": ("recipientOrganization", 0, "url"),
    "Beneficiary Location:Name": ("beneficiaryLocation", 0, "name"),
    "Beneficiary Location:Geographic Code": ("beneficiaryLocation", 0, "geoCode"),
    "Beneficiary Location:Geographic Code Type": ("beneficiaryLocation", 0, "geoCodeType"),
    "Funding Org:Identifier": ("fundingOrganization", 0, "id"),
    "Funding Org:Name": ("fundingOrganization", 0, "name"),
    "Grant Programme:Code": ("grantProgramme", 0, "code"),
    "Grant Programme:Title": ("grantProgramme", 0, "title"),
    "Grant Programme:URL": ("grantProgramme", 0, "url"),
    "From An Open Call?": ("fromOpenCall",),
    "Last Modified": ("dateModified",),
    "Data Source": ("dataSource",),
}


def package(on: date) -> dict[str, Any]:
    """The standard asks for one grant at least: who hands it out looks whether there is one."""
    found = list(grants())
    modified = max((one.changed_at for one in found), default=datetime.now(UTC))
    return {
        "version": VERSION,
        "title": f"Awards of the {settings.NETWORK_NAME}",
        "issued": f"{on:%Y-%m-%d}",
        "modified": _moment(modified),
        "publisher": {
            "name": settings.NETWORK_NAME,
            "identifier": funder()["id"],
            "website": _here("/"),
        },
        "license": LICENCE,
        "downloadURL": _here(reverse("api:awards_json")),
        "accessURL": _here(reverse("api:data")),
        "grants": [_grant(one) for one in found],
    }


def funder() -> dict[str, str]:
    own = settings.NETWORK_ORG_ID or f"{settings.GRANTS_PREFIX}-org-network"
    return {"id": own, "name": settings.NETWORK_NAME}


def as_rows(packed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One grant a row, under the titles that the standard gives its fields."""
    return [
        {title: _value(grant, way) for title, way in COLUMNS.items()} for grant in packed["grants"]
    ]


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """In UTF-8 without a mark at its beginning, as the standard has it."""
    written = io.StringIO()
    table = csv.DictWriter(written, list(COLUMNS))
    table.writeheader()
    table.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def as_workbook(rows: Iterable[Mapping[str, Any]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - half a second that few need
    from openpyxl.writer.excel import save_workbook  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    sheet = book.create_sheet("grants")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([_harmless(row[name]) for name in COLUMNS])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _grant(project: Any) -> dict[str, Any]:
    lead = project.lead
    days = {"startDate": project.starts_on, "endDate": project.ends_on}
    planned = {name: day.isoformat() for name, day in days.items() if day}
    grant = {
        "id": f"{settings.GRANTS_PREFIX}-{project.reference}",
        "title": project.title,
        "description": _description(project),
        "currency": "GBP",
        "amountAwarded": _pounds(project.amount),
        "awardDate": project.awarded_on.isoformat(),
        "url": _here(project.get_absolute_url()),
        "plannedDates": [planned] if planned else [],
        "recipientOrganization": [_recipient(lead)],
        "beneficiaryLocation": _places(lead),
        "fundingOrganization": [funder()],
        "grantProgramme": _programme(project),
        "fromOpenCall": "No" if project.off_cycle else "Yes",
        "classifications": [_theme(one) for one in project.themes.all()],
        "dateModified": _moment(project.changed_at),
        "dataSource": _here(reverse("api:data")),
    }
    if project.paid is not None:
        grant["amountDisbursed"] = _pounds(project.paid)
    return {name: value for name, value in grant.items() if value not in ([], "")}


def _description(project: Project) -> str:
    """The standard asks for one; the title alone says something where nothing else does."""
    return project.about or (project.bid.summary if project.bid else "") or project.title


def _recipient(lead: Organisation) -> dict[str, Any]:
    numbers = [(one.scheme, one.value) for one in lead.identifiers.all()]
    authority, known = lead.authority, dict(numbers)
    council = (authority.nation, authority.register_code) if authority else None
    own = organisation_id(settings.GRANTS_PREFIX, lead.slug, council=council, numbers=numbers)
    told = {
        "id": own,
        "name": lead.name,
        "charityNumber": known.get("GB-CHC", ""),
        "companyNumber": known.get("GB-COH", ""),
        "url": lead.website,
    }
    return {name: value for name, value in told.items() if value}


def _places(lead: Organisation) -> list[dict[str, str]]:
    """Where the lead is: what reaches further is in the project's own words."""
    code = ""
    if lead.parish:
        code = lead.parish.gss_code
    elif lead.authority:
        codes = [one.code for one in lead.authority.gss_codes.all() if one.valid_to is None]
        code = codes[-1] if codes else ""
    kind = geo_code_type(code)
    if not kind:
        return []
    return [{"name": lead.name, "geoCode": code, "geoCodeType": kind, "countryCode": "GB"}]


def _programme(project: Project) -> list[dict[str, str]]:
    if project.round is None:
        return []
    url = _here(project.round.get_absolute_url())
    kind = f"-{project.kind}" if project.kind else ""
    title = ", ".join(filter(None, (str(project.round), str(project.get_kind_display()))))
    return [{"code": f"{project.round.slug}{kind}", "title": title, "url": url}]


def _theme(theme: Theme) -> dict[str, str]:
    return {"vocabulary": "Themes of the network", "code": theme.slug, "title": theme.name}


def _pounds(pence: int) -> int | float:
    pounds, rest = divmod(pence, 100)
    return pence / 100 if rest else pounds


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _here(path: str) -> str:
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def _value(grant: Any, way: Iterable[str | int]) -> Any:
    found = grant
    for step in way:
        try:
            found = found[step]
        except (KeyError, IndexError):
            return ""
    return found


def _harmless(value: Any) -> Any:
    """People wrote these words: a spreadsheet must not take them for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value
