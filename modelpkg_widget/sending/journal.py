"""What was sent, kept across kernels: written before the first byte of a request leaves.

One file for each intention, in the folder ``journal`` of `state_folder`; an intention is a draft's
file, a key that somebody gave it, or else a request. It holds the attempts, oldest first. A kernel
that sends holds the file's lock, and the system frees that when the kernel dies: an attempt of
unknown outcome whose file can be locked was abandoned. No credential stands in it, and of a request
whose outcome is known only the digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timezone
from pathlib import Path

from modelpkg_widget import json_text
from modelpkg_widget.json_value import Json
from modelpkg_widget.state_folder import make_private, state_folder, write_whole

_SUFFIX = ".json"
_NAME = re.compile(r"[0-9a-f]{64}\.json")


class JournalError(Exception):
    """The journal cannot be read or written; the text says where and why."""


class JournalBusyError(JournalError):
    """Another kernel is sending for the same intention."""


@dataclass(frozen=True)
class Act:
    """What a person has decided about one value of an earlier version, without the value.

    Attributes:
        path: of the value, spelled as in an issue.
        act: ``kept``, ``changed`` or ``unreviewed``: sent without a review, on purpose.
        was: SHA-256 of the earlier value as JSON.
        now: SHA-256 of the value that was sent; empty when there is none.
    """

    path: str
    act: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Attempt:
    """One request that was sent, or was about to be.

    Attributes:
        token: its ClientToken.
        digest: of the request, as `digest` makes it.
        body: the request as JSON text; empty once the outcome is known.
        endpoint, region, account, identity, instance: where it went and who sent it, as in
            `service.Target`.
        first_sent: when, ISO 8601 in UTC.
        outcome: ``unknown``, ``created``, ``refused``, or ``absent``: it never arrived.
        arn: of the package that was created.
        resolved: when the outcome was known, ISO 8601 in UTC.
        request_id: AWS's number of the answer.
        code: AWS's code of a refusal.
        anyway: it was sent against the verdict of the form.
        draft: the path of the draft; empty without one.
        acts: what was done with each value of an earlier version: see `Act`.
    """

    token: str
    digest: str
    body: str = ""
    endpoint: str = ""
    region: str = ""
    account: str = ""
    identity: str = ""
    instance: str = ""
    first_sent: str = ""
    outcome: str = "unknown"
    arn: str = ""
    resolved: str = ""
    request_id: str = ""
    code: str = ""
    anyway: bool = False
    draft: str = ""
    acts: tuple[Act, ...] = ()

    @property
    def has_own_token(self) -> bool:
        """Whether the person has chosen the token; it is part of the request then."""
        return '"ClientToken"' in self.body

    def ended(
        self, outcome: str, *, arn: str = "", request_id: str = "", code: str = ""
    ) -> Attempt:
        """Return it with an outcome, and without its body."""
        ended = replace(self, body="", outcome=outcome, resolved=now())
        return replace(ended, arn=arn, request_id=request_id, code=code)


def now() -> str:
    """Return the time as the journal spells it: ISO 8601 in UTC, to the millisecond."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def digest(request: Json) -> str:
    """Return SHA-256 of a request's canonical JSON: equal whatever the order of members."""
    text = json.dumps(request, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class Journal:
    """The attempts of all intentions.

    Args:
        draft: the path of the draft that the intentions belong to; without one each request is
            an intention of its own.
        folder: where the files are; without one that of the user.
        key: the name of the one intention that all requests belong to, in place of a draft.
    """

    def __init__(
        self, draft: Path | None = None, folder: Path | None = None, *, key: str = ""
    ) -> None:
        self.draft = "" if draft is None else str(draft)
        self.key = key
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self._folder or state_folder() / "journal"

    def _file(self, of: str) -> Path:
        what = f"draft:{self.draft}" if self.draft else f"request:{of}"
        what = f"key:{self.key}" if self.key else what
        return (
            self.folder
            / f"{hashlib.sha256(what.encode('utf-8', 'surrogatepass')).hexdigest()}{_SUFFIX}"
        )

    def read(self, of: str) -> list[Attempt]:
        """Return the attempts for a request, by its digest; none when the file cannot be read."""
        try:
            return _read(self._file(of))
        except (OSError, JournalError):
            return []

    @contextmanager
    def open(self, of: str, patience: float = 300) -> Iterator[Page]:
        """Hold the file for a request, by its digest, so that no other kernel sends meanwhile.

        Args:
            of: the digest.
            patience: seconds to wait for another kernel.

        Raises:
            JournalBusyError: another kernel is still sending.
            JournalError: the file cannot be read or written.
        """
        import filelock

        path = self._file(of)
        try:
            make_private(path.parent)
            lock = filelock.FileLock(path.with_suffix(".lock"), timeout=patience, mode=0o600)
            lock.acquire()
        except filelock.Timeout as error:
            raise JournalBusyError(str(path)) from error
        except (OSError, NotImplementedError) as error:
            raise JournalError(_why(path, error)) from error
        try:
            try:
                page = Page(path, _read(path))
            except OSError as error:
                raise JournalError(_why(path, error)) from error
            yield page
        finally:
            lock.release()

    def all(self) -> tuple[list[Attempt], list[str]]:
        """Return the attempts of all intentions, oldest first, and what could not be read."""
        found: list[Attempt] = []
        broken: list[str] = []
        for path in sorted(self.folder.glob(f"*{_SUFFIX}")):
            if not _NAME.fullmatch(path.name):
                continue
            try:
                found += _read(path)
            except OSError as error:
                broken.append(_why(path, error))
            except JournalError as error:
                broken.append(str(error))
        return sorted(found, key=lambda attempt: attempt.first_sent), broken


class Page:
    """The attempts of one intention, while its file is held; without a path, in memory only."""

    def __init__(self, path: Path | None, attempts: list[Attempt]) -> None:
        self._path = path
        self.attempts = attempts

    def write(self, attempt: Attempt) -> None:
        """Add an attempt, or write anew what became of it.

        Raises:
            JournalError: it could not be brought to the disk.
        """
        same = (attempt.token, attempt.first_sent)
        others = [known for known in self.attempts if (known.token, known.first_sent) != same]
        rows = [_row(known) for known in (*others, attempt)]
        if self._path:
            try:
                write_whole(self._path, json_text.dumps(rows, indent=1) + "\n")
            except OSError as error:
                raise JournalError(_why(self._path, error)) from error
        self.attempts = [*others, attempt]


def _read(path: Path) -> list[Attempt]:
    """Read a file; one that is not there holds nothing.

    Raises:
        OSError: it cannot be read.
        JournalError: somebody else wrote into it.
    """
    try:
        rows = json_text.loads(path.read_text(encoding="utf-8"))
        if not isinstance(rows, list):
            raise TypeError("it is no list")
        return [_attempt(row) for row in rows]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError) as error:
        raise JournalError(f"{path} is no journal of this version: {error}") from error


