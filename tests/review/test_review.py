"""Which values are still to be reviewed, confirming them, and what is kept of that."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.path_patterns import is_kept_individually, with_map_keys
from modelpkg_widget.importers.review_marks import ReviewMark
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import MapKey, format_path
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.review import review
from tests.conformance.shared_cases import CASES, read

BASE = {
    "ModelPackageGroupName": "churn",
    "ModelPackageDescription": "week one",
    "MetadataProperties": {"CommitId": "4c1d9a7"},
    "CustomerMetadataProperties": {"a b": "1"},
}
COMMIT = ("MetadataProperties", "CommitId")
MARKS = (
    ReviewMark(("ModelPackageDescription",)),
    ReviewMark(COMMIT),
    ReviewMark(("CustomerMetadataProperties", MapKey("a b"))),
)
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/6"
LOADED = Loaded(BASE, "version 6 of churn", ARN, marks=MARKS)


def left(loaded: Loaded, request: Any = None) -> list[str]:
    return [format_path(path) for path in loaded.carried(BASE if request is None else request)]


def copy(**more: Any) -> dict[str, Any]:
    made: dict[str, Any] = json_codec.loads(json_codec.dumps({**BASE, **more}))
    return made


@pytest.mark.parametrize("case", read(CASES / "review.json"), ids=lambda case: case["name"])
def test_what_is_open(case: dict[str, Any]) -> None:
    marks = tuple(
        ReviewMark(tuple(row["base_path"]), value=row["value"], kept=row.get("kept", False))
        for row in case["marks"]
    )
    loaded = Loaded({}, marks=marks)
    found = loaded.open(json_codec.loads(case["request"]))
    assert [[loaded.marks.index(mark), list(path)] for mark, path in found] == case["open"]


def test_keep_all_leaves_what_is_kept_individually() -> None:
    assert left(review.confirm(LOADED, BASE, None)) == ["MetadataProperties.CommitId"]


@pytest.mark.parametrize("path", ["MetadataProperties.CommitId", COMMIT, list(COMMIT)])
def test_confirming_one_value(path: Any) -> None:
    expected = ["ModelPackageDescription", 'CustomerMetadataProperties{"a b"}']
    assert left(review.confirm(LOADED, BASE, path)) == expected
    assert left(review.confirm(LOADED, BASE, path, "4c1d9a7")) == expected


def test_confirming_a_structure_needs_its_value() -> None:
    with pytest.raises(ValueError, match="one by one") as error:
        review.confirm(LOADED, BASE, "MetadataProperties")
    assert 'form.confirm("MetadataProperties.CommitId", "4c1d9a7")' in str(error.value)
    kept = review.confirm(LOADED, BASE, "MetadataProperties", {"CommitId": "4c1d9a7"})
    assert "MetadataProperties.CommitId" not in left(kept)
    kept = review.confirm(LOADED, BASE, "CustomerMetadataProperties")
    assert 'CustomerMetadataProperties{"a b"}' not in left(kept)


def test_a_confirmation_is_for_one_value() -> None:
    with pytest.raises(ValueError, match=r'the value at .* is "4c1d9a7"'):
        review.confirm(LOADED, BASE, COMMIT, "9be02f3")
    for wrong in (True, 1, None, ["4c1d9a7"], object()):
        with pytest.raises(ValueError, match="Nothing was confirmed"):
            review.confirm(LOADED, BASE, COMMIT, wrong)
    with pytest.raises(ValueError, match=r"no value at .*ProjectId"):
        review.confirm(LOADED, BASE, "MetadataProperties.ProjectId")
    with pytest.raises(ValueError, match="not the path"):
        review.confirm(LOADED, BASE, "a path?")
    changed = copy(MetadataProperties={"CommitId": "9be02f3"})
    review.confirm(LOADED, changed, COMMIT, "9be02f3")
    assert "MetadataProperties.CommitId" in left(review.confirm(LOADED, changed, COMMIT))


def test_changed_and_changed_back_it_is_still_confirmed() -> None:
    kept = review.confirm(LOADED, BASE, COMMIT)
    changed = copy(MetadataProperties={"CommitId": "9be02f3"})
    assert "MetadataProperties.CommitId" not in left(kept, changed)
    assert "MetadataProperties.CommitId" not in left(kept)
    assert [row["act"] for row in review.as_dict(kept, changed)["reviewed"]] == ["changed"]
    assert [row["act"] for row in review.as_dict(kept, BASE)["reviewed"]] == ["kept"]


def test_the_line_to_copy_confirms_and_shows_no_secret() -> None:
    assert [issue.hint for issue in review.unreviewed(LOADED, BASE)] == [
        'form.confirm("ModelPackageDescription", "week one")',
        'form.confirm("MetadataProperties.CommitId", "4c1d9a7")',
        'form.confirm("CustomerMetadataProperties{\\"a b\\"}", "1")',
    ]
    for value in ("AKIAIOSFODNN7EXAMPLE", "x" * 501):
        assert review.line(COMMIT, value) == 'form.confirm("MetadataProperties.CommitId")'
    request = copy(ModelPackageDescription="AKIAIOSFODNN7EXAMPLE")
    with pytest.raises(ValueError, match="hidden") as error:
        review.confirm(LOADED, request, "ModelPackageDescription", "x")
    assert "AKIA" not in str(error.value)


def test_what_a_page_gets() -> None:
    published = review.as_dict(review.confirm(LOADED, BASE, None), BASE)
    assert published["review"] == [
        {
            "path": list(COMMIT),
            "base_path": list(COMMIT),
            "label": "version 6 of churn",
            "value": "4c1d9a7",
            "individually": True,
            "why": "Copied from version 6 of churn.",
        }
    ]
    assert [(row["act"], row["base_path"][0]) for row in published["reviewed"]] == [
        ("kept", "ModelPackageDescription"),
        ("kept", "CustomerMetadataProperties"),
    ]
    assert [(row["individually"], row["kept"]) for row in published["marks"]] == [
        (False, True),
        (True, False),
        (False, True),
    ]


def test_the_acts_hold_digests_and_no_values() -> None:
    kept = review.confirm(LOADED, BASE, "ModelPackageDescription")
    request = copy(CustomerMetadataProperties={})
    rows = review.review_decisions(kept, request)
    assert [(row.path, row.act) for row in rows] == [
        ("ModelPackageDescription", "kept"),
        ('CustomerMetadataProperties{"a b"}', "changed"),
        ("MetadataProperties.CommitId", "unreviewed"),
    ]
    assert rows[0].was == rows[0].now != rows[2].now
    assert rows[1].now == ""
    assert not any(value in repr(rows) for value in ("week one", "4c1d9a7"))


# ---- merging and replacing


def test_a_merge_loses_no_mark() -> None:
    job = Loaded({"MetadataProperties": {"CommitId": "new"}}, "a job", over=True)
    taken = job.applied_to(LOADED, BASE)
    assert left(taken, taken.base) == [
        "ModelPackageDescription",
        'CustomerMetadataProperties{"a b"}',
    ]
    assert (taken.compared, taken.compared_source) == (BASE, "version 6 of churn")
    assert "MetadataProperties.CommitId" in left(taken), "undone, it is to be reviewed again"
    assert {row["label"] for row in review.as_dict(taken, BASE)["review"]} == {"version 6 of churn"}
    again = Loaded({"Domain": "x"}, "a file", over=True).applied_to(taken, taken.base)
    assert again.compared == BASE
    assert len(left(again)) == 3


def test_a_merge_keeps_confirmations() -> None:
    kept = review.confirm(LOADED, BASE, None)
    taken = Loaded({"Domain": "x"}, over=True).applied_to(kept, BASE)
    assert left(taken, taken.base) == ["MetadataProperties.CommitId"]


def test_a_first_version_made_of_another_group_is_reviewed() -> None:
    first = Loaded(
        {"ModelPackageGroupName": "new"}, "new", first=("new", ("ModelPackageGroupName",))
    )
    taken = first.applied_to(LOADED, BASE)
    assert taken.base["MetadataProperties"] == BASE["MetadataProperties"]
    assert len(left(taken, taken.base)) == 3


def test_after_another_load_the_old_values_are_still_known() -> None:
    taken = Loaded({"Domain": "x"}, "a file").applied_to(LOADED, BASE)
    assert left(taken, taken.base) == []
    assert len(left(taken)) == 3, "undo brings the values back"
    assert review.as_dict(taken, taken.base)["reviewed"] == []
    fresh = LOADED.applied_to(review.confirm(LOADED, BASE, None), BASE)
    assert len(left(fresh)) == 3, "loaded again, it is reviewed again"
    assert len(fresh.marks) == 3


# ---- identical


def test_identical() -> None:
    (issue,) = review.identical_warning(LOADED, BASE)
    assert (issue.code, issue.severity) == ("identical", "warning")
    assert issue.message == "Identical to version 6 of churn."
    same = [dict(reversed(list(BASE.items()))), copy(ModelApprovalStatus="Approved")]
    same.append(copy(ModelLifeCycle={"Stage": "a", "StageStatus": "b"}))
    for equal in same:
        assert len(review.identical_warning(LOADED, equal)) == 1
    other: list[Any] = [copy(Domain="x"), copy(ModelPackageDescription="b"), {}, None, []]
    for request in other:
        assert review.identical_warning(LOADED, request) == []
    assert review.identical_warning(Loaded(BASE, "a file"), BASE) == []


def test_another_package_like_an_unversioned_one_is_identical_but_for_its_name() -> None:
    loaded = Loaded({"Domain": "x"}, "the package flowers", ARN)
    assert (
        len(review.identical_warning(loaded, {"Domain": "x", "ModelPackageName": "flowers-2"})) == 1
    )
    assert review.identical_warning(loaded, {"Domain": "y", "ModelPackageName": "flowers-2"}) == []


# ---- the table


def test_which_values_are_kept_individually() -> None:
    table_of = load_table("resources/layout")["next_version"]
    assert not is_kept_individually(("ModelPackageDescription",))
    assert not is_kept_individually(("CustomerMetadataProperties", MapKey("S3Uri")))
    assert is_kept_individually(COMMIT)
    assert is_kept_individually(("ModelMetrics", "Bias", "Report", "S3Uri"))
    assert is_kept_individually(("InferenceSpecification", "Containers", 3, "ModelDataUrl"))
    assert set(table_of["individually"]) - {"ModelCard.**"}


def test_keys_of_maps_are_known_by_the_schema() -> None:
    path = with_map_keys(("InferenceSpecification", "Containers", 0, "Environment", "A", "B"))
    assert [type(step) for step in path] == [str, str, int, str, MapKey, str]
    assert format_path(with_map_keys(("Nobody", 5, "x"))) == "Nobody[5].x"


def test_a_mark_without_a_value_is_nowhere() -> None:
    loaded = Loaded({}, marks=(ReviewMark(("Domain",)),))
    assert loaded.value_of(loaded.marks[0]) is MISSING
    assert loaded.carried({"Domain": "x"}) == []
    assert review.as_dict(loaded, {"Domain": "x"})["marks"] == []
