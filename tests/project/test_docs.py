"""What the documentation names is there: links, files, commands, public names."""

from __future__ import annotations

import inspect
import re
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest

import modelpkg_widget
from modelpkg_widget import ModelPackageForm
from modelpkg_widget.cli.main import main
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.client import ControlClient
from modelpkg_widget.uploads.errors import AttachError
from modelpkg_widget.widget import public_names
from tests.conftest import ROOT

from .documentation import DOCS, PAGES, README, anchors, links, notebook_links, prose

#: Folders from which pages name files.
BASES = [ROOT, ROOT / "modelpkg_widget", ROOT / "modelpkg_widget" / "widget", ROOT / "js" / "src"]
#: Files that a reader is told to make, and what is there only after a build.
TO_MAKE = {
    "modelpkg_widget/exporters/to_names.py",
    "tests/exporters/test_to_names.py",
    "tests/importers/formats/test_registrar.py",
    "docs/_build/html",
    "docs/_build/html/index.html",
    "test-results/bench.md",
    "dist/",
}
ROOTS = (
    "modelpkg_widget/",
    "tests/",
    "js/",
    "docs/",
    "notebooks/",
    "resources/",
    ".ci/",
    ".github/",
)
API = (DOCS / "api.md").read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _paths(page: Path) -> set[str]:
    named = set(re.findall(r"(?<!\})`([\w.@-]+(?:/[\w.@-]*)+)`", prose(page)))
    if page.name == "architecture.md":
        return {name for name in named if "PACKAGE" not in name and "VERB" not in name}
    return {name for name in named if name.startswith(ROOTS) and "PACKAGE" not in name} - TO_MAKE


def _is_there(name: str) -> bool:
    return any(path.exists() for base in BASES for path in [base / name, *base.glob(f"*/{name}")])


@pytest.mark.parametrize("document", PAGES, ids=_name)
def test_files_that_a_page_names_exist(document: Path) -> None:
    assert [name for name in sorted(_paths(document)) if not _is_there(name)] == []


def test_enough_files_are_named() -> None:
    assert len(_paths(DOCS / "architecture.md")) > 30
    assert len({name for page in PAGES for name in _paths(page)}) > 60


