"""Rewrites the golden files: ``python -m tests.golden``. Read the diff before committing it.

Of the package itself it rewrites what CloudFormation's resource takes.
"""

from __future__ import annotations

import json

import botocore

from modelpkg_widget import request_schema
from modelpkg_widget.resources.tables import load_table
from tests.conformance.shared_cases import GOLDEN
from tests.conftest import ROOT
from tests.golden import cloudformation
from tests.golden.listing import listing, without_words
from tests.golden.spoken import spoken


def lines_of(table: dict, depth: int) -> str:
    """JSON with a line for each entry down to a depth, so that a diff names the entry."""
    if depth == 0 or not isinstance(table, dict):
        return json.dumps(table, ensure_ascii=True)
    rows = ",\n".join(
        f"{json.dumps(key)}: {lines_of(child, depth - 1)}" for key, child in table.items()
    )
    return f"{{\n{rows}\n}}"


def main() -> None:
    schema = without_words(request_schema())
    version = {"botocore": botocore.__version__}
    (GOLDEN / "request-schema.txt").write_text(
        f"botocore {botocore.__version__}\n\n{listing(schema)}", encoding="utf-8"
    )
    rows = {**version, "schema": schema}
    (GOLDEN / "request-schema.json").write_text(lines_of(rows, 3) + "\n", encoding="utf-8")
    (GOLDEN / "sentences.json").write_text(lines_of(spoken(), 2) + "\n", encoding="utf-8")
    taken = {**load_table("exporters/to_cloudformation"), "source": cloudformation.source()}
    taken["shapes"] = cloudformation.shapes()
    file = ROOT / "modelpkg_widget" / "exporters" / "to_cloudformation.json"
    file.write_text(lines_of(taken, 2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
