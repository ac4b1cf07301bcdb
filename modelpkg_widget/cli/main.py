"""The command line as a whole: its verbs, and how it ends."""

from __future__ import annotations

import argparse
import errno
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from modelpkg_widget import __version__

from .console import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEMS,
    EXIT_UNUSABLE,
    UsageError,
    drop_output,
    fail,
    is_broken_pipe,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_VERBS = (
    *("demo", "check", "load", "export", "scaffold", "rehearse", "submit"),
    *("follow", "log", "schema", "page"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: without the program's name; those of the process if None.

    Returns:
        The exit code: 0 as hoped, 1 problems found or a failure, 2 what was given cannot be
        used, 3 AWS said no, 130 interrupted.

    Raises:
        SystemExit: by argparse, for `--help`, `--version` and wrong usage (2).
    """
    if sys.stdout is None:  # closed by who started this, as by >&-
        return fail("Standard output is closed, so the result can't be printed.", EXIT_PROBLEMS)
    given = sys.argv[1:] if arguments is None else arguments
    parser = _parser(given[:1] if given[:1] and given[0] in _VERBS else _VERBS)
    args = parser.parse_args(arguments)
    if not args.verb:
        parser.print_help(sys.stderr)
        return EXIT_UNUSABLE
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        code = run(args)
        sys.stdout.flush()
    except UsageError as error:
        return fail(str(error), EXIT_UNUSABLE)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except (RecursionError, MemoryError):
        return fail("The file is nested too deeply or too large to read.", EXIT_UNUSABLE)
    except _http_errors() as error:
        return fail(f"Can't read the response: {type(error).__name__}.", EXIT_PROBLEMS)
    except ValueError as error:
        if "integer string conversion" not in str(error):
            raise
        return fail("A number has too many digits.", EXIT_UNUSABLE)
    except OSError as error:
        if is_broken_pipe(error):
            return EXIT_PROBLEMS
        if error.errno == errno.ENOSPC:
            drop_output()
        return fail(f"Can't write the result: {error.strerror or error}.", EXIT_PROBLEMS)
    return code


def _http_errors() -> type[Exception]:
    """Return the class of errors of HTTP, whose module is slow to import; most runs have none."""
    from http.client import HTTPException

    return HTTPException


def _parser(names: Sequence[str] = _VERBS) -> argparse.ArgumentParser:
    """Return the parser of some verbs: only the modules of these are imported."""
    parser = argparse.ArgumentParser(
        prog="modelpkg-widget",
        description="Create SageMaker model packages: check, load, export, and submit requests.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for name in names:
        import_module(f"{__package__}.verbs.{name}").add_parser(verbs)
    return parser
