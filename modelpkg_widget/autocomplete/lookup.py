"""Questions of pages for what the account has, answered on threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.runtime import background

from .cached_lists import ListCache, ListingError, Reader
from .suggestion import Suggestion

#: Offers of one answer.
PAGE = 50
_MOST_THREADS = 2
_MOST_WAITING = 16
_MOST_REPORTED = 200
#: AWS has nothing of the name that is asked for, or no such name can be.
_NOTHING = {"NoSuchBucket", "InvalidBucketName", "RepositoryNotFoundException"}


@dataclass(frozen=True)
class Query:
    """What a field asks for.

    Attributes:
        view_id: the display that asks; it has one question at a time, the newest.
        request_id: tells its questions apart.
        source: a key of `sources.SOURCES`.
        text: what stands in the field.
        skip: how many offers it has already.
        typed: nobody asked for it: somebody has typed.
    """

    view_id: str
    request_id: int
    source: str
    text: str
    skip: int = 0
    typed: bool = False


class Autocomplete:
    """Answers the newest question of each asker.

    Args:
        service: of the target.
        answer: called with the answer as plain JSON, on any thread.
    """

    def __init__(self, service: SageMaker, answer: Callable[[dict[str, Any]], None]) -> None:
        self._lists = ListCache(service)
        self._answer = answer
        self._lock = threading.Lock()
        self._waiting: dict[str, Query] = {}
        self._newest: dict[str, int] = {}
        self._reported: dict[tuple[str, str], None] = {}
        self._threads = 0
        self._closed = False

    def ask(self, question: Query) -> None:
        """Take a question; an older one of the same asker is not answered any more."""
        from .sources import SOURCES

        with self._lock:
            if self._closed or question.source not in SOURCES:
                return
            for rows in (self._waiting, self._newest):
                rows.pop(question.view_id, None)
                while len(rows) >= _MOST_WAITING:
                    del rows[next(iter(rows))]
            self._waiting[question.view_id] = question
            self._newest[question.view_id] = question.request_id
            more = self._threads < _MOST_THREADS
            self._threads += more
        if more:
            background.run(self._work, name="looking")

    def close(self) -> None:
        """Answer nothing more."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            self._newest.clear()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._threads -= 1
                    return
                question = self._waiting.pop(next(iter(self._waiting)))
            answer = self._find(question)
            with self._lock:
                outdated = self._newest.get(question.view_id) != question.request_id
                if not outdated and answer["problem"]:
                    self._say_once(question, answer)
            if not outdated:  # without the lock: the form has one of its own
                self._answer(answer)

    def _find(self, question: Query) -> dict[str, Any]:
        read, end = Reader(self._lists), question.skip + PAGE
        offers, problem = _collected(read, question.source, question.text, end)
        beside = _before_last(question.text)
        if not question.typed and list(offers) == [question.text] and beside != question.text:
            # Who opens the list of a field that is filled in looks for something else.
            offers, problem = _collected(read, question.source, beside, end)
        return {
            "view_id": question.view_id,
            "request_id": question.request_id,
            "suggestions": [row.as_dict() for row in list(offers.values())[question.skip : end]],
            "more": len(offers) > end or read.cut,
            "problem": problem,
        }

    def _say_once(self, question: Query, answer: dict[str, Any]) -> None:
        """While the user only types, the same problem is reported once."""
        key = (question.view_id, str(answer["problem"]))
        if key in self._reported and question.typed:
            answer["problem"] = None
        self._reported[key] = None
        while len(self._reported) > _MOST_REPORTED:
            del self._reported[next(iter(self._reported))]


def _before_last(text: str) -> str:
    """Return a path, an address or an ARN without its last part."""
    return text[: max(map(text.rfind, "/:@")) + 1]


def _collected(
    read: Reader, what: str, text: str, end: int
) -> tuple[dict[str, Suggestion], dict[str, str] | None]:
    """Return one offer more than `end`, if there are so many, and why others may be missing."""
    from .sources import SOURCES

    offers: dict[str, Suggestion] = {}
    try:
        for offer in SOURCES[what](read, text):
            offers.setdefault(offer.value, offer)
            if len(offers) > end:
                break
    except ListingError as error:
        return offers, _problem(error)
    except Exception as error:  # noqa: BLE001 - an answer of a form that nobody expects
        return offers, _problem(ListingError(error, ""))
    return offers, None


def _problem(failure: ListingError) -> dict[str, str] | None:
    """Return why a list is missing; None when there just is nothing of that name.

    It is a key of the page's words (``account.`` before it), and what fills that.
    """
    error = failure.error
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code", "") if isinstance(answer, dict) else ""
    if code in _NOTHING or type(error).__name__ == "ParamValidationError":
        return None
    if isinstance(error, NoSessionError):
        return {"word": "session", "value": failure.permission}
    if error_category(error) == "denied":
        return {"word": "denied", "value": failure.permission}
    return {"word": "failed", "value": issues_from_error(error)[0].message}