def _row(attempt: Attempt) -> Json:
    row = asdict(attempt)
    return {**row, "acts": list(row["acts"])}


def _attempt(row: Json) -> Attempt:
    """Make an attempt of a row; what a newer version has added is left out."""
    if not isinstance(row, dict):
        raise TypeError("an attempt is no structure")
    known = {field.name: type(field.default) for field in fields(Attempt)}
    kept = {name: row[name] for name in row if name in known and name != "acts"}
    if not all(
        isinstance(value, bool if name == "anyway" else str) for name, value in kept.items()
    ):
        raise TypeError("a value is of the wrong type")
    attempt = Attempt(**kept, acts=tuple(map(_act, row.get("acts", []))))
    if datetime.fromisoformat(attempt.first_sent).tzinfo is None:
        raise ValueError("a time has no zone")
    if attempt.outcome == "unknown" and not isinstance(json_text.loads(attempt.body), dict):
        raise TypeError("a request is no structure")
    return attempt


def _act(row: Json) -> Act:
    kept = {field.name: row[field.name] for field in fields(Act) if field.name in row}
    if not all(isinstance(value, str) for value in kept.values()):
        raise TypeError("an act is of the wrong type")
    return Act(**kept)


def _why(path: Path, error: Exception) -> str:
    why = getattr(error, "strerror", None) or type(error).__name__
    return f"{path}: {why}"
