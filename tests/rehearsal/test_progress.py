"""The line that shows what a rehearsal does."""

from __future__ import annotations

import io

from modelpkg_widget.rehearsal.progress import StageLine


class Terminal(io.StringIO):
    """A stream that redraws its line."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_line_which_is_removed_at_the_end() -> None:
    terminal = Terminal()
    line = StageLine(terminal)
    line.show("Waiting: 10 s")
    line.show("Done")
    assert terminal.getvalue() == "\rWaiting: 10 s\rDone         "
    line.end()
    assert terminal.getvalue().endswith(f"\r{' ' * 13}\r")


def test_a_log_has_a_line_for_each_stage_and_none_for_a_number() -> None:
    log = io.StringIO()
    line = StageLine(log)
    for one in ("Waiting: 1 s", "Waiting: 2 s", "Asking\x1b: 1"):
        line.show(one)
    line.end()
    assert log.getvalue() == "Waiting: 1 s\nAsking\\x1b: 1\n"


def test_a_terminal_that_was_shown_nothing_stays_as_it_is() -> None:
    terminal = Terminal()
    StageLine(terminal).end()
    assert terminal.getvalue() == ""
