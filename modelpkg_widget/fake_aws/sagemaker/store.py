"""The model packages and groups of one account, in memory."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from modelpkg_widget.fake_aws.control.clock import Clock

from .certification import Lifecycle


@dataclass
class Resource:
    """What packages and groups have in common.

    Attributes:
        arn: as it was given out.
        request: the request, and what was changed since, under the names of Describe.
        tags: values by key.
        created: seconds since 1970, in whole milliseconds.
        by: the ARN of whoever made it.
    """

    arn: str
    request: dict[str, Any]
    tags: dict[str, str]
    created: float = field(default_factory=lambda: round(time.time(), 3), kw_only=True)
    by: str = field(default="", kw_only=True)

    @property
    def name(self) -> str:
        """By which lists sort and filter."""
        return self.arn.partition("/")[2]


@dataclass
class Group(Resource):
    """A group.

    Attributes:
        versions: the number of the last one, which is never given again.
        policy: what other accounts may do, as JSON; empty when it was never set.
    """

    versions: int = 0
    policy: str = ""


@dataclass
class Package(Resource):
    """A package.

    Attributes:
        version: 0 for an unversioned one.
        group: ARN of the group of a version.
        course: what it goes through.
        began: when, by the account's clock.
        changed: when it was updated, in seconds since 1970.
    """

    version: int
    group: str
    course: Lifecycle
    began: float
    changed: float | None = None


@dataclass
class Store:
    """What one account has, in all regions; hold `lock` from a look to a change.

    Attributes:
        groups, packages, algorithms: by their ARN in lower case, as packages have it: names that
            differ in case only would have one ARN.
        tokens: for region and ClientToken, the request in canonical JSON and its ARN.
        findings: of the scan of an image (``repository:tag``), how many of each severity; None
            when it was never scanned.
        quotas: values that were asked for, by the name of the quota.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    packages: dict[str, Package] = field(default_factory=dict)
    algorithms: dict[str, Resource] = field(default_factory=dict)
    tokens: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    findings: dict[str, dict[str, int] | None] = field(default_factory=dict)
    quotas: dict[str, float] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    lock: threading.RLock = field(default_factory=threading.RLock)


class Stores:
    """What the accounts of this process have, by account; an account begins with nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stores: dict[str, Store] = {}

    def __getitem__(self, account: str) -> Store:
        with self._lock:
            return self._stores.setdefault(account, Store())

    def all(self) -> list[Store]:
        """Those that were asked for by now."""
        with self._lock:
            return list(self._stores.values())
