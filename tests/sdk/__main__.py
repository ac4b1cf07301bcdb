"""Takes over what the installed sagemaker-core has: ``SDK_PYTHON=... python -m tests.sdk``."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from modelpkg_widget.resources.tables import load_table
from tests.conftest import ROOT
from tests.golden.__main__ import lines_of


def described() -> dict[str, Any]:
    """What the package in the environment of `make sdk` takes."""
    script = Path(__file__).with_name("describe.py")
    python = os.environ["SDK_PYTHON"]
    done = subprocess.run([python, str(script)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    table = {**load_table("exporters/to_sagemaker"), **described()}
    file = ROOT / "modelpkg_widget" / "exporters" / "to_sagemaker.json"
    file.write_text(lines_of(table, 2) + "\n", encoding="utf-8")
