"""The ONS lists of names and codes, of any year: `LAD24CD, LAD24NM, LAD24NMW` and their like."""

import re

from ccin.kernel.errors import Refused
from ccin.register.imports.plans import Codes, Plan, with_codes
from ccin.register.imports.tables import Line, Table
from ccin.register.models import Authority, AuthorityName, GssCode
from ccin.register.rules import fold
from ccin.register.states import AuthorityKind, NameKind

COLUMN = re.compile(r"(LAD|LTLA|CTY|CTYUA|UTLA|CAUTH|PFA)(\d{2})CD", re.IGNORECASE)
BY_PREFIX = {
    "E06": AuthorityKind.UNITARY,
    "E07": AuthorityKind.NON_METROPOLITAN_DISTRICT,
    "E08": AuthorityKind.METROPOLITAN_DISTRICT,
    "E09": AuthorityKind.LONDON_BOROUGH,
    "E10": AuthorityKind.COUNTY,
    "N09": AuthorityKind.NORTHERN_IRISH,
    "S12": AuthorityKind.SCOTTISH,
    "W06": AuthorityKind.WELSH,
}


def plan_names_and_codes(table: Table, plan: Plan) -> None:
    codes, names, welsh = _columns(table)
    source = f"ONS names and codes, column {names}"
    known, said = Codes(), _names_by_authority()
    for line in with_codes(table, plan, codes):
        if not line[names]:
            plan.fault(line, f"{names} is empty: the area has no name.")
            continue
        authority = known.find(line[codes])
        if authority is None:
            authority = _recoded(line[codes], line[names], known)
            if authority is None:
                plan.leave_out(line, f"{line[codes]} {line[names]} is not in the register.")
                continue
            code = GssCode(authority=authority, code=line[codes])
            plan.new(line, str(authority), "GSS code", code, line[codes])
        _plan_name(line, plan, said, authority, (NameKind.VARIANT, line[names], source))
        if welsh and line[welsh]:
            text = f"{source}W" if not source.endswith("W") else source
            _plan_name(line, plan, said, authority, (NameKind.WELSH, line[welsh], text))


def _columns(table: Table) -> tuple[str, str, str | None]:
    for heading in table.headings:
        if COLUMN.fullmatch(heading):
            stem = heading[:-2]
            table.require(f"{stem}NM")
            welsh = f"{stem}NMW"
            return heading, f"{stem}NM", welsh if welsh in table.headings else None
    raise Refused(
        "No column is named like LAD24CD, CTY24CD or CAUTH24CD. "
        f"The file has: {', '.join(table.headings)}."
    )


def _names_by_authority() -> dict[int, set[str]]:
    said: dict[int, set[str]] = {}
    for key, name, short in Authority.objects.values_list("pk", "name", "short_name"):
        said[key] = {fold(name), fold(short)}
    for key, text in AuthorityName.objects.values_list("authority_id", "text"):
        said[key].add(fold(text))
    return said


def _plan_name(
    line: Line,
    plan: Plan,
    said: dict[int, set[str]],
    authority: Authority,
    name: tuple[NameKind, str, str],
) -> None:
    """A name the register does not know under any kind is added; none is replaced."""
    kind, text, source = name
    if fold(text) in said[authority.pk]:
        return
    said[authority.pk].add(fold(text))
    record = AuthorityName(authority=authority, kind=kind, text=text, source=source)
    plan.new(line, str(authority), str(kind.label), record, text)


def _recoded(code: str, name: str, known: Codes) -> Authority | None:
    """The one council of the code's kind and the row's name: its area was given a new code."""
    kind = BY_PREFIX.get(code[:3])
    named = [
        authority
        for authority in known.all()
        if authority.kind == kind
        and authority.valid_to is None
        and fold(name) in {fold(authority.name), fold(authority.short_name)}
    ]
    return named[0] if len(named) == 1 else None
