"""The staircase: a module imports only from lower floors, modules of one floor do not know each other."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Rooms by floor. A package (a folder) is one room; inside it, modules import each other one way.
FLOORS = (
    ("errors",),
    ("settings", "vocabulary"),
    ("catalogues", "built"),
    ("document", "filters", "columns", "access", "wording", "interrupt"),
    ("phrases", "clitics"),
    ("lexiconfiles",),
    ("figure", "lexicon", "units", "gazetteer", "matching"),
    ("readers",),
    ("assembly",),
    ("refiners",),
    ("extract", "intake", "store", "series"),
    ("counting", "reading"),
    ("recounting", "showing", "kept"),
    ("charts", "exports", "score", "collection", "explain", "headers", "journal", "workers"),
    ("downloads", "batch", "restore", "fitting", "early"),
    ("api",),
    ("pages", "__main__"),
    ("dashboard",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS, 1) for room in rooms}

# The stairs inside the two rooms that read, told by folder. What lies beside the folders is what they stand on.
STAIRS = {
    "readers": ("numbers", "who", "where", "when"),
    "assembly": ("counted", "when", "kinds", "happened", "lists", "where", "who", "around"),
}

# Loaded by those who need them, inside functions: the command line and the workers start without them.
HEAVY = ("streamlit", "trafilatura", "plotly", "duckdb", "distributed", "dask")
ALLOWED_HEAVY = {"pages": ("streamlit", "plotly"), "charts": ("plotly",), "dashboard": ("streamlit",)}
LIGHT_FLOORS = FLOOR["refiners"]
LIGHT = ("extract", "__main__", "batch", "collection", "counting", "recounting", "reading", "journal", "workers")


def modules() -> list[Path]:
    """Return every module of the project."""
    return [*sorted((ROOT / "stats").rglob("*.py")), *ROOT.glob("dashboard.py")]


def room_of(path: Path) -> str:
    """Return the room that a module belongs to: the name right under stats/."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "stats" else parts[0]


def imports_of(path: Path) -> set[str]:
    """Return the dotted names that a module imports, anywhere in it (`from a import b` as a.b)."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} line {node.lineno}: write the import out, from stats..."
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms of stats/ that a module imports from."""
    return {parts[1] for name in imports_of(path) if (parts := name.split("."))[0] == "stats" and len(parts) > 1
            and parts[1] in FLOOR}  # fmt: skip


@pytest.mark.parametrize("path", [p for p in modules() if p.name != "__init__.py" or p.parent.name != "stats"],
                         ids=lambda p: str(p.relative_to(ROOT)))  # fmt: skip
def test_a_module_imports_only_from_lower_floors(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR, f"{path.relative_to(ROOT)} has no floor: give it one in tests/test_floors.py and the design"
    for other in rooms_imported(path) - {room}:
        assert FLOOR[other] < FLOOR[room], f"{room} (floor {FLOOR[room]}) imports {other} (floor {FLOOR[other]})"


def test_modules_of_a_package_import_each_other_one_way() -> None:
    graph: dict[str, set[str]] = {}
    for path in modules():
        own = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        graph[own] = {n for n in imports_of(path) if n.startswith("stats.")}
    known = set(graph)
    graph = {own: {next((m for m in (n, n.rpartition(".")[0]) if m in known), own) for n in names} - {own}
             for own, names in graph.items()}  # fmt: skip
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"a circle: {' -> '.join((*path[path.index(name) :], name))}"
        if name not in done:
            for other in graph[name]:
                walk(other, (*path, name))
            done.add(name)

    for name in graph:
        walk(name, ())


@pytest.mark.parametrize("room", STAIRS)
def test_folders_of_a_room_import_only_from_folders_before_them(room: str) -> None:
    stairs = STAIRS[room]
    assert sorted(stairs) == sorted(p.parent.name for p in (ROOT / "stats" / room).glob("*/__init__.py"))
    for path in (ROOT / "stats" / room).glob("*/*.py"):
        step = stairs.index(path.parent.name)
        for name in imports_of(path):
            parts = name.split(".")
            if parts[:2] == ["stats", room] and parts[2] in stairs:
                assert stairs.index(parts[2]) <= step, f"{path.parent.name}/{path.name} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    """No heavy import at the top of a module that the command line loads at its start."""
    room = room_of(path)
    heavy = [h for h in HEAVY if h not in ALLOWED_HEAVY.get(room, ())]
    if FLOOR.get(room, 0) <= LIGHT_FLOORS or room in LIGHT:
        heavy += ["pandas", "sqlalchemy"]
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] not in heavy, f"line {node.lineno}: import {name} inside the function"


def test_no_module_bears_a_name_that_says_nothing() -> None:
    for path in modules():
        assert path.stem not in ("utils", "util", "helpers", "helper", "common", "manager", "misc"), path
