"""What one check of the preflight comes to."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from modelpkg_widget import words
from modelpkg_widget.data import table
from modelpkg_widget.issue import Path

State = Literal["passed", "failed", "warning", "advice", "unknown"]
#: Of several things that one check found, the first of these is its state.
WORST: tuple[State, ...] = ("failed", "unknown", "warning", "advice", "passed")


@dataclass(frozen=True)
class Finding:
    """What one check came to.

    Attributes:
        id: of the check, such as ``image``.
        title: what it is about, in a few words.
        state: ``passed``, ``failed``, ``warning``, ``advice``, or ``unknown``: it could not be
            checked, and `found` says why.
        looked: what was looked at.
        found: what was found, in sentences.
        mend: what to do about it; empty when it passed.
        ready: a command, a policy statement or a script that does it, to copy; may be empty.
        paths: the members concerned.
        about: the members that were looked at: when one of them changes, the finding is old.
            Empty is the whole request.
    """

    id: str
    title: str
    state: State
    looked: str
    found: str
    mend: str = ""
    ready: str = ""
    paths: tuple[Path, ...] = ()
    about: tuple[Path, ...] = ()

    def __str__(self) -> str:
        state = table("words")["page"][f"finding.{self.state}"]
        return f"{self.title}: {state}. {self.found} {self.mend}".strip()

    def as_dict(self) -> dict[str, Any]:
        """Return the same as plain JSON, with paths as lists."""
        lists = {name: [list(path) for path in getattr(self, name)] for name in ("paths", "about")}
        return {**asdict(self), **lists}


@dataclass(frozen=True)
class Said:
    """One thing that a check has to say.

    Attributes:
        state: that it puts the check into.
        found: a sentence.
        mend: what to do about it.
        ready: a text to copy that does it.
        paths: the members concerned.
    """

    state: State
    found: str
    mend: str = ""
    ready: str = ""
    paths: tuple[Path, ...] = field(default=())


def said(row: str, /, paths: Sequence[Path] = (), ready: str = "", **values: Any) -> Said:
    """Return what a row of ``said`` in ``checks.json`` says, filled with values.

    In its command each value is one word of a shell.
    """
    given = table("checks")["said"][row]
    quoted = {name: shlex.quote(str(value)) for name, value in values.items()}
    command = ready or words.fill(given.get("ready", ""), quoted)
    found, mend = words.fill(given["found"], values), words.fill(given.get("mend", ""), values)
    return Said(given["state"], found, mend, command, tuple(paths))


def together(
    check: dict[str, Any], looked: str, about: Sequence[Path], rows: Sequence[Said]
) -> Finding:
    """Return the finding of a check that has said all of this; nothing said is passed."""
    states = {row.state for row in rows}
    state: State = next((one for one in WORST if one in states), "passed")
    told = [row for row in rows if row.state != "passed"]
    return Finding(
        check["id"],
        check["title"],
        state,
        looked,
        _joined(" ", [row.found for row in told]) or check["passed"],
        _joined(" ", [row.mend for row in told]),
        _ready([row.ready for row in told]),
        tuple(dict.fromkeys(path for row in told for path in row.paths)),
        tuple(about),
    )


def _ready(texts: list[str]) -> str:
    """Commands one below the other; statements as they stand in the list of a policy."""
    statements = all(text.startswith("{") for text in texts if text)
    return _joined(",\n" if statements else "\n", texts)


def _joined(between: str, texts: list[str]) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))
