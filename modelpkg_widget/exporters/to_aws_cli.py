"""A command for any POSIX shell that sends the request with the AWS CLI.

The request is one JSON text in ASCII without an apostrophe, so it stands between two of them as it
is. Not one option for each member: the CLI would load what looks like an address in an option
(``file://``, and in version 1 ``https://``), and read ``a=b`` as shorthand. Not standard input: the
CLI reads the file of ``--cli-input-json`` twice, and finds nothing there the second time. What is
too long for an argument goes by a file that is removed again.

Source:
    the AWS CLI's ``--cli-input-json``, aws-cli#3209 and #5982; Linux, MAX_ARG_STRLEN; POSIX, Shell
    Command Language, 2.2.2 Single-Quotes and 2.7.4 Here-Document.
"""

from __future__ import annotations

import shlex

from modelpkg_widget.request.plain_json import Json

from .export_format import ExportFormat
from .export_result import Destination, ExportResult
from .line_writer import SHELL, LineWriter

_LONGEST_ARGUMENT = 100_000
"""Bytes; Linux takes 131,071."""
_MARK = "REQUEST"  # no line of JSON is that


def write(request: Json, where: Destination) -> ExportResult:
    region = ["--region", where.region] if where.region else []
    endpoint = ["--endpoint-url", where.endpoint] if where.endpoint else []
    words = ["aws", "sagemaker", "create-model-package", *region, *endpoint]
    command = f"{shlex.join(words)} --cli-input-json"
    sheet = LineWriter()
    sheet.brackets(request, SHELL, before=f"{command} '", after="'")
    made = sheet.exported()
    return made if len(made.text) < _LONGEST_ARGUMENT else _by_file(request, command)


def _by_file(request: Json, command: str) -> ExportResult:
    sheet = LineWriter()
    sheet.add("request=$(mktemp)", f"cat >\"$request\" <<'{_MARK}'")
    sheet.brackets(request, SHELL)
    sheet.add(_MARK, f'{command} "file://$request"', 'rm "$request"')
    return sheet.exported()


FORMAT = ExportFormat(
    id="cli",
    title="AWS CLI",
    file_name="create-model-package.sh",
    write=write,
    note="This text is for POSIX shells: sh, bash, zsh. fish and PowerShell change it.",
)
