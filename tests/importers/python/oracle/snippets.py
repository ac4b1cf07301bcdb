"""Short programs in programs: features of Python that a generator of statements does not reach.

They are in `snippets.txt`, apart by a line `---`. ``{t}`` is an expression of a text, ``{c}`` a
condition, ``{d}`` a dict with a name, ``{k}`` a key of it, ``{n}`` a number that is new.
"""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("snippets.txt")

SNIPPETS = _FILE.read_text(encoding="utf-8").strip().split("\n---\n")
