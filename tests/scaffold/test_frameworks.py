"""Containers with a framework: what can be checked of them without building their images.

An image needs packages of its framework, so none is built here. The files run with a stand-in for
the framework; scikit-learn and XGBoost also run for real, which is soak.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget.scaffold.scaffold import FRAMEWORKS, scaffold

pytestmark = pytest.mark.slow

FAKES = Path(__file__).parent / "fakes"
TRAINED = [name for name in FRAMEWORKS if name != "none"]
PACKAGES = {"sklearn": ["scikit-learn"], "xgboost": ["xgboost-cpu", "numpy"]}
#: Modules that reach a network or start programs; the server's own is http.server.
FORBIDDEN = {"subprocess", "urllib", "requests", "pip", "ensurepip", "importlib", "httpx", "ftplib"}


def test_all_frameworks_are_there() -> None:
    assert FRAMEWORKS == ("none", "pytorch", "sklearn", "xgboost")


@pytest.mark.parametrize("framework", TRAINED)
def test_its_own_tests_pass_with_a_stand_in(tmp_path: Path, framework: str) -> None:
    folder = tmp_path / "churn"
    scaffold(folder, framework)
    environment = {**os.environ, "PYTHONPATH": str(FAKES)}
    for words in (["-m", "unittest", "--quiet"], ["train.py"]):
        subprocess.run(
            [sys.executable, *words], cwd=folder, env=environment, check=True, capture_output=True
        )
    readme = (folder / "README.md").read_text()
    assert "{" not in readme
    assert all(f"`{path.name}`" in readme for path in (folder / "model").iterdir())


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_everything_is_installed_at_build_and_nothing_at_start(
    tmp_path: Path, framework: str
) -> None:
    folder = tmp_path / "churn"
    scaffold(folder, framework)
    started = [folder / name for name in _copied(folder) if name != "requirements.txt"]
    assert (folder / "serve").stat().st_mode & 0o111
    imported: set[str] = set()
    for path in started:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).partition(".")[0])
    assert imported & FORBIDDEN == set()
    # What is imported is in the image: copied, of Python, or of a package in requirements.txt.
    own = {path.stem for path in started}
    packages = {"joblib", "numpy", "sklearn", "torch", "xgboost"} if framework != "none" else set()
    assert imported - own - set(sys.stdlib_module_names) <= packages


def _copied(folder: Path) -> list[str]:
    rows = re.findall(
        r"^COPY (.+) /opt/program/$", (folder / "Dockerfile").read_text(), re.MULTILINE
    )
    return [name for row in rows for name in row.split()]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_dockerfile_is_well_formed(tmp_path: Path, framework: str) -> None:
    """Each instruction is known, what it copies is there, and packages come before the code."""
    folder = tmp_path / "churn"
    scaffold(folder, framework)
    lines = [line for line in (folder / "Dockerfile").read_text().splitlines() if line[0] != "#"]
    words = [line.split()[0] for line in lines]
    assert words[0] == "FROM"
    assert words[-1] == "USER"
    assert set(words) <= {"FROM", "COPY", "RUN", "ENV", "USER"}
    assert all((folder / name).is_file() for name in _copied(folder))
    installs = [at for at, line in enumerate(lines) if "pip install" in line]
    assert len(installs) == (framework != "none")
    assert all("serve" not in line for line in lines[: max(installs, default=0)])
    pinned = folder / "requirements.txt"
    if pinned.exists():
        assert all(re.fullmatch(r"[a-z-]+==[\d.]+", row) for row in pinned.read_text().split())


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_request_names_the_image(tmp_path: Path, framework: str) -> None:
    scaffold(tmp_path / "churn", framework)
    request = json.loads((tmp_path / "churn" / "request.json").read_text())
    assert request["InferenceSpecification"]["Containers"] == [{"Image": "churn:1"}]


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("framework", sorted(PACKAGES))
def test_its_own_tests_pass_with_the_framework(tmp_path: Path, framework: str) -> None:
    """With the newest version that this Python can have; PyTorch is too large."""
    folder = tmp_path / "churn"
    scaffold(folder, framework)
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES[framework]], check=True)
    for words in (["-m", "unittest", "--quiet"], ["train.py"]):
        subprocess.run([python, *words], cwd=folder, check=True)
