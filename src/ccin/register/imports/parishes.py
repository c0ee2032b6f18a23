"""The ONS list of parishes and communities, in either of its layouts."""

import re

from ccin.kernel.errors import Refused
from ccin.register.imports.plans import Codes, Plan, with_codes
from ccin.register.imports.tables import Line, Table
from ccin.register.models import Authority, Parish
from ccin.register.rules import fold

PARISH = re.compile(r"PAR(?:NCP)?(\d{2})CD", re.IGNORECASE)
DISTRICT = re.compile(r"LAD\d{2}CD", re.IGNORECASE)
KINDS = {"E04": "civil_parish", "W04": "welsh_community"}


def plan_parishes(table: Table, plan: Plan) -> None:
    code, name, parent = _columns(table)
    known = Codes()
    parishes = {parish.gss_code: parish for parish in Parish.objects.select_related("authority")}
    for line in with_codes(table, plan, code):
        kind = KINDS.get(line[code][:3])
        council = known.find(line[parent])
        if kind is None:
            plan.leave_out(line, f"{line[code]} {line[name]} is an area without a parish.")
        elif not line[name]:
            plan.fault(line, f"{name} is empty: the parish has no name.")
        elif council is None:
            plan.fault(line, f"“{line[parent]}” in {parent} is no council of the register.")
        else:
            _plan_parish(line, plan, parishes, (line[code], line[name], kind, council))


def _columns(table: Table) -> tuple[str, str, str]:
    if "gss_code" in table.headings:
        table.require("gss_code", "name", "parent_gss_code")
        return "gss_code", "name", "parent_gss_code"
    codes = [heading for heading in table.headings if PARISH.fullmatch(heading)]
    parents = [heading for heading in table.headings if DISTRICT.fullmatch(heading)]
    if not codes or not parents:
        raise Refused(
            "The columns must be gss_code, name, parent_gss_code, or named like PAR24CD, PAR24NM, "
            f"LAD24CD. The file has: {', '.join(table.headings)}."
        )
    name = f"{codes[0][:-2]}NM"
    table.require(name)
    return codes[0], name, parents[0]


def _plan_parish(
    line: Line,
    plan: Plan,
    parishes: dict[str, Parish],
    wanted: tuple[str, str, str, Authority],
) -> None:
    code, name, kind, council = wanted
    parish = parishes.get(code)
    if parish is None:
        record = Parish(gss_code=code, name=name, folded=fold(name), kind=kind, authority=council)
        plan.new(line, name, "parish", record, f"{code} in {council}")
        return
    plan.set(line, parish, "name", name, with_it="folded")
    parish.folded = fold(name)
    plan.set(line, parish, "authority", council)
