"""Which format a text is in: each that may fit is tried, the likeliest first."""

from __future__ import annotations

import re
from itertools import islice

from . import registry
from .formats import aws_cli, other_languages
from .formats.aws_cli_files import Files
from .formats.markdown_fences import blocks
from .import_format import Clues, TextFormat
from .parse_result import ParseError, ParseResult, error_text

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


def detect_and_parse(text: str, files: Files | None = None) -> ParseResult:
    """Return the request in a text of any format.

    Args:
        text: JSON, a notebook, YAML, Python, a command of the AWS CLI, CloudFormation, the
            definition of a pipeline.
        files: returns the text of a file that a command names; None: none is read.

    Raises:
        ParseError: it is none of them; says of each that may have been meant where it stopped.
    """
    if len(text) > LONGEST_JSON:
        raise ParseError(error_text("errors", "long", limit=LONGEST_JSON // 1_000_000))
    clues = _clues(text)
    _refuse(clues)
    found = None if clues.is_command else _in_fences(text, files)
    return found or _first(text, clues, files)


def _first(text: str, clues: Clues, files: Files | None) -> ParseResult:
    """Return what the first format makes of a text that can."""
    tried: list[str] = []
    is_known = clues.is_command or clues.is_json
    for row in _likely(clues):
        if not is_known and row.id != "python":
            other_languages.check(text)
        try:
            reading = row.read(text, files)
            if not isinstance(reading.value, dict):
                raise ParseError(error_text("errors", "scalar"))
        except ValueError as error:
            title = registry.title_of(getattr(error, "format", "") or row.id)
            message = _capital(
                error_text("errors", "stopped", format=title, why=_short(str(error)))
            )
            if getattr(error, "final", False):
                raise ParseError(message) from None
            tried.append(message)
        else:
            return reading
    raise ParseError(error_text("errors", "none", tried=" ".join(tried)))


def _in_fences(text: str, files: Files | None) -> ParseResult | None:
    """Return the request in the one code block of Markdown that is one; None: there is no block.

    Raises:
        ParseError: no block is a request, or more than one is.
    """
    fences = list(islice(blocks(text), _MOST_BLOCKS))
    found: list[tuple[int, ParseResult]] = []
    stopped: ParseError | None = None
    for fence in fences:
        try:
            # The lines before it are kept, so that an error names the line of the whole text.
            padded = "\n" * fence.first_line + fence.text
            found.append((fence.first_line, _first(padded, _clues(fence.text), files)))
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


def _clues(text: str) -> Clues:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    is_json = bool(_JSON.match(text))
    is_command = aws_cli.is_aws_command(text) and not (start == "{" and is_json)
    is_sure = is_json and start in ("{", "[") and not is_command  # no need to search all of it
    return Clues(
        text,
        is_command=is_command,
        is_bracketed=start in ("{", "["),
        is_json=is_json,
        is_python=not is_sure and bool(_PYTHON.search(text)),
        is_call=not is_sure and bool(_CALL.search(text)),
        is_mapping=not is_sure and bool(_MAPPING.search(text)),
    )


def _likely(clues: Clues) -> list[TextFormat]:
    """Return the formats that a text may be in, the likeliest first."""
    rows = [(row.likelihood(clues), row) for row in registry.text_formats().values()]
    ordered = sorted(rows, key=lambda pair: pair[0], reverse=True)
    return [row for likelihood, row in ordered if likelihood > 0]


def _refuse(clues: Clues) -> None:
    """Look for what no format needs to be tried with."""
    text, may_be_json = clues.text, any(row.id == "json" for row in _likely(clues))
    if not text.strip("\ufeff \t\r\n"):
        raise ParseError(
            error_text("errors", "none", tried=_capital(error_text("errors", "empty")))
        )
    for code, at in (("nul", text.find("\0")), ("surrogate", _at(_HALF, text))):
        if at >= 0 and (code == "nul" or not may_be_json):
            place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            message = str(ParseError(error_text("errors", code), *place))
            raise ParseError(error_text("errors", "none", tried=_capital(message)))


def _at(form: re.Pattern[str], text: str) -> int:
    match = form.search(text)
    return match.start() if match else -1


def _short(text: str) -> str:
    """Return a sentence in which a long path, or whatever was quoted, does not hide the rest."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"


_SHOWN = 120


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
