"""`attach`: a local file becomes an address in the request, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from modelpkg_widget.uploads.destination import upload_target
from modelpkg_widget.uploads.errors import AttachError
from modelpkg_widget.uploads.file_content import FileChangedError, HashingReader, type_of
from modelpkg_widget.uploads.progress_bar import Bar
from modelpkg_widget.uploads.s3_upload import Upload
from tests.helpers.sandboxes import fresh

STATISTICS = "ModelMetrics.ModelQuality.Statistics"
MODEL = "InferenceSpecification.Containers[0].ModelDataUrl"
MEGA = 1024 * 1024


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


class Desk:
    """A form, a folder with files, and what of them is in the bucket."""

    def __init__(self, aws: Sandbox, folder: Path) -> None:
        self.aws, self.folder = aws, folder
        self.to = f"s3://{aws.bucket}/{folder.name}/"
        self.form = ModelPackageForm(session=aws.session)

    def file(self, name: str = "evaluation.json", size: int = 1000, seed: int = 0) -> Path:
        path = self.folder / name
        path.write_bytes(Random(seed).randbytes(size))
        return path

    def kept(self) -> dict[str, int]:
        """Names and sizes of all that is in the bucket."""
        listed = self.aws.client("s3").list_objects_v2(
            Bucket=self.aws.bucket, Prefix=f"{self.folder.name}/"
        )
        return {row["Key"].rpartition("/")[2]: row["Size"] for row in listed.get("Contents", [])}

    def begun(self) -> list[str]:
        """Uploads in parts that were neither completed nor taken back."""
        listed = self.aws.client("s3").list_multipart_uploads(Bucket=self.aws.bucket)
        return [row["UploadId"] for row in listed.get("Uploads", [])]

    def meddle(self, event: str, act: Callable[[], object]) -> None:
        """Let something happen at an event of the form's own client of S3."""

        def storage() -> Any:
            made = self.aws.session.client("s3")
            made.meta.events.register(event, lambda **_: act() and None)
            return made

        self.form._controller.service.s3 = storage  # type: ignore[method-assign]

    def puts(self) -> int:
        return sum(call["operation"].startswith("PUT ") for call in self.aws.calls)


@pytest.fixture
def desk(aws: Sandbox, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(aws, tmp_path)
    aws.clear_calls()
    yield made
    made.form.close()
    aws.clear_faults()


def digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def refused(form: ModelPackageForm, *args: Any, **options: Any) -> str:
    before = form.value
    with pytest.raises(AttachError) as error:
        form.attach(*args, **options)
    assert form.value == before
    (issue,) = error.value.issues
    return f"{issue.message} {issue.hint}"


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
    told = desk.aws.client("s3").head_object(
        Bucket=desk.aws.bucket, Key=f"{desk.folder.name}/evaluation.json"
    )
    assert told["ContentType"] == "application/json"


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
        ("ModelMetrics", "No file can be attached here."),
        ("ModelMetrics.Foo.S3Uri", "No file can be attached here."),
        ("ModelPackageName", "No file can be attached here."),
        ("InferenceSpecification.Containers[1].ModelDataUrl", "There is no such item."),
    ],
)
def test_another_place_is_told_before_anything_is_sent(desk: Desk, path: str, why: str) -> None:
    assert why in refused(desk.form, path, desk.file(), to=desk.to)
    assert desk.puts() == 0
    with pytest.raises(ValueError, match="is no path of a member"):
        desk.form.attach("Model Metrics", desk.file(), to=desk.to)


def test_what_is_there_already_is_neither_sent_again_nor_replaced(desk: Desk) -> None:
    for size in (0, 1000, 9 * MEGA):
        file = desk.file(size=size)
        desk.form.attach(STATISTICS, file, to=desk.to, overwrite=True)
        puts = desk.puts()
        desk.form.attach(STATISTICS, file, to=desk.to)
        assert desk.puts() == puts
    other = desk.file(seed=1, size=9 * MEGA)
    assert "holds something else" in refused(desk.form, STATISTICS, other, to=desk.to)
    assert desk.puts() == puts
    desk.form.attach(STATISTICS, other, to=desk.to, overwrite=True)
    statistics = desk.form.value["ModelMetrics"]["ModelQuality"]["Statistics"]
    assert statistics["ContentDigest"] == digest(other)


def test_who_comes_between_looking_and_writing_is_not_overwritten(desk: Desk) -> None:
    """Another one writes to the key after it was found to be free."""
    place = {"Bucket": desk.aws.bucket, "Key": f"{desk.folder.name}/k"}
    s3 = desk.aws.client("s3")
    desk.meddle("after-call.s3.HeadObject", lambda: s3.put_object(**place, Body=b"theirs"))
    for size in (1000, 9 * MEGA):
        s3.delete_object(**place)
        why = refused(desk.form, STATISTICS, desk.file(size=size), to=f"{desk.to}k")
        assert "holds something else" in why
        assert s3.get_object(**place)["Body"].read() == b"theirs"
        assert desk.begun() == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("evaluation.json", "to= must be an address"),
        ("s3://", "to= must be an address"),
        ("s3://there-is-none-such/", "There is no bucket there-is-none-such."),
    ],
)
def test_a_place_that_is_none(desk: Desk, to: str, why: str) -> None:
    assert why in refused(desk.form, STATISTICS, desk.file(), to=to)


def test_a_file_that_cannot_be_read(desk: Desk) -> None:
    gone = desk.folder / "gone.json"
    assert "No such file" in refused(desk.form, STATISTICS, gone, to=desk.to)
    assert "is a folder. Pack it" in refused(desk.form, STATISTICS, desk.folder, to=desk.to)
    assert "it is no file" in refused(desk.form, STATISTICS, os.devnull, to=desk.to)
    assert desk.puts() == 0


