"""Who may import whom, in both languages, and what must never stand in the page's code.

The tables are the rules. Both run one way: a row may name only rows above it.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "modelpkg_widget"
PAGE = ROOT / "js" / "src"


# The table of packages is in docs/architecture.md. A folder's files may import each other, the
# standard library is free, and so is what type checkers alone import from elsewhere.
def _packages() -> dict[str, tuple[str, str]]:
    """Return what each package of docs/architecture.md may import: of ours, from elsewhere."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("| package | may import |")[2].partition("\n\n")[0]
    rows = [
        [cell.replace("`", "").strip() for cell in line.split("|")[1:4]]
        for line in table.splitlines()
        if line.startswith("| `")
    ]
    return {name: (ours, others) for name, ours, others in rows}


PYTHON = _packages()

# Layers of js/src, lowest first: (files at the top or "folder/", npm packages it may import).
# A layer may import itself and every layer above it in this table.
TYPESCRIPT = [
    ("core/", ""),
    ("protocol/ jsx", "preact"),
    ("loader", ""),
    ("form/", "@preact/signals-core"),  # signals, no DOM: it runs in Node
    ("host/", "@preact/signals-core"),
    ("controls/", "preact preact/hooks @preact/signals-core"),
    ("panels/", "preact preact/hooks @preact/signals-core"),
    ("widget", "preact"),
    ("standalone/", "preact preact/hooks @preact/signals-core"),
]

# What must not stand in js/src, and why; the files where it may.
NEVER = [
    (
        r"innerHTML|InnerHTML|outerHTML|insertAdjacentHTML|document\.write",
        "text becomes markup",
        "",
    ),
    (r"\beval\(|\bnew Function\b|\bFunction\(", "pages forbid it: no unsafe-eval", ""),
    (
        r"document\.(querySelector|getElement|body|head|activeElement)",
        "marimo puts the form in a shadow root: search from an element of the form",
        "main.tsx",  # a page of its own
    ),
    (
        r"\bsave_changes\b|\bmsg:custom\b|\bAnyModel\b|@anywidget",
        "only the host knows the Jupyter model",
        "sync.ts model.ts local_model.ts",
    ),
    (
        r"@import\s+url|url\(\s*[\"']?(https?:|//)|\bfetch\(|XMLHttpRequest|new WebSocket",
        "no host is asked for anything",
        "",
    ),
]


def python_row(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def python_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each import; of ours, with the package's name in front."""
    package = ("modelpkg_widget", *path.relative_to(PACKAGE).parent.parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guards = [
        n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test)
    ]
    for_types = {id(node) for guard in guards for part in guard.body for node in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            # `from . import a` imports modules, `from .a import b` names of one.
            of_package = stem == "modelpkg_widget"
            names = [f"{stem}.{alias.name}" for alias in node.names] if of_package else [stem]
        else:
            continue
        for name in names:
            ours = name.split(".")[0] == "modelpkg_widget"
            if ours or id(node) not in for_types:
                yield node.lineno, name.replace(".__version__", ".__init__")


ROWS: dict[str, list[Path]] = {}
for file in sorted(PACKAGE.rglob("*.py")):
    ROWS.setdefault(python_row(file), []).append(file)


@pytest.mark.parametrize("row", ROWS)
def test_python_imports_only_what_its_row_allows(row: str) -> None:
    assert row in PYTHON, (
        f"{ROWS[row][0].relative_to(ROOT)} has no row in the table of docs/architecture.md. Add "
        f"{row!r}: packages of ours that it may import, and distributions."
    )
    ours, others = (set(names.split()) for names in PYTHON[row])
    allowed = {"modelpkg_widget", *sys.stdlib_module_names, *others}
    for path in ROWS[row]:
        for line, name in python_imports(path):
            top, *rest = name.split(".")
            where = f"{path.relative_to(ROOT)}:{line} imports {name}"
            assert top in allowed, f"{where}; its row allows from elsewhere: {sorted(others)}"
            assert top != "modelpkg_widget" or (rest and rest[0] in {*ours, row}), (
                f"{where}; its row allows of ours: {sorted(ours)}"
            )


def test_python_rows_run_one_way_and_exist() -> None:
    above: set[str] = set()
    for row, (ours, _) in PYTHON.items():
        assert set(ours.split()) <= above, f"the row of {row!r} names a row below it: {ours}"
        above.add(row)
    missing = above - ROWS.keys()
    assert not missing, f"no such file any more, take out the row: {sorted(missing)}"


def test_importing_the_package_loads_no_aws() -> None:
    heavy = ["boto3", "botocore", "moto", "flask", "ipywidgets", "jsonschema"]
    code = f"import sys, modelpkg_widget; print(sorted(sys.modules.keys() & set({heavy})))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


IMPORT = re.compile(
    r"""^\s*(?:import|export)\b(?:[^;"']*?\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']""",
    re.MULTILINE,
)
SOURCES = sorted(path for path in PAGE.rglob("*") if path.suffix in {".ts", ".tsx"})


def layer_of(inside: PurePosixPath) -> int | None:
    """Number of the row for a path inside js/src."""
    name = f"{inside.parts[0]}/" if len(inside.parts) > 1 else inside.stem
    return next((n for n, (names, _) in enumerate(TYPESCRIPT) if name in names.split()), None)


def typescript_imports(path: Path) -> Iterator[str]:
    for match in IMPORT.finditer(path.read_text(encoding="utf-8")):
        yield match[1] or match[2]


FOLDERS: dict[PurePosixPath, list[Path]] = {}
for file in SOURCES:
    FOLDERS.setdefault(PurePosixPath(file.parent.relative_to(PAGE).as_posix()), []).append(file)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_typescript_imports_only_layers_above_it(folder: PurePosixPath) -> None:
    for path in FOLDERS[folder]:
        inside = folder / path.name
        layer = layer_of(inside)
        assert layer is not None, (
            f"js/src/{inside} belongs to no layer in the table TYPESCRIPT of this test. "
            "Put it in a folder that has a row, or add its name to the row of its layer."
        )
        packages = TYPESCRIPT[layer][1].split()
        for name in typescript_imports(path):
            where = f"js/src/{inside} imports {name}"
            if not name.startswith("."):
                assert name in packages, f"{where}; its row allows: {packages}"
                continue
            target = PurePosixPath((path.parent / name).resolve().relative_to(PAGE).as_posix())
            found = layer_of(target)
            assert found is not None and found <= layer, (
                f"{where}, which is no layer above its own ({TYPESCRIPT[layer][0]})."
            )


def test_the_page_imports_only_what_it_declares() -> None:
    declared = json.loads((ROOT / "js" / "package.json").read_text())["dependencies"]
    used = {name for path in SOURCES for name in typescript_imports(path) if name[0] != "."}
    undeclared = {
        name for name in used if not any(f"{name}/".startswith(f"{d}/") for d in declared)
    }
    assert not undeclared, f"add to dependencies in js/package.json: {sorted(undeclared)}"


@pytest.mark.parametrize(("pattern", "why", "allowed"), NEVER, ids=[row[1] for row in NEVER])
def test_never_in_the_page(pattern: str, why: str, allowed: str) -> None:
    found = [
        f"js/src/{path.relative_to(PAGE).as_posix()}:{number}: {line.strip()}"
        for path in [*SOURCES, *PAGE.rglob("*.css")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line) and path.name not in allowed.split()
    ]
    assert not found, f"{why}:\n" + "\n".join(found)
