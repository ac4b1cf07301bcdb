"""What `modelpkg-widget log` tells of the journal."""

from __future__ import annotations

import json

import pytest

from modelpkg_widget.cli.main import main
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Act, Attempt, Journal

SECRET = "sk-very-secret"
OF = Request({"a": SECRET}).digest


@pytest.fixture
def _written() -> None:
    sent = Attempt(
        token="token-1",
        digest=OF,
        body=json.dumps({"a": SECRET}),
        endpoint="https://example.com",
        region="eu-west-1",
        account="123456789012",
        identity="arn:aws:sts::123456789012:assumed-role/a/b",
        first_sent="2026-01-01T00:00:00.000+00:00",
    )
    with Journal().open(OF) as page:
        page.write(sent.with_outcome("created", arn="arn:1", request_id="id-1"))
        page.write(Attempt(token="token-2", digest=OF, body=json.dumps({"a": SECRET}),
                           first_sent="2026-01-02T00:00:00+00:00",
                           instance="i", overrides_validation=True,
                           acts=(Act("A", "kept"), Act("B", "kept"), Act("C", "unreviewed"))
                           ))  # fmt: skip


@pytest.mark.usefixtures("_written")
def test_one_line_for_each_attempt(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "2026-01-01T00:00:00.000+00:00  created  arn:1  AWS 123456789012 eu-west-1  "
        f"arn:aws:sts::123456789012:assumed-role/a/b  request {OF[:12]}  id id-1"
    )
    assert second == (
        f"2026-01-02T00:00:00+00:00  unknown  sandbox  request {OF[:12]}  "
        "sent against the advice of the form  2 kept, 1 unreviewed"
    )


@pytest.mark.usefixtures("_written")
def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["outcome"] for row in rows] == ["created", "unknown"]
    assert rows[0]["request"] == OF
    assert rows[0]["review"] == []
    assert rows[1]["review"][2] == {"path": "C", "act": "unreviewed", "was": "", "now": ""}


@pytest.mark.usefixtures("_written")
@pytest.mark.parametrize("style", ["text", "json"])
def test_audit_log_has_no_values_and_no_tokens(
    style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["log", "--format", style])
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    assert "token-" not in said.out + said.err


def test_an_empty_journal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_written")
def test_what_cannot_be_read_is_reported_beside_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken = Journal().folder / f"{'0' * 64}.json"
    broken.write_text("{")
    assert main(["log"]) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert str(broken) in said.err