def test_a_file_that_changes_meanwhile_is_not_kept(desk: Desk) -> None:
    for size in (1000, 9 * MEGA):
        file = desk.file(size=size)
        upload = Upload(desk.aws.client("s3"), desk.aws.bucket, f"{desk.folder.name}/k", over=True)
        with file.open("rb") as opened:
            content = HashingReader(opened)
            with file.open("ab") as more:
                more.write(b"more")
            with pytest.raises(FileChangedError):
                upload.send(file, content, {}, lambda _: None)
        assert (desk.kept(), desk.begun()) == ({}, [])


def test_without_a_session_nothing_is_guessed(desk: Desk) -> None:
    made = ModelPackageForm(client=desk.aws.client("sagemaker"))
    assert "Give the form a session=." in refused(made, STATISTICS, desk.file(), to=desk.to)
    made.close()


@pytest.mark.parametrize("megabytes", [24, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.parametrize("step", ["UploadPart", "CompleteMultipartUpload", "CreateMultipartUpload"])
def test_a_connection_that_is_cut_leaves_nothing(desk: Desk, step: str, megabytes: int) -> None:
    file = desk.file("model.tar.gz", size=megabytes * MEGA)
    desk.aws.inject_fault("reset", operation=step, times=None)
    why = refused(desk.form, MODEL, file, to=desk.to)
    assert f"{desk.to}model.tar.gz could not be uploaded." in why
    assert (desk.kept(), desk.begun()) == ({}, [])
    desk.aws.clear_faults()
    desk.form.attach(MODEL, file, to=desk.to)
    assert desk.kept() == {"model.tar.gz": megabytes * MEGA}
    assert desk.begun() == []


def test_what_cannot_be_taken_back_is_taken_back_the_next_time(desk: Desk) -> None:
    file = desk.file(size=9 * MEGA)
    for step in ("UploadPart", "AbortMultipartUpload"):
        desk.aws.inject_fault("reset", operation=step, times=None)
    why = refused(desk.form, STATISTICS, file, to=desk.to)
    (begun,) = desk.begun()
    assert f"attach() takes it back the next time (upload {begun})" in why
    desk.aws.clear_faults()
    desk.form.attach(STATISTICS, file, to=desk.to)
    assert desk.begun() == []


def test_a_lost_answer_to_the_last_step_is_looked_into(desk: Desk) -> None:
    for step, size in (("PutObject", 1000), ("CompleteMultipartUpload", 9 * MEGA)):
        file = desk.file(f"{step}.json", size=size)
        desk.aws.inject_fault("reset_after_accept", operation=step, times=None)
        assert desk.form.attach(STATISTICS, file, to=desk.to)
        desk.aws.clear_faults()
        assert desk.form.value["ModelMetrics"]["ModelQuality"]["Statistics"][
            "ContentDigest"
        ] == digest(file)
        assert desk.begun() == []


@pytest.mark.parametrize("megabytes", [24, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_ctrl_c_leaves_nothing(desk: Desk, megabytes: int) -> None:
    file = desk.file("model.tar.gz", size=megabytes * MEGA)
    desk.aws.inject_fault("timeout", operation="UploadPart", times=1, seconds=2)

    def interrupt() -> None:
        end = time.monotonic() + 60
        while not desk.begun() and time.monotonic() < end:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        desk.form.attach(MODEL, file, to=desk.to)
    thread.join()
    assert desk.form.value == {}
    assert (desk.kept(), desk.begun()) == ({}, [])
    desk.form.attach(MODEL, file, to=desk.to)
    assert desk.kept() == {"model.tar.gz": megabytes * MEGA}


def test_what_is_typed_meanwhile_stays_and_places_that_move_are_followed(desk: Desk) -> None:
    desk.form.value = {"InferenceSpecification": {"Containers": [{"Image": "a"}, {"Image": "b"}]}}

    def type_text() -> None:
        value = desk.form.value
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
    with pytest.raises(AttachError, match="the place for it is gone"):
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
    bar = Bar("model.tar.gz to s3://b/k", 200 * MEGA, terminal)
    for _ in range(200):
        bar.add(MEGA)
        bar._drawn = 0
    bar.end("uploaded")
    pictures = terminal.getvalue().split("\r")
    assert len(pictures) > 100
    assert " 50% ████████████░░░░░░░░░░░░ 104.9 MB of 209.7 MB, " in pictures[100]
    assert pictures[-1].rstrip() == "model.tar.gz to s3://b/k: uploaded"
    assert terminal.getvalue().endswith("\n")


@pytest.mark.parametrize(
    ("denied", "why"),
    [
        ("s3:PutObject", "the permission s3:PutObject is missing"),
        ("s3:GetObject", ""),
        ("s3:ListBucket", ""),
    ],
)
def test_only_writing_needs_a_permission(desk: Desk, denied: str, why: str) -> None:
    desk.aws.deny(denied)
    try:
        for size in (1000, 9 * MEGA):
            if why:
                assert why in refused(desk.form, STATISTICS, desk.file(size=size), to=desk.to)
                assert (desk.kept(), desk.begun()) == ({}, [])
            else:
                assert desk.form.attach(
                    STATISTICS, desk.file(size=size), to=desk.to, overwrite=True
                )
    finally:
        desk.aws.allow()


def test_without_a_look_nothing_is_replaced_all_the_same(desk: Desk) -> None:
    desk.form.attach(STATISTICS, desk.file(), to=desk.to)
    desk.aws.deny("s3:GetObject")
    try:
        why = refused(desk.form, STATISTICS, desk.file(seed=1), to=desk.to)
    finally:
        desk.aws.allow()
    assert "holds something else" in why
