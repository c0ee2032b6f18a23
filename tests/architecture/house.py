"""The house as the tests read it: its rooms, their floors, their modules and their templates."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "src" / "ccin"


@cache
def floors() -> dict[str, int]:
    """Each room's floor, from the import contract: 0 is the roof, neighbours share a number."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return {
        room.strip(" ()"): floor for floor, layer in enumerate(layers) for room in layer.split("|")
    }


def may_name(room: str, other: str) -> bool:
    """Whether this room may refer to the other: itself, or one on a floor below its own."""
    return room == other or floors()[room] < floors()[other]


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the package but migrations, parsed."""
    found = (path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts)
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in found}


def rooms_modules() -> dict[Path, ast.Module]:
    return {path: tree for path, tree in modules().items() if path.parent != HOUSE}


@cache
def templates() -> dict[Path, str]:
    """Every template of the package: pages, sentences of the history, letters."""
    found = (path for path in sorted(HOUSE.glob("*/templates/**/*")) if path.is_file())
    return {path: path.read_text(encoding="utf-8") for path in found}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
