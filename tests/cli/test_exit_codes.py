"""What goes wrong at the edge of the command line ends in a sentence and an exit code."""

from __future__ import annotations

import http.client
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.cli.main import main
from modelpkg_widget.cli.verbs import check
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime.sandbox_address import new_secret

COMMAND = [sys.executable, "-m", "modelpkg_widget"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RecursionError("maximum recursion depth exceeded"), 2, "nested too deeply"),
        (MemoryError(), 2, "too large"),
        (http.client.BadStatusLine("x"), 1, "Can't read the response: BadStatusLine"),
        (ValueError("Exceeds the limit (4300 digits) for integer string conversion"), 2, "digits"),
    ],
)
def test_an_error_that_nobody_meant_is_a_sentence(
    error: Exception, code: int, said: str,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def run(_: object) -> int:
        raise error

    monkeypatch.setattr(check, "run", run)
    assert main(["check", "x"]) == code
    _, err = capfd.readouterr()
    assert said in err
    assert len(err.splitlines()) == 1


def run(*words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, timeout=60, check=False, **how
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes it")
@pytest.mark.parametrize("verb", [["schema"], ["check", "a.json"], ["log"]])
@pytest.mark.slow
def test_a_closed_standard_output_is_reported(verb: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    line = " ".join([sys.executable, "-m", "modelpkg_widget", *verb, ">&-"])
    done = run("--version", cwd=tmp_path)
    assert done.returncode == 0
    shell = ["/bin/sh", "-c", line]
    closed = subprocess.run(
        shell, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert closed.returncode == 1
    assert closed.stderr == (
        "modelpkg-widget: Standard output is closed, so the result can't be printed.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a device")
@pytest.mark.slow
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr == ("modelpkg-widget: Can't write the result: No space left on device.\n")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="Windows has no such device")
def test_a_device_without_an_end_is_no_request(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/dev/zero"]) == 2
    assert "larger than 20 MB" in capfd.readouterr().err


@pytest.mark.parametrize("verb", ["check", "submit", "load"])
def test_a_missing_file_says_so_first(
    verb: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MODELPKG_SANDBOX", f"http://127.0.0.1:9/{new_secret()}")
    assert main([verb, "missing.json", *(["--sandbox"] if verb == "submit" else [])]) == 2
    assert "No such file" in capfd.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "99999999"], "is not a port"),
        (["--port", "-1"], "is not a port"),
        (["--port", "9" * 5000], "is not a port"),
        (["--port", "x"], "is not a port"),
        (["--account", "x"], "is not an AWS account"),
        (["--account", "1" * 13], "is not an AWS account"),
    ],
)
def test_options_of_the_sandbox_are_checked(
    words: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    from modelpkg_widget.fake_aws.server.process import main as serve

    with pytest.raises(SystemExit) as ended:
        serve(words)
    assert ended.value.code == 2
    assert said in capfd.readouterr().err


def test_the_port_of_the_demo_is_checked(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--port", "99999999"])
    assert ended.value.code == 2
    assert "is not a port" in capfd.readouterr().err


@pytest.mark.parametrize("number", ["-0.0", "-0", "0.0", "-0e0"])
def test_zero_is_zero(number: str, tmp_path: Path) -> None:
    from modelpkg_widget.cli import inputs

    file = tmp_path / "a.json"
    file.write_text(f'{{"a": {number}}}')
    value = inputs.read(str(file)).value
    assert repr(value) == "{'a': 0}"
    assert Request(value).digest == Request({"a": 0}).digest


def test_the_export_for_shells_says_for_which(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("{}")
    assert main(["export", str(tmp_path / "a.json"), "--to", "cli"]) == 0
    assert "POSIX shells" in capfd.readouterr().err
