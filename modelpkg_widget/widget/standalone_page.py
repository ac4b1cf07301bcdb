"""The form as a page without a kernel: what it starts with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from modelpkg_widget.standalone.document import document
from modelpkg_widget.standalone.tables import without_kernel

from . import page_data
from .guide_state import WizardPosition


def standalone_page(
    request: Json,
    *,
    pending: Sequence[Mapping[str, Any]] = (),
    kind: str | None = None,
    place: Mapping[str, Any] | None = None,
    unreviewed: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the HTML of a page that holds the form and this request.

    Args:
        request: to start from.
        pending: what JSON cannot hold of it; see `validation.pending.Pending`.
        kind: of package that was chosen; empty is any; None: nobody chose.
        place: in the form; see `guide_state.WizardPosition`.
        unreviewed: copied values that nobody has kept or changed; see
            `features.loading_messages.UnreviewedValue`.
    """
    text = json_codec.dumps(request)
    # Of a loaded request the page gets neither its address nor an earlier value.
    loaded = {
        "base": text if request != {} else "",
        "review": [{**row, "base_path": row["path"]} for row in unreviewed],
        "marks": [
            {
                "base_path": row["path"],
                "value": row["value"],
                "individually": row["individually"],
                "kept": False,
            }
            for row in unreviewed
        ],
    }
    traits = {
        "pending": list(pending),
        "kind": kind,
        "guide": _shown(place or WizardPosition().as_dict()),
        "loaded": loaded,
        "task": {"sends": False},
    }
    return document({"tables": _tables(), "request": text, "traits": traits})


def _tables() -> dict[str, Any]:
    return without_kernel(page_data.tables(), operation_schema(OPERATION))


def _shown(place: Mapping[str, Any]) -> dict[str, Any]:
    """Return the place; the first step where the page has no such step."""
    steps = {
        step["id"]
        for guide in _tables()["guides"]
        if guide["id"] == place["guide"]
        for step in guide["steps"]
    }
    return {**place, "step": place["step"] if place["step"] in steps else ""}
