"""A request that is given: a mapping, a file, a text of some format; or where in AWS to look."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from modelpkg_widget.request.plain_json import to_plain_json
from modelpkg_widget.storage.draft_file import text_of

from . import registry, unwrapping
from .coercion import coerce
from .formats import described_package
from .formats.sdk_objects import mapping_of
from .loaded_request import Loaded
from .parse_result import ParseError, ParseResult
from .unresolved import extract_unresolved

_ACCEPTS = (
    "load() accepts a dict, the path of a file, text (JSON, YAML, Python, an AWS CLI command, "
    "CloudFormation), an ARN of a model package, group, or training job, "
    "or group=, package=, or training_job=."
)
Kind = Literal["group", "package", "training_job"]
_ARNS: dict[str, Kind] = {
    ":model-package-group/": "group",
    ":training-job/": "training_job",
    ":model-package/": "package",
}


class Files:
    """Reads the files that a command names, and notes which these were."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, name: str) -> str:
        path = Path(name).expanduser()
        text = text_of(path)
        self.read.append(str(path.absolute()))
        return text


def load_source(source: Any, *, files: bool = False) -> Loaded:
    """Return the request that is given, and what was made of it on the way.

    Args:
        source: a mapping; an object of the SageMaker SDK; the path of a file; or a text of any
            format that `detect_and_parse` reads.
        files: read the files of this machine that a command in it names (``file://spec.json``).

    Raises:
        ValueError: it is none of these; says what was tried, and where each stopped.
        OSError: the file cannot be read.
        NotSerializableError: (a TypeError) JSON cannot hold it.
    """
    if isinstance(source, Mapping):
        if described_package.is_answer(source):  # with times, which JSON cannot hold
            parsed = described_package.read(source)
            return taken(replace(parsed, value=to_plain_json(parsed.value)), "")
        value = to_plain_json(source)
        return taken(unwrapping.unwrapped(value) or ParseResult(value, "json"), "")
    held = mapping_of(source)
    if held is not None:
        return load_source(held)
    if isinstance(source, os.PathLike) or (isinstance(source, str) and _is(Path.is_file, source)):
        path = Path(source)
        try:
            return text_loaded(text_of(path), Files() if files else None, path.name)
        except ParseError as error:
            raise ValueError(f"{path}: {error}") from None
    if isinstance(source, str) and _looks_like_request(source):
        return text_loaded(source, Files() if files else None)
    raise ValueError(_unreadable(source))


def _looks_like_request(text: str) -> bool:
    from .detect import looks_like_request

    return looks_like_request(text)


def _unreadable(source: object) -> str:
    if source is None:
        return f"Nothing to load. {_ACCEPTS}"
    if not isinstance(source, str):
        return f"An object of type {type(source).__name__} isn't a request. {_ACCEPTS}"
    if not source.strip():
        return f"The text is empty. {_ACCEPTS}"
    shown = source if len(source) < 80 else f"{source[:80]}..."
    if re.match(r"\w+://", source):
        return f"{shown} isn't downloaded. Download it, and pass the path of the file."
    if _is(Path.is_dir, source):
        return f"{shown} is a folder. Pass the path of a file in it."
    return f"No such file: {shown}. {_ACCEPTS}"


def text_loaded(text: str, files: Any = None, name: str = "") -> Loaded:
    """Return the request in a text.

    Args:
        text: of any format that `detect_and_parse` reads.
        files: as for `detect.detect_and_parse`; None for a text that a page has sent.
        name: of the file that it stood in.

    Raises:
        ParseError: it is none of them.
    """
    # The interpreters of Python and of a shell are most of what a form would import.
    from .detect import detect_and_parse

    reading = detect_and_parse(text, files)
    found = taken(reading, name or registry.title_of(reading.format))
    return replace(found, files=tuple(dict.fromkeys(getattr(files, "read", ()))))


def taken(reading: ParseResult, source: str) -> Loaded:
    """Return what was read, brought into the form of the schema."""
    if reading.format == "described":
        return described_package.loaded(reading)
    value, repairs = coerce(reading.value)
    value, gaps = extract_unresolved(value)
    wrapped = registry.value_formats().get(reading.format)
    if wrapped and wrapped.own_names:
        repairs = []
    return Loaded(
        value,
        source,
        left_out=tuple(reading.left_out),
        repaired=(*reading.repaired, *repairs),
        gaps=(*gaps, *reading.gaps),
    )


def parse_aws_source(
    source: Any, group: str | None, package: str | None, training_job: str | None
) -> tuple[Kind, str] | None:
    """Return what to look for in AWS, and its name or ARN; None when the request itself is given.

    Raises:
        ValueError: none or several are given, or one is no text.
    """
    given = [one for one in (source, group, package, training_job) if one is not None]
    if len(given) > 1:
        raise ValueError("Pass only one of: source, group=, package=, training_job=.")
    named: tuple[tuple[Kind, Any], ...] = (
        ("group", group),
        ("package", package),
        ("training_job", training_job),
    )
    for kind, name in named:
        if name is None:
            continue
        if not isinstance(name, str) or not name:
            raise ValueError(f"{kind}= must be a name or an ARN, not {repr(name)[:80]}.")
        return kind, name
    if isinstance(source, str) and source.startswith("arn:"):
        return next(((kind, source) for part, kind in _ARNS.items() if part in source), None)
    return None


def _is(kind: Callable[[Path], bool], text: str) -> bool:
    try:
        return kind(Path(text))
    except (OSError, ValueError):  # no text of a path
        return False
