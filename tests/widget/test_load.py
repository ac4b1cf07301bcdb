"""What a form is loaded from, and the draft that it keeps."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
import traitlets

from .wire import GOOD, Make, Wire


def test_load_takes_what_holds_a_request(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text('\ufeff{"ModelPackageName": "file"}', encoding="utf-8")
    form = make()
    for source, name in [
        ({"ModelPackageName": "dict"}, "dict"),
        (path, "file"),
        (str(path), "file"),
        (' \n{"ModelPackageName": "text"}', "text"),
        ('\ufeff{"ModelPackageName": "bom"}', "bom"),
    ]:
        form.value = {}
        form.load(source)
        assert form.value == {"ModelPackageName": name}


@pytest.mark.parametrize(
    "source", [None, 5, [], b"{}", "", "nonsense", "[1]", "missing.json", "x" * 5000, "a\0b"]
)
def test_load_says_what_it_takes(make: Make, source: Any) -> None:
    form = make({"a": 1})
    with pytest.raises(ValueError, match=r"load\(\) takes a dict, the path of a JSON file") as told:
        form.load(source)
    assert len(str(told.value)) < 250
    assert form.value == {"a": 1}


def test_load_names_what_it_cannot_read(make: Make, tmp_path: Path) -> None:
    form = make({"a": 1})
    (tmp_path / "wrong.json").write_text("{'a': 1}")
    with pytest.raises(ValueError, match=r"wrong\.json: line 1, column 2"):
        form.load(tmp_path / "wrong.json")
    with pytest.raises(FileNotFoundError, match=r"missing\.json"):
        form.load(tmp_path / "missing.json")
    with pytest.raises(IsADirectoryError):
        form.load(tmp_path)
    with pytest.raises(ValueError, match="line 1, column 7"):
        form.load('{"a": }')
    with pytest.raises(traitlets.TraitError, match="a is a Python set"):
        form.load({"a": {1}})
    assert form.value == {"a": 1}


def test_a_draft_always_holds_the_latest_request(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    form = make(draft=path)
    assert not path.exists()
    form.value = {"ModelPackageName": "a"}
    assert path.read_text() == '{\n  "ModelPackageName": "a"\n}\n'
    Wire(form).write({"ModelPackageName": "b_"})
    assert json.loads(path.read_text()) == {"ModelPackageName": "b_"}
    assert [kept.name for kept in tmp_path.iterdir()] == ["request.json"]


def test_a_form_starts_from_its_draft_and_leaves_the_file_alone(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text('{"ModelPackageName":   "a"}')
    form = make(draft=str(path))
    assert form.value == {"ModelPackageName": "a"}
    assert path.read_text() == '{"ModelPackageName":   "a"}'
    form.value = {}
    assert path.read_text() == "{}\n"


def test_a_given_value_goes_before_the_draft(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text('{"ModelPackageName": "a"}')
    form = make({"ModelPackageName": "b"}, draft=path)
    assert form.value == {"ModelPackageName": "b"}
    assert json.loads(path.read_text()) == {"ModelPackageName": "b"}


def test_a_draft_that_cannot_be_is_said_at_once(make: Make, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="does not exist; make it first"):
        make(draft=tmp_path / "nowhere" / "request.json")
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{")
    with pytest.raises(ValueError, match=r"wrong\.json: line 1"):
        make(draft=wrong)
    assert wrong.read_text() == "{"


def test_a_draft_that_fails_later_loses_nothing_and_is_told(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make(draft=tmp_path / "request.json")
    wire = Wire(form)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        wire.write(GOOD)
    assert form.value == GOOD
    (issue,) = form.issues
    assert issue["path"] == []
    assert (issue["severity"], issue["code"]) == ("warning", "draft")
    assert issue["message"] == "The draft could not be saved: No space left on device."
    assert form.valid
    (update,) = wire.updates()
    assert update["issues"] == [issue]
    form.value = {"ModelPackageGroupName": "other"}
    assert form.issues == []
    assert wire.updates()[-1]["issues"] == []
    assert json.loads((tmp_path / "request.json").read_text()) == form.value
