from __future__ import annotations

import dataclasses
import json

import pytest

from modelpkg_widget import Issue
from modelpkg_widget.request.issues import MapKey, Path, format_path, parse_path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("ModelPackageName",), "ModelPackageName"),
        (
            ("InferenceSpecification", "Containers", 0, "Image"),
            "InferenceSpecification.Containers[0].Image",
        ),
        (("Containers", 0, "Environment", MapKey("KEY")), 'Containers[0].Environment{"KEY"}'),
        (("Environment", MapKey('a "b".c')), 'Environment{"a \\"b\\".c"}'),
        (("Environment", MapKey("")), 'Environment{""}'),
        (("Environment", MapKey("é\ud800")), 'Environment{"\\u00e9\\ud800"}'),
        (("not a name",), '{"not a name"}'),
        (("Tags", "10"), 'Tags{"10"}'),
        ((0, 1, "A"), "[0][1].A"),
    ],
)
def test_path_text(path: Path, text: str) -> None:
    assert format_path(path) == text


def test_a_map_key_is_equal_to_its_text() -> None:
    assert MapKey("a") == "a"
    assert hash(MapKey("a")) == hash("a")
    assert ("Environment", MapKey("a")) == ("Environment", "a")


def test_defaults() -> None:
    issue = Issue(("A",), "pattern", "No.")
    assert (issue.severity, issue.hint, issue.source, issue.related) == ("error", "", "schema", ())


def test_str_names_the_place_and_says_what_to_do() -> None:
    assert str(Issue(("A", 0), "pattern", "No.")) == "A[0]: No."
    assert str(Issue(("A", 0), "pattern", "No.", hint="Do.")) == "A[0]: No. Do."
    assert str(Issue((), "type", "No.")) == "request: No."


def test_as_dict_is_plain_json() -> None:
    issue = Issue(
        ("A", 0, MapKey("k")), "one-of", "No.", "warning", "Do.", "rule", (("B", 1), ("C",))
    )
    assert json.loads(json.dumps(issue.as_dict())) == {
        "path": ["A", 0, "k"],
        "code": "one-of",
        "message": "No.",
        "severity": "warning",
        "hint": "Do.",
        "source": "rule",
        "related": [["B", 1], ["C"]],
    }


def test_an_issue_does_not_change_and_can_stand_in_a_set() -> None:
    issue = Issue(("A",), "pattern", "No.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        issue.message = "Yes."  # type: ignore[misc]
    assert len({issue, Issue(("A",), "pattern", "No.")}) == 1


@pytest.mark.parametrize(
    "path", [(), ("A",), ("A", "B", 0, MapKey('k".e'), "D"), (0,), (MapKey("x"), 12)]
)
def test_a_spelled_path_is_read_back(path: Path) -> None:
    assert parse_path(format_path(path)) == path


@pytest.mark.parametrize("text", ["A..B", ".A", "A.", "A[01]", "A[-1]", "A{x}", "A B", "A[0", "{"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(ValueError, match="is not the path of a member"):
        parse_path(text)
