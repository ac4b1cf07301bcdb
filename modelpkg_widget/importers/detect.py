"""What a text is, told by its content: each reader that may fit is tried, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.resources.tables import load_table

from .formats import aws_cli, envelopes, kubernetes, notebook_scripts, other_languages, yaml_text
from .formats.markdown_fences import blocks
from .parse_result import LONGEST, ParseError, ParseResult, error_text
from .python import python_text
from .python.ipython_cells import code_of

LONGEST_JSON = 20_000_000
"""Characters of a JSON text that is read."""
_MOST_BLOCKS = 50
_HALF = re.compile("[\ud800-\udfff]")
_CALL = re.compile(r"\bcreate_model_package\s*\(")
_PYTHON = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:import|from|def|with|for)\s|\w+[ \t]*=[^=])|create_model_package\s*\("
)
_JSON = re.compile(r"[\ufeff\s]*(\{\s*([\"'}]|$)|\[)")
_MAPPING = re.compile(r"(?:^|\n)(?:[ \t]*[\w\"'-]+[ \t]*:(?:\s|$)|---)")


def detect_and_parse(text: str, files: aws_cli.Files | None = None) -> ParseResult:
    """Return the request in a text of any format.

    Args:
        text: JSON, a notebook, YAML, Python, a command of the AWS CLI, CloudFormation, the
            definition of a pipeline.
        files: returns the text of a file that a command names; None: none is read.

    Raises:
        NotReadError: it is none of them; says of each that may have been meant where it stopped.
    """
    if len(text) > LONGEST_JSON:
        raise ParseError(error_text("errors", "long", limit=LONGEST_JSON // 1_000_000))
    readers = _readers(text, files)
    _refuse(text, readers)
    found = None if "cli" in readers else _in_fences(text, files)
    return found or _first(text, readers)


def _first(text: str, readers: dict[str, Callable[[str], ParseResult]]) -> ParseResult:
    """Return what the first reader makes of a text that can."""
    names: dict[str, str] = load_table("importers/texts")["formats"]
    tried: list[str] = []
    is_known = "cli" in readers or bool(_JSON.match(text))
    for name, reader in readers.items():
        if not is_known and name != "python":
            other_languages.check(text)
        try:
            reading = reader(text)
            if not isinstance(reading.value, dict):
                raise ParseError(error_text("errors", "scalar"))
        except ValueError as error:
            form = names[getattr(error, "format", "") or name]
            said = _capital(error_text("errors", "stopped", format=form, why=_short(str(error))))
            if getattr(error, "final", False):
                raise ParseError(said) from None
            tried.append(said)
        else:
            return reading
    raise ParseError(error_text("errors", "none", tried=" ".join(tried)))


def _in_fences(text: str, files: aws_cli.Files | None) -> ParseResult | None:
    """Return the request in the one code block of Markdown that is one; None: there is no block.

    Raises:
        NotReadError: no block is a request, or more than one is.
    """
    fences = list(islice(blocks(text), _MOST_BLOCKS))
    found: list[tuple[int, ParseResult]] = []
    stopped: ParseError | None = None
    for fence in fences:
        try:
            # The lines before it are kept, so that an error names the line of the whole text.
            padded = "\n" * fence.first_line + fence.text
            found.append((fence.first_line, _first(padded, _readers(fence.text, files))))
        except ParseError as error:  # noqa: PERF203 - each block may be another format
            stopped = stopped or error
    if len(found) > 1:
        lines = ", ".join(str(line) for line, _ in found)
        raise ParseError(error_text("errors", "fences", count=len(found), lines=lines))
    if stopped and not found:
        raise stopped
    return found[0][1] if found else None


def looks_like_request(text: str) -> bool:
    """Whether a text is more than a word or a path: it has lines, brackets, or a command."""
    return (
        "\n" in text.strip()
        or bool(re.search(r"[{\[(=]|:\s", text))
        or aws_cli.is_aws_command(text)
    )


def _readers(text: str, files: aws_cli.Files | None) -> dict[str, Callable[[str], ParseResult]]:
    every: dict[str, Callable[[str], ParseResult]] = {
        "json": _json,
        "cli": lambda given: aws_cli.read(given, files),
        "python": python_text.read,
        "yaml": _yaml,
    }
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if aws_cli.is_aws_command(text) and not (start == "{" and _JSON.match(text)):
        order = ["cli", "python"] if _PYTHON.search(text) else ["cli"]
        order = order[::-1] if _CALL.search(text) else order
    elif start in ("{", "["):
        order = ["json", "python", *([] if _JSON.match(text) else ["yaml"])]
    elif _PYTHON.search(text):
        order = ["python", "yaml"]
    else:
        order = ["yaml", "python"] if _MAPPING.search(text) else ["python", "yaml"]
    return {name: every[name] for name in order}


def _refuse(text: str, readers: dict[str, Callable[[str], ParseResult]]) -> None:
    """Look for what no reader needs to be tried with."""
    if not text.strip("\ufeff \t\r\n"):
        raise ParseError(
            error_text("errors", "none", tried=_capital(error_text("errors", "empty")))
        )
    for code, at in (("nul", text.find("\0")), ("surrogate", _at(_HALF, text))):
        if at >= 0 and (code == "nul" or "json" not in readers):
            place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            said = str(ParseError(error_text("errors", code), *place))
            raise ParseError(error_text("errors", "none", tried=_capital(said)))


def _at(form: re.Pattern[str], text: str) -> int:
    match = form.search(text)
    return match.start() if match else -1


def _json(text: str) -> ParseResult:
    value = json_codec.loads(text)
    if isinstance(value, dict) and isinstance(value.get("cells"), list):
        return _notebook(value["cells"])
    return envelopes.read(value, "json")


def _notebook(cells: list[Any]) -> ParseResult:
    """Read the code of a notebook, one cell behind the other."""
    sources = [
        one.get("source", "")
        for one in cells
        if isinstance(one, dict) and one.get("cell_type") == "code"
    ]
    texts = ["".join(map(str, one)) if isinstance(one, list) else str(one) for one in sources]
    try:
        reading = python_text.read(code_of(texts))
    except ParseError as error:
        commands = [notebook_scripts.script(one) for one in texts if aws_cli.is_aws_command(one)]
        if len(commands) != 1:
            raise ParseError(f"in its code, {error}", final=True, format="notebook") from None
        reading = aws_cli.read(commands[0])
    reading.format = "notebook"
    return reading


def _yaml(text: str) -> ParseResult:
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": "YAML"}
        raise ParseError(error_text("errors", "large", **given))
    return envelopes.read(yaml_text.read(text, kubernetes.is_ours), "yaml")


def _short(text: str) -> str:
    """Return a sentence in which a long path, or whatever was quoted, does not hide the rest."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"


_SHOWN = 120


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
