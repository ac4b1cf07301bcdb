"""Texts of generated scripts, quoted in the ways of a shell."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass

_WORDS = [
    "churn",
    "fraud v2",
    "it's",
    'a "b"',
    "x\\y",
    "$5",
    "`t`",
    "a#b",
    "é",
    "1.0",
    "",
    "a;b&c|d",
]
_WORDS += ["(p)", "<q>", "50%", "a=b", "~x", "{r}", "back\\\\slash", "!", "tab\there", "two\nlines"]
SAFE = ["churn", "fraud-v2", "team.a", "s3://bucket/model.tar.gz", "v1", "x_y", "a/b:c@d"]
CALM = ["GROUP", "TEXT", "IMAGE", "URL", "OWNER"]
WILD = ["STAGE", "FLAG", "EXTRA", "LEVEL"]


@dataclass
class Text:
    """A text that a script puts together.

    Attributes:
        pieces: literal texts, and names of variables (after a ``$``).
        value: what it comes to; None when a run decides.
    """

    pieces: list[str]
    value: str | None


class Texts:
    """Makes texts of literals and variables.

    Args:
        dice: decides.

    Attributes:
        known: what the variables that no branch touches hold by now; None when nobody knows.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.known: dict[str, str | None] = {}

    def text(self, *, calm: bool, safe: bool = False) -> Text:
        """Return a text; calm: of what no branch can touch."""
        pieces: list[str] = []
        value: str | None = ""
        for _ in range(self.dice.choice([1, 1, 1, 2, 3])):
            names = [name for name in CALM if name in self.known]
            if not calm and self.dice.random() < 0.7:
                names = WILD
            if names and self.dice.random() < 0.4:
                name = self.dice.choice(names)
                pieces.append(f"${name}")
                piece = self.known.get(name) if name in CALM else None
            else:
                piece = self.dice.choice(SAFE if safe else _WORDS + SAFE)
                pieces.append(piece.replace("$", "$$"))
            value = None if value is None or piece is None else value + piece
        return Text(pieces, value)

    def quoted(self, text: Text) -> str:
        """Return a text as one word of a shell."""
        made = []
        for piece in text.pieces:
            if piece.startswith("$") and not piece.startswith("$$"):
                made.append(self.reference(piece[1:]))
            else:
                made.append(self.literal(piece.replace("$$", "$")))
        return "".join(made) or "''"

    def reference(self, name: str) -> str:
        return self.dice.choice(['"$%s"', '"${%s}"']) % name

    def literal(self, text: str) -> str:
        """Return a literal text, quoted in one of the ways of a shell."""
        ways: list[Callable[[str], str]] = [single, double, ansi_c]
        if text and all(char.isalnum() or char in "-_./:@" for char in text):
            ways += [str, backslashed]
        return self.dice.choice(ways)(text)

    def in_document(self, text: Text) -> str:
        """Return a text as it stands in a here-document, inside of JSON."""
        made = []
        for piece in text.pieces:
            if piece.startswith("$") and not piece.startswith("$$"):
                made.append(f"${{{piece[1:]}}}")
            else:
                plain = json.dumps(piece.replace("$$", "$"))[1:-1]
                made.append(plain.replace("\\", "\\\\").replace("$", "\\$").replace("`", "\\`"))
        return '"' + "".join(made) + '"'


def single(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def double(text: str) -> str:
    made = "".join(f"\\{char}" if char in '"\\$`' else char for char in text)
    return f'"{made}"'


def ansi_c(text: str) -> str:
    made = "".join(f"\\{char}" if char in "'\\" else char for char in text)
    return "$'" + made.replace("\n", "\\n").replace("\t", "\\t") + "'"


def backslashed(text: str) -> str:
    return "".join(f"\\{char}" for char in text)
