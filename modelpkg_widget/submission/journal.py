"""What was sent, kept across kernels: written before the first byte of a request leaves.

One file for each intention, in the folder ``journal`` of `state_folder`; an intention is a draft's
file, a key that somebody gave it, or else a request. It holds the attempts, oldest first. An equal
request is the same intention wherever it was sent from, so the files of other drafts are read too.
A kernel that sends holds the locks of its file and of its requests, and the system frees them when
the kernel dies: an attempt of unknown outcome whose file can be locked was abandoned. No credential
is in it, and of a request whose outcome is known only the digest.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from modelpkg_widget.storage.file_locks import need_locks
from modelpkg_widget.storage.state_dir import make_private, state_folder

from .attempts import (
    Act,
    Attempt,
    JournalBusyError,
    JournalError,
    JournalUnreadError,
    merged,
    now,
    why,
)
from .journal_file import FILE, JournalEntry, read_rows, rows_of

__all__ = [
    "Act",
    "Attempt",
    "Journal",
    "JournalBusyError",
    "JournalEntry",
    "JournalError",
    "JournalUnreadError",
    "merged",
    "now",
]
_SUFFIX = ".json"


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
        if self.key:
            return self._named(f"key:{self.key}")
        return self._named(f"draft:{self.draft}") if self.draft else self._of_request(of)

    def _of_request(self, of: str) -> Path:
        return self._named(f"request:{of}")

    def _named(self, what: str) -> Path:
        name = hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / f"{name}{_SUFFIX}"

    def read(self, of: str) -> list[Attempt]:
        """Return the attempts for a request, by its digest, as far as they can be looked at.

        Raises:
            JournalUnreadError: a file that may hold some is not understood.
            JournalError: a file cannot be read.
        """
        return self._page(of).known

    @contextmanager
    def open(self, of: str, patience: float = 300) -> Iterator[JournalEntry]:
        """Hold the file for a request, by its digest, so that no other kernel sends meanwhile.

        Args:
            of: the digest.
            patience: seconds to wait for another kernel.

        Raises:
            JournalBusyError: another kernel is still sending.
            JournalUnreadError: a file that may hold attempts is not understood.
            JournalError: the file cannot be read or written.
        """
        ends = time.monotonic() + patience
        with ExitStack() as stack:
            own = self._file(of)
            _hold(stack, own, patience)
            digests = _digests(of, read_rows(own)) if self.draft else set()
            # Whoever holds one of these waits for no draft, and all take them in one order.
            for path in sorted(self._of_request(one) for one in digests):
                _hold(stack, path, max(0.0, ends - time.monotonic()))
            yield self._page(of)

    def _page(self, of: str) -> JournalEntry:
        own = self._file(of)
        rows = read_rows(own)
        if self.key:
            return JournalEntry(own, rows)
        digests = _digests(of, rows)
        strict = self._of_request(of)
        others = [] if strict == own else read_rows(strict)
        for path in self._files():
            if path not in (own, strict):
                found = rows_of(path, digests)
                others += [
                    one for one in found if one.draft or path == self._of_request(one.digest)
                ]
        return JournalEntry(own, rows, others)

    def put_aside(self, of: str) -> None:
        """Rename the files of a request that are not understood, so that others can be written.

        Raises:
            OSError: a file cannot be renamed.
        """
        while path := self._not_understood(of):
            path.rename(path.with_name(f"{path.name}.unread-{time.time_ns()}"))

    def _not_understood(self, of: str) -> Path | None:
        try:
            self._page(of)
        except JournalUnreadError as error:
            return error.path
        return None

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if FILE.fullmatch(path.name))
        except OSError:
            return []

    def all(self) -> tuple[list[Attempt], list[str]]:
        """Return the attempts of all intentions, oldest first, and what could not be read."""
        found: list[Attempt] = []
        broken: list[str] = []
        for path in self._files():
            try:
                found += read_rows(path)
            except JournalError as error:  # noqa: PERF203
                broken.append(str(error))
        return sorted(merged(found), key=lambda attempt: attempt.first_sent), broken


def _hold(stack: ExitStack, path: Path, patience: float) -> None:
    """Hold the lock of a file until the stack ends.

    Raises:
        JournalBusyError: another kernel holds it.
        JournalError: it cannot be made.
    """
    import filelock

    try:
        make_private(path.parent)
        need_locks(path.with_suffix(".lock"))
        lock = filelock.FileLock(path.with_suffix(".lock"), timeout=patience, mode=0o600)
        lock.acquire()
    except filelock.Timeout as error:
        raise JournalBusyError(str(path)) from error
    except (OSError, NotImplementedError) as error:
        raise JournalError(why(path, error)) from error
    stack.callback(lock.release)


def _digests(of: str, rows: list[Attempt]) -> set[str]:
    """Return the digests of a request and of the attempts whose outcome is unknown."""
    return {of, *(attempt.digest for attempt in rows if not attempt.is_known)}
