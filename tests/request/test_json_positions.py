"""Where members stand in a text."""

import json
from typing import Any

import pytest

from modelpkg_widget.request import json_codec, json_positions, yaml_positions
from modelpkg_widget.request.issues import Path
from tests.helpers.sandboxes import REQUESTS

TEXT = '\ufeff{"a": 1,\r\n "b" : [ 2,\n\t{"c": {}, "ü→": [[]]}]}'


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 2),
        (("a",), 1, 3),
        (("b",), 2, 2),
        (("b", 0), 2, 10),
        (("b", 1), 3, 2),
        (("b", 1, "c"), 3, 3),
        (("b", 1, "ü→"), 3, 12),
        (("b", 1, "ü→", 0, 0), 3, 19),
        (("b", 7, "c"), 2, 2),
        (("gone", 0), 1, 2),
    ],
)
def test_a_member_stands_where_its_name_begins(path: Path, line: int, column: int) -> None:
    _, places = json_positions.loads(TEXT)
    assert places.position(path) == (line, column)


def test_every_member_of_real_requests_is_found() -> None:
    for file in sorted(REQUESTS.glob("*.json")):
        text = file.read_text(encoding="utf-8")
        value, places = json_positions.loads(text)
        assert value == json_codec.loads(text)
        lines = text.split("\n")
        todo: list[tuple[Path, Any]] = [((), value)]
        while todo:
            path, at = todo.pop()
            if path and isinstance(path[-1], str):
                line, column = places.position(path)
                assert lines[line - 1][column - 1 :].startswith(json.dumps(path[-1])), path
            inner = at.items() if isinstance(at, dict) else enumerate(at)
            todo += [((*path, step), one) for step, one in inner if isinstance(one, (dict, list))]


@pytest.mark.slow
def test_depth_is_no_trouble_and_no_json_is_reported_alike() -> None:
    deep = 50_000
    _, places = json_positions.loads("[" * deep + "]" * deep)
    assert places.position((0,) * 10) == (1, 11)
    for text in ("", "[", '{"a": 1, "a": 2}'):
        with pytest.raises(json_codec.JsonTextError) as expected:
            json_codec.loads(text)
        with pytest.raises(json_codec.JsonTextError) as found:
            json_positions.loads(text)
        assert str(found.value) == str(expected.value)


def test_yaml_has_places_too() -> None:
    text = "# a request\nA: &x {b: 1}\nL:\n  - c: *x\n    ? [k]\n    : 2\n  - 'd'\n\"q\": |\n  a\n"
    where = yaml_positions.source_map(text)
    paths: list[Path] = [(), ("A",), ("A", "b"), ("L", 0), ("L", 0, "c"), ("L", 1), ("q",), ("no",)]
    with pytest.raises(ValueError, match="expected the node content"):
        yaml_positions.source_map("A: [")
    assert [where.position(path) for path in paths] == [
        (2, 1), (2, 1), (2, 8), (4, 5), (4, 5), (7, 5), (8, 1), (2, 1)
    ]  # fmt: skip
