"""What was sent though the journal could not be written, until it can be."""

from __future__ import annotations

import threading
from contextlib import suppress

from modelpkg_widget.runtime import background

from .journal import Journal, JournalEntry, JournalError


class Unwritten(JournalEntry):
    """Attempts in memory only."""

    def __init__(self) -> None:
        super().__init__(None, [])
        self._catching = threading.Lock()
        background.note_forks(self)

    def after_fork(self) -> None:
        """Wait for no thread of the old process."""
        self._catching = threading.Lock()

    def catch_up(self, journal: Journal) -> bool:
        """Write them into the journal; whether nothing is left."""
        with self._catching:
            for attempt in list(self.attempts):
                try:
                    with journal.open(attempt.digest, patience=0) as page:
                        page.write(attempt)
                except JournalError:
                    return False
                with suppress(ValueError):  # it ended meanwhile: that is written next
                    self.attempts.remove(attempt)
            return not self.attempts

    def write_into(self, page: JournalEntry, journal: Journal, of: str) -> None:
        """Write those of an intention into its page.

        Args:
            page: of the intention.
            journal: that it is of.
            of: the digest of the request.
        """
        for attempt in list(self.attempts):
            if journal.draft or journal.key or attempt.digest == of:
                page.write(attempt)
                self.attempts.remove(attempt)
