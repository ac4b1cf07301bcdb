"""What the account has, listed at the fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypedDict

from modelpkg_widget.autocomplete.lookup import Autocomplete, Query
from modelpkg_widget.autocomplete.suggestion import Suggestion
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.widget import message_fields as fields
from modelpkg_widget.widget.messages import Event, Question

from .base import Feature, FormState


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
        self._autocomplete = Autocomplete(
            service, lambda answer: form.send_event(Resources(**answer))
        )
        self.handlers = {ListResources: lambda message: self._autocomplete.ask(message.query)}

    def close(self) -> None:
        """Answer nothing more."""
        self._autocomplete.close()
