"""The command `modelpkg-widget`: demo, check, log, schema."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from . import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .issue import Issue

CLEAN, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
LONGEST_PATH = 200  # characters of a member's path that are shown


class _Unusable(Exception):
    """What was given cannot be used; the text says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: without the program's name; those of the process if None.

    Returns:
        The exit code: 0 as hoped, 1 problems found or a failure, 2 what was given cannot be
        used, 130 interrupted.

    Raises:
        SystemExit: by argparse, for `--help`, `--version` and wrong usage (2).
    """
    parser = _parser()
    given = parser.parse_args(arguments)
    if not given.verb:
        parser.print_help(sys.stderr)
        return UNUSABLE
    verb: Callable[[argparse.Namespace], int] = given.run
    try:
        code = verb(given)
        sys.stdout.flush()
    except _Unusable as error:
        return _fail(str(error), UNUSABLE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not _reader_left(error):
            raise
        return PROBLEMS
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="modelpkg-widget", description="A form for SageMaker's CreateModelPackage."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")

    text = "JupyterLab with example notebooks and a local AWS; no account needed"
    demo = verbs.add_parser("demo", help=text, description=f"{text}. Ctrl+C ends both.")
    demo.add_argument(
        "--dir",
        type=Path,
        default=Path("modelpkg-demo"),
        help="folder for the notebooks; what you changed there is kept (default: %(default)s)",
    )
    demo.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    demo.add_argument("--port", type=int, help="of JupyterLab (default: 8888, or the next free)")
    demo.set_defaults(run=_demo)

    text = "check requests in JSON files against the AWS model; no network"
    check = verbs.add_parser(
        "check",
        help=text,
        description=f"{text}. Prints FILE: MEMBER: MESSAGE (HINT).",
        epilog="Exit code: 0 no errors (there may be warnings), 1 errors, 2 a file is unreadable.",
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="a JSON file; - is standard input")
    check.set_defaults(run=_check)

    text = "what was sent from this account of this machine: when, by whom, where to, the outcome"
    log = verbs.add_parser(
        "log",
        help=text,
        description=f"{text}. Tells a digest of each request, never its values.",
        epilog="Exit code: 0; 1 a part of the journal cannot be read.",
    )
    log.add_argument("--format", choices=["text", "json"], default="text")
    log.set_defaults(run=_log)

    schema = verbs.add_parser("schema", help="print the JSON Schema of the request")
    schema.set_defaults(run=_schema)
    return parser


def _check(given: argparse.Namespace) -> int:
    from .json_text import loads
    from .validation import check

    code = CLEAN
    for file in given.files:
        shown = "<stdin>" if file == "-" else file
        try:
            issues = check(loads(_read(file)))
        except (_Unusable, ValueError) as error:
            code = _fail(f"{shown}: {error}", UNUSABLE)
            continue
        for issue in issues:
            _print(_line(shown, issue))
        if code == CLEAN and any(issue.severity == "error" for issue in issues):
            code = PROBLEMS
    return code


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise _Unusable(f"{error.strerror or error}.") from error
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Unusable("the text is UTF-16; save it as UTF-8.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        wrong = f"line {line}, byte {column}: 0x{data[error.start]:02x}"
        raise _Unusable(f"{wrong} is not UTF-8; save the text as UTF-8.") from error


def _line(file: str, issue: Issue) -> str:
    from .issue import path_text

    path = path_text(issue.path) or "request"
    if len(path) > LONGEST_PATH:
        path = f"{path[: LONGEST_PATH // 2]}…{path[-LONGEST_PATH // 2 :]}"
    severity = "" if issue.severity == "error" else f"{issue.severity}: "
    hint = f" ({issue.hint})" if issue.hint else ""
    return f"{file}: {path}: {severity}{issue.message}{hint}"


def _log(given: argparse.Namespace) -> int:
    from .json_text import dumps
    from .sending.audit import line, row
    from .sending.journal import Journal

    attempts, broken = Journal().all()
    if given.format == "json":
        _print(dumps([row(attempt) for attempt in attempts]))
    else:
        for attempt in attempts:
            _print(line(attempt))
    for problem in broken:
        _fail(problem, PROBLEMS)
    return PROBLEMS if broken else CLEAN


def _schema(given: argparse.Namespace) -> int:  # noqa: ARG001
    import json

    from .schema import request_schema

    print(json.dumps(request_schema(), indent=2))
    return CLEAN


def _demo(given: argparse.Namespace) -> int:
    from . import demo

    try:
        return demo.run(given.dir, browser=not given.no_browser, port=given.port, say=_print)
    except (demo.NotPossibleError, ImportError) as error:
        return _fail(str(error), PROBLEMS)


def _print(line: str, stream: TextIO | None = None) -> None:
    """One line that any terminal shows and none obeys: control characters are spelled out."""
    stream = stream or sys.stdout
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(shown.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def _fail(message: str, code: int) -> int:
    _print(f"modelpkg-widget: {message}", sys.stderr)
    return code


def _reader_left(error: OSError) -> bool:
    """Whether somebody closed the pipe that we write to, as `| head` does."""
    if not (
        isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
    ):
        return False
    # Python flushes once more at the end, and would complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True
