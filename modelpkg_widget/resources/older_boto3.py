"""What the installed boto3 does not know yet, or still requires, and which version is newer.

``boto3_versions.json`` says since when: tests/environments/boto3_history.py makes it.
"""

from __future__ import annotations

import re
from functools import cache

from modelpkg_widget.request.issues import MapKey, Path

from . import texts
from .tables import load_table


@cache
def installed(name: str = "boto3") -> str:
    """Return the version of an installed package; empty when nothing says it."""
    from importlib.metadata import PackageNotFoundError, version  # it takes long

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def known_since(path: Path) -> str:
    """Return the version that was the first to know a member of the request.

    Returns:
        Empty if the installed version is as new, or the table does not list the member.
    """
    rows = _rows("members")
    for length in range(len(path), 0, -1):
        since = rows.get(_spelled(path[:length]))
        if since:
            return since if _is_older(since) else ""
    return ""


def optional_since(path: Path) -> str:
    """Return the version since which a member is not required.

    Returns:
        Empty if the installed version is as new, or the table does not list the member.
    """
    since = _rows("optional").get(_spelled(path), "")
    return since if since and _is_older(since) else ""


def unknown_member(path: Path) -> tuple[str, str] | None:
    """Return message and hint for a member that only a newer boto3 knows; None: it knows none."""
    return _sentences("unknown", path, known_since(path))


def still_required(path: Path) -> tuple[str, str] | None:
    """Return message and hint for a member that a newer boto3 does not require; None: it does."""
    return _sentences("required", path, optional_since(path))


def newer_members(name: str, paths: list[Path]) -> str:
    """Return in words members that only newer versions know, each with its version."""
    row = load_table("resources/older_boto3")[name]
    found = {str(path[-1]): known_since(path) for path in paths}
    return ", ".join(
        texts.format_text(row, {"name": one, "since": since}) for one, since in found.items()
    )


def _sentences(code: str, path: Path, since: str) -> tuple[str, str] | None:
    if not since:
        return None
    row = load_table("resources/older_boto3")[code]
    values = {"installed": installed(), "since": since, "label": texts.field_label(path)}
    return texts.format_text(row["message"], values), texts.format_text(row["hint"], values)


@cache
def _rows(kind: str) -> dict[str, str]:
    table = load_table("resources/boto3_versions")
    return {row["path"]: row["since"] for row in table[kind]}


def _spelled(path: Path) -> str:
    """Spell a path as the table does: ``[]`` is any item, ``{}`` any key of a map."""
    steps = (
        "[]" if isinstance(s, int) else "{}" if isinstance(s, MapKey) else f".{s}" for s in path
    )
    return "".join(steps).removeprefix(".")


def _is_older(since: str) -> bool:
    """Whether the installed model is older than a version; it is botocore's, numbered alike."""
    return _number(installed("botocore")) < _number(since)


def _number(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)[:3]))
