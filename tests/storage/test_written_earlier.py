"""Drafts and answers that commit c066d87 wrote, by its own code, and the number of their format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, exercise
from modelpkg_widget.storage.draft import Draft, provenance_beside
from modelpkg_widget.storage.file_format import FORMAT

from .draft_states import ROW

FIXTURES = Path(__file__).parent / "fixtures" / "c066d87"
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7"
ARTIFACT = "InferenceSpecification.Containers[0].ModelDataUrl"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURES, tmp_path / "work")
    return tmp_path / "work" / "drafts" / "next.json"


def pending_file(draft: Path) -> Path:
    return draft.with_name(f"{draft.name}.pending")


def loaded_file(draft: Path) -> Path:
    return draft.with_name(f"{draft.name}.loaded")


def issues(form: ModelPackageForm) -> list[dict[str, Any]]:
    """Return the issues as a page gets them."""
    found: list[dict[str, Any]] = form.get_state()["issues"]
    return found


def held(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_draft_is_taken_up_with_what_is_beside_it(draft: Path) -> None:
    before = {path.name: path.read_bytes() for path in draft.parent.iterdir()}
    form = ModelPackageForm(draft=draft)
    assert form.value["ModelPackageDescription"] == "eighth"
    assert form.value["InferenceSpecification"]["Containers"][0]["Image"] == IMAGE
    assert [(row["key"], row["text"]) for row in form.pending] == [("team", "fraud"), ("", "x")]
    assert form.loaded["source"] == "version 7 of group"
    assert form.loaded["arn"].endswith("model-package/group/7")
    assert "ModelDataETag" in json.dumps(form.loaded)
    assert [change["path"] for change in form.diff()] == [["ModelPackageDescription"]]
    assert form.draft_state["state"] == "saved"
    assert {path.name: path.read_bytes() for path in draft.parent.iterdir()} == before
    form.close()


def test_what_was_not_confirmed_is_still_open(draft: Path) -> None:
    form = ModelPackageForm(draft=draft)
    places = [issue["path"] for issue in issues(form) if issue["code"] == "carried"]
    assert places == [["InferenceSpecification", "Containers", 0, "ModelDataUrl"]]
    form.close()


def test_rewritten_files_have_the_format_number(draft: Path) -> None:
    form = ModelPackageForm(draft=draft)
    form.pending = [ROW]
    form.confirm(ARTIFACT)
    form.close()
    assert held(pending_file(draft)) == [{"format": FORMAT, **ROW}]
    assert held(loaded_file(draft))["format"] == FORMAT
    assert "format" not in held(draft)
    again = ModelPackageForm(draft=draft)
    assert again.pending == [ROW]
    assert again.loaded["source"] == "version 7 of group"
    again.close()


def test_an_answer_of_an_exercise_is_taken_up(draft: Path) -> None:
    answer = draft.parents[1] / "answers" / "approve.json"
    requirements = {"ModelApprovalStatus": "Approved", "ModelPackageGroupName": "risk"}
    form = exercise({}, "Approve it.", answer, requirements)
    assert form.value["ModelApprovalStatus"] == "Approved"
    assert form.pending == [{**ROW, "path": ["CustomerMetadataProperties"]}]
    assert (form.task["met"], form.task["all"]) == (2, 3)
    form.close()


@pytest.mark.parametrize("number", [FORMAT + 1, "2", None])
@pytest.mark.parametrize("is_list", [False, True])
def test_pending_entries_of_a_newer_format_are_an_error(
    draft: Path, number: Any, is_list: bool
) -> None:
    row = {"format": number, "entries": []}
    text = json.dumps([row] if is_list else row)
    pending_file(draft).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"next\.json\.pending: .*format"):
        ModelPackageForm(draft=draft)
    with pytest.raises(ValueError, match="format"):
        Draft(draft).read()
    assert pending_file(draft).read_text(encoding="utf-8") == text


def test_a_newer_format_says_what_to_do(draft: Path) -> None:
    pending_file(draft).write_text('[{"format": 2}]', encoding="utf-8")
    with pytest.raises(ValueError, match=r"newer version .*Update modelpkg-widget"):
        Draft(draft).read()


@pytest.mark.parametrize("more", [{}, {"base": 5}])
def test_what_is_loaded_in_a_newer_format_is_lost_with_a_warning(
    draft: Path, more: dict[str, Any]
) -> None:
    newer = {"format": FORMAT + 1, "kind": "versioned", **more}
    loaded_file(draft).write_text(json.dumps(newer), encoding="utf-8")
    assert provenance_beside(draft) is None
    form = ModelPackageForm(draft=draft)
    assert form.value["ModelPackageDescription"] == "eighth"
    assert form.loaded["arn"] == ""
    assert form.kind is None
    (issue,) = [one for one in issues(form) if one["code"] == "draft"]
    assert (issue["severity"], "newer version" in issue["message"]) == ("warning", True)
    form.close()
