"""What pages want to see before it is taken: the last of each page, and of not many pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.runtime import background

from .loaded_request import Loaded
from .sagemaker import RegisteredLoader
from .source import Kind, text_loaded

_MOST = 8


@dataclass(frozen=True)
class PreviewQuery:
    """What a page wants to see.

    Attributes:
        asker: which page, in its own words.
        number: of what it asks; a later one has a higher number.
        text: that holds a request; or the name of what is looked for in AWS.
        place: what that is; None for a text.
        file: the name of the file that the text stood in.
    """

    asker: str
    number: int
    text: str
    place: Kind | None = None
    file: str = ""


class Previews:
    """Reads texts and asks AWS for pages, on threads of its own; nothing is taken.

    Args:
        registered: finds what AWS has.
        tell: called with what was found, on any thread; a failure stands in ``problem``.
    """

    def __init__(
        self, registered: RegisteredLoader, tell: Callable[[PreviewQuery, Loaded], None]
    ) -> None:
        self._registered = registered
        self._tell = tell
        self._lock = threading.Lock()
        self._one = threading.Lock()  # texts are read one at a time, however many are sent
        self._found: OrderedDict[str, tuple[int, Loaded | None]] = OrderedDict()

    def look(self, wanted: PreviewQuery) -> None:
        """Find it, and tell; what the same page asked for before is not awaited any more."""
        with self._lock:
            self._found[wanted.asker] = (wanted.number, None)
            self._found.move_to_end(wanted.asker)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        background.run(self._look, wanted, name="preview")

    def found(self, asker: str, number: int) -> Loaded | None:
        """Return what was found for a page; None when that is not known any more."""
        with self._lock:
            known, loaded = self._found.get(asker, (-1, None))
        return loaded if known == number else None

    def _look(self, wanted: PreviewQuery) -> None:
        if wanted.place:
            loaded = self._registered.find(wanted.place, wanted.text)
        else:
            with self._one:
                if not self._is_wanted(wanted):
                    return
                loaded = _read(wanted)
        with self._lock:
            if self._found.get(wanted.asker, (-1,))[0] != wanted.number:
                return
            if not loaded.state:
                self._found[wanted.asker] = (wanted.number, loaded)
        self._tell(wanted, loaded)

    def _is_wanted(self, wanted: PreviewQuery) -> bool:
        with self._lock:
            return self._found.get(wanted.asker, (-1,))[0] == wanted.number


def _read(wanted: PreviewQuery) -> Loaded:
    try:
        return text_loaded(wanted.text, name=wanted.file)
    except ValueError as error:
        problem = f"{wanted.file}: {error}" if wanted.file else str(error)
        return Loaded(state="failed", problem=problem)
    except Exception:  # noqa: BLE001 - whatever a text does, the page hears of it
        problem = texts.format_text(load_table("importers/texts")["errors"]["none"], {"tried": ""})
        return Loaded(state="failed", problem=problem.strip())
