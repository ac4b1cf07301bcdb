"""`load`: a request in JSON, of whatever it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs, target_options
from modelpkg_widget.cli.console import CLEAN, PROBLEMS, REFUSED, UnusableError, beside, fail, whole

if TYPE_CHECKING:
    import argparse

    from modelpkg_widget.importers.loaded_request import Loaded
    from modelpkg_widget.request.plain_json import Json

TEXT = "print a request as JSON: from YAML, Python, an aws command, CloudFormation, or AWS"


def add_to(verbs: Any) -> None:
    parser = verbs.add_parser(
        "load",
        help=TEXT,
        description=f"{TEXT}. What was left out, repaired or could not be read is listed on "
        "standard error.",
        epilog="Exit code: 0; 1 something could not be read; 2 it is no request; 3 AWS said no.",
    )
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="a file, - for standard input, or the ARN of a package, group or training job",
    )
    parser.add_argument("--group", help="name or ARN: its latest version, for the next one")
    parser.add_argument("--package", help="name or ARN")
    parser.add_argument("--training-job", help="name or ARN")
    parser.add_argument(
        "--over", metavar="FILE", help="a request in JSON that it is laid over, such as defaults"
    )
    parser.add_argument(
        "--read-files",
        action="store_true",
        help="also read the files of this machine that a command in the text names (file://...)",
    )
    target_options.add_to(parser)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from modelpkg_widget.importers.sagemaker import LoadError
    from modelpkg_widget.request.issues import path_text
    from modelpkg_widget.request.json_codec import dumps

    below = inputs.read(asked.over).value if asked.over else {}
    if not isinstance(below, dict):
        raise UnusableError(f"{asked.over}: this is no structure of named members.")
    try:
        found = replace(_found(asked), over=bool(asked.over))
    except LoadError as error:
        return fail(str(error), REFUSED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise UnusableError(f"{where}{error.strerror or error}.") from error
    except (ValueError, TypeError) as error:
        raise UnusableError(str(error)) from error
    taken = _laid(found, below)
    for file in taken.files:
        beside(f"{file}: read")
    for what, notes in (
        ("left out", taken.left_out), ("repaired", taken.repaired), ("not read", taken.gaps)
    ):  # fmt: skip
        for note in notes:
            beside(f"{path_text(note.path) or 'request'}: {what}: {note.why}")
    for issue in taken.issues(taken.base):
        kind = "to review" if issue.code == "carried" else issue.severity
        beside(f"{path_text(issue.path)}: {kind}: {issue.message} ({issue.hint})")
    whole(dumps(taken.base, indent=2) + "\n")
    return PROBLEMS if taken.gaps else CLEAN


def _found(asked: argparse.Namespace) -> Loaded:
    """Read what is given, or ask AWS for it.

    Raises:
        LoadError: AWS did not tell it.
        ValueError, TypeError, OSError: it is no request, or cannot be read.
    """
    from modelpkg_widget.importers.sagemaker import Registered
    from modelpkg_widget.importers.source import Files, loaded_from, place_in_aws, text_loaded

    place = place_in_aws(asked.source, asked.group, asked.package, asked.training_job)
    if place:
        taken: list[Loaded] = []
        Registered(target_options.service_of(asked), taken.append).now(*place)
        return taken[-1]
    if asked.source is None:
        raise UnusableError("Say what to load: SOURCE, --group, --package or --training-job.")
    if asked.source == "-":
        files = Files() if asked.read_files else None
        return text_loaded(inputs.text_of("-"), files, inputs.name_of("-"))
    from pathlib import Path

    return loaded_from(Path(asked.source), files=asked.read_files)


def _laid(found: Loaded, below: Json) -> Loaded:
    """Return it laid over another request."""
    from modelpkg_widget.importers.loaded_request import Loaded

    if found.first:  # of a group without versions only the name is known
        return replace(found, base={**found.base, **below, **found.base}, over=False)
    return found.laid(Loaded(), below)
