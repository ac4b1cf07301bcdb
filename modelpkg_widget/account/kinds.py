"""The kinds of things that fields are offered; layout.json says which field has which kind.

A new kind is a function here, and a hint there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .images import images
from .keys import keys
from .objects import objects
from .offers import Offer
from .reading import Reader
from .registry import algorithms, groups, jobs, packages
from .roles import roles

KINDS: dict[str, Callable[[Reader, str], Iterator[Offer]]] = {
    "algorithms": algorithms,
    "groups": groups,
    "images": images,
    "jobs": jobs,
    "keys": keys,
    "objects": objects,
    "packages": packages,
    "roles": roles,
}
