"""The kinds of things that fields are offered; layout.json says which field has which kind.

A new kind is a function here, and a hint there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .cached_lists import Reader
from .ecr import images
from .iam import roles
from .kms import keys
from .s3 import objects
from .sagemaker import algorithms, groups, jobs, packages
from .suggestion import Suggestion

SOURCES: dict[str, Callable[[Reader, str], Iterator[Suggestion]]] = {
    "algorithms": algorithms,
    "groups": groups,
    "images": images,
    "jobs": jobs,
    "keys": keys,
    "objects": objects,
    "packages": packages,
    "roles": roles,
}
