"""`schema`: the JSON Schema of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli.console import EXIT_CLEAN

if TYPE_CHECKING:
    import argparse


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser("schema", help="print the JSON Schema of the request")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:  # noqa: ARG001
    import json

    from modelpkg_widget.schema.from_botocore import request_schema

    print(json.dumps(request_schema(), indent=2))
    return EXIT_CLEAN
