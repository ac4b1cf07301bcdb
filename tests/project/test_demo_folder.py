"""What `make demo` leaves in a clone disturbs neither the checks nor the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget.cli.verbs import demo
from tests.conftest import ROOT

FOLDER = "modelpkg-demo"
UNTIDY = "import os,sys\ndef test_of_a_visitor( ): assert False\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone's settings, and a demo's folder with a script that no check would let pass."""
    for name in ("pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("modelpkg_widget", "tests", FOLDER):
        (tmp_path / name).mkdir()
    for name in ("test_visitor.py", "conftest.py", "01.ipynb", "sub.py"):
        (tmp_path / FOLDER / name).write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "tests" / "test_fine.py").write_text(
        '"""Fine."""\n\n\ndef test_fine() -> None:\n    pass\n', encoding="utf-8"
    )
    return tmp_path


def run(clone: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=clone, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_folder_is_the_one_that_a_demo_makes() -> None:
    assert f'Path("{FOLDER}")' in Path(demo.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", "."),
        ("ruff", "format", "--no-cache", "--check", "."),
        ("pytest", "-q", "-p", "no:cacheprovider", "--collect-only"),
    ],
    ids=["ruff-check", "ruff-format", "pytest"],
)
@pytest.mark.slow
def test_no_check_looks_into_it(clone: Path, command: tuple[str, ...]) -> None:
    code, text = run(clone, *command)
    assert code == 0, text
    assert "visitor" not in text


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_ignores_it(clone: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=clone, check=True)
    done = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=True,
    )
    assert FOLDER not in done.stdout
    assert "pyproject.toml" in done.stdout
