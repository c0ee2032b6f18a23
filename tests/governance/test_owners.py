"""Each kind of matter is decided by exactly one operation: that of the room which owns it."""

import ast
from importlib import import_module
from pathlib import Path

import ccin
from ccin.funding.operations.changes import decide_change
from ccin.funding.operations.considering_rounds import decide_round
from ccin.funding.operations.deciding import decide_bid
from ccin.governance.operations.concerns import decide_concern
from ccin.governance.states import MatterKind
from ccin.joining.operations.considering import decide_application

OWNERS = {
    MatterKind.JOIN_FULL: decide_application,
    MatterKind.JOIN_ASSOCIATE: decide_application,
    MatterKind.JOIN_AFFILIATE: decide_application,
    MatterKind.JOIN_SUPPORTER: decide_application,
    MatterKind.ROUND: decide_round,
    MatterKind.BID: decide_bid,
    MatterKind.PROJECT_CHANGE: decide_change,
    MatterKind.PROJECT_TIME: decide_change,
    MatterKind.CONCERN: decide_concern,
    MatterKind.COMPLAINT: decide_concern,
}
ROOT = Path(ccin.__file__).parent
DECIDE = "ccin.governance.operations.matters"


def names_of_decide(tree: ast.Module) -> set[str]:
    """What `decide` of governance is called in this module."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == DECIDE
        for alias in node.names
        if alias.name == "decide"
    }


def calls(function: ast.FunctionDef, names: set[str]) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for node in ast.walk(function)
    )


def deciding() -> set[object]:
    """Every function of ours that has a matter decided."""
    found = set()
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = names_of_decide(tree)
        for node in tree.body:
            if names and isinstance(node, ast.FunctionDef) and calls(node, names):
                parts = ("ccin", *path.relative_to(ROOT).with_suffix("").parts)
                found.add(getattr(import_module(".".join(parts)), node.name))
    return found


def test_each_kind_of_matter_has_exactly_one_operation_that_decides_it() -> None:
    assert set(OWNERS) == set(MatterKind)
    assert deciding() == set(OWNERS.values())
