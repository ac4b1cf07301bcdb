"""What a rehearsal comes to: findings like those of the preflight, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from modelpkg_widget.preflight_checks.check_result import Copy, Finding, FindingList
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text

from .texts import text, without_secrets

LOG_LINES = 20
_OF_CONTAINER = ("start", "ping", "records")


@dataclass(frozen=True)
class Measures:
    """What was measured.

    Attributes:
        sent, answered: records.
        requests: that were answered.
        median, p95: seconds for one record.
        startup: seconds until each container answered /ping.
        memory: the largest number of bytes that the containers were seen to use; 0 is not known.
    """

    sent: int = 0
    answered: int = 0
    requests: int = 0
    median: float = 0.0
    p95: float = 0.0
    startup: tuple[float, ...] = ()
    memory: int = 0


class Rehearsal(FindingList):
    """The findings of a rehearsal, which a notebook shows as a table with its verdict.

    Args:
        findings: One for each step.

    Attributes:
        outcome: ``failed``: certification would fail. ``passed``: it would pass as far as this
            shows. ``unknown``: the containers or the test data could not be tested.
        log: the last lines that the container concerned wrote; of the last one if none failed.
        output: the file with the assembled answers. None without answers.
        measures: records, times and memory.
    """

    outcome: str
    log: tuple[str, ...]
    output: Path | None
    measures: Measures

    def __init__(
        self,
        findings: Sequence[Finding] = (),
        log: Sequence[str] = (),
        output: Path | None = None,
        measures: Measures | None = None,
    ) -> None:
        super().__init__(findings)
        self.log, self.output = tuple(log), output
        self.measures = measures or Measures()
        states = {finding.state for finding in self}
        ended = next((state for state in ("failed", "unknown") if state in states), "passed")
        self.outcome = ended

    @property
    def passed(self) -> bool:
        """Whether certification would pass as far as this shows."""
        return self.outcome == "passed"

    @property
    def verdict(self) -> str:
        """The outcome as a sentence."""
        return text(f"verdicts.{self.outcome}")

    def as_dict(self) -> dict[str, Any]:
        """Return a dict of plain JSON."""
        return {
            "outcome": self.outcome,
            "verdict": self.verdict,
            "findings": [finding.as_dict() for finding in self],
            "log": list(self.log),
            "output": str(self.output) if self.output else None,
            "measures": {**asdict(self.measures), "startup": list(self.measures.startup)},
        }

    def _repr_html_(self) -> str:
        return f"<p><strong>{escape(self.verdict)}</strong></p>{super()._repr_html_()}"

    def _as_text(self) -> str:
        return f"{self.verdict}\n\n{super()._as_text()}"


class Report:
    """Collects findings.

    Attributes:
        doubt: said behind the remedy of a container that fails; why that may be so only here.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.doubt = ""

    def add(
        self,
        name: str,
        /,
        paths: Sequence[MemberPath] = (),
        copies: Sequence[Copy] = (),
        suffix: str = "",
        **values: Any,
    ) -> None:
        """Add a finding.

        Args:
            name: of the row in ``texts.json``, such as ``ping.late``; what is before the dot is
                its subject.
            paths: the members concerned.
            copies: what there is to read or copy.
            suffix: of the title, where there are several of this subject.
            values: for the sentences.
        """
        texts = load_table("rehearsal/texts")
        row, subject = texts["findings"][name], name.partition(".")[0]
        same = sum(finding.title.startswith(texts["titles"][subject]) for finding in self.findings)
        is_of_container = row["state"] == "failed" and subject in _OF_CONTAINER
        remedy = format_text(row.get("remedy", ""), values)
        concerned = row["state"] in ("failed", "warning")
        self.findings.append(
            Finding(
                f"rehearsal-{subject}" + (f"-{same + 1}" if same else ""),
                f"{texts['titles'][subject]}{suffix}",
                row["state"],
                format_text(texts["inspected"][subject], values),
                format_text(row["detail"], values).strip(),
                f"{remedy.strip()} {self.doubt if is_of_container else ''}".strip(),
                tuple(copies),
                tuple(paths) if concerned else (),
                tuple(paths),
            )
        )


def log_copies(lines: Sequence[str], body: bytes = b"") -> list[Copy]:
    """Return the last lines of a log, and what was answered, as texts to read."""
    copies = []
    # Cut behind: half of a secret does not look like one.
    answer = without_secrets(body[:4000].decode("utf-8", "replace"))[:2000].strip()
    if lines:
        copies.append(Copy(text("words.log"), "\n".join(lines[-LOG_LINES:])))
    if answer:
        copies.append(Copy(text("words.output"), answer))
    return copies
