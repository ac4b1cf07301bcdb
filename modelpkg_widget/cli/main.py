"""The command line as a whole: its verbs, and how it ends."""

from __future__ import annotations

import argparse
import sys
from http.client import HTTPException
from typing import TYPE_CHECKING

from modelpkg_widget import __version__

from .console import INTERRUPTED, PROBLEMS, UNUSABLE, UnusableError, fail, reader_left
from .verbs import check, demo, export, follow, load, log, schema, submit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_VERBS = (demo, check, load, export, submit, follow, log, schema)


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
        return fail("Standard output is closed: there is nowhere to print the result.", PROBLEMS)
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.verb:
        parser.print_help(sys.stderr)
        return UNUSABLE
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        code = run(asked)
        sys.stdout.flush()
    except UnusableError as error:
        return fail(str(error), UNUSABLE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (RecursionError, MemoryError):
        return fail("This is nested too deeply, or too large, to be read.", UNUSABLE)
    except HTTPException as error:
        return fail(f"The answer could not be read: {type(error).__name__}.", PROBLEMS)
    except ValueError as error:
        if "integer string conversion" not in str(error):
            raise
        return fail("A number has too many digits.", UNUSABLE)
    except OSError as error:
        if reader_left(error):
            return PROBLEMS
        return fail(f"The result cannot be written: {error.strerror or error}.", PROBLEMS)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="modelpkg-widget", description="A form for SageMaker's CreateModelPackage."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for verb in _VERBS:
        verb.add_to(verbs)
    return parser
