"""Texts of a file of checks, from the JSON file beside it: ``checks/ecr.json`` for ``ecr.py``."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text

from .check_result import Diagnostic, Policy


class CheckTexts:
    """Reads the texts when they are first used.

    Args:
        name: path of the JSON file in this folder, without its suffix: ``checks/ecr``.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def table(self) -> dict[str, Any]:
        """The whole file: ``checks`` by their ids, ``diagnostics``, and what the checks read."""
        table: dict[str, Any] = load_table(f"preflight_checks/{self.name}")
        return table

    def diagnostic(
        self, row: str, /, paths: Sequence[Path] = (), snippet: str = "", **values: Any
    ) -> Diagnostic:
        """Return what a row of ``diagnostics`` says, filled with values.

        In its command each value is one word of a shell.
        """
        given = self.table["diagnostics"][row]
        quoted = {name: shlex.quote(str(value)) for name, value in values.items()}
        return Diagnostic(
            given["state"],
            format_text(given["detail"], values),
            format_text(given.get("remedy", ""), values),
            snippet or format_text(given.get("snippet", ""), quoted),
            tuple(paths),
        )

    def policy(self, row: str, name: str = "") -> Policy:
        """Return a policy of ``policies``, such as that of the ``bucket`` of a name."""
        given = self.table["policies"][row]
        return Policy(format_text(given["title"], {"name": name}), given.get("is_one_line", False))
