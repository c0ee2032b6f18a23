"""House rules that no linter knows: what stands where, who writes, how large a thing may grow."""

import ast
import re
from pathlib import Path

from tests.architecture.house import (
    HOUSE,
    ROOT,
    calls,
    floors,
    may_name,
    modules,
    room_of,
    rooms_modules,
    where,
)

BINS = {"utils", "helpers", "common", "misc", "base", "services", "mixins"}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}
CHANGES_ROWS = {
    "objects",
    "filter",
    "exclude",
    "all",
}  # before .update(): else it is a dictionary's
WRITERS = {"operations", "journeys", "models", "migrations"}
RESTORES = HOUSE / "project" / "backup.py"  # puts rows and files back as they were, without a rule
# A word for a thing that is not done, or an apology for how it is.
EXCUSES = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|for now|temporar\w+|workaround|work around|quick fix)\b"
    r"|\b(previously|formerly|used to be|was renamed|legacy)\b"
)
ELSEWHERE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:work|home|root|Users|mnt)/\w",
            r"pypi\.(?:org|python)",
            r"python" + r"hosted",
            r"registry\.(?:npmjs|yarnpkg)",
            r"https?://[^/\s]*(?:artifactory|nexus|devpi)",
        ]
    )
)
LEFT_OUT = re.compile(r"\.(?!ci$|github$)|var$|node_modules$|__pycache__$")  # and hidden ones


def test_no_module_is_a_bin() -> None:
    assert [path for path in modules() if BINS & {path.stem, *path.relative_to(HOUSE).parts}] == []


def test_a_class_has_at_most_one_mixin() -> None:
    crowded = [
        where(path, node.lineno)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and len(node.bases) > 2
    ]

    assert crowded == []


def writes_in(tree: ast.Module) -> list[tuple[int, str]]:
    found = []
    for call in calls(tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        receiver = {getattr(node, "attr", "") for node in ast.walk(call.func.value)}
        is_update = call.func.attr == "update" and receiver & CHANGES_ROWS
        if call.func.attr in WRITES or is_update:
            found.append((call.lineno, call.func.attr))
    return found


def test_only_operations_and_journeys_write() -> None:
    found = [
        f"{where(path, line)} .{name}()"
        for path, tree in rooms_modules().items()
        if path != RESTORES and not WRITERS & {path.stem, *path.relative_to(HOUSE).parts}
        for line, name in writes_in(tree)
    ]

    assert found == []


def test_no_model_overrides_how_it_is_saved() -> None:
    found = [
        where(path, node.lineno)
        for path, tree in modules().items()
        if path.stem == "models" or path.parent.stem == "models"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]

    assert found == []


def test_no_module_outgrows_400_lines() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in modules()}

    assert {path: size for path, size in sizes.items() if size > 400} == {}


def test_no_function_outgrows_40_lines_nor_a_class_150() -> None:
    long = [
        where(path, node.lineno)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and (node.end_lineno or node.lineno) - node.lineno >= limit(path, node)
    ]

    assert long == []


def limit(path: Path, node: ast.FunctionDef | ast.ClassDef) -> int:
    if isinstance(node, ast.ClassDef):
        return 150
    return 60 if "counting" in path.parts else 40


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        path
        for path, tree in modules().items()
        if path.parent.parent == HOUSE and path.stem == "__init__" and not ast.get_docstring(tree)
    ]

    assert silent == []


def test_rules_and_counting_are_plain_python() -> None:
    plain = (path for path in modules() if path.stem == "rules" or path.parent.stem == "rules")
    found = [
        f"{where(path, node.lineno)} {name}"
        for path in plain
        for node in ast.walk(modules()[path])
        for name in imported(node)
        if name.split(".")[0] in {"django", "wagtail", "allauth"}
    ]

    assert found == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_nothing_hides_who_calls_whom() -> None:
    found = [
        where(path, node.lineno)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if any(
            re.search(r"signals|django\.dispatch|contenttypes\.fields", n) for n in imported(node)
        )
    ]

    assert found == []


def test_a_url_named_in_python_points_down() -> None:
    """`reverse("room:name")` and its like; a model's own address may be a page of the website."""
    found = []
    for path, tree in rooms_modules().items():
        room = room_of(path)
        own_address = {
            id(constant)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name == "get_absolute_url"
            for constant in ast.walk(node)
        }
        for node in ast.walk(tree):
            named = re.fullmatch(r"([a-z]+):[a-z_]+", str(getattr(node, "value", "")))
            if not isinstance(node, ast.Constant) or not named or named[1] not in floors():
                continue
            if not may_name(room, named[1]) and not (
                named[1] == "website" and id(node) in own_address
            ):
                found.append(f"{where(path, node.lineno)} {node.value}")

    assert found == []


def test_no_line_excuses_itself() -> None:
    found = [
        f"{where(path, number)} {line.strip()}"
        for path in sorted(HOUSE.rglob("*"))
        if path.suffix in {".py", ".html", ".md", ".scss", ".js", ".css"}
        and not {"static", "node_modules"} & set(path.parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_comment(path, line) and EXCUSES.search(line)
    ]

    assert found == []


def is_comment(path: Path, line: str) -> bool:
    return "#" in line or '"""' in line if path.suffix == ".py" else "{#" in line or "//" in line


def test_the_tree_names_no_machine_and_no_registry() -> None:
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if any(map(LEFT_OUT.match, parts)) or not path.is_file() or path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if match := ELSEWHERE.search(text):
            found.append(f"{path.relative_to(ROOT)}: {match[0]}")

    assert found == []
