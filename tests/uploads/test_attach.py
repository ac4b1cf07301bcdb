"""`attach`: a local file becomes an address in the request, whole or not at all."""

from __future__ import annotations

import io
import itertools
import os
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.uploads.destination import upload_target
from modelpkg_widget.uploads.errors import AttachError
from modelpkg_widget.uploads.file_content import type_of
from modelpkg_widget.uploads.progress_bar import Bar
from tests.uploads.desk import MEGA, MODEL, STATISTICS, Desk, digest, refused


def test_a_file_fills_address_type_and_digest(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk.file()
    desk.form.value = {"ModelMetrics": {"Bias": {"Report": {}}}, "Domain": "d"}
    address = desk.form.attach(STATISTICS, str(file), to=desk.to)
    assert address == f"{desk.to}evaluation.json"
    assert desk.form.value == {
        "ModelMetrics": {
            "Bias": {"Report": {}},
            "ModelQuality": {
                "Statistics": {
                    "ContentType": "application/json",
                    "ContentDigest": digest(file),
                    "S3Uri": address,
                }
            },
        },
        "Domain": "d",
    }
    assert desk.kept() == {"evaluation.json": 1000}
    said = capsys.readouterr().out
    assert said == f"evaluation.json to {address}: 1.0 kB\nevaluation.json to {address}: uploaded\n"
    head = desk.aws.client("s3").head_object(
        Bucket=desk.aws.bucket, Key=f"{desk.folder.name}/evaluation.json"
    )
    assert head["ContentType"] == "application/json"


@pytest.mark.parametrize(
    ("path", "at", "names"),
    [
        (MODEL, ("InferenceSpecification", "Containers", 0), {"ModelDataUrl"}),
        (
            "InferenceSpecification.Containers[0]",
            ("InferenceSpecification", "Containers", 0),
            {"ModelDataUrl"},
        ),
        ("SamplePayloadUrl", (), {"SamplePayloadUrl"}),
        (
            f"{STATISTICS}.S3Uri",
            ("ModelMetrics", "ModelQuality", "Statistics"),
            {"S3Uri", "ContentType", "ContentDigest"},
        ),
        (
            ["DriftCheckBaselines", "Bias", "ConfigFile"],
            ("DriftCheckBaselines", "Bias", "ConfigFile"),
            {"S3Uri", "ContentType", "ContentDigest"},
        ),
    ],
)
def test_a_path_names_the_address_or_what_holds_it(
    desk: Desk, path: Any, at: tuple[Any, ...], names: set[str]
) -> None:
    desk.form.attach(path, desk.file(), to=f"{desk.to}as/named")
    found = desk.form.value
    for step in at:
        found = found[step]
    assert set(found) == names
    assert f"{desk.to}as/named" in found.values()


def test_each_place_that_holds_an_address_can_be_attached_to(desk: Desk) -> None:
    for path in ("ModelMetrics.Bias.PreTrainingReport", "ModelMetrics.Explainability.Report"):
        members = upload_target(tuple(path.split(".")))
        assert set(members.names) == {"address", "type", "digest"}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("ModelMetrics", "You can't attach a file here."),
        ("ModelMetrics.Foo.S3Uri", "You can't attach a file here."),
        ("ModelPackageName", "You can't attach a file here."),
        ("InferenceSpecification.Containers[1].ModelDataUrl", "This item doesn't exist."),
    ],
)
def test_another_place_is_reported_before_anything_is_sent(desk: Desk, path: str, why: str) -> None:
    assert why in refused(desk.form, path, desk.file(), to=desk.to)
    assert desk.puts() == 0
    with pytest.raises(ValueError, match="is not the path of a member"):
        desk.form.attach("Model Metrics", desk.file(), to=desk.to)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("evaluation.json", "to= must be an S3 URI"),
        ("s3://", "to= must be an S3 URI"),
        ("s3://there-is-none-such/", "Bucket there-is-none-such doesn't exist."),
    ],
)
def test_a_place_that_is_none(desk: Desk, to: str, why: str) -> None:
    assert why in refused(desk.form, STATISTICS, desk.file(), to=to)


def test_a_file_that_cannot_be_read(desk: Desk) -> None:
    missing = desk.folder / "gone.json"
    assert "No such file" in refused(desk.form, STATISTICS, missing, to=desk.to)
    assert "is a folder. Archive it" in refused(desk.form, STATISTICS, desk.folder, to=desk.to)
    assert "not a regular file" in refused(desk.form, STATISTICS, os.devnull, to=desk.to)
    assert desk.puts() == 0


def test_without_a_session_nothing_is_guessed(desk: Desk) -> None:
    made = ModelPackageForm(client=desk.aws.client("sagemaker"))
    assert "Pass session=." in refused(made, STATISTICS, desk.file(), to=desk.to)
    made.close()


def test_what_is_typed_meanwhile_stays_and_places_that_move_are_followed(desk: Desk) -> None:
    desk.form.value = {"InferenceSpecification": {"Containers": [{"Image": "a"}, {"Image": "b"}]}}

    def type_text() -> None:
        value = desk.form.value.copy()
        value["InferenceSpecification"]["Containers"].reverse()
        desk.form.value = {**value, "Domain": "typed"}

    desk.meddle("after-call.s3.PutObject", type_text)
    changes: list[Any] = []
    desk.form.observe(lambda change: changes.append(change.new), "value")
    address = desk.form.attach(MODEL, desk.file(), to=desk.to)
    assert desk.form.value == {
        "InferenceSpecification": {
            "Containers": [{"Image": "b"}, {"Image": "a", "ModelDataUrl": address}]
        },
        "Domain": "typed",
    }
    assert len(changes) == 2  # what was typed, and one step for the file

    desk.meddle("after-call.s3.PutObject", lambda: setattr(desk.form, "value", {"Domain": "typed"}))
    with pytest.raises(AttachError, match="its field no longer exists"):
        desk.form.attach(MODEL, desk.file("other.json"), to=desk.to)
    assert desk.form.value == {"Domain": "typed"}


def test_a_type_that_nobody_knows_keeps_the_one_that_is_there(desk: Desk) -> None:
    def content_type() -> str:
        return str(desk.form.value["ModelMetrics"]["ModelQuality"]["Statistics"]["ContentType"])

    file = desk.file("statistics.unheardof")
    desk.form.attach(STATISTICS, file, to=desk.to)
    assert content_type() == "application/octet-stream"
    desk.form.value = {"ModelMetrics": {"ModelQuality": {"Statistics": {"ContentType": "a/b"}}}}
    desk.form.attach(STATISTICS, file, to=desk.to)
    assert content_type() == "a/b"
    desk.form.attach(STATISTICS, file, to=desk.to, content_type="c/d")
    assert content_type() == "c/d"
    assert type_of("MODEL.TAR.GZ") == "application/gzip"
    assert type_of("rows.jsonl") == "application/jsonlines"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is() -> None:
    terminal = _Terminal()
    seconds = itertools.count()
    bar = Bar("model.tar.gz to s3://b/k", 200 * MEGA, terminal, clock=lambda: next(seconds))
    for _ in range(200):
        bar.add(MEGA)
    bar.end("uploaded")
    pictures = terminal.getvalue().split("\r")
    assert len(pictures) > 100
    assert " 50% ████████████░░░░░░░░░░░░ 104.9 MB of 209.7 MB, " in pictures[100]
    assert pictures[-1].rstrip() == "model.tar.gz to s3://b/k: uploaded"
    assert terminal.getvalue().endswith("\n")
