"""What a form is loaded from: what is given to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import traitlets

from modelpkg_widget.request import json_codec
from tests.widget.recorded_comm import Make

OTHER = "arn:aws:s3:::bucket"


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
    "source", [None, 5, [], b"{}", "", "nonsense", "missing.json", "x" * 5000, "a\0b", OTHER]
)
def test_load_says_what_it_takes(make: Make, source: Any) -> None:
    form = make({"a": 1})
    with pytest.raises(ValueError, match=r"load\(\) accepts a dict, the path of a file") as caught:
        form.load(source)
    assert len(str(caught.value)) < 350
    assert form.value == {"a": 1}


def test_load_names_what_it_cannot_read(make: Make, tmp_path: Path) -> None:
    form = make({"a": 1})
    (tmp_path / "wrong.json").write_text("{'a': }")
    with pytest.raises(ValueError, match=r"wrong\.json: No .* JSON: line 1, column 2"):
        form.load(tmp_path / "wrong.json")
    with pytest.raises(FileNotFoundError, match=r"missing\.json"):
        form.load(tmp_path / "missing.json")
    (tmp_path / "wide.json").write_text("{}", encoding="utf-16")
    with pytest.raises(ValueError, match=r"wide\.json: the text is UTF-16. Save it as UTF-8"):
        form.load(tmp_path / "wide.json")
    with pytest.raises(
        ValueError, match=r"^JSON: line 1, column 9 in a: the key 'a' appears twice"
    ):
        form.load('{"a":1, "a":2}')
    with pytest.raises(IsADirectoryError):
        form.load(tmp_path)
    with pytest.raises(ValueError, match="line 1, column 7"):
        form.load('{"a": }')
    with pytest.raises(traitlets.TraitError, match="a is a Python set"):
        form.load({"a": {1}})
    assert form.value == {"a": 1}


def test_what_it_was_loaded_from_is_known(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text('{"Domain": "file", "Task": "OTHER"}')
    form = make()
    assert form.loaded == {}
    for source, name in [
        ({"Domain": "dict"}, ""),
        (path, "request.json"),
        ('{"Task": "x"}', "JSON"),
    ]:
        form.load(source)
        assert form.loaded == {
            "source": name,
            "arn": "",
            "files": [],
            "base": json_codec.dumps(form.value),
            "omitted": [],
            "coerced": [],
            "unresolved": [],
            "carried": [],
            "review": [],
            "reviewed": [],
            "marks": [],
            "previous": "",
            "previous_source": name,
            "state": "",
            "problem": "",
        }
        assert form.diff() == []
    assert make({"Domain": "given"}).loaded["base"] == '{"Domain":"given"}'


def test_the_difference_to_what_was_loaded(make: Make) -> None:
    form = make({"Domain": "a", "Task": "x"})
    form.value = {"Domain": "b", "SourceUri": "y"}
    changed = {"kind": "changed", "path": ["Domain"], "before": "a", "after": "b"}
    removed = {"kind": "removed", "path": ["Task"], "before": "x"}
    added = {"kind": "added", "path": ["SourceUri"], "after": "y"}
    assert form.diff() == [changed, removed, added]
    form.load(form.value)
    assert form.diff() == []
    empty = make()
    empty.value = {"Domain": "b"}
    assert [row["kind"] for row in empty.diff()] == ["added"]


def test_loading_replaces_what_was_pending(make: Make) -> None:
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
    form = make({"Domain": "a"})
    form.pending = [row]
    with pytest.raises(traitlets.TraitError):
        form.load({"a": {1}})
    assert form.pending == [row]
    form.load({"Domain": "b"})
    assert form.pending == []


@pytest.mark.parametrize(
    "given",
    [
        {"source": {}, "group": "a"},
        {"group": "a", "package": "b"},
        {"group": ""},
        {"package": 5},
    ],
)
def test_load_takes_one_of_its_sources(make: Make, given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"only one of|must be a name or an ARN"):
        make().load(**given)
