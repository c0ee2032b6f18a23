"""MHCLG's revenue outturn: what English authorities spent, in thousands of pounds."""

import re
from decimal import Decimal, InvalidOperation

from ccin.register.imports.plans import CODE, Codes, Plan
from ccin.register.imports.tables import Line, Table
from ccin.register.models import Authority, Measure
from ccin.register.states import MeasureKind

DEFINITION = "total service expenditure (net of service income)"
SOURCE = "MHCLG Revenue Outturn"
VALUE = "RS_totsx_net_exp"
YEAR = re.compile(r"(?:31/03/)?(20\d{2})(?:-?03(?:-?31)?)?")  # 202503, 2025-03-31, 31/03/2025, 2025
NO_FIGURE = {"", "[x]", "[z]", "[c]", "..", ":", "-", "na", "n/a"}
REGION_CODE_OF_LONDON = "E12000007"  # stands for the Greater London Authority in this file


def plan_outturn(table: Table, plan: Plan) -> None:
    table.require("year_ending", "ONS_code", "status", "LA_class", VALUE)
    known = Codes()
    budgets = {
        (measure.authority_id, measure.year): measure
        for measure in Measure.objects.filter(kind=MeasureKind.BUDGET, definition=DEFINITION)
    }
    london = next((each for each in known.all() if each.key == "greater-london-authority"), None)
    seen: dict[tuple[str, str], int] = {}
    for line in table.lines:
        if line["status"].casefold() == "total":
            continue
        year, thousands = _year(line, plan), _thousands(line, plan)
        code = line["ONS_code"]
        if not CODE.fullmatch(code):
            plan.fault(line, f"“{code}” in ONS_code is not a GSS code such as E08000004.")
        elif (code, year) in seen:
            plan.fault(line, f"{code} for {year} stands in row {seen[code, year]} already.")
        elif year:
            seen[code, year] = line.number
            authority = london if code == REGION_CODE_OF_LONDON else known.find(code)
            _plan_budget(
                line, plan, authority, budgets.get((_pk(authority), year)), (year, thousands)
            )


def _pk(authority: Authority | None) -> int:
    return authority.pk if authority else 0


def _plan_budget(
    line: Line,
    plan: Plan,
    authority: Authority | None,
    budget: Measure | None,
    figure: tuple[str, Decimal | None],
) -> None:
    year, thousands = figure
    if authority is None:
        name = line.cells.get("LA_name", "")
        plan.leave_out(
            line, f"{line['ONS_code']} {name} is not in the register.".replace("  ", " ")
        )
    elif thousands is None:
        plan.leave_out(line, f"{authority} has no figure for {year} ({line['status']}).")
    elif budget is None:
        pounds = int(thousands * 1000)
        record = Measure(
            authority=authority,
            kind=MeasureKind.BUDGET,
            value=pounds,
            year=year,
            definition=DEFINITION,
            source=SOURCE,
        )
        plan.new(line, str(authority), f"Budget {year}", record, f"£{pounds:,}")
    else:
        plan.set(line, budget, "value", int(thousands * 1000))


def _year(line: Line, plan: Plan) -> str:
    """The financial year that ended then: 202503 is 2024-25."""
    found = YEAR.fullmatch(line["year_ending"])
    if not found:
        plan.fault(line, f"“{line['year_ending']}” in year_ending is not a year such as 202503.")
        return ""
    ended = int(found[1])
    return f"{ended - 1}-{ended % 100:02}"


def _thousands(line: Line, plan: Plan) -> Decimal | None:
    text = line[VALUE].replace(",", "").replace("£", "").replace("−", "-").strip()
    if text.casefold() in NO_FIGURE:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > 10**9:
        plan.fault(line, f"“{line[VALUE]}” in {VALUE} is not a number of thousands of pounds.")
        return None
    return number
