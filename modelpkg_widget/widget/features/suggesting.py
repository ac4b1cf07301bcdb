"""What the account has, listed at the fields."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, TypedDict

from modelpkg_widget.autocomplete.suggestion import Suggestion
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Event, Question

from .base import Feature, FormState

if TYPE_CHECKING:
    from modelpkg_widget.autocomplete.lookup import Autocomplete, Query
    from modelpkg_widget.aws.sagemaker import SageMaker


@dataclass(frozen=True, kw_only=True)
class ListResources(Question):
    """A field asks what the account has.

    Attributes:
        source: a key of `autocomplete.sources.SOURCES`.
        text: text in the field.
        skip: how many suggestions it has already.
        typed: the list opens because somebody typed.
    """

    kind: ClassVar[str] = "list_resources"
    source: fields.Name
    text: fields.Text
    skip: Annotated[int, fields.whole_number(100_000)] = 0
    typed: bool = False

    @property
    def query(self) -> Query:
        """What is asked."""
        from modelpkg_widget.autocomplete.lookup import Query

        return Query(self.view_id, self.request_id, self.source, self.text, self.skip, self.typed)


class ListProblem(TypedDict):
    """Why a list is missing: a key of the page's words, with ``account.`` before it."""

    word: str
    value: str
    """What fills the words."""


@dataclass(frozen=True, kw_only=True)
class Resources(Event):
    """What the account has.

    Attributes:
        view_id: which display asked.
        request_id: which of its questions is answered.
        suggestions: in the order to show.
        more: there are more, by ``skip``, or AWS stopped listing.
        problem: why others may be missing.
    """

    kind: ClassVar[str] = "resources"
    view_id: str
    request_id: int
    suggestions: list[Suggestion]
    more: bool
    problem: ListProblem | None


class SuggestFeature(Feature):
    """Answers fields with the event ``resources``.

    Args:
        form: that it belongs to.
        service: whose account is listed.
    """

    events = (Resources,)

    def __init__(self, form: FormState, service: SageMaker) -> None:
        self._form = form
        self._service = service
        self._lock = threading.Lock()
        self._autocomplete: Autocomplete | None = None
        self._is_closed = False
        self.handlers = {ListResources: self._ask}

    def close(self) -> None:
        """Answer nothing more."""
        with self._lock:
            self._is_closed = True
            if self._autocomplete:
                self._autocomplete.close()

    def _ask(self, message: ListResources) -> None:
        from modelpkg_widget.autocomplete.lookup import Autocomplete

        with self._lock:
            if self._is_closed:
                return
            if self._autocomplete is None:
                self._autocomplete = Autocomplete(
                    self._service, lambda answer: self._form.send_event(Resources(**answer))
                )
        self._autocomplete.ask(message.query)
