"""Reads a lot: all projects in the order in which they win a tie, drawn by somebody in public."""

from collections.abc import Sequence

from ccin.counting.errors import Fault, Malformed


def read_lot(text: str, projects: Sequence[str]) -> tuple[str, ...]:
    """One project a line, or several with commas between them; blank lines are of no account."""
    drawn: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        for project in filter(None, (word.strip() for word in line.split(","))):
            if project not in projects:
                raise Malformed(Fault.LOT_UNKNOWN, number, project=project[:60])
            if project in drawn:
                raise Malformed(Fault.LOT_TWICE, number, project=project)
            drawn[project] = number
    return checked(tuple(drawn), projects)


def checked(lot: Sequence[str], projects: Sequence[str]) -> tuple[str, ...]:
    """The lot, if it names every project exactly once."""
    known, seen = set(projects), set[str]()
    for project in lot:
        if project not in known:
            raise Malformed(Fault.LOT_UNKNOWN, project=project[:60])
        if project in seen:
            raise Malformed(Fault.LOT_TWICE, project=project)
        seen.add(project)
    missing = [project for project in projects if project not in seen]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise Malformed(Fault.LOT_MISSING, missing=", ".join(missing[:5]) + more)
    return tuple(lot)
