"""`export`: a request as text of a format; the formats are in ``registry.py``."""

from __future__ import annotations

import warnings

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.call_arguments import explain_arguments
from modelpkg_widget.request.issues import Path, format_path
from modelpkg_widget.request.plain_json import Json, to_plain_json
from modelpkg_widget.request.request_of import request_of

from .export_result import Destination, ExportResult
from .registry import FORMATS, Format

_DEEPEST = 64
"""Levels; the request of the installed botocore has 9, and each is indented further."""
_LONGEST_BITS = 1024
"""Of a number; the largest that a float holds has as many."""


@explain_arguments
def export(
    request: object,
    format: Format,  # noqa: A002 - what everybody would call it
    *,
    region: str = "",
    endpoint: str = "",
    arn: str = "",
) -> str:
    """Return a request as text for another tool.

    What a format cannot hold is left out, with a UserWarning. A template also lists it at its top.

    Args:
        request: The CreateModelPackage request, or a form. It is exported unchanged,
            valid or not.
        format: ``boto3``: Python that sends it. ``cli``: a command of the AWS CLI for a POSIX
            shell. ``json``: the request, for ``--cli-input-json``. ``cloudformation``: a template
            in YAML. ``pipeline``: the definition of a SageMaker pipeline that registers it.
            ``sagemaker``: Python that sends it with sagemaker-core 2. ``catalog``: the change set
            that lists the certified package as a new product in AWS Marketplace, and
            ``catalog-version`` as a new version of a product.
        region: Where ``boto3``, ``cli`` and ``sagemaker`` send the request, such as ``eu-west-1``.
            Without it, the configuration where the text is run decides. Other formats ignore it.
        endpoint: The URL for the same formats, such as that of a sandbox. Without it, AWS's own.
        arn: The ARN of the certified package, for ``catalog`` and ``catalog-version``. Without it,
            the change set has null there. Other formats ignore it.

    Returns:
        The text, with a line break at its end.

    Raises:
        ValueError: The format is unknown, or the request is not a mapping, is nested too deep, or
            has a number that JSON cannot write. Or AWS Marketplace cannot list what the ARN names.
        TypeError: JSON cannot hold a value. The message names the member.
    """
    made = exported(request_of(request), format, region=region, endpoint=endpoint, arn=arn)
    left = [f"{format_path(gap.path)}: {gap.why}" for gap in made.gaps if gap.kind == "lacks"]
    if left:
        warnings.warn(f"Not supported by the {format} format:\n" + "\n".join(left), stacklevel=3)
    return made.text


def exported(
    request: object,
    format: Format,  # noqa: A002 - as above
    *,
    region: str = "",
    endpoint: str = "",
    arn: str = "",
) -> ExportResult:
    """Return the same text as `export`, with the lines of each member, and what it does not hold.

    Arguments and errors are those of `export`; it does not warn.
    """
    if not isinstance(format, str) or format not in FORMATS:  # type: ignore[redundant-expr]
        raise ValueError(_unknown_format(request, format))
    plain = to_plain_json(request)
    if not isinstance(plain, dict):
        kind = type(request).__name__
        raise ValueError(f"The request is a Python {kind}, but must be a dict.")
    _refuse(plain, ())
    return FORMATS[format].write(plain, Destination(region, endpoint, arn))


def answer(request: Json, format_id: str, where: Destination) -> str:
    """Return a request as text, for a page: JSON, `ExportResult.as_dict` and ``problem``.

    As JSON text, because objects on the way would not keep half of a character in a path.
    """
    try:
        made = exported(request, format_id, **vars(where))  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        return json_codec.dumps({**ExportResult("", {}).as_dict(), "problem": str(error)})
    return json_codec.dumps({**made.as_dict(), "problem": ""})


def _refuse(value: Json, path: Path) -> None:
    if len(path) > _DEEPEST:
        raise ValueError(f"{format_path(path[:3])}: nested too deeply for a request.")
    if isinstance(value, (dict, list)):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            _refuse(child, (*path, step))
    elif not isinstance(value, (str, bool, type(None))) and not _is_finite(value):
        raise ValueError(f"{format_path(path)}: this number can't be written as JSON.")


def _is_finite(number: float) -> bool:
    if isinstance(number, int):
        return number.bit_length() <= _LONGEST_BITS
    return number - number == 0


def _unknown_format(request: object, format: object) -> str:  # noqa: A002 - as above
    if isinstance(request, str) and request in FORMATS:
        return f"export() takes the request first: export(request, {request!r})."
    return f"Unknown format {format!r:.80}. Use one of: {', '.join(FORMATS)}."
