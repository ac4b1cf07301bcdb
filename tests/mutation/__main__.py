"""Puts small faults into the code, one at a time, and says which of them no test finds.

    python -m tests.mutation [--count 100] [--seed 1] [--workers 2] [MODULE ...]

Each fault is put into a copy of the project, where the tests of its module run until one fails.
A fault that no test finds is printed at once; after every ten, how many were found.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.conftest import ROOT

from .mutants import Mutant, sample

SECONDS = 900
"""What one command of tests may take; a mutant that never ends is found, too."""


@dataclass(frozen=True)
class Module:
    """Files by glob patterns, and the tests that hold them; of the page: files of vitest."""

    files: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.files[0].startswith("js/")


MODULES = {
    "shared_request": Module(
        ("modelpkg_widget/widget/shared_request.py",),
        ("tests/widget/test_shared_request.py", "tests/widget/test_shared_request_merging.py"),
    ),
    "merge": Module(
        ("modelpkg_widget/request/merge.py", "modelpkg_widget/request/list_alignment.py"),
        ("tests/request", "tests/widget/test_shared_request_merging.py", "tests/conformance"),
    ),
    "validation": Module(
        ("modelpkg_widget/validation/*.py",),
        ("tests/validation", "tests/conformance"),
    ),
    "submission": Module(
        ("modelpkg_widget/submission/*.py",),
        ("tests/submission", "tests/widget/features", "tests/exactly_once", "tests/aws"),
    ),
    "drafts": Module(
        ("modelpkg_widget/storage/*.py", "modelpkg_widget/widget/features/drafting.py"),
        ("tests/storage", "tests/widget/features"),
    ),
    "importers": Module(("modelpkg_widget/importers/**/*.py",), ("tests/importers",)),
    "form_model": Module(("js/src/form/**/*.ts",), ("test/form", "test/core")),
}  # fmt: skip


def copied(folder: Path) -> Path:
    """Copy the project, what was built included, and Node's packages by a link."""
    made = folder / "project"
    names = ["modelpkg_widget", "tests", "js", "pyproject.toml", "README.md", "docs"]
    left_out = shutil.ignore_patterns("node_modules", "__pycache__")
    made.mkdir()
    for name in names:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, made / name, ignore=left_out)
        else:
            shutil.copy(source, made / name)
    (made / "js" / "node_modules").symlink_to(ROOT / "js" / "node_modules")
    return made


def commands(module: Module) -> Iterator[list[str]]:
    """Yield the commands that run the tests of a module, those that take long last."""
    if module.is_page:
        yield ["npx", "vitest", "run", "--bail", "1", "--reporter", "dot", *module.tests]
        return
    for speed in ("not slow", "slow"):
        words = ["-m", "pytest", "-x", "-q", "-m", f"{speed} and not soak and not browser"]
        quiet = ["--no-header", "--tb=no", "-p", "no:cacheprovider"]
        yield [sys.executable, *words, *quiet, *module.tests]


def is_found(project: Path, module: Module, mutant: Mutant) -> bool:
    """Whether a test of the module fails with the mutant."""
    file = project / mutant.file.relative_to(ROOT)
    before = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    folder = project / "js" if module.is_page else project
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        for command in commands(module):
            run = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS,
                check=False,
            )  # fmt: skip
            if run.returncode not in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
                return True
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(before, encoding="utf-8")


def judged(module: Module, mutants: list[Mutant], workers: int) -> Iterator[tuple[Mutant, bool]]:
    """Yield each mutant with whether a test finds it, as soon as that is known."""
    with tempfile.TemporaryDirectory() as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for at in range(workers):
            own = Path(folder) / str(at)
            own.mkdir()
            free.put(copied(own))

        def found(mutant: Mutant) -> bool:
            project = free.get()
            try:
                return is_found(project, module, mutant)
            finally:
                free.put(project)

        same = Mutant(mutants[0].file, mutants[0].file.read_text(encoding="utf-8"), "nothing")
        if found(same):
            raise SystemExit("The tests fail without a mutant: see what they say first.")
        with ThreadPoolExecutor(workers) as pool:
            yield from zip(mutants, pool.map(found, mutants), strict=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", default=[*MODULES], help=", ".join(MODULES))
    parser.add_argument("--count", type=int, default=100, help="mutants of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    for name in given.modules:
        module = MODULES[name]
        files = [file for pattern in module.files for file in ROOT.glob(pattern)]
        mutants = sample(files, given.count, given.seed)
        found = 0
        for at, (mutant, is_dead) in enumerate(judged(module, mutants, given.workers), start=1):
            found += is_dead
            if not is_dead:
                print(f"  {at}: {mutant.what}", flush=True)
            if at % 10 == 0 or at == len(mutants):
                print(f"{name}: {found} of {at} found (seed {given.seed})", flush=True)


if __name__ == "__main__":
    main()
