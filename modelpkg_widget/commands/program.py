"""The command line as a whole: its verbs, and how it ends."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from modelpkg_widget import __version__

from . import check, demo, export, follow, load, log, schema, submit
from .speaking import INTERRUPTED, PROBLEMS, UNUSABLE, UnusableError, fail, reader_left

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
