"""AWS's lists, read a page at a time and kept for a minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.aws.target import Target

#: Seconds that an answer is believed.
LIFE = 60.0
#: Lists that are kept at a time.
MOST_LISTS = 100
#: Pages that are asked for in answer to one question, and seconds after which none is begun.
MOST_PAGES, PATIENCE = 10, 10.0


class ListingError(Exception):
    """AWS, or boto3, did not tell a list.

    Attributes:
        error: what boto3 raised.
        permission: what the caller must be allowed to do, such as ``ecr:DescribeRepositories``.
    """

    def __init__(self, error: Exception, permission: str) -> None:
        super().__init__(str(error))
        self.error = error
        self.permission = permission


@dataclass
class _List:
    """The pages of a list so far, and where the rest comes from."""

    rest: Iterator[dict[str, Any]]
    pages: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    born: float = field(default_factory=time.monotonic)


class ListCache:
    """The lists of one target; threads may share it.

    Args:
        service: gives the clients.
    """

    def __init__(self, service: SageMaker) -> None:
        self.service = service
        self._lock = threading.Lock()
        self._lists: dict[tuple[Any, ...], _List] = {}

    def get(self, client: Any, operation: str, query: dict[str, Any], size: int) -> _List:
        """Return a list as it is kept, or a new one of which no page was asked for.

        A new client, created after another sign-in, starts with an empty cache.
        """
        key = (client, operation, *sorted(query.items()))
        with self._lock:
            now = time.monotonic()
            fresh = {k: row for k, row in self._lists.items() if now - row.born < LIFE}
            if key not in fresh:
                while len(fresh) >= MOST_LISTS:
                    del fresh[next(iter(fresh))]
                fresh[key] = _List(_pages(client, operation, query, size))
            self._lists = fresh
            return fresh[key]

    def clear(self, known: _List) -> None:
        """Keep a list no more: a page of it failed."""
        with self._lock:
            self._lists = {k: row for k, row in self._lists.items() if row is not known}


class Reader:
    """Reads lists in answer to one question.

    Args:
        lists: where pages are kept.

    Attributes:
        cut: there are further pages that this question did not pay for.
    """

    def __init__(self, lists: ListCache) -> None:
        self._lists = lists
        self._pages_read = 0
        self._end = time.monotonic() + PATIENCE
        self.cut = False

    def target(self) -> Target:
        """Return whose account it is."""
        return self._lists.service.known_target()

    def pages(
        self, name: str, operation: str, query: dict[str, Any], *, size: int = 100, needs: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Yield the pages of a list, those that are kept first.

        Args:
            name: of the service, as boto3 has it.
            operation: name of the client's method.
            query: the request.
            size: rows of a page.
            needs: the permission, where it is not called as the operation.

        Raises:
            ListingError: AWS, or boto3, did not tell it.
        """
        permission = needs or f"{name}:{operation.title().replace('_', '')}"
        service = self._lists.service
        try:
            client = service.client() if name == "sagemaker" else service.client_for(name)
        except Exception as error:
            raise ListingError(error, permission) from error
        known = self._lists.get(client, operation, query, size)
        at = 0
        while True:
            try:
                page = self._page(known, at)
            except Exception as error:
                self._lists.clear(known)
                raise ListingError(error, permission) from error
            if page is None:
                return
            yield page
            at += 1

    def role(self, name: str) -> dict[str, Any] | None:
        """Return what IAM tells of a role; None when it tells nothing."""
        try:
            iam = self._lists.service.client_for("iam")
            found: dict[str, Any] = iam.get_role(RoleName=name)["Role"]
        except Exception:  # noqa: BLE001 - one offer less
            return None
        return found

    def _page(self, known: _List, at: int) -> dict[str, Any] | None:
        with known.lock:
            if at < len(known.pages):
                return known.pages[at]
            if self._pages_read >= MOST_PAGES or (
                self._pages_read and time.monotonic() > self._end
            ):
                self.cut = True
                return None
            self._pages_read += 1
            page = next(known.rest, None)
            if page is not None:
                known.pages.append(page)
            return page


def _pages(
    client: Any, operation: str, query: dict[str, Any], size: int
) -> Iterator[dict[str, Any]]:
    if not client.can_paginate(operation):  # an older botocore
        yield getattr(client, operation)(**query)
        return
    pages = client.get_paginator(operation).paginate(**query, PaginationConfig={"PageSize": size})
    yield from pages
