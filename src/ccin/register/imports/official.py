"""The official layouts that the register reads, by the word a person calls them by."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ccin.register.imports.mysociety import plan_mysociety
from ccin.register.imports.names_and_codes import plan_names_and_codes
from ccin.register.imports.outturn import plan_outturn
from ccin.register.imports.parishes import plan_parishes
from ccin.register.imports.plans import Plan
from ccin.register.imports.tables import Table, read_table


@dataclass(frozen=True, slots=True)
class Layout:
    label: str | Promise
    columns: str
    plan: Callable[[Table, Plan], None]


LAYOUTS = {
    "ons-names": Layout(
        _("Names and codes (ONS)"), "LAD24CD, LAD24NM, LAD24NMW", plan_names_and_codes
    ),
    "mysociety": Layout(
        _("Local authorities (mySociety)"),
        "local-authority-code, official-name, nice-name, gss-code, …",
        plan_mysociety,
    ),
    "outturn": Layout(
        _("Revenue outturn (MHCLG)"),
        "year_ending, ONS_code, status, LA_class, RS_totsx_net_exp",
        plan_outturn,
    ),
    "parishes": Layout(
        _("Parishes and communities (ONS)"),
        "gss_code, name, parent_gss_code; or PAR24CD, PAR24NM, LAD24CD",
        plan_parishes,
    ),
}


def plan_import(kind: str, content: bytes) -> Plan:
    """What the file would change. Raises Refused for one that cannot be read as a table."""
    table = read_table(content)
    plan = Plan(kind, rows=len(table.lines))
    LAYOUTS[kind].plan(table, plan)
    plan.seal(content)
    return plan
