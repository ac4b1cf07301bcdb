"""An interrupted upload leaves no object; names of files obey nobody."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.uploads.errors import AttachError
from modelpkg_widget.uploads.progress_bar import Bar
from modelpkg_widget.uploads.s3_upload import Upload

MEMBER = "ModelMetrics.ModelQuality.Statistics"


def keys(aws: Sandbox, prefix: str) -> list[str]:
    found = aws.client("s3").list_objects_v2(Bucket=aws.bucket, Prefix=prefix)
    return [row["Key"] for row in found.get("Contents", [])]


@pytest.mark.parametrize("step", ["send", "end"])
def test_an_interrupted_attach_leaves_no_object(
    aws: Sandbox, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    owner: Any = Upload if step == "send" else Bar
    real = getattr(owner, step)

    def interrupted(*given: Any, **named: Any) -> Any:
        real(*given, **named)
        assert keys(aws, f"{step}/") == [f"{step}/a.json"]
        raise KeyboardInterrupt

    form = ModelPackageForm(session=aws.session)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            form.attach(MEMBER, file, to=f"s3://{aws.bucket}/{step}/")
    assert keys(aws, f"{step}/") == []
    assert form.value == {}


@pytest.mark.slow
def test_an_interrupt_removes_nothing_that_was_there_before(
    aws: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    form = ModelPackageForm(session=aws.session)
    form.attach(MEMBER, file, to=f"s3://{aws.bucket}/kept/")

    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "end", interrupted)
    with pytest.raises(KeyboardInterrupt):
        form.attach(MEMBER, file, to=f"s3://{aws.bucket}/kept/")
    assert keys(aws, "kept/") == ["kept/a.json"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_name_that_is_no_utf8_is_an_error(aws: Sandbox, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.json")
    Path(name).write_text("{}")
    form = ModelPackageForm(session=aws.session)
    with pytest.raises(AttachError, match="isn't valid UTF-8"):
        form.attach(MEMBER, name, to=f"s3://{aws.bucket}/x/")
    to = f"s3://{aws.bucket}/x/good.json"
    assert form.attach(MEMBER, name, to=to) == to


@pytest.mark.parametrize("terminal", [False, True])
def test_a_name_in_a_bar_obeys_nobody(terminal: bool) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    stream = Stream()
    bar = Bar("evil\x1b[2J\r\nname\u202e\ud800 to s3://b/k", 10, stream)
    bar.add(10)
    bar.end("uploaded")
    text = stream.getvalue().replace("\r", "", 3)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"evil\x1b[2J\r\nname\u202e" in text
