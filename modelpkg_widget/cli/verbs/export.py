"""`export`: a request as text of another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli import inputs
from modelpkg_widget.cli.console import CLEAN, UnusableError, beside, whole

if TYPE_CHECKING:
    import argparse

TEXT = "print a request as boto3, AWS CLI, JSON, CloudFormation or a SageMaker pipeline"


def add_to(verbs: Any) -> None:
    parser = verbs.add_parser(
        "export",
        help=TEXT,
        description=f"{TEXT}. What a format does not hold is listed on standard error.",
    )
    parser.add_argument("file", metavar="FILE", help="a JSON file; - is standard input")
    parser.add_argument(
        "--to", metavar="FORMAT", required=True, help="boto3, cli, json, cloudformation, pipeline"
    )
    parser.add_argument("--region", default="", help="that the text names; none by default")
    parser.add_argument("--endpoint-url", metavar="URL", default="", help="that the text names")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    from modelpkg_widget.exporters.export import exported
    from modelpkg_widget.request.issues import path_text

    request = inputs.read(asked.file)
    try:
        made = exported(request.value, asked.to, region=asked.region, endpoint=asked.endpoint_url)
    except ValueError as error:  # an unknown format, or what no format can hold
        raise UnusableError(str(error)) from error
    if asked.to == "cli":
        beside("This text is for POSIX shells: sh, bash, zsh. fish and PowerShell change it.")
    for gap in made.gaps:
        line, column = request.place(gap.path)
        beside(f"{request.file}:{line}:{column}: {path_text(gap.path)}: {gap.why}")
    whole(made.text)
    return CLEAN
