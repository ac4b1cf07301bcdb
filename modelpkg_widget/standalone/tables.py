"""The data of a form without a kernel: what only a kernel can do is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from modelpkg_widget.resources.tables import load_table

#: Steps of a guide that need a kernel.
_KERNEL_VIEWS = ("preflight", "rehearsal", "send", "follow", "next")


def without_kernel(tables: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a form that has no kernel; nothing that is given is changed.

    - No field offers a list of what the account has, and a request is loaded from JSON alone.
    - The guides have no steps that send, or that ask AWS.
    - Buttons without a label are not shown: see ``Disclosure.tsx`` in js/src.
    - Members that AWS says more of than a sentence have the whole text as ``x-documentation``.

    Args:
        tables: as `widget.page_data.tables` returns them.
        whole: the JSON Schema of the request, with AWS's whole texts.
    """
    texts = load_table("standalone/texts")
    words, layout = tables["words"], tables["layout"]
    return {
        **tables,
        "schema": _documented(tables["schema"], whole),
        "layout": {
            **layout,
            "shapes": _without_account(layout["shapes"]),
            "members": _without_account(layout["members"]),
            "load": {},
            "exports": [],
        },
        "guides": [
            {**guide, "steps": _steps(guide["steps"], texts["steps"])} for guide in tables["guides"]
        ],
        "words": {
            **words,
            "page": {**words["page"], **texts["page"]},
            "issues": {**words["issues"], **texts["issues"]},
        },
    }


def _steps(
    steps: Sequence[Mapping[str, Any]], texts: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return the steps that need no kernel; ``texts`` has other words for some, by their ids."""
    kept = [step for step in steps if step.get("view") not in _KERNEL_VIEWS]
    return [{**step, **texts.get(step["id"], {})} for step in kept]


def _without_account(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {hint: value for hint, value in row.items() if hint != "account"}
        for name, row in rows.items()
    }


def _documented(sent: Any, whole: Any) -> Any:
    """Return the schema that is sent, with the whole text of AWS beside each beginning of one."""
    if not isinstance(sent, dict):
        return sent
    made = {
        name: _documented(child, whole[name]) if name in whole else child
        for name, child in sent.items()
    }
    # A line end behind a sentence says that the text goes on: see `widget.page_data.tables`.
    if isinstance(sent.get("description"), str) and sent["description"].endswith("\n"):
        made["x-documentation"] = whole["description"]
    return made
