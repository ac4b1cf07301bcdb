"""A display that asks for suggestions, and waits for each answer."""

from __future__ import annotations

import queue
from typing import Any

from modelpkg_widget.autocomplete.lookup import Autocomplete, Query
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.resources.tables import load_table

SECONDS = 60
Answer = dict[str, Any]


class Display:
    """One display that asks."""

    def __init__(self, service: SageMaker) -> None:
        self.answers: queue.Queue[Answer] = queue.Queue()
        self.lookup = Autocomplete(service, self.answers.put)
        self.number = 0

    def ask(self, what: str, text: str = "", **more: Any) -> None:
        self.number += 1
        self.lookup.ask(Query("display", self.number, what, text, **more))

    def __call__(self, what: str, text: str = "", **more: Any) -> Answer:
        self.ask(what, text, **more)
        answer = self.answers.get(timeout=SECONDS)
        assert answer["request_id"] == self.number
        words = load_table("resources/page_texts")["page"]
        assert {
            f"seen.{word}" for row in answer["suggestions"] for word, _ in row["details"]
        } <= set(words)
        if answer["problem"]:
            assert f"account.{answer['problem']['word']}" in words
        return answer

    def values(self, what: str, text: str = "", **more: Any) -> list[str]:
        answer = self(what, text, **more)
        assert answer["problem"] is None
        return [offer["value"] for offer in answer["suggestions"]]
