"""Every block of Python in README and docs runs; every command is run, or known to another test."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws import Sandbox
from tests.conftest import ROOT
from tests.helpers import doc_world

from .documentation import DOCS, PAGES, Block, blocks

PYTHON = [page for page in PAGES if blocks(page, "python")]
SHELL = [page for page in PAGES if blocks(page, "sh", "ipython3")]
#: Commands that other tests run, or that install.
KNOWN = {
    "pip install .": "tests/project/test_packaging.py",
    "pip install '.[demo]'": "tests/project/test_packaging.py",
    "pip install modelpkg_widget-0.1.0-py3-none-any.whl": "tests/project/test_packaging.py",
    "%pip install modelpkg_widget-0.1.0-py3-none-any.whl": "tests/project/test_packaging.py",
    "python -m venv .venv": "tests/project/test_packaging.py",
    "modelpkg-widget demo": "tests/cli/test_demo_server.py",
    "voila 03_marketplace_certification.ipynb": "tests/e2e/hosts/test_voila.py",
    "aws marketplace-catalog start-change-set --region us-east-1 --cli-input-json "
    "file://new-product.json": "tests/exporters/test_to_catalog.py",
    "pip install voila": "pyproject.toml",
    "pip install anywidget": "pyproject.toml",
    "pip install pre-commit": ".pre-commit-config.yaml",
    "pre-commit install": ".pre-commit-config.yaml",
}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A folder with the files of the examples, and a sandbox in the place of AWS."""
    folder = tmp_path / "examples"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with doc_world.example_aws(monkeypatch) as made:
        doc_world.write_files(folder, made)
        yield made


@pytest.mark.parametrize("document", PYTHON, ids=lambda page: page.name)
@pytest.mark.slow
def test_python_of_a_page_runs(document: Path, aws: Sandbox) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    try:
        for block in blocks(document, "python"):
            code = compile(_at_its_line(block), str(document), "exec", dont_inherit=True)
            exec(code, namespace)
    finally:
        for value in namespace.values():
            if isinstance(value, ModelPackageForm):
                value.close()


def _at_its_line(block: Block) -> str:
    """Return the text so that a traceback names the line of the page."""
    return "\n" * (block.line - 1) + block.text


def test_enough_python_runs() -> None:
    assert sum(len(blocks(page, "python")) for page in PYTHON) > 20


def _commands(page: Path) -> Iterator[str]:
    for block in blocks(page, "sh", "ipython3"):
        for line in block.text.splitlines():
            command = re.sub(r"(^|\s)#.*$", "", line).strip()
            if command:
                yield re.sub(r"^\.venv/bin/(?=pip|modelpkg)", "", command)


def _is_of_the_project(command: str) -> bool:
    """Whether it is a target of the Makefile, or a tool that is run on files that exist."""
    if command.startswith("make "):
        return command.split()[1] in TARGETS
    words = [word for word in shlex.split(command.replace("cd js && ", "")) if word != "-q"]
    if words[:3] == [".venv/bin/python", "-m", "pytest"]:
        return all((ROOT / word).exists() for word in words[3:])
    if words[:3] == ["npx", "vitest", "run"]:
        return all((ROOT / "js" / word).exists() for word in words[3:])
    return command in {".venv/bin/python js/build/bundle.py", "cd js && npm run check"}


def _is_run(command: str) -> bool:
    return command.startswith("modelpkg-widget ") and command not in KNOWN


@pytest.mark.parametrize("document", SHELL, ids=lambda page: page.name)
def test_commands_of_a_page_are_known(document: Path) -> None:
    unknown = [
        command
        for command in _commands(document)
        if command not in KNOWN and not _is_run(command) and not _is_of_the_project(command)
    ]
    assert unknown == []


def test_known_commands_are_used_and_their_tests_exist() -> None:
    used = {command for page in SHELL for command in _commands(page)}
    assert set(KNOWN) - used == set()
    assert [file for file in KNOWN.values() if not (ROOT / file).exists()] == []


@pytest.mark.parametrize(
    "document",
    [page for page in SHELL if any(map(_is_run, _commands(page)))],
    ids=lambda page: page.name,
)
@pytest.mark.slow
def test_commands_of_a_page_run(document: Path, aws: Sandbox, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "modelpkg-widget"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m modelpkg_widget "$@"\n')
    program.chmod(0o755)
    env = os.environ | {
        "MODELPKG_SANDBOX": aws.url,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    for command in filter(_is_run, _commands(document)):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_json_of_a_page_is_json() -> None:
    for page in PAGES:
        for block in blocks(page, "json"):
            json.loads(block.text)


def test_every_block_says_its_language() -> None:
    spoken = {"python", "sh", "ipython3", "ts", "json", "text"}
    directives = {"{raw}", "{toctree}", "{include}", "{eval-rst}", "{warning}", "{note}"}
    found = {
        (page.name, match)
        for page in PAGES
        for match in re.findall(r"^(?:```|:::)([^\n]+)$", page.read_text("utf-8"), re.MULTILINE)
    }
    other = {(name, match) for name, match in found if match.split()[0] not in spoken | directives}
    assert other == set()
    assert {page for page, _ in found} >= {"README.md", "index.md", "quickstart.md"}
    assert DOCS.is_dir()
