"""Run the notebooks and store their outputs for readers: ``python -m tests.project.notebooks``.

Names as arguments run only those, such as ``01_quickstart``.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat

from tests.conftest import ROOT

FOLDER = ROOT / "notebooks"
#: A busy machine is slow to start a kernel and to hand on what it prints, and does so in pieces.
PATIENT: dict[str, Any] = {"startup_timeout": 100, "iopub_timeout": 60, "coalesce_streams": True}
VIEW = "application/vnd.jupyter.widget-view+json"


class Client(nbclient.NotebookClient):
    """Keep outputs as they were first displayed; updates would claim what a reader has not done."""

    def _update_display_id(self, display_id: str, msg: dict[str, Any]) -> None:
        """Change nothing, also where a cell below displays the same form once more."""


def main(names: list[str]) -> None:
    """Run each in a folder and with a state of its own; write it back."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        if names and path.stem not in names:
            continue
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        with tempfile.TemporaryDirectory() as folder:
            os.environ["MODELPKG_STATE_DIR"] = str(Path(folder) / "state")
            Client(
                notebook,
                timeout=120,
                record_timing=False,
                **PATIENT,
                resources={"metadata": {"path": folder}},
            ).execute()
        for cell in notebook.cells:
            if "outputs" in cell:  # a line that was drawn and taken away is nothing to store
                cell.outputs = [one for one in cell.outputs if one.get("text", "text").strip()]
            for output in cell.get("outputs", []):
                output.get("data", {}).pop(VIEW, None)  # a live form is nothing to store
        notebook.metadata.pop("widgets", None)
        notebook.metadata["language_info"] = {"name": "python"}
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
