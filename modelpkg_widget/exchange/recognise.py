"""What a text is, told by its content: each reader that may fit is tried, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from modelpkg_widget import json_text
from modelpkg_widget.data import table
from modelpkg_widget.schema import OPERATION, operation_schema

from . import from_cli, from_cloudformation, from_pipeline, from_python, from_yaml
from .reading import LONGEST, NotReadError, Reading, why
from .repairs import flat

LONGEST_JSON = 20_000_000
"""Characters of a JSON text that is read."""
_HALF = re.compile("[\ud800-\udfff]")
_PYTHON = re.compile(
    r"create_model_package\s*\(|^\s*(import|from|def|with|for)\s|^\s*\w+\s*=[^=]", re.MULTILINE
)
_JSON = re.compile(r"[\ufeff\s]*(\{\s*([\"'}]|$)|\[)")
_MAPPING = re.compile(r"^\s*[\w\"'-]+\s*:(\s|$)|^---", re.MULTILINE)


def read(text: str, files: from_cli.Files | None = None) -> Reading:
    """Return the request in a text of any format.

    Args:
        text: JSON, a notebook, YAML, Python, a command of the AWS CLI, CloudFormation, the
            definition of a pipeline.
        files: returns the text of a file that a command names; None: none is read.

    Raises:
        NotReadError: it is none of them; says of each that may have been meant where it stopped.
    """
    if len(text) > LONGEST_JSON:
        raise NotReadError(why("errors", "long", limit=LONGEST_JSON // 1_000_000))
    readers = _readers(text, files)
    _refuse(text, readers)
    names: dict[str, str] = table("loading")["formats"]
    tried: list[str] = []
    for name, reader in readers.items():
        try:
            reading = reader(text)
            if not isinstance(reading.value, dict):
                raise NotReadError(why("errors", "scalar"))
            if tried and name == "yaml" and not _names_members(reading.value):
                raise NotReadError(why("errors", "strange"))
        except ValueError as error:  # noqa: PERF203 - each reader has its own way to fail
            form = names[getattr(error, "format", "") or name]
            said = _capital(why("errors", "stopped", format=form, why=_short(str(error))))
            if getattr(error, "final", False):
                raise NotReadError(said) from None
            tried.append(said)
        else:
            return reading
    raise NotReadError(why("errors", "none", tried=" ".join(tried)))


def looks_like_one(text: str) -> bool:
    """Whether a text is more than a word or a path: it has lines, brackets, or a command."""
    return "\n" in text.strip() or bool(re.search(r"[{\[(=]|:\s", text)) or from_cli.looks_so(text)


def _readers(text: str, files: from_cli.Files | None) -> dict[str, Callable[[str], Reading]]:
    every: dict[str, Callable[[str], Reading]] = {
        "json": _json,
        "cli": lambda given: from_cli.read(given, files),
        "python": from_python.read,
        "yaml": _yaml,
    }
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if from_cli.looks_so(text) and start != "{":
        order = ["cli", "python"] if _PYTHON.search(text) else ["cli"]
    elif start in ("{", "["):
        order = ["json", "python", *([] if _JSON.match(text) else ["yaml"])]
    elif _PYTHON.search(text):
        order = ["python", "yaml"]
    else:
        order = ["yaml", "python"] if _MAPPING.search(text) else ["python", "yaml"]
    return {name: every[name] for name in order}


def _names_members(value: dict[str, Any]) -> bool:
    """Whether a mapping has a member of a request; almost any line with a colon is YAML."""
    known = {flat(name) for name in operation_schema(OPERATION)["properties"]}
    return any(flat(name) in known for name in value)


def _refuse(text: str, readers: dict[str, Callable[[str], Reading]]) -> None:
    """Look for what no reader needs to be tried with."""
    if not text.strip("\ufeff \t\r\n"):
        raise NotReadError(why("errors", "none", tried=_capital(why("errors", "empty"))))
    for code, at in (("nul", text.find("\0")), ("surrogate", _at(_HALF, text))):
        if at >= 0 and (code == "nul" or "json" not in readers):
            place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            said = str(NotReadError(why("errors", code), *place))
            raise NotReadError(why("errors", "none", tried=_capital(said)))


def _at(form: re.Pattern[str], text: str) -> int:
    match = form.search(text)
    return match.start() if match else -1


def _json(text: str) -> Reading:
    value = json_text.loads(text)
    if isinstance(value, dict) and isinstance(value.get("cells"), list):
        return _notebook(value["cells"])
    return _of_value(value, "json")


def _notebook(cells: list[Any]) -> Reading:
    """Read the code of a notebook, one cell behind the other."""
    sources = [
        one.get("source", "")
        for one in cells
        if isinstance(one, dict) and one.get("cell_type") == "code"
    ]
    texts = ["".join(map(str, one)) if isinstance(one, list) else str(one) for one in sources]
    code = "\n\n".join(one for one in texts if not one.lstrip().startswith("%%"))
    try:
        reading = from_python.read(code)
    except NotReadError as error:
        commands = [one for one in texts if from_cli.looks_so(one)]
        if len(commands) != 1:
            raise NotReadError(
                f"{table('loading')['formats']['python']}, {error}", final=True
            ) from None
        reading = from_cli.read(commands[0])
    reading.format = "notebook"
    return reading


def _yaml(text: str) -> Reading:
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": "YAML"}
        raise NotReadError(why("errors", "large", **given))
    return _of_value(from_yaml.read(text), "yaml")


def _of_value(value: Any, name: str) -> Reading:
    if from_cloudformation.is_template(value):
        return from_cloudformation.read(value)
    if from_pipeline.is_definition(value):
        return from_pipeline.read(value)
    return Reading(value, name)


def _short(text: str) -> str:
    """Return a sentence in which a long path, or whatever was quoted, does not hide the rest."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"


_SHOWN = 120


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
