"""Runs tests on the lowest versions of all dependencies that are allowed, or on the newest.

    python -m tests.project.versions lowest [PYTHON] [arguments of pytest]
    python -m tests.project.versions newest [PYTHON] [arguments of pytest]

PYTHON is a command such as ``python3.10`` or a path. What the package declares, with its demo, is
in the one version; what only tests use is the newest that fits. Left out are tests of the page,
and those that need a tool which itself asks for a newer boto3.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import requires
from pathlib import Path

from tests.conftest import ROOT

TOOLS = ["hypothesis", "pytest", "pytest-timeout", "pytest-xdist", "nbval", "ruff"]
#: The page, seen by a browser or by Node; formats that are read by awscli and cfn-lint; the build;
#: costs, which are compared with those of the newest versions.
WITHOUT = [
    "tests/e2e", "tests/hosts", "tests/conformance", "tests/bench",
    "tests/exporters/test_to_aws_cli.py",
    "tests/exporters/test_to_cloudformation.py",
    "tests/importers/formats/test_aws_cli_shorthand.py", "tests/fake_aws/server/test_aws_cli.py",
    "tests/importers/shell/test_details.py", "tests/importers/shell/test_oracle.py",
    "tests/project/test_packaging.py", "tests/project/test_imports.py",
    "tests/project/test_costs.py",
]  # fmt: skip
SAY = """
import sys
from importlib.metadata import version
print("Python", sys.version.split()[0], *(f"{name} {version(name)}" for name in sys.argv[1:]))
"""


def declared(which: str) -> list[str]:
    """What the package and its demo need, as it is declared or in its lowest version."""
    lines = [line.partition(";") for line in requires("modelpkg-widget") or ()]
    names = [
        name.strip()
        for name, _, marker in lines
        if "extra" not in marker or re.search(r"extra\s*==\s*.demo", marker)
    ]
    if which != "lowest":
        return names
    pinned = [name.replace(">=", "==") for name in names]
    # The model of the API is botocore's, of which boto3 takes a newer one as well.
    model = [f"botocore=={name.partition('==')[2]}" for name in pinned if name.startswith("boto3=")]
    return pinned + model


def run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def environment(folder: Path, python: str, packages: list[str]) -> str:
    """Make one with this package in it; returns its Python."""
    made = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    own = ["--no-deps", "-e", str(ROOT)]
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--python", python, str(folder))
        for given in (packages, own):
            run(uv, "pip", "install", "--quiet", "--python", made, *given)
    else:
        run(python, "-m", "venv", str(folder))
        for given in (packages, own):
            run(made, "-m", "pip", "install", "--quiet", *given)
    return made


def main(which: str, python: str = sys.executable, *more: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = environment(Path(folder) / "venv", python, [*declared(which), *TOOLS])
        names = [re.split(r"[^\w-]", name)[0] for name in declared(which)]
        run(made, "-c", SAY, *names)
        left_out = [f"--ignore={path}" for path in WITHOUT]
        cache = ["-p", "no:cacheprovider"]
        command = [made, "-m", "pytest", "-q", "-m", "not soak", *cache, *left_out, *more]
        return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("lowest", "newest"):
        raise SystemExit(__doc__)
    raise SystemExit(main(*sys.argv[1:]))
