"""Laying over what is there, a training job's model, and gaps that warn until they are filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.issues import format_path
from tests.helpers.sandboxes import fresh
from tests.widget.recorded_comm import Make

SPEC = "InferenceSpecification"
IMAGE: list[str | int] = [SPEC, "Containers", 0, "Image"]


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def job(aws: Sandbox, name: str, image: str) -> None:
    aws.client("sagemaker").create_training_job(
        TrainingJobName=name,
        AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
        RoleArn=aws.role,
        OutputDataConfig={"S3OutputPath": f"s3://{aws.bucket}/jobs/"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
        StoppingCondition={"MaxRuntimeInSeconds": 60},
    )


def warned(form: Any) -> dict[str, str]:
    rows = [issue for issue in form.issues if issue.source == "form"]
    for issue in rows:
        assert issue.severity == ("error" if issue.code == "carried" else "warning")
    return {format_path(issue.path): issue.code for issue in rows}


def container(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = form.value[SPEC]["Containers"][0]
    return found


@pytest.mark.slow
def test_the_models_of_the_sandbox_are_whole_or_list_their_gaps(make: Make, aws: Sandbox) -> None:
    client = aws.client("sagemaker")
    request = {
        "ModelPackageGroupName": aws.group,
        SPEC: {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    }
    arn = client.create_model_package(**request)["ModelPackageArn"]
    seeded = client.describe_training_job(TrainingJobName=aws.training_job)
    for given in (
        {"group": aws.group}, {"package": arn}, {"source": arn},
        {"training_job": aws.training_job}, {"source": seeded["TrainingJobArn"]},
    ):  # fmt: skip
        form = make({"ModelPackageGroupName": aws.group}, client=client)
        form.load(**given, merge=True)
        errors = [issue for issue in check(form.value) if issue.severity == "error"]
        assert errors == []
        assert form.loaded["unresolved"] == []


def test_a_training_jobs_image_warns(make: Make, aws: Sandbox) -> None:
    job(aws, "plain", "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1")
    job(aws, "strong", "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0-gpu")
    form = make(client=aws.client("sagemaker"))
    form.load(training_job="plain")
    assert container(form)["ModelDataUrl"] == f"s3://{aws.bucket}/jobs/plain/output/model.tar.gz"
    assert form.loaded["source"] == "training job plain"
    assert warned(form) == {f"{SPEC}.Containers[0].Image": "carried"}
    (warning,) = form.loaded["review"]
    assert "support inference" in warning["why"]
    assert (warning["label"], warning["individually"]) == ("training job plain", True)
    form.load(training_job="strong")
    assert warned(form) == {f"{SPEC}.Containers[0].Image": "carried"}
    (warning,) = [issue for issue in form.issues if issue.code == "carried"]
    assert "can't serve" in warning.message
    form.confirm(IMAGE)
    assert warned(form) == {}


def test_the_image_of_the_earlier_version_wins(make: Make, aws: Sandbox) -> None:
    client = aws.client("sagemaker")
    client.create_model_package_group(ModelPackageGroupName="weekly")
    first = {"Image": aws.image, "ModelDataUrl": aws.model_data, "Environment": {"A": "1"}}
    spec = {"Containers": [first], "SupportedContentTypes": ["text/csv"]}
    client.create_model_package(
        ModelPackageGroupName="weekly", InferenceSpecification=spec,
        MetadataProperties={"CommitId": "one"},
    )  # fmt: skip
    job(aws, "this-week", "763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost-training:1")
    form = make(client=client)
    form.load(group="weekly")
    form.load(training_job="this-week", merge=True)
    artifact = f"s3://{aws.bucket}/jobs/this-week/output/model.tar.gz"
    assert container(form) == {**first, "ModelDataUrl": artifact}
    assert warned(form) == {"MetadataProperties.CommitId": "carried"}
    assert form.loaded["source"] == "training job this-week, merged into version 1 of weekly"
    job_left, earlier = form.loaded["omitted"]
    assert (job_left["path"], job_left["source"]) == (IMAGE, "")
    assert (earlier["path"], earlier["source"]) == (
        ["ModelApprovalStatus"],
        "version 1 of weekly",
    )
    (change,) = form.diff()
    assert (change["before"], change["after"]) == (aws.model_data, artifact)
    assert form.loaded["previous_source"] == "version 1 of weekly"
    (done,) = form.loaded["reviewed"]
    assert (done["act"], done["value"]) == ("changed", aws.model_data)
    value = form.value.copy()
    value[SPEC]["Containers"][0]["ModelDataUrl"] = aws.model_data
    form.value = value
    assert [row["label"] for row in form.loaded["review"]] == ["version 1 of weekly"] * 2


def test_what_was_left_out_stays_known_until_it_is_there(make: Make) -> None:
    form = make()
    form.load('{"Task": "OTHER", "tags": {"a": "b"}, "Nothing": 1}')
    first = {name: form.loaded[name] for name in ("omitted", "coerced", "unresolved")}
    assert any(first.values())
    form.load("create_model_package(Domain=domain)", merge=True)
    form.load({"ModelPackageName": "mine"}, merge=True)
    for name, rows in first.items():
        kept = [row for row in form.loaded[name] if row["source"] == "JSON"]
        assert [(row["path"], row["why"]) for row in kept] == [
            (row["path"], row["why"]) for row in rows
        ]
    (gap,) = form.loaded["unresolved"]
    assert (gap["path"], gap["source"]) == (["Domain"], "Python code, merged into JSON")
    form.load({"Domain": "OTHER", "Tags": []}, merge=True)
    assert form.loaded["unresolved"] == []
    assert [row["path"] for row in form.loaded["coerced"]] == []
    form.load({"Task": "OTHER"})  # which replaces all of it
    assert not any(form.loaded[name] for name in first)


def test_what_an_earlier_loading_left_out_is_known_to_a_new_kernel(
    make: Make, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.json"
    form = make(draft=draft)
    form.load('{"Task": "OTHER", "tags": {"a": "b"}}')
    form.load({"ModelPackageName": "mine"}, merge=True)
    coerced = form.loaded["coerced"]
    assert coerced
    form.close()
    assert make(draft=draft).loaded["coerced"] == coerced


def test_a_training_job_that_is_not_there(make: Make, aws: Sandbox) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    with pytest.raises(ValueError, match="training job"):
        form.load(training_job="nowhere")
    assert form.value == {"Domain": "typed"}
    assert form.loaded["state"] == "failed"


DEFAULTS = {"Tags": [{"Key": "team", "Value": "a"}], "MetadataProperties": {"ProjectId": "p"}}
MINE = {"ModelPackageName": "m", "MetadataProperties": {"CommitId": "c"}}


def test_team_defaults_then_mine(make: Make) -> None:
    both = {
        **DEFAULTS,
        "MetadataProperties": {"ProjectId": "p", "CommitId": "c"},
        "ModelPackageName": "m",
    }
    form = make()
    form.load(DEFAULTS)
    form.load(MINE, merge=True)
    assert form.value == both
    form.load(MINE)
    form.load(DEFAULTS, merge=True)
    assert form.value == both
    form.load({"MetadataProperties": {"CommitId": "d"}, "Tags": []}, merge=True)
    assert form.value == {
        **both, "MetadataProperties": {"ProjectId": "p", "CommitId": "d"}, "Tags": []
    }  # fmt: skip


def test_merge_keeps_pending_entries(make: Make) -> None:
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
    form = make({"Domain": "a"})
    form.pending = [row]
    form.load({"Task": "b"}, merge=True)
    assert (form.value, form.pending) == ({"Domain": "a", "Task": "b"}, [row])
    form.value = None
    form.load({"Task": "c"}, merge=True)
    assert form.value == {"Task": "c"}, "over what is no request it is taken as it is"


def test_a_gap_warns_until_it_is_filled(make: Make) -> None:
    form = make()
    form.load("c.create_model_package(Domain='a', ModelPackageName=name, Task=task)")
    assert form.loaded["source"] == "Python code"
    assert warned(form) == {"ModelPackageName": "gap", "Task": "gap"}
    form.value = {**form.value, "ModelPackageName": "m"}
    assert warned(form) == {"Task": "gap"}
    assert [row["path"] for row in form.loaded["unresolved"]] == [["Task"]]
    (warning,) = [issue for issue in form.issues if issue.code == "gap"]
    assert "task" in warning.message


def test_what_was_loaded_comes_back_with_the_draft(
    make: Make, aws: Sandbox, tmp_path: Path
) -> None:
    client, path = aws.client("sagemaker"), tmp_path / "churn.json"
    client.create_model_package_group(ModelPackageGroupName="kept")
    client.create_model_package(
        ModelPackageGroupName="kept",
        ModelApprovalStatus="Approved",
        InferenceSpecification={"Containers": [{"Image": "i", "ModelDataUrl": "s3://b/k.tar.gz"}]},
        MetadataProperties={"CommitId": "one"},
    )
    form = make(client=client, draft=path)
    form.load(group="kept")
    form.confirm("MetadataProperties.CommitId", "one")
    form.value = {**form.value, "Domain": "typed"}
    before, difference = form.loaded, form.diff()
    assert before["carried"] == [[SPEC, "Containers", 0, "ModelDataUrl"]]
    form.close()

    beside = path.with_name("churn.json.loaded")
    assert beside.stat().st_mode & 0o077 == 0
    again = make(client=client, draft=path)
    assert again.loaded == before
    assert again.diff() == difference
    assert warned(again) == warned(form)
    again.confirm()
    assert len(again.loaded["carried"]) == 1, "the artifact is confirmed on its own"
    again.confirm(f"{SPEC}.Containers[0].ModelDataUrl")
    again.close()
    assert make(client=client, draft=path).loaded["carried"] == []

    for damage in ("{", '{"base": 5}', "[]", "\0"):
        beside.write_text(damage)
        form = make(client=client, draft=path)
        assert form.value["Domain"] == "typed"
        assert form.loaded["source"] == "churn.json"
        (warning,) = [issue for issue in form.issues if issue.code == "draft"]
        assert "churn.json.loaded is damaged" in warning.message
        form.close()
    form = make(client=client, draft=path)
    form.load(group="kept")
    form.close()
    assert make(client=client, draft=path).loaded["source"] == "version 1 of kept"


def test_a_draft_that_was_not_loaded_keeps_no_memory(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    form = make({"Domain": "a"}, draft=path)
    form.value = {"Domain": "b"}
    assert sorted(one.name for one in tmp_path.glob("a.json*")) == ["a.json"]
    form.load({"Domain": "c"})
    assert len(list(tmp_path.glob("a.json*"))) == 2
    form.close()
    make({"Domain": "c"}, draft=path).value = {"Domain": "d"}  # what was saved is known again
    assert len(list(tmp_path.glob("a.json*"))) == 2
