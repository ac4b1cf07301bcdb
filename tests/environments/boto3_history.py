"""Makes the table of what each boto3 since the floor knows: `resources/boto3_versions.json`.

    python -m tests.environments.boto3_history [CLONE]

It bisects the releases of botocore, which has the number of its boto3, down to the ones that
changed CreateModelPackage: about a hundred downloads of 13 MB. With CLONE, the path of a clone of
botocore's repository, releases that have a tag there are read from it instead.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

TABLE = ROOT / "modelpkg_widget" / "resources" / "boto3_versions.json"
MODEL = "botocore/data/sagemaker/2017-07-24/service-2.json"
ABOUT = (
    "The version of boto3 that first had a member of CreateModelPackage (members), or first did "
    "not require it (optional). The first version has what is not listed. Of members that came "
    "together only the outermost is listed. Made by: python -m tests.environments.boto3_history"
)


def releases(floor: str) -> list[str]:
    """The releases of botocore since a version, oldest first."""
    command = [sys.executable, "-m", "pip", "index", "versions", "botocore"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (listed,) = re.findall(r"^Available versions: (.*)$", said, re.MULTILINE)
    return sorted((one for one in listed.split(", ") if number(one) >= number(floor)), key=number)


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def model_of(version: str, clone: str = "") -> dict[str, Any]:
    """SageMaker's model in a release of botocore."""
    for suffix in ("", ".gz") if clone else ():
        command = ["git", "-C", clone, "show", f"{version}:{MODEL}{suffix}"]
        done = subprocess.run(command, capture_output=True)
        if done.returncode == 0:
            return _unpacked(done.stdout)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder]
        subprocess.run([*command, f"botocore=={version}"], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (name for name in archive.namelist() if name.startswith(MODEL))
            return _unpacked(archive.read(name))


def _unpacked(data: bytes) -> dict[str, Any]:
    text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    model: dict[str, Any] = json.loads(text)
    return model


def members(shapes: dict[str, Any], shape: str, path: str = "") -> Iterator[tuple[str, bool]]:
    """Each member at and below a shape, and whether it is required there."""
    row = shapes[shape]
    if row["type"] == "structure":
        for name, child in row["members"].items():
            place = f"{path}.{name}" if path else name
            yield place, name in row.get("required", ())
            yield from members(shapes, child["shape"], place)
    elif row["type"] == "list":
        yield from members(shapes, row["member"]["shape"], f"{path}[]")
    elif row["type"] == "map":
        yield from members(shapes, row["value"]["shape"], f"{path}{{}}")


def facts(model: dict[str, Any]) -> set[tuple[str, str]]:
    """What a model says, each as a kind and the path of a member."""
    shapes, operations = model["shapes"], model["operations"]
    request = dict(members(shapes, operations["CreateModelPackage"]["input"]["shape"]))
    optional = {("optional", path) for path, required in request.items() if not required}
    return {("members", path) for path in request} | optional


def since(
    versions: Sequence[str], of: Callable[[str], set[tuple[str, str]]]
) -> dict[tuple[str, str], str]:
    """The version since which each fact holds that the newest has and the oldest has not."""
    found: dict[tuple[str, str], str] = {}

    def search(low: int, high: int) -> None:
        new = (of(versions[high]) - of(versions[low])) & of(versions[-1])
        if not new:
            return
        if high - low == 1:
            found.update(dict.fromkeys(new, versions[high]))
            return
        middle = (low + high) // 2
        search(low, middle)
        search(middle, high)

    search(0, len(versions) - 1)
    return found


def table(versions: Sequence[str], of: Callable[[str], set[tuple[str, str]]]) -> dict[str, Any]:
    """The table, its rows by version and then in alphabetical order."""
    found = since(versions, of)
    rows: dict[str, list[dict[str, str]]] = {"members": [], "optional": []}
    for (kind, path), version in sorted(found.items(), key=lambda row: (number(row[1]), row[0])):
        is_new = ("members", path) in found
        if kind == "optional" and is_new:
            continue
        above = (path[: step.start()] for step in re.finditer(r"[.\[{]", path))
        if not any(found.get((kind, outer)) == version for outer in above):
            rows[kind].append({"path": path, "since": version})
    return {"about": ABOUT, "first": versions[0], "last": versions[-1], **rows}


def main(clone: str = "") -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (floor,) = re.findall(r'"boto3>=([\d.]+)"', project)
    of = cache(lambda version: facts(model_of(version, clone)))
    made = table(releases(floor), of)
    text = json.dumps(made, indent=2) + "\n"
    rows_on_a_line = re.sub(r"\{\n +(\"path.*)\n +(.*)\n +\}", r"{ \1 \2 }", text)
    TABLE.write_text(rows_on_a_line, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
