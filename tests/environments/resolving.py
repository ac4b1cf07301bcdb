"""What installing the package would change in an environment, told without an index.

As pip does with an environment that is there: a requirement that an installed version meets moves
nothing, one that it does not meet moves it, and what is not there is installed with its own
requirements. Those are of the version that is installed beside the tests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

TABLE = Path(__file__).with_name("distributions.json")


@dataclass(frozen=True)
class Distribution:
    """Versions that an image contains.

    Attributes:
        name: version of SageMaker Distribution.
        python: such as "3.12".
        packages: version by normalized name.
        needs: what single packages of it require of others, by their name.
    """

    name: str
    python: str
    packages: Mapping[str, str]
    needs: Mapping[str, list[str]]

    @property
    def pins(self) -> list[str]:
        """The packages as pip takes them."""
        return [f"{name}=={version}" for name, version in self.packages.items()]


def distributions() -> list[Distribution]:
    """The sets of the table."""
    rows: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))["sets"]
    return [
        Distribution(
            row["distribution"],
            row["python"],
            dict(pin.split("==") for pin in row["packages"]),
            {one["package"]: one["requires"] for one in row["needs"]},
        )
        for row in rows
    ]


def moved(requirements: Iterable[str], there: Distribution) -> list[str]:
    """The requirements that a version which is there does not meet, each with what asks for it."""
    todo = [(Requirement(one), "modelpkg-widget") for one in requirements]
    found: list[str] = []
    seen: set[str] = set()
    while todo:
        one, asker = todo.pop()
        if not applies(one, there.python):
            continue
        name = normalized(one.name)
        version = there.packages.get(name)
        if version is not None:
            if not one.specifier.contains(version, prereleases=True):
                found.append(f"{asker} requires {one}, and {version} is there")
        elif name not in seen:
            seen.add(name)
            todo += [(Requirement(more), name) for more in requires(name) or ()]
    return found


def applies(requirement: Requirement, python: str) -> bool:
    """Whether a requirement is one on a Python and Linux, without extras."""
    there = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    there |= {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    return requirement.marker is None or requirement.marker.evaluate(there)


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
