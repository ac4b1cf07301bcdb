"""The build hook: makes the bundle before it is packed; packs the notebooks with the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import node

NOTEBOOKS = "modelpkg_widget/notebooks"


class BundleHook(BuildHookInterface):
    """Runs for sdist, wheel and editable install; does nothing when the bundle is fresh."""

    def dependencies(self) -> list[str]:
        return [] if bundle.is_fresh() or node.on_path() else [node.WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not bundle.is_fresh():
            bundle.build()
        # An editable install reads them where they are; a copy in site-packages would go stale.
        if self.target_name == "wheel" and version != "editable":
            folder = Path(self.root, "notebooks")
            for path in sorted(folder.rglob("*")):
                inside = path.relative_to(folder)
                if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                    build_data["force_include"][str(path)] = f"{NOTEBOOKS}/{inside.as_posix()}"
