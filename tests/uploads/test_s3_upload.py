"""An upload leaves a whole object or none: objects that exist, cuts, retries, permissions."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from modelpkg_widget.uploads.file_content import FileChangedError, HashingReader
from modelpkg_widget.uploads.s3_upload import Upload
from tests.uploads.desk import MEGA, MODEL, STATISTICS, Desk, digest, refused


@pytest.mark.slow
def test_what_is_there_already_is_neither_sent_again_nor_replaced(desk: Desk) -> None:
    for size in (0, 1000, 9 * MEGA):
        file = desk.file(size=size)
        desk.form.attach(STATISTICS, file, to=desk.to, overwrite=True)
        puts = desk.puts()
        desk.form.attach(STATISTICS, file, to=desk.to)
        assert desk.puts() == puts
    other = desk.file(seed=1, size=9 * MEGA)
    assert "already exists with different content" in refused(
        desk.form, STATISTICS, other, to=desk.to
    )
    assert desk.puts() == puts
    desk.form.attach(STATISTICS, other, to=desk.to, overwrite=True)
    statistics = desk.form.value["ModelMetrics"]["ModelQuality"]["Statistics"]
    assert statistics["ContentDigest"] == digest(other)


@pytest.mark.slow
def test_who_comes_between_looking_and_writing_is_not_overwritten(desk: Desk) -> None:
    """Another one writes to the key after it was found to be free."""
    place = {"Bucket": desk.aws.bucket, "Key": f"{desk.folder.name}/k"}
    s3 = desk.aws.client("s3")
    desk.meddle("after-call.s3.HeadObject", lambda: s3.put_object(**place, Body=b"theirs"))
    for size in (1000, 9 * MEGA):
        s3.delete_object(**place)
        why = refused(desk.form, STATISTICS, desk.file(size=size), to=f"{desk.to}k")
        assert "already exists with different content" in why
        assert s3.get_object(**place)["Body"].read() == b"theirs"
        assert desk.begun() == []


@pytest.mark.slow
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


@pytest.mark.parametrize("megabytes", [24, pytest.param(200, marks=pytest.mark.soak)])
@pytest.mark.parametrize("step", ["UploadPart", "CompleteMultipartUpload", "CreateMultipartUpload"])
@pytest.mark.slow
def test_a_connection_that_is_cut_leaves_nothing(desk: Desk, step: str, megabytes: int) -> None:
    file = desk.file("model.tar.gz", size=megabytes * MEGA)
    desk.aws.inject_fault("reset", operation=step, times=None)
    why = refused(desk.form, MODEL, file, to=desk.to)
    assert f"Couldn't upload {desk.to}model.tar.gz." in why
    assert (desk.kept(), desk.begun()) == ({}, [])
    desk.aws.clear_faults()
    desk.form.attach(MODEL, file, to=desk.to)
    assert desk.kept() == {"model.tar.gz": megabytes * MEGA}
    assert desk.begun() == []


@pytest.mark.slow
def test_what_cannot_be_taken_back_is_taken_back_the_next_time(desk: Desk) -> None:
    file = desk.file(size=9 * MEGA)
    for step in ("UploadPart", "AbortMultipartUpload"):
        desk.aws.inject_fault("reset", operation=step, times=None)
    why = refused(desk.form, STATISTICS, file, to=desk.to)
    (begun,) = desk.begun()
    assert f"The next attach() removes it (upload {begun})" in why
    desk.aws.clear_faults()
    desk.form.attach(STATISTICS, file, to=desk.to)
    assert desk.begun() == []


@pytest.mark.slow
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
@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("denied", "why"),
    [
        ("s3:PutObject", "(s3:PutObject)"),
        ("s3:GetObject", ""),
        ("s3:ListBucket", ""),
    ],
)
@pytest.mark.slow
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
    assert "already exists with different content" in why
