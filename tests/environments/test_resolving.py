"""The package goes into images of SageMaker Distribution without moving what is there."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.environments.resolving import Distribution, applies, distributions, moved

ALL = pytest.mark.parametrize("there", distributions(), ids=lambda there: there.name)
KEYS = {
    "boto3", "botocore", "aiobotocore", "s3fs", "ipywidgets", "jupyterlab", "jsonschema",
    "traitlets",
}  # fmt: skip


def declared() -> list[str]:
    """What pyproject.toml declares; what was installed beside the tests may be of an older one."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text.partition("\ndependencies = [\n")[2].partition("\n]\n")[0].splitlines()
    return [line.split('"')[1] for line in lines if '"' in line.partition("#")[0]]


@ALL
def test_the_key_packages_are_in_the_set(there: Distribution) -> None:
    assert there.packages.keys() >= KEYS
    assert there.python in ("3.11", "3.12")


@ALL
def test_what_is_in_the_set_fits_together(there: Distribution) -> None:
    """Else a move of one package could be a repair."""
    for name, needs in there.needs.items():
        for need in map(Requirement, needs):
            version = there.packages[need.name]
            assert need.specifier.contains(version), f"{name} requires {need}, not {version}"


@ALL
def test_installing_moves_nothing(there: Distribution) -> None:
    assert moved(declared(), there) == []


@ALL
def test_a_higher_boto3_would_move_it_out_of_what_aiobotocore_allows(there: Distribution) -> None:
    higher = [*(one for one in declared() if not one.startswith("boto3")), "boto3>=1.99"]
    (said,) = moved(higher, there)
    version = there.packages["boto3"]
    assert said == f"modelpkg-widget requires boto3>=1.99, and {version} is there"
    needs = map(Requirement, there.needs["aiobotocore"])
    (botocore,) = (one for one in needs if one.name == "botocore")
    assert not botocore.specifier.contains("1.99.0")


def test_a_requirement_of_what_is_installed_too_counts() -> None:
    there = Distribution("x", "3.12", {"ipywidgets": "7.0.0"}, {})
    (said,) = moved(["anywidget"], there)
    assert said.startswith("anywidget requires ipywidgets")
    assert moved(["anywidget"], replace(there, packages={"ipywidgets": "8.1.0"})) == []


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("a", True),
        ('a; python_version < "3.12"', False),
        ('a; sys_platform == "win32"', False),
        ('a; extra == "dev"', False),
    ],
)
def test_markers_are_those_of_the_image(requirement: str, *, expected: bool) -> None:
    assert applies(Requirement(requirement), "3.12") is expected


def test_the_declared_requirements_are_those_of_the_package() -> None:
    own = {Requirement(one).name for one in requires("modelpkg-widget") or () if "extra" not in one}
    assert {Requirement(one).name for one in declared()} == own
