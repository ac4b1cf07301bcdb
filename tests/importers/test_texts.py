"""Texts that people have, each with what is loaded of it:
tests/conformance/cases/texts/scripts.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import Issue, format_path
from tests.conformance.shared_cases import CASES
from tests.helpers.newer_boto3 import skip_unless_known

FOLDER = CASES / "texts" / "scripts"
TABLE: dict[str, Any] = json.loads((CASES / "texts" / "scripts.json").read_text("utf-8"))


def outcome(text: str) -> dict[str, Any]:
    """What a text comes to, as the table has it."""
    try:
        found = text_loaded(text)
    except ValueError as error:
        return {"error": str(error)}
    return summary(found)


def summary(found: Loaded) -> dict[str, Any]:
    rows = {
        "gaps": [[format_path(note.path), note.why] for note in found.gaps],
        "leftOut": [note.why for note in found.left_out],
        "marks": [[format_path(mark.path), mark.code] for mark in found.marks],
        "placeholders": [format_path(path) for path in found.placeholders],
    }
    kept = {name: row for name, row in rows.items() if row}
    return {"source": found.source, "value": found.base, **kept}


def test_the_table_has_each_text() -> None:
    assert sorted(TABLE) == sorted(one.name for one in FOLDER.iterdir())


@pytest.mark.parametrize("name", TABLE)
def test_a_text(name: str) -> None:
    if "SourceUri" in json.dumps(TABLE[name]):
        skip_unless_known(("SourceUri",))
    text = (FOLDER / name).read_text("utf-8")
    assert json.dumps(outcome(text)) == json.dumps(TABLE[name])


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if "value" in row])
def test_nothing_empty_is_made_of_gaps(name: str) -> None:
    def walk(value: Any, *, is_item: bool) -> None:
        assert value != [] and (value != {} or is_item)
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, (dict, list)):
                walk(one, is_item=isinstance(value, list))

    if TABLE[name]["value"]:
        walk(TABLE[name]["value"], is_item=False)


def test_a_file_that_is_not_there_is_a_gap_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = load_source(FOLDER / "file-option-missing.sh", files=True)
    (gap,) = found.gaps
    assert format_path(gap.path) == "InferenceSpecification"
    assert gap.why == (
        "--inference-specification refers to the file file://inference-spec.json, which can't be "
        "read: No such file or directory."
    )


def test_an_answer_of_describe_as_boto3_gives_it() -> None:
    from datetime import datetime, timezone

    answer = json.loads((FOLDER / "describe-model-package.json").read_text("utf-8"))
    answer |= {
        "CreationTime": datetime(2026, 8, 1, tzinfo=timezone.utc),
        "ResponseMetadata": {"RetryAttempts": 0},
    }
    assert summary(load_source(answer)) == TABLE["describe-model-package.json"]


def placeholders_of(found: Loaded, request: Any) -> list[Issue]:
    return [issue for issue in found.issues(request) if issue.code == "placeholder"]


def test_a_placeholder_warns_until_it_is_replaced() -> None:
    found = text_loaded((FOLDER / "placeholders.sh").read_text("utf-8"))
    image = ["InferenceSpecification", "Containers", 0, "Image"]
    (issue, _) = placeholders_of(found, found.base)
    assert (list(issue.path), issue.code, issue.severity) == (image, "placeholder", "warning")
    assert issue.message == "This looks like a placeholder."
    changed = json.loads(json.dumps(found.base))
    changed["InferenceSpecification"]["Containers"][0]["Image"] = "1.dkr.ecr.x.amazonaws.com/a:1"
    assert len(placeholders_of(found, changed)) == 1
