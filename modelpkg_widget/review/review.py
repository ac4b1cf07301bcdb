"""Reviewing what was carried over: what is open, confirming it, and what a script has to say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from modelpkg_widget.exporters.quoting import python
from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.path_patterns import (
    compile_path,
    format_pattern,
    is_kept_individually,
    with_map_keys,
)
from modelpkg_widget.importers.provenance import SUFFIX, provenance_of_draft
from modelpkg_widget.importers.review_marks import ReviewMark
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.diff import difference, remap_path
from modelpkg_widget.request.issues import Issue, Path, format_path, parse_path
from modelpkg_widget.request.merge import MISSING, get_path, json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.redaction import redact_secrets
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.storage.file_format import NewerFormatError
from modelpkg_widget.submission.journal import Act

_LONGEST_VALUE = 500
"""Characters of a value that a line to copy names; a longer one is confirmed by its place alone."""
_SHOWN = 80


def confirm(
    loaded: Loaded, request: Json, path: Sequence[str | int] | str | None, value: Json = MISSING
) -> Loaded:
    """Return what was loaded, with values confirmed.

    Args:
        loaded: what the request was loaded from.
        request: where the values are.
        path: one place of the request; None is everything that is not kept individually.
        value: what is confirmed; `merge.MISSING`: whatever is there.

    Raises:
        ValueError: there is no such place, it holds another value, or a value below it needs a
            confirmation of its own; the message says which.
    """
    if path is None:
        return loaded.confirmed(request, None, individually=False)
    place = with_map_keys(parse_path(path) if isinstance(path, str) else tuple(path))
    there = get_path(request, place)
    if there is MISSING:
        raise ValueError(_text("nothing", path=format_path(place)))
    if value is not MISSING:
        if not json_equal(_sorted(there), _sorted(value)):
            raise ValueError(_text("other", path=format_path(place), value=_short(there)))
        return loaded.confirmed(request, place)
    below = [
        (mark, where)
        for mark, where in loaded.open(request)
        if where[: len(place)] == place and where != place and is_kept_individually(mark.path)
    ]
    if below:
        lines = [line(where, get_path(request, where)) for _, where in below]
        raise ValueError("\n".join([_text("individually", path=format_path(place)), *lines]))
    return loaded.confirmed(request, place)


def unreviewed(loaded: Loaded, request: Json) -> list[Issue]:
    """Return an error for each value that nobody has reviewed; its hint is the line that keeps it.

    Args:
        loaded: what the request was loaded from.
        request: where the values are.
    """
    return [
        replace(issue, hint=line(issue.path, get_path(request, issue.path)))
        for issue in loaded.unreviewed(request)
    ]


def line(path: Path, value: Json) -> str:
    """Return the Python line that confirms a value; without the value if it may not be shown."""
    spelled = python(format_path(with_map_keys(path)))
    shown = f", {python(value)}" if is_shown(value) else ""
    return f"form.confirm({spelled}{shown})"


def is_shown(value: Json) -> bool:
    """Whether a value may stand in a line to copy: it is short, and looks like no secret."""
    if isinstance(value, (dict, list)):
        return not value
    if not isinstance(value, str):
        return True
    return len(value) <= _LONGEST_VALUE and redact_secrets(value) == value


def identical_warning(loaded: Loaded, request: Json) -> list[Issue]:
    """Return a warning if a request is that of the package that it was loaded from.

    What a new version does not take over, such as the approval, makes no difference.
    """
    if not loaded.arn or not isinstance(request, dict) or not isinstance(loaded.compared, dict):
        return []
    names = load_table("resources/layout")["next_version"]
    left_out = [compile_path(row["path"]) for row in names["left_out"]]
    if names["group"] not in loaded.compared:
        left_out += [compile_path(row["path"]) for row in names["unversioned"]]
    changes = difference(loaded.compared, request)
    if not all(
        change.kind == "added"
        and any(form.fullmatch(format_pattern(change.path)) for form in left_out)
        for change in changes
    ):
        return []
    row = load_table("review/texts")["identical"]
    message = texts.format_text(row["message"], {"source": loaded.compared_source})
    return [Issue((), "identical", message, "warning", row["hint"], "form")]


def lost_provenance_warning(draft: FilePath) -> list[Issue]:
    """Return a warning if what is kept beside a draft is not understood: what to review is lost."""
    try:
        provenance_of_draft(draft)
    except ValueError as error:
        why = "newer" if isinstance(error, NewerFormatError) else "lost"
        row = load_table("review/texts")[why]
        values = {"file": f"{draft.name}{SUFFIX}"}
        return [
            Issue(
                (),
                "draft",
                texts.format_text(row["message"], values),
                "warning",
                row["hint"],
                "form",
            )
        ]
    return []


def as_dict(loaded: Loaded, request: Json) -> dict[str, Any]:
    """Return as plain JSON what a page shows of the review, and what it needs to find it itself.

    Returns:
        ``review``: the values that are open; ``reviewed``: what was done with the others;
        ``marks``: all of them, for `review_marks.locate`; ``previous`` and ``previous_source``:
        what changes are compared with.
    """
    if loaded.base is None and not loaded.state:
        return {}
    previous = loaded.previous
    return {
        "review": [_row(loaded, mark, path) for mark, path in loaded.open(request)],
        "reviewed": _reviewed(loaded, request),
        "marks": [
            {
                "base_path": list(mark.path),
                "value": loaded.value_of(mark),
                "individually": is_kept_individually(mark.path),
                "kept": mark.kept,
            }
            for mark in loaded.marks
            if loaded.value_of(mark) is not MISSING
        ],
        "previous": "" if previous is None else json_codec.dumps(previous),
        "previous_source": loaded.compared_source,
    }


def review_decisions(loaded: Loaded, request: Json) -> tuple[Act, ...]:
    """Return what was decided about each value, for the journal; what is open is sent unreviewed.

    Args:
        loaded: what the request was loaded from.
        request: as it is sent.
    """
    rows: list[tuple[str, Path, Json]] = [
        (row["act"], tuple(row["path"]), row["value"]) for row in _decisions_made(loaded, request)
    ]
    rows += [("unreviewed", path, loaded.value_of(mark)) for mark, path in loaded.open(request)]
    return tuple(
        Act(
            format_path(with_map_keys(path)),
            act,
            digest_of(value),
            digest_of(get_path(request, path)),
        )
        for act, path, value in rows
    )


def _row(loaded: Loaded, mark: ReviewMark, path: Path) -> dict[str, Any]:
    return {
        "path": list(path),
        "base_path": list(mark.path),
        "label": loaded.source_of(mark),
        "value": loaded.value_of(mark),
        "individually": is_kept_individually(mark.path),
        "why": loaded.unreviewed_issue(mark, path).message,
    }


def _reviewed(loaded: Loaded, request: Json) -> list[dict[str, Any]]:
    return [
        {name: row[name] for name in ("path", "base_path", "act", "label", "value")}
        for row in _decisions_made(loaded, request)
    ]


def _decisions_made(loaded: Loaded, request: Json) -> list[dict[str, Any]]:
    """Return what was done with the values of the request that was loaded, in their order."""
    found = {id(mark): path for mark, path in loaded.places(request)}
    rows = []
    for mark in loaded.marks:
        value = loaded.value_of(mark)
        if mark.past or value is MISSING or (id(mark) in found and not mark.kept):
            continue
        path = found.get(id(mark))
        act = "changed" if path is None else "kept"
        if path is None:
            path = remap_path(loaded.base, request, mark.path) or mark.path
        row = {"path": list(path), "base_path": list(mark.path), "act": act}
        rows.append({**row, "label": loaded.source_of(mark), "value": value})
    return rows


def digest_of(value: Json) -> str:
    """Return SHA-256 of a value as JSON; empty for `merge.MISSING`."""
    if value is MISSING:
        return ""
    text = json_codec.dumps(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()


def _sorted(value: Json) -> Json:
    """Return a value with the keys of its structures sorted; their order makes no difference."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _short(value: Json) -> str:
    text = redact_secrets(
        python(value) if not isinstance(value, (dict, list)) else json_codec.dumps(value)
    )
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(code: str, **values: str) -> str:
    return texts.format_text(load_table("review/texts")[code], values)
