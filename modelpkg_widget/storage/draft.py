"""A file that always holds the latest request: plain JSON, indented, fit for git and the CLI.

What JSON cannot hold, map entries without a name of their own, stands in a second file beside it;
what somebody else wrote into either is reported and not overwritten. A third one, which may be
lost, holds what the request was loaded from.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts as text_catalog
from modelpkg_widget.validation.pending import pending_from_wire

from .draft_file import Content, DraftFile, no_regular_file
from .file_format import with_format, without_format
from .file_locks import need_locks
from .state_dir import make_private, state_folder

_SUFFIX, _LOADED = ".pending", ".loaded"
_PATIENCE = 5  # seconds to wait for another kernel, whose saving takes some milliseconds
Pending = list[dict[str, Any]]


def provenance_beside(path: Path) -> Json:
    """Return what is kept beside a draft; None when there is nothing, or it is damaged."""
    return _value(_provenance_of(DraftFile(path.with_name(path.name + _LOADED))))


def _provenance_of(file: DraftFile) -> Content | None:
    try:
        found = file.read()
        if found and isinstance(found.value, dict):
            without_format(found.value)  # one of a newer version is not understood
    except (OSError, ValueError):  # the request is whole without it
        return None
    return found


def _value(provenance: Content | None) -> Json:
    value = provenance.value if provenance else None
    return without_format(value) if isinstance(value, dict) else value


@dataclass(frozen=True)
class DraftState:
    """State of the draft.

    Attributes:
        path: of the file; empty when the form keeps no draft.
        state: empty: nothing was saved yet; ``saved``; ``conflict``: somebody else wrote into it,
            and nothing is saved before a person decides; ``failed``.
        problem: why it is not saved, and what to do.
    """

    path: str = ""
    state: Literal["", "saved", "conflict", "failed"] = ""
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


class Draft:
    """The latest request, in a file.

    Args:
        path: the file; it need not exist. What it means now stays, whatever becomes of the
            working directory. Entries that JSON cannot hold stand in a file with ``.pending``
            behind its name, which is there only as long as there are any; what the request was
            loaded from in one with ``.loaded``.

    Raises:
        OSError: its folder is missing, or may not be written to; or it is read-only, a folder or
            a device.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = _resolved(Path(path).expanduser())
        folder = self.path.parent
        if not folder.is_dir():
            raise FileNotFoundError(f"The draft folder {folder} doesn't exist. Create it first.")
        if self.path.is_dir():
            raise IsADirectoryError(f"The draft {self.path} is a folder. Enter the path of a file.")
        if not os.access(folder, os.W_OK):
            raise PermissionError(
                f"You don't have permission to write to the draft folder {folder}."
            )
        there = self.path.exists()
        if there and not self.path.is_file():
            raise no_regular_file(self.path)
        if there and not self.path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(
                f"The draft {self.path} is read-only. Make it writable, or use another file."
            )
        self._request = DraftFile(self.path)
        self._sidecar = DraftFile(self.path.with_name(self.path.name + _SUFFIX))
        self._memory = DraftFile(self.path.with_name(self.path.name + _LOADED))
        self._requested: tuple[str, Pending, Json] | None = None if there else ("{}", [], None)
        self._issue: Issue | None = None
        self._is_saving = False  # and stays so when it is interrupted
        self.state = DraftState(str(self.path))
        self.provenance: Json = None
        """What was kept beside the request when it was read; None: nothing, or it is damaged."""

    def read(self) -> tuple[Json, Pending] | None:
        """Return the request and the entries beside it; None when there is no such file.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not JSON, not UTF-8, or far too large; the message names the file.
        """
        with self._locked():
            found = self._contents()
        return self._taken(*found)

    def read_same(self, value: Json) -> bool:
        """Take up what stands beside the request if the file holds this very one; return whether.

        What cannot be read, or holds something else, stays as it is.
        """
        try:
            with self._locked():
                request, beside, memory = self._contents()
        except (OSError, ValueError):
            return False
        if request is None or beside or json_codec.dumps(request.value) != json_codec.dumps(value):
            return False
        return self._taken(request, beside, memory) is not None

    def _contents(self) -> tuple[Content | None, Content | None, Content | None]:
        return self._request.read(), self._sidecar.read(), _provenance_of(self._memory)

    def _taken(
        self, request: Content | None, beside: Content | None, memory: Content | None
    ) -> tuple[Json, Pending] | None:
        pending = self._pending(beside.value) if beside else []
        self._request.mark_read(request)  # not before both are good
        self._sidecar.mark_read(beside)
        if not request:
            return ({}, pending) if pending else None
        self.provenance = _value(memory)
        self._memory.mark_read(memory)
        self._requested = (json_codec.dumps(request.value), pending, self.provenance)
        self._set_state("saved")
        return request.value, pending

    def _pending(self, given: Json) -> Pending:
        """Return the entries that the file beside the request holds.

        Raises:
            ValueError: it holds something else, or a newer version wrote it.
        """
        try:
            for row in given if isinstance(given, list) else [given]:
                without_format(row if isinstance(row, dict) else {})
        except ValueError as error:
            raise ValueError(f"{self._sidecar.path}: {error}") from error
        pending = pending_from_wire(given)
        if pending is None:
            raise ValueError(
                f"{self._sidecar.path}: not a list of pending entries. Fix or remove the file."
            )
        return pending

    def save(
        self, value: Json, pending: Pending, memory: Json = None, *, overwrite: bool = False
    ) -> None:
        """Bring request and entries to the disk, unless that was tried before; see `state`.

        Args:
            value: the request.
            pending: the entries that JSON cannot hold.
            memory: what the request was loaded from; None: nothing of it is to be kept.
            overwrite: also replace what somebody else has written.
        """
        text = json_codec.dumps(value)
        if not overwrite and not self._is_saving and self._requested == (text, pending, memory):
            return
        self._requested = (text, pending, memory)
        texts = (text, json_codec.dumps([*map(with_format, pending)]) if pending else None)
        self._is_saving = True
        try:
            with self._locked():
                files = (self._request, self._sidecar)
                free = [file.can_overwrite(text) for file, text in zip(files, texts, strict=True)]
                if not all(free) and not overwrite:
                    self._set_state("conflict", "draft.conflict")
                    return
                # Before the request: what is not known of it warns nobody.
                self._write_provenance(memory)
                self._write(value, pending)
        except OSError as error:
            self._set_state("failed", "draft", why=_why(error))
            return
        self._set_state("saved")

    @property
    def is_behind(self) -> bool:
        """Whether the latest request is not saved for a reason that may pass by itself."""
        return self.state.state == "failed" or self._is_saving

    def forget_try(self) -> None:
        """Let the next `save` retry the same content."""
        self._requested = None

    def _write_provenance(self, memory: Json) -> None:
        if memory is None:
            self._memory.remove()
        else:
            self._memory.write(with_format(memory) if isinstance(memory, dict) else memory)

    def _write(self, value: Json, pending: Pending) -> None:
        """Write both files so that no entry is in neither at any moment."""
        before = json_codec.loads(self._sidecar.last_written or "[]")
        kept = [*map(with_format, before)] if isinstance(before, list) else []
        rows = [*map(with_format, pending)]
        both = [*kept, *(row for row in rows if row not in kept)]
        self._sidecar.write(both) if both else self._sidecar.remove()
        self._request.write(value)
        self._sidecar.write(rows) if rows else self._sidecar.remove()

    def reject(self, error: OSError | ValueError) -> None:
        """Say why what the file holds was not taken; nothing is saved either."""
        self._set_state("conflict", "draft.unread", why=_why(error))

    def issues(self) -> list[Issue]:
        """Return a warning when the latest request is not on the disk."""
        return [self._issue] if self._issue else []

    def _set_state(
        self, state: Literal["saved", "conflict", "failed"], code: str = "", **values: str
    ) -> None:
        self._issue, self._is_saving = None, False
        if code:
            message, hint = text_catalog.issue_text(code, "", values)
            self._issue = Issue((), "draft", message, "warning", hint, "form")
        problem = f"{self._issue.message} {self._issue.hint}" if self._issue else ""
        self.state = DraftState(str(self.path), state, problem)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Lock out this user's other kernels, so that nobody writes between check and write."""
        import filelock

        folder = state_folder() / "drafts"
        name = sha256(str(self.path).encode("utf-8", "surrogatepass")).hexdigest()
        with ExitStack() as stack:
            try:
                make_private(folder)
                need_locks(folder / f"{name}.lock")
                lock = filelock.FileLock(folder / f"{name}.lock", timeout=_PATIENCE, mode=0o600)
                stack.enter_context(lock.acquire(poll_interval=_PATIENCE / 1000))
            except (OSError, NotImplementedError):  # without a lock it is still compared
                pass
            yield


def _resolved(path: Path) -> Path:
    """Return the file itself, so that a link to it stays one.

    Raises:
        OSError: its links lead to each other.
    """
    try:
        found = path.resolve()
        found.stat()
    except FileNotFoundError:
        pass
    except RuntimeError as error:  # Python up to 3.12
        raise _loop(path) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _loop(path) from error
    return found


def _loop(path: Path) -> OSError:
    return OSError(errno.ELOOP, f"The draft {path} is a link that leads back to itself.")


def _why(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", None) or error).rstrip(".")
