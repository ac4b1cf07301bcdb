"""What holds of each issue that is made of somebody else's words."""

from __future__ import annotations

import re

from modelpkg_widget import Issue


def assert_style(issue: Issue) -> None:
    assert (issue.code, issue.source, issue.severity) == ("service", "service", "error")
    assert issue.message
    for text in (issue.message, issue.hint):
        assert text == " ".join(text.split()), "one line, no space too many"
        assert not re.search(r"[^.]\.\.$|\. \.", text), "a doubled full stop"
        assert not re.search(r"\{[a-z]+[|}]", text), "a place that stayed unfilled"
    assert issue.message[-1] in ".!?…"
