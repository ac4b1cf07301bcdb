"""The form inside images of SageMaker Distribution: `make studio`, which needs a package index.

For each set of versions a new environment: its packages first, then the wheel as a user installs
it, which may move none of them, then what the sandbox needs. In it s3fs and the form are used.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.environments.resolving import Distribution, distributions, normalized

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]
STEPS = ROOT / "tests" / "environments" / "studio_steps.py"
#: What the sandbox needs beside the package; jupyterlab of the extra `demo` is in the image.
SANDBOX = ["moto[s3]>=5.2.1", "flask>=3.0", "flask-cors>=4.0"]


def python_of(version: str) -> str:
    """A command for a version of Python; the test is skipped where there is none."""
    here = ".".join(map(str, sys.version_info[:2]))
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")
    places = [shutil.which(f"python{version}"), *map(str, pyenv.glob(f"{version}.*/bin/python"))]
    for place in [sys.executable if here == version else None, *places]:
        if place and subprocess.run([place, "--version"], capture_output=True).returncode == 0:
            return place
    pytest.skip(f"no Python {version} on this machine")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


class Environment:
    """A new virtual environment."""

    def __init__(self, folder: Path, python: str) -> None:
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        self.python = str(folder / "bin" / "python")

    def install(self, *packages: str) -> None:
        """Install as a user does: pip may move what is there."""
        self.run("-m", "pip", "install", "--quiet", *packages)

    def versions(self) -> dict[str, str]:
        rows = json.loads(self.run("-m", "pip", "list", "--format=json"))
        return {normalized(row["name"]): row["version"] for row in rows}

    def run(self, *arguments: str) -> str:
        env = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
        command = [self.python, *arguments]
        folder = Path(self.python).parent
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.mark.parametrize("image", distributions(), ids=lambda image: image.name)
def test_the_form_and_s3fs_work_in_an_image(
    image: Distribution, wheel: Path, tmp_path: Path, record_property: object
) -> None:
    env = Environment(tmp_path / "venv", python_of(image.python))
    env.install(*image.pins)
    before = env.versions()
    assert {name: before[name] for name in image.packages} == image.packages

    env.install(str(wheel))
    with_us = env.versions()
    assert {name: with_us[name] for name in before} == before
    new = sorted(with_us.keys() - before.keys())
    env.install(*SANDBOX)
    after = env.versions()
    assert {name: after[name] for name in with_us} == with_us

    found = json.loads(env.run(str(STEPS)))
    assert found["versions"]["boto3"] == image.packages["boto3"]
    assert found["arn"].startswith("arn:aws:sagemaker:")
    print(f"\nSageMaker Distribution {image.name}: installed {', '.join(new)}; {json.dumps(found)}")
