"""Texts without what looks like a secret; which names and forms do: ``secret_patterns.json``."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .tables import load_table

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_RUN = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
#: A path or an address: its parts are names that somebody chose, or digests.
_PLACE = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}:(?://|[a-z0-9-]*:)[^\s\"'<>]*", re.IGNORECASE)


def secret_mask() -> str:
    """Return what stands in place of a secret."""
    return str(load_table("resources/secret_patterns")["mask"])


def is_secret_name(name: str) -> bool:
    """Whether what is called so is a secret: ``DB_PASSWORD``, ``apiKey``; not ``TOKENIZER``."""
    known = load_table("resources/secret_patterns")
    words = [word.lower() for word in _WORD.findall(name)]
    return any(word in known["words"] or word.endswith(tuple(known["endings"])) for word in words)


def redact_secrets(text: str) -> str:
    """Return a text with a mask in place of what looks like a secret in it.

    Args:
        text: of any kind; the time it takes is linear in its length.
    """
    for form in _patterns():
        text = form.sub(_kept, text)
    places = [match.span() for match in _PLACE.finditer(text)]

    def run(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end in places)
        return match[0] if inside or not _is_random(match[0]) else secret_mask()

    return _RUN.sub(run, text)


def _kept(match: re.Match[str]) -> str:
    return (match.groupdict().get("keep") or "") + secret_mask()


@lru_cache(maxsize=1)
def _patterns() -> list[re.Pattern[str]]:
    # Each in its own spelling, but for words that people spell in any way.
    return [
        re.compile(row["pattern"], re.IGNORECASE if "(?P<keep>" in row["pattern"] else 0)
        for row in load_table("resources/secret_patterns")["texts"]
    ]


def _is_random(run: str) -> bool:
    """Whether letters of both cases and digits follow each other as no name's do.

    Of two neighbours in random base64 six in ten are of another kind; in a name of words in
    CamelCase two to three. Digests are hexadecimal: of one case, and no secret.
    """
    known = load_table("resources/secret_patterns")["random"]
    kinds = [_kind(one) for one in run.rstrip("=")]
    if len(kinds) < known["length"] or not {"upper", "lower", "digit"} <= set(kinds):
        return False
    changes = sum(one != other for one, other in pairwise(kinds))
    return bool(changes >= known["changes"] * (len(kinds) - 1))


def _kind(one: str) -> str:
    if one.isdigit():
        return "digit"
    return "upper" if one.isupper() else "lower" if one.islower() else "sign"
