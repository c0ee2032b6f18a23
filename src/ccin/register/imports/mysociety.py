"""mySociety's table of UK local authorities."""

from datetime import date, timedelta

from django.utils.text import slugify

from ccin.kernel.clock import today
from ccin.register.imports.plans import CODE, Codes, Plan, day_in
from ccin.register.imports.tables import Line, Table
from ccin.register.models import Authority, GssCode
from ccin.register.states import AuthorityKind

KINDS = {
    "UA": AuthorityKind.UNITARY,
    "NMD": AuthorityKind.NON_METROPOLITAN_DISTRICT,
    "MD": AuthorityKind.METROPOLITAN_DISTRICT,
    "LBO": AuthorityKind.LONDON_BOROUGH,
    "CC": AuthorityKind.LONDON_BOROUGH,  # the City of London stands with the boroughs
    "CTY": AuthorityKind.COUNTY,
    "SCO": AuthorityKind.SCOTTISH,
    "WPA": AuthorityKind.WELSH,
    "NID": AuthorityKind.NORTHERN_IRISH,
    "COMB": AuthorityKind.COMBINED_AUTHORITY,
    "SRA": AuthorityKind.GREATER_LONDON_AUTHORITY,
}
# Our field, and the column that fills it where the cell is not empty.
FIELDS = {
    "name": "official-name",
    "short_name": "nice-name",
    "nation": "nation",
    "register_code": "local-authority-code",
    "mhclg_ecode": "ecode",
}
REQUIRED = (
    "local-authority-code",
    "official-name",
    "nice-name",
    "gss-code",
    "start-date",
    "end-date",
    "nation",
    "region",
    "local-authority-type",
)


def plan_mysociety(table: Table, plan: Plan) -> None:
    table.require(*REQUIRED)
    known = Codes()
    by_register_code = {each.register_code: each for each in known.all() if each.register_code}
    seen: dict[str, int] = {}
    for line in table.lines:
        code = line["local-authority-code"]
        if code in seen:
            plan.fault(line, f"{code} stands in row {seen[code]} already.")
            continue
        seen[code] = line.number
        if not _is_sound(line, plan):
            continue
        authority = known.find(line["gss-code"]) or by_register_code.get(code)
        if authority is None:
            _plan_new(line, plan)
        else:
            _plan_fields(line, plan, authority)


def _is_sound(line: Line, plan: Plan) -> bool:
    """Whether the row can be read at all; each thing that is wrong is a fault."""
    before = len(plan.faults)
    for column in ("local-authority-code", "official-name", "nice-name"):
        if not line[column]:
            plan.fault(line, f"{column} is empty.")
    if line["gss-code"] and not CODE.fullmatch(line["gss-code"]):
        plan.fault(line, f"“{line['gss-code']}” in gss-code is not a GSS code.")
    for column in ("start-date", "end-date"):
        try:
            day_in(line[column])
        except ValueError:
            plan.fault(line, f"“{line[column]}” in {column} is not a date such as 2027-04-01.")
    return len(plan.faults) == before


def _plan_fields(line: Line, plan: Plan, authority: Authority) -> None:
    for name, column in FIELDS.items():
        if line.cells.get(column):
            plan.set(line, authority, name, line[column])
    if authority.valid_from is None and (start := day_in(line["start-date"])):
        plan.set(line, authority, "valid_from", start)
    if authority.valid_to is None and (last := _last_day(line)):
        plan.set(line, authority, "valid_to", last)


def _last_day(line: Line) -> date | None:
    """The table gives some councils' last day and others' first day of absence, a 1 April."""
    end = day_in(line["end-date"])
    return end - timedelta(days=1) if end and (end.month, end.day) == (4, 1) else end


def _plan_new(line: Line, plan: Plan) -> None:
    last = _last_day(line)
    if last and last < today():
        plan.leave_out(line, f"{line['official-name']} was abolished before the register begins.")
        return
    kind = KINDS.get(line["local-authority-type"])
    if kind is None:
        plan.leave_out(line, f"The type {line['local-authority-type']} is not kept here.")
        return
    authority = Authority(
        key=slugify(line["nice-name"]),
        name=line["official-name"],
        short_name=line["nice-name"],
        kind=kind,
        nation=line["nation"],
        region=line["region"],
        register_code=line["local-authority-code"],
        valid_from=day_in(line["start-date"]),
        valid_to=last,
    )
    plan.new(line, str(authority), "authority", authority, line["official-name"])
    if line["gss-code"]:
        code = GssCode(authority=authority, code=line["gss-code"])
        plan.new(line, str(authority), "GSS code", code, line["gss-code"])
