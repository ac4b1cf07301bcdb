"""`demo`: JupyterLab beside a local AWS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelpkg_widget.cli.console import EXIT_PROBLEMS, fail, print_line

if TYPE_CHECKING:
    import argparse

TEXT = "start JupyterLab with example notebooks and a local AWS sandbox; no AWS account needed"


def add_parser(verbs: Any) -> None:
    parser = verbs.add_parser("demo", help=TEXT, description=f"{TEXT}. Press Ctrl+C to stop both.")
    parser.add_argument(
        "--dir",
        type=Path,
        default=Path("modelpkg-demo"),
        help="folder for the notebooks; your changes are kept (default: %(default)s)",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the URL instead of opening a browser"
    )
    from modelpkg_widget.fake_aws.server.process import port

    parser.add_argument(
        "--port", type=port, help="JupyterLab port (default: 8888, or the next free port)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from modelpkg_widget.cli import demo_server

    try:
        return demo_server.run(
            args.dir, browser=not args.no_browser, port=args.port, say=print_line
        )
    except (demo_server.NotPossibleError, ImportError) as error:
        return fail(str(error), EXIT_PROBLEMS)
