"""Somebody who sends one request by a client that answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.submission.state_machine import Submission
from tests.widget.scripted_client import SECONDS, Client


class Desk:
    """Somebody who sends one request by a client that answers."""

    def __init__(self, *answers: object, draft: Path | None = None) -> None:
        self.request: Json = {"a": 1}
        self.client = Client(*answers)
        self.journal = Journal(draft)
        self.restart()

    def restart(self) -> None:
        self.sender = Sender(SageMaker(self.client), self.journal)
        self.submission = Submission(self.sender, lambda: None, lambda _: None)

    def press(self, **how: Any) -> Outcome:
        return self.submission.submit(Request(self.request), SendOptions(**how)).result(SECONDS)

    @property
    def file(self) -> Path:
        return self.journal._file(Request(self.request).digest)

    def rows(self, **changes: object) -> None:
        rows = json.loads(self.file.read_text())
        self.file.write_text(json.dumps([{**row, **changes} for row in rows]))
