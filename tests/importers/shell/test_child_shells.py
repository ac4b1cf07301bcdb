"""Scripts that a script runs: ``bash -c``, ``eval``, ``xargs``; and the lines of gaps."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path

A = "aws sagemaker create-model-package --domain a --task"
AGAIN = "The input of xargs may set another value."


def unresolved_text(line: int, text: str = "$X") -> str:
    return f"The source uses {text} (line {line}), whose value isn't known."


ROWS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "a literal": (f"bash -c '{A} b'", {"Domain": "a", "Task": "b"}, {}),
    "not exported": (f"X=1\nbash -c '\n{A} $X'", {"Domain": "a"}, {"Task": unresolved_text(3)}),
    "exported": (f"export X=1\nbash -eu -o pipefail -c '{A} $X'", {"Domain": "a", "Task": "1"}, {}),
    "of the outer shell": (f'X=1\nsh -c "{A} $X"', {"Domain": "a", "Task": "1"}, {}),
    "unknown to the outer shell": (
        f'true\nsh -c "{A} $X"',
        {},
        {"": f"{A} $X (line 2) may contain more options."},
    ),
    "arguments of its own": (f"sh -c '{A} $1' sh b", {"Domain": "a", "Task": "b"}, {}),
    "arguments of the caller": (
        f"sh -c '{A} $1' sh \"$@\"",
        {"Domain": "a"},
        {"Task": unresolved_text(1, "$1")},
    ),
    "what only bash reads so": (
        f"sh -c '{A} $\"b\"'",
        {},
        {"": f'{A} $"b" (line 1) may contain more options.'},
    ),
    "another shell": (f"zsh -c '{A} b'", {}, {"": f"{A} b (line 1) may contain more options."}),
    "a document": (f"sudo bash <<'E'\n\n{A} $X\nE", {"Domain": "a"}, {"Task": unresolved_text(3)}),
    "a file": (
        f"cat > run.sh <<'E'\n{A} $1\nE\nbash run.sh z",
        {"Domain": "a", "Task": "z"},
        {},
    ),
    "eval": (f"X=1\neval '{A} $X'", {"Domain": "a", "Task": "1"}, {}),
    "xargs": (
        f"true\ncat ids | xargs -n1 {A} b --tags",
        {},
        {
            "Domain": AGAIN,
            "Task": AGAIN,
            "Tags": AGAIN,
            "": "The input of xargs (line 2) may contain more options.",
        },
    ),
    "the line of each word": (
        f"{A} $X \\\n  --tags Key=a,Value=$Y \\\n  Key=b,Value=$Z",
        {"Domain": "a", "Tags": [{"Key": "a"}, {"Key": "b"}]},
        {
            "Task": unresolved_text(1),
            "Tags[0].Value": unresolved_text(2, "$Y"),
            "Tags[1].Value": unresolved_text(3, "$Z"),
        },
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_an_inner_script_is_read(name: str) -> None:
    text, value, gaps = ROWS[name]
    found = text_loaded(text)
    assert found.base == value
    assert {format_path(note.path): note.why for note in found.gaps} == gaps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"x || bash -c '{A} b'", "line 1 may not run"),
        (f"bash -c '{A} b'\n\nbash -c '{A} b'", r"2 commands that create .* \(lines 1, 3\)"),
        (f"bash -nc '{A} b'", "command found that runs"),
        (f"X='{A} b; eval \"$X\"'\neval \"$X\"", "runs 13 times"),
    ],
)  # fmt: skip
def test_what_may_not_run_or_runs_again_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        text_loaded(text)
