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
from .sources import SOURCES
from .suggestion import Suggestion

#: Offers of one answer.
PAGE = 50
_MOST_THREADS = 2
_MOST_WAITING = 16
_MOST_TOLD = 200
#: AWS has nothing of the name that is asked for, or no such name can be.
_NOTHING = {"NoSuchBucket", "InvalidBucketName", "RepositoryNotFoundException"}


@dataclass(frozen=True)
class Query:
    """What a field asks for.

    Attributes:
        asker: the display that asks; it has one question at a time, the newest.
        number: tells its questions apart.
        what: a kind, of `sources.SOURCES`.
        text: what stands in the field.
        skip: how many offers it has already.
        typed: nobody asked for it: somebody has typed.
    """

    asker: str
    number: int
    what: str
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
        self._told: dict[tuple[str, str], None] = {}
        self._threads = 0
        self._closed = False

    def ask(self, question: Query) -> None:
        """Take a question; an older one of the same asker is not answered any more."""
        with self._lock:
            if self._closed or question.what not in SOURCES:
                return
            for rows in (self._waiting, self._newest):
                rows.pop(question.asker, None)
                while len(rows) >= _MOST_WAITING:
                    del rows[next(iter(rows))]
            self._waiting[question.asker] = question
            self._newest[question.asker] = question.number
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
                outdated = self._newest.get(question.asker) != question.number
                if not outdated and answer["problem"]:
                    self._say_once(question, answer)
            if not outdated:  # without the lock: the form has one of its own
                self._answer(answer)

    def _find(self, question: Query) -> dict[str, Any]:
        read, end = Reader(self._lists), question.skip + PAGE
        offers, problem = _collected(read, question.what, question.text, end)
        beside = _before_last(question.text)
        if not question.typed and list(offers) == [question.text] and beside != question.text:
            # Who opens the list of a field that is filled in looks for something else.
            offers, problem = _collected(read, question.what, beside, end)
        return {
            "asker": question.asker,
            "number": question.number,
            "things": [offer.as_dict() for offer in list(offers.values())[question.skip : end]],
            "more": len(offers) > end or read.cut,
            "problem": problem,
        }

    def _say_once(self, question: Query, answer: dict[str, Any]) -> None:
        """To somebody who only types, the same problem is told once."""
        key = (question.asker, str(answer["problem"]))
        if key in self._told and question.typed:
            answer["problem"] = None
        self._told[key] = None
        while len(self._told) > _MOST_TOLD:
            del self._told[next(iter(self._told))]


def _before_last(text: str) -> str:
    """Return a path, an address or an ARN without its last part."""
    return text[: max(map(text.rfind, "/:@")) + 1]


def _collected(
    read: Reader, what: str, text: str, end: int
) -> tuple[dict[str, Suggestion], dict[str, str] | None]:
    """Return one offer more than `end`, if there are so many, and why others may be missing."""
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


def _problem(told: ListingError) -> dict[str, str] | None:
    """Return why a list is missing; None when there just is nothing of that name.

    It is a key of the page's words (``account.`` before it), and what fills that.
    """
    error = told.error
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code", "") if isinstance(answer, dict) else ""
    if code in _NOTHING or type(error).__name__ == "ParamValidationError":
        return None
    if isinstance(error, NoSessionError):
        return {"word": "session", "value": told.permission}
    if error_category(error) == "denied":
        return {"word": "denied", "value": told.permission}
    return {"word": "failed", "value": issues_from_error(error)[0].message}
