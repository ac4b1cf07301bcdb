"""How a form stands, as text and as HTML that needs no style and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from modelpkg_widget.monitoring.diagnosis import failed_rows
from modelpkg_widget.request import json_codec
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import request_schema
from modelpkg_widget.submission.outcome import Outcome

from .rows import rows, shown

#: Rows that are shown; a request may hold thousands.
_MOST = 400
#: Characters to which paths are filled up in the text.
_WIDEST = 60
_LEFT = ' style="text-align:left"'  # JupyterLab sets cells to the right


@dataclass(frozen=True)
class Summary:
    """What the summary shows of a form.

    Attributes:
        outcome: of the last submission; its body is the request, as JSON text.
        package: what DescribeModelPackage said of it when nothing more would change, or nothing.
        when: it stands so, ISO 8601 in UTC.
        sandbox: nothing reached AWS.
    """

    outcome: Outcome
    package: dict[str, Any]
    when: str
    sandbox: bool = False

    def bundle(self) -> dict[str, str]:
        """Return it by MIME type: ``text/plain`` and ``text/html``."""
        says = load_table("static_summary/texts")
        lines = [shown(line) for line in self._lines()]
        request = json_codec.loads(self.outcome.body) if self.outcome.body else None
        found = list(rows(request, request_schema()))
        head = texts.format_text(says["request"], {"count": len(found)}) if found else ""
        more = (
            texts.format_text(says["more"], {"count": len(found) - _MOST}) if found[_MOST:] else ""
        )
        given = (lines, head, found[:_MOST], more)
        return {"text/plain": _text(*given), "text/html": _html(*given)}

    def _lines(self) -> list[str]:
        says, outcome = load_table("static_summary/texts"), self.outcome
        why = " ".join(str(issue) for issue in outcome.issues if issue.severity == "error")
        state = outcome.status if outcome.when or outcome.status != "created" else "followed"
        values = {"when": _time(outcome.when or self.when), "arn": outcome.arn, "why": why}
        lines = [texts.format_text(says["states"][state], values)]
        if outcome.arn and self.sandbox:
            lines.append(says["sandbox"])
        status = self.package.get("ModelPackageStatus")
        if status:
            lines.append(
                texts.format_text(says["package"], {"when": _time(self.when), "status": status})
            )
        for _, name, reason in failed_rows(self.package):
            lines.append(texts.format_text(says["reason"], {"name": name, "why": reason}))
        return lines


def _time(when: str) -> str:
    return f"{when[:19].replace('T', ' ')} UTC"


def _text(lines: list[str], head: str, found: list[tuple[str, str]], more: str) -> str:
    width = min(max((len(path) for path, _ in found), default=0), _WIDEST)
    table_ = [f"  {path:<{width}}  {value}".rstrip() for path, value in found]
    title = load_table("static_summary/texts")["title"]
    return "\n".join(
        [title, *lines, *([f"{head}:"] if head else []), *table_, *([f"  {more}"] if more else [])]
    )


def _html(lines: list[str], head: str, found: list[tuple[str, str]], more: str) -> str:
    says = load_table("static_summary/texts")
    said = "".join(f"<br>{escape(line)}" for line in lines)
    # The class is for the page: beside a live form its style sheet leaves the summary out of sight.
    top = f"<p class='modelpkg-summary'><small><em>{escape(says['title'])}</em>{said}</small></p>"
    if not found:
        return top
    cells = "".join(
        f"<tr><th{_LEFT}>{escape(path)}</th><td{_LEFT}>{escape(value)}</td></tr>"
        for path, value in found
    )
    names = f"<tr><th{_LEFT}>{says['member']}</th><th{_LEFT}>{says['value']}</th></tr>"
    rest = f"<p>{escape(more)}</p>" if more else ""
    return (
        f"{top}<details><summary><small>{escape(head)}</small></summary>"
        f"<table><thead>{names}</thead><tbody>{cells}</tbody></table>{rest}</details>"
    )