@pytest.mark.parametrize("document", PAGES, ids=_name)
def test_links_of_a_page_lead_somewhere(document: Path) -> None:
    missing = []
    for target in links(document):
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            missing.append(target)
    for target in notebook_links(document):
        if not (ROOT / f"{target}.ipynb").is_file():
            missing.append(target)
    assert missing == []


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = set(re.findall(r"^[\w/-]+$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE))
    pages = {page.stem for page in DOCS.glob("*.md")} - {"index"}
    notebooks = {f"notebooks/{path.stem}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert listed == pages | notebooks


def test_readme_has_90_to_130_lines() -> None:
    assert 90 <= len(README.read_text(encoding="utf-8").splitlines()) <= 130


def test_no_page_is_long() -> None:
    lengths = {_name(page): len(page.read_text("utf-8").splitlines()) for page in PAGES}
    generated = {"docs/protocol.md", "docs/command-line.md"}
    assert {name: n for name, n in lengths.items() if n > 200 and name not in generated} == {}


# ---- What follows from the code

GENERATE = runpy.run_path(str(DOCS / "generate.py"))


def test_generated_parts_are_those_of_the_code() -> None:
    pages: dict[Path, str] = GENERATE["generated"]()
    made = {"README.md", "accessibility.md", "command-line.md", "hosts.md", "protocol.md"}
    assert {page.name for page in pages} == made
    stale = [page.name for page, text in pages.items() if page.read_text("utf-8") != text]
    assert stale == [], "run `make docs`, or .venv/bin/python docs/generate.py"


def test_the_command_line_page_has_what_help_prints(capsys: pytest.CaptureFixture[str]) -> None:
    page = " ".join((DOCS / "command-line.md").read_text(encoding="utf-8").split())
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(verbs) > 7
    for verb in verbs:
        assert f"### {verb} " in page
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        printed = capsys.readouterr().out
        options = set(re.findall(r"^  (--[\w-]+)", printed, re.MULTILINE))
        section = page.partition(f"### {verb} ")[2].partition("### ")[0]
        assert {option for option in options if f"`{option}" not in section} == set()
        epilog = printed.rpartition("Exit code:")[2] if "Exit code:" in printed else ""
        assert " ".join(epilog.split()) in section


# ---- The reference


def _documented() -> set[str]:
    """Return the names that the reference shows, without the module."""
    found: set[str] = set()
    owner = ""
    for kind, name, options in re.findall(
        r"^ *\.\. auto(\w+):: ([\w.]+)\n((?: +:.*\n)*)", API, re.MULTILINE
    ):
        short = re.sub(r"^modelpkg_widget\.(?:[a-z_]+\.)*", "", name)
        if kind == "method" or (kind == "attribute" and "." not in short):
            short = f"{owner}.{short}"
        elif kind == "class":
            owner = short
            members = re.search(r":members: *(.*)", options)
            found |= {f"{owner}.{one}" for one in re.findall(r"\w+", members[1] if members else "")}
        found.add(short)
    return found


def test_every_public_name_is_in_the_reference() -> None:
    assert set(modelpkg_widget.__all__) - _documented() == set()


def test_every_trait_and_method_of_a_form_is_in_the_reference() -> None:
    form = ModelPackageForm()
    public = {name for name in dir(form) if not name.startswith("_")}
    form.close()
    inherited = {"layout", "observe", "unobserve"}
    documented = {name.partition(".")[2] for name in _documented() if "Form." in name}
    documented = {name for name in documented if not name.startswith("__")}  # `form[...]`
    assert public - inherited - documented == set()
    assert documented - public == set()
    assert not documented & public_names._PLUMBING


def _public() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        (name, getattr(modelpkg_widget, name)) for name in modelpkg_widget.__all__
    ]
    found.append(("AttachError", AttachError))
    owners = [ModelPackageForm, modelpkg_widget.Exercise, ControlClient]
    found += [
        (f"{owner.__name__}.{name}", member)
        for owner in owners
        for name, member in vars(owner).items()
        if not name.startswith("_") and (inspect.isfunction(member) or type(member) is classmethod)
    ]
    return found


@pytest.mark.parametrize(("name", "member"), _public(), ids=[name for name, _ in _public()])
def test_docstring_has_every_parameter(name: str, member: Any) -> None:
    documented = inspect.getdoc(member) or ""
    assert documented[:1].isupper()
    assert documented.split("\n\n")[0].endswith(".")
    if name in ("Exercise", "Issue", "Finding") or issubclass_of_error(member):
        return  # `exercise` makes the first; the others have attributes
    function = member.__func__ if isinstance(member, classmethod) else member
    target = function.__init__ if inspect.isclass(function) else function
    parameters = [one for one in inspect.signature(target).parameters if one not in ("self", "cls")]
    missing = [one for one in parameters if not re.search(rf"^ +{one}: ", documented, re.MULTILINE)]
    assert missing == []


def test_first_line_of_an_attribute_has_no_colon() -> None:
    """Sphinx would take what is before it for the type."""
    traits = [(name, trait.help) for name, trait in ModelPackageForm.class_traits().items()]
    own = [(name, text) for name, text in traits if f"ModelPackageForm.{name}" in API]
    own.append(("task", modelpkg_widget.Exercise.task.help))
    own += [
        (name, inspect.getdoc(member) or "")
        for owner in (ControlClient, Sandbox, modelpkg_widget.Finding)
        for name, member in vars(owner).items()
        if isinstance(member, property)
    ]
    assert len(own) > 20
    assert [name for name, text in own if ": " in text.splitlines()[0]] == []


def issubclass_of_error(member: Any) -> bool:
    return inspect.isclass(member) and issubclass(member, Exception)


# ---- Release


def test_a_tag_of_this_commit_is_that_of_the_version() -> None:
    done = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    tags = [tag for tag in done.stdout.split() if re.fullmatch(r"v\d.*", tag)]
    assert tags in ([], [f"v{modelpkg_widget.__version__}"])
