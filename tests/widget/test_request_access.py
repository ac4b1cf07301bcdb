"""One member of a request by its path: read, set, deleted, or refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest
import traitlets

from modelpkg_widget import ModelPackageForm, check, export, preflight, sandbox

IMAGE = "InferenceSpecification.Containers[0].Image"
REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {"Containers": [{"Image": "a", "Environment": {"A.B": "1"}}]},
}


@pytest.fixture
def form() -> Any:
    made = ModelPackageForm(REQUEST)
    yield made
    made.close()


def test_a_member_is_read_by_its_path(form: ModelPackageForm) -> None:
    assert form["ModelPackageGroupName"] == "churn"
    assert form[IMAGE] == "a"
    assert form["InferenceSpecification", "Containers", 0, "Image"] == "a"
    assert form['InferenceSpecification.Containers[0].Environment{"A.B"}'] == "1"
    assert IMAGE in form
    assert "Domain" not in form


def test_a_member_is_set_with_the_structures_around_it(form: ModelPackageForm) -> None:
    seen: list[Any] = []
    form.observe(lambda change: seen.append(change["new"]), "value")
    form["ModelMetrics.ModelQuality.Statistics.S3Uri"] = "s3://b/k"
    form["Tags[0].Key"] = "team"
    form["Tags[1]"] = {"Key": "stage"}
    assert form.value["ModelMetrics"] == {"ModelQuality": {"Statistics": {"S3Uri": "s3://b/k"}}}
    assert form.value["Tags"] == [{"Key": "team"}, {"Key": "stage"}]
    assert len(seen) == 3


def test_a_key_of_a_map_is_set_by_its_steps(form: ModelPackageForm) -> None:
    form["InferenceSpecification", "Containers", 0, "Environment", "not.a.name"] = "2"
    assert form['InferenceSpecification.Containers[0].Environment{"not.a.name"}'] == "2"


def test_a_member_is_deleted(form: ModelPackageForm) -> None:
    del form[IMAGE]
    assert IMAGE not in form
    del form["InferenceSpecification.Containers[0]"]
    assert form["InferenceSpecification"] == {"Containers": []}


REFUSED: dict[str, tuple[Any, type[Exception], str]] = {
    "unset": ("Domain", KeyError, "Domain is not set."),
    "unset below": (
        "ModelMetrics.Bias",
        KeyError,
        "ModelMetrics.Bias is not set.",
    ),
    "misspelled": (
        "InferenceSpecification.Containers[0].ModelDataURL",
        KeyError,
        "boto3. Did you mean InferenceSpecification.Containers[0].ModelDataUrl?",
    ),
    "snake case": (
        "model_package_name",
        KeyError,
        "A request has no model_package_name in the installed boto3. Did you mean ModelPackageName",
    ),
    "item of no list": ("Domain[0]", KeyError, "Domain has no [0] in the installed boto3."),
    "syntax": ("Tags[-1]", ValueError, "is not the path of a member, such as"),
    "empty": ("", ValueError, "The whole request is form.value."),
    "position": (0, TypeError, "such as 'Tags[0].Key', not by 0."),
    "slice": (slice(1), TypeError, "A member is named by its path"),
    "step of another type": (("Tags", 0.0), TypeError, "A member is named by its path"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_another_path_is_refused_with_what_to_do(name: str, form: ModelPackageForm) -> None:
    path, kind, says = REFUSED[name]
    with pytest.raises(kind) as read:
        form[path]
    with pytest.raises(kind) as deleted:
        del form[path]
    assert says in str(read.value)
    assert str(deleted.value) == str(read.value)
    assert form.value == REQUEST


def test_a_value_that_cannot_be_set_changes_nothing(form: ModelPackageForm) -> None:
    with pytest.raises(IndexError, match=r"Containers has 1 item; the next one is \[1\]"):
        form["InferenceSpecification.Containers[7].Image"] = "a"
    with pytest.raises(traitlets.TraitError, match="Domain"):
        form["Domain"] = {1, 2}
    assert form.value == REQUEST
    form["Tags"] = "s3cret"
    says = r"^Tags is of type str, which has no \[0\]\. Set Tags first\.$"
    with pytest.raises(TypeError, match=says):  # the value itself may be a secret
        form["Tags[0].Key"] = "a"


def test_an_item_that_is_missing_is_counted_in_words(form: ModelPackageForm) -> None:
    form["Tags"] = []
    with pytest.raises(IndexError, match=r"^Tags is empty; the next one is \[0\]\.$"):
        form["Tags[1]"] = {}


def test_functions_take_a_form_in_place_of_its_request(form: ModelPackageForm) -> None:
    form["ModelPackageName"] = "both"
    assert check(form) == check(form.value)
    assert export(form, "json") == export(form.value, "json") == form.export("json")
    found = preflight(form, sandbox().session)
    assert [one.id for one in found] == [one.id for one in preflight(form.value, sandbox().session)]
