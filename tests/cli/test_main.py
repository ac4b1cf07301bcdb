"""The command `modelpkg-widget`, in this process and in processes of its own."""

import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import modelpkg_widget
from modelpkg_widget.cli.main import main
from tests.helpers.newer_boto3 import needs_boto3

ROOT = Path(__file__).parents[2]
GOOD = '{"ModelPackageGroupName": "flowers"}'


class Run:
    """Runs the command here and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def check(self, content: str | bytes) -> tuple[int, str, str]:
        file = self.folder / "request.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, out, err = self("check", str(file))
        return code, out.replace(str(file), "FILE"), err.replace(str(file), "FILE")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    return Run(capsys, tmp_path)


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "modelpkg_widget", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


def test_good_request_says_nothing(run: Run) -> None:
    assert run.check(GOOD) == (0, "", "")
    assert run.check("\ufeff" + GOOD) == (0, "", "")  # as Windows editors save it
    assert run.check(GOOD.replace(" ", "\r\n")) == (0, "", "")


def test_problems_are_lines_of_file_member_message_hint(run: Run) -> None:
    code, out, err = run.check(
        '{"ModelPackageName": "-", "Tags": [{"Key": "a", "Value": 5}], "Foo": {"NaN": NaN}}'
    )
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["FILE:1:2", "ModelPackageName"],
        ["FILE:1:49", "Tags[0].Value"],
        ["FILE:1:63", "Foo"],
        ["FILE:1:1", "InferenceSpecification"],
    ]
    assert lines[1] == (
        "FILE:1:49: Tags[0].Value: Must be text, but is a whole number. (Change or unset it.)"
    )


def test_warnings_do_not_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.validation import validator

    warning = Issue(("Tags", 0), "a", "Look at this.", "warning")
    monkeypatch.setattr(validator, "check", lambda _: [warning])
    assert run.check("{}") == (0, "FILE:1:1: Tags[0]: warning: Look at this.\n", "")


@pytest.mark.parametrize("text", ["[]", "null", "1", '"text"', "NaN"])
def test_what_is_no_structure_is_a_problem_of_the_request(run: Run, text: str) -> None:
    code, out, _ = run.check(text)
    assert code == 1
    assert out.startswith("FILE:1:1: request: Must be an object (named members)")


def test_depth_is_no_trouble(run: Run) -> None:
    for opening, closing in (("[", "]"), ('{"Tags":', "}"), ('{"Foo":[', "]}")):
        code, out, err = run.check(opening * 2000 + "1" + closing * 2000)
        assert (code, err) == (1, ""), opening
        assert len(out) < 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": 1,\n "b": }', "line 2, column 7 in b: "),
        (b"", "line 1, column 1: "),
        (b'{"a": {"b": 1, "b": 2}}', "line 1, column 16 in a.b: the key 'b' appears twice"),
        (b'{"a": 1} {}', "line 1, column 10: "),
        (b'{"a":\n "\xff"}', "line 2, byte 3: 0xff is not UTF-8"),
        ("{}".encode("utf-16"), "the text is UTF-16. Save it as UTF-8."),
        (b'{"a": "\x1b[31m"}', "line 1, column 8 in a: "),
    ],
)
def test_what_is_no_json_is_unusable(run: Run, content: bytes, message: str) -> None:
    code, out, err = run.check(content)
    assert (code, out) == (2, "")
    assert err.startswith(f"modelpkg-widget: FILE: {message}")
    assert err.count("\n") == 1


def test_every_file_is_checked_and_the_worst_counts(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(GOOD)
    bad.write_text('{"Foo": 1}')
    code, out, err = run("check", str(tmp_path / "none.json"), str(bad), str(tmp_path), str(good))
    assert code == 2
    assert out.startswith(f"{bad}:1:2: Foo: ")
    assert f"{tmp_path / 'none.json'}: No such file or directory." in err
    assert err.count("\n") == 2
    assert run("check", str(good), str(bad))[0] == 1


def test_dash_is_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"Foo": 1}')))
    code, out, _ = run("check", "-")
    assert code == 1
    assert out.startswith("<stdin>:1:2: Foo: ")


def test_no_control_character_reaches_the_terminal(run: Run) -> None:
    code, out, _ = run.check(
        '{"CustomerMetadataProperties": {"\\u001b[31m\\n\\ud800": 1}, "\\u009b": 1}'
    )
    assert code == 1
    assert all(line.isprintable() for line in out.splitlines())
    assert all(line.startswith("FILE:1:") for line in out.splitlines())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_no_file_name_controls_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "\x1b[31m.json"
    assert run("check", str(file))[2].startswith(f"modelpkg-widget: {tmp_path}/\\x1b[31m.json: ")
    file.write_text("[]")
    assert run("check", str(file))[1].startswith(f"{tmp_path}/\\x1b[31m.json:1:1: request: ")


def test_a_terminal_that_lacks_letters_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ü→.json"
    file.write_text("[]", encoding="utf-8")
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said, encoding="cp1252"))
    assert main(["check", str(file)]) == 1
    assert b"\xfc\\u2192.json:1:1: request: " in said.getvalue()


def test_schema_is_the_schema(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out) == modelpkg_widget.request_schema()
    assert out.isascii()


@pytest.mark.slow
@needs_boto3("1.42.93")  # the schema of a much older one is no longer than what a pipe holds
def test_reader_that_leaves_is_no_trouble() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "modelpkg_widget", "schema"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 1


@pytest.mark.slow
def test_version_help_and_wrong_usage() -> None:
    assert command("--version").stdout.decode().split() == [
        "modelpkg-widget",
        modelpkg_widget.__version__,
    ]
    nothing = command()
    assert nothing.returncode == 2
    for verb in ("demo", "check", "load", "export", "submit", "follow", "log", "schema", "page"):
        assert verb in nothing.stderr.decode()
    for wrong in (["check"], ["bake"], ["demo", "--port", "x"], ["submit"], ["log", "x"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2


def test_importing_the_module_of_the_command_runs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["modelpkg-widget", "bake"])
    assert importlib.import_module("modelpkg_widget.__main__").main is main
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_checking_loads_neither_boto3_nor_moto() -> None:
    script = (
        "import sys; from modelpkg_widget.cli.main import main; main(['check', '-']);"
        "print(sorted({'boto3', 'moto', 'flask', 'ipywidgets'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=GOOD,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
