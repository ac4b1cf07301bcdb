"""What was sent, kept across kernels."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import (
    Act,
    Attempt,
    Journal,
    JournalBusyError,
    JournalError,
    JournalUnreadError,
    now,
)
from modelpkg_widget.submission.journal_file import read_rows

OF = Request({"a": 1}).digest


def attempt(token: str = "t", **more: Any) -> Attempt:
    return Attempt(token, OF, '{"a":1}', **{"first_sent": now(), **more})


def write(journal: Journal, *attempts: Attempt) -> None:
    with journal.open(OF) as page:
        for one in attempts:
            page.write(one)


def test_what_is_written_is_read_by_another_one() -> None:
    written = [attempt("1"), attempt("2").with_outcome("created", arn="arn:1", request_id="r")]
    write(Journal(), *written)
    assert Journal().read(OF) == written
    assert Journal().read(Request({"a": 2}).digest) == []
    assert written[1].body == ""


def test_acts_are_kept_and_older_rows_have_none() -> None:
    acts = (Act("A.B", "kept", "1", "1"), Act("C", "changed", "2"))
    written = attempt(acts=acts)
    write(Journal(), written)
    assert Journal().read(OF) == [written]
    (file,) = Journal().folder.glob("*.json")
    (row,) = json.loads(file.read_text())
    del row["acts"]
    file.write_text(json.dumps([row]))
    assert Journal().read(OF)[0].acts == ()
    damages: list[Any] = [5, "x", [5], [{}], [{"path": 1, "act": "kept"}], {"path": "A"}]
    for damage in damages:
        file.write_text(json.dumps([{**row, "acts": damage}]))
        with pytest.raises(JournalError), Journal().open(OF):
            pass
    file.write_text("[[]]")
    with pytest.raises(JournalError), Journal().open(OF):
        pass


def test_what_only_a_newer_version_knows_is_kept_with_its_row() -> None:
    write(Journal(), attempt())
    (file,) = Journal().folder.glob("*.json")
    (row,) = json.loads(file.read_text())
    file.write_text(json.dumps([{**row, "since_2": [1]}]))
    (read,) = Journal().read(OF)
    assert read.extra == {"since_2": [1]}
    write(Journal(), read)
    assert json.loads(file.read_text()) == [{**row, "since_2": [1]}]


def test_attempt_is_rewritten_in_place() -> None:
    first = attempt()
    write(Journal(), first, attempt("2"), first.with_outcome("refused", code="C"))
    assert [(one.token, one.outcome) for one in Journal().read(OF)] == [
        ("2", "unknown"),
        ("t", "refused"),
    ]


def test_a_draft_is_one_intention_whatever_it_holds(tmp_path: Path) -> None:
    draft = Journal(tmp_path / "a.json")
    write(draft, attempt(draft="a"))
    assert len(draft.read(Request({"a": 2}).digest)) == 1
    assert Journal(tmp_path / "b.json").read(Request({"a": 2}).digest) == []


def test_an_equal_request_is_one_intention_whatever_its_draft(tmp_path: Path) -> None:
    written = attempt(draft="a")
    write(Journal(tmp_path / "a.json"), written)
    assert Journal(tmp_path / "b.json").read(OF) == Journal().read(OF) == [written]
    assert Journal(key="k").read(OF) == []
    write(Journal(tmp_path / "b.json"), written.with_outcome("created", arn="arn:1"))
    assert [one.arn for one in Journal(tmp_path / "a.json").read(OF)] == ["arn:1"]
    assert [one.arn for one in Journal().all()[0]] == ["arn:1"]


def test_one_of_a_key_is_not_of_a_request() -> None:
    write(Journal(key="k"), attempt())
    assert Journal().read(OF) == []
    assert len(Journal(key="k").read(OF)) == 1


def test_two_drafts_of_one_request_do_not_send_at_once(tmp_path: Path) -> None:
    one, other = Journal(tmp_path / "a.json"), Journal(tmp_path / "b.json")
    with one.open(OF), pytest.raises(JournalBusyError), other.open(OF, patience=0.05):
        raise AssertionError("two drafts hold one request")
    with one.open(OF), other.open(Request({"a": 2}).digest, patience=0.05):
        pass


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"a": ""}, {}, False),
        ({"é": "\ud800"}, {"é": "\ud800"}, True),
    ],
)
def test_a_digest_is_of_the_content(one: object, other: object, same: bool) -> None:
    assert (Request(one).digest == Request(other).digest) is same


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists in place of modes")
def test_only_its_owner_may_read_it() -> None:
    journal = Journal()
    write(journal, attempt())
    files = list(journal.folder.iterdir())
    assert files
    for path in (journal.folder, *files):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_nobody_else_writes_meanwhile() -> None:
    journal = Journal()
    with journal.open(OF), pytest.raises(JournalBusyError), journal.open(OF, patience=0.05):
        raise AssertionError("two kernels hold one page")
    with journal.open(OF), journal.open(Request({"a": 2}).digest, patience=0.05):
        pass  # other intentions are free


def test_who_waits_reads_what_was_written_meanwhile() -> None:
    journal, held, seen = Journal(), threading.Event(), []

    def wait() -> None:
        held.wait(60)
        with Journal().open(OF) as page:
            seen.extend(page.attempts)

    waiting = threading.Thread(target=wait)
    waiting.start()
    with journal.open(OF) as page:
        held.set()
        page.write(attempt())
    waiting.join(60)
    assert len(seen) == 1


def test_a_kernel_that_is_killed_frees_it() -> None:
    code = (
        "import sys, time; from modelpkg_widget.submission.journal import Journal, Attempt\n"
        f"with Journal().open({OF!r}) as page:\n"
        f"    page.write(Attempt('killed', {OF!r}, '{{}}', first_sent={now()!r}))\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    kernel = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert kernel.stdout
    with kernel, kernel.stdout:
        assert kernel.stdout.readline() == "held\n"
        with pytest.raises(JournalBusyError), Journal().open(OF, patience=0):
            pass
        kernel.kill()
        kernel.wait(60)
        with Journal().open(OF, patience=60) as page:
            assert [one.token for one in page.attempts] == ["killed"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "{}", "[1]", '[{"token": 1}]', '[{"token": "a"}]', "\x00"),
        '[{"token": "a", "digest": "b", "first_sent": "soon"}]',
        '[{"token": "a", "digest": "b", "first_sent": "2026-01-01", "outcome": "created"}]',
        '[{"token": "a", "digest": "b", "first_sent": "2026-01-01T00:00:00+00:00", "body": "[]"}]',
    ],
)
def test_what_somebody_else_wrote_into_it_is_reported_and_stays(text: str) -> None:
    journal = Journal()
    write(journal, attempt())
    (path,) = journal.folder.glob("*.json")
    path.write_text(text)
    with pytest.raises(JournalError, match="not a valid journal"), journal.open(OF):
        pass
    with pytest.raises(JournalUnreadError):
        journal.read(OF)
    found, (broken,) = journal.all()
    assert found == []
    assert broken.startswith(str(path))
    assert path.read_text() == text


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right on Windows")
def test_a_file_that_cannot_be_found_out_about_is_reported_and_hides_no_other(
    tmp_path: Path,
) -> None:
    """A link to itself, as a disk that fails, says nothing of what a file holds."""
    draft = Journal(tmp_path / "a.json")
    written = attempt(draft="a")
    write(draft, written)
    link = draft.folder / f"{'0' * 64}.json"
    link.symlink_to(link.name)
    found, (broken,) = draft.all()
    assert found == Journal().read(OF) == [written]
    assert broken.startswith(str(link))
    with pytest.raises(JournalError):
        read_rows(link)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that can't be read")
def test_a_file_whose_disk_fails_is_reported() -> None:
    journal = Journal()
    write(journal, attempt())
    (path,) = journal.folder.glob("*.json")
    path.unlink()
    path.symlink_to("/proc/self/mem")
    with pytest.raises(JournalError, match="Input/output error") as caught:
        journal.read(OF)
    assert not isinstance(caught.value, JournalUnreadError)


def test_a_file_that_is_too_large_is_not_read() -> None:
    journal = Journal()
    write(journal, attempt())
    (path,) = journal.folder.glob("*.json")
    with path.open("ab") as file:
        file.truncate(50_000_001)  # no byte of it is on the disk
    with pytest.raises(JournalUnreadError, match="larger than 50 MB"):
        journal.read(OF)


def test_what_a_newer_version_has_added_is_kept() -> None:
    journal = Journal()
    write(journal, attempt())
    (path,) = journal.folder.glob("*.json")
    rows = json.loads(path.read_text())
    path.write_text(json.dumps([{**row, "later": [1]} for row in rows]))
    (first,) = journal.read(OF)
    write(journal, first.with_outcome("refused"), attempt("2"))
    assert [row.get("later") for row in json.loads(path.read_text())] == [[1], None]


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    journal = Journal(folder=tmp_path / "file" / "journal")
    with pytest.raises(JournalError, match="file"), journal.open(OF):
        pass
    assert journal.read(OF) == []


def test_all_attempts_by_their_time(tmp_path: Path) -> None:
    assert Journal().all() == ([], [])
    first, second, third = (f"2026-01-0{day}T00:00:00+00:00" for day in (1, 2, 3))
    write(Journal(tmp_path / "a.json"), attempt("2", first_sent=second))
    write(Journal(), attempt("1", first_sent=first), attempt("3", first_sent=third))
    found, broken = Journal().all()
    assert [one.token for one in found] == ["1", "2", "3"]
    assert broken == []
