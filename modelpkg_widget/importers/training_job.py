"""What AWS tells of a training job becomes a part of a request: its artifact, and its image.

Where the two stand, there and here, is data: ``texts.json``, under ``training_job``.
"""

from __future__ import annotations

from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.merge import MISSING, get_path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

from .loaded_request import Loaded
from .note import Note
from .review_marks import ReviewMark


def of_training_job(description: dict[str, Any]) -> Loaded:
    """Return the request for a model of a training job.

    Args:
        description: what DescribeTrainingJob returns, as plain JSON.
    """
    names = load_table("importers/texts")["training_job"]
    job = str(description.get(names["name"], "?"))
    request: Json = {}
    marks, gaps = [], []
    for row in names["members"]:
        path: Path = tuple(row["path"])
        value = get_path(description, tuple(row["from"]))
        if isinstance(value, str) and value:
            _put(request, path, value)
            code = row.get("mark", "")
            if "strong" in row and _ends(value, names["suffix"]):
                code = row["strong"]
            if "unfinished" in row and description.get(names["status"]) != names["done"]:
                code = row["unfinished"]
            if code:
                marks.append(ReviewMark(path, code))
        elif value is MISSING or not value:
            gaps.append(Note(path, row["missing"]))
    weak = tuple(tuple(row["path"]) for row in names["members"] if row.get("weak"))
    source = texts.format_text(names["source"], {"name": job})
    return Loaded(request, source, marks=tuple(marks), gaps=tuple(gaps), part=True, weak=weak)


def _ends(image: str, suffix: str) -> bool:
    """Whether the name of an image's repository ends so."""
    name = image.rpartition("/")[2].partition("@")[0].partition(":")[0]
    return name.endswith(suffix)


def _put(root: Json, path: Path, value: Json) -> None:
    """Put a value at a path, and make what it stands in."""
    for step, after in zip(path, (*path[1:], None), strict=True):
        made: Json = value if after is None else [] if isinstance(after, int) else {}
        if isinstance(root, list):
            if len(root) <= int(step):
                root.append(made)
            root = root[int(step)]
        else:
            root = root.setdefault(step, made)
