"""What a notebook shows of a list of issues, findings or changes."""

from __future__ import annotations

from typing import Any

from modelpkg_widget import ModelPackageForm, check, preflight
from modelpkg_widget.request.issues import Issue, IssueList


def shown(value: Any) -> tuple[str, str]:
    """As IPython shows it: whatever printer it has for lists."""
    from IPython.core.formatters import DisplayFormatter

    formatter: Any = DisplayFormatter()
    bundle, _ = formatter.format(value)
    return bundle["text/html"], bundle["text/plain"]


def test_issues_are_shown_as_a_table_and_as_text() -> None:
    html, text = shown(check({"ModelPackageDescription": "two\nlines"}))
    assert html.count("<tr>") == 2 + html.count("ModelPackageName,")  # heading, and a row each
    assert '<th scope="col"' in html
    first, row, *_ = text.split("\n")
    assert first.split() == ["Where", "Severity", "Problem", "What", "to", "do"]
    assert "error" in row


def test_issues_are_a_list_of_issues() -> None:
    issues = check({"Nope": 1})
    assert isinstance(issues, list)
    assert issues == [*issues]
    assert all(isinstance(issue, Issue) for issue in issues)


def test_no_issues_are_one_sentence() -> None:
    assert shown(check({"ModelPackageGroupName": "g"})) == ("<p>No issues.</p>", "No issues.")


def test_markup_in_a_request_stays_text() -> None:
    html, _ = shown(IssueList([Issue(("<b>",), "type", "<script>alert(1)</script>")]))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_issues_of_a_form_and_changes_and_findings_are_tables_too() -> None:
    form = ModelPackageForm({"ModelPackageGroupName": "g"})
    form.value = {"ModelPackageGroupName": "h", "Domain": "x"}
    html, text = shown(form.diff())
    assert "ModelPackageGroupName" in html
    assert "changed" in text
    assert "Where" in shown(form.issues)[1] or form.issues == []
    assert "Check" in shown(preflight({}, seconds=0))[1]
    form.close()
