"""What pages want to see before it is taken: the last of each page, and of not many pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.runtime import background

from .loaded_request import Loaded

if TYPE_CHECKING:
    from .sagemaker import RegisteredLoader
    from .source import Kind

_MOST = 8


@dataclass(frozen=True)
class PreviewQuery:
    """What a page wants to see.

    Attributes:
        view_id: which display asks, in its own words.
        request_id: which of its questions; a later one has a higher number.
        text: that holds a request; or the name of what is looked for in AWS.
        place: what that is; None for a text.
        file: the name of the file that the text stood in.
    """

    view_id: str
    request_id: int
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

    def look(self, query: PreviewQuery) -> None:
        """Find it, and tell; what the same page asked for before is not awaited any more."""
        with self._lock:
            self._found[query.view_id] = (query.request_id, None)
            self._found.move_to_end(query.view_id)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        background.run(self._look, query, name="preview")

    def found(self, view_id: str, request_id: int) -> Loaded | None:
        """Return what was found for a page; None when that is not known any more."""
        with self._lock:
            known, loaded = self._found.get(view_id, (-1, None))
        return loaded if known == request_id else None

    def _look(self, query: PreviewQuery) -> None:
        if query.place:
            loaded = self._registered.find(query.place, query.text)
        else:
            with self._one:
                if not self._is_current(query):
                    return
                loaded = _read(query)
        with self._lock:
            if self._found.get(query.view_id, (-1,))[0] != query.request_id:
                return
            if not loaded.state:
                self._found[query.view_id] = (query.request_id, loaded)
        self._tell(query, loaded)

    def _is_current(self, query: PreviewQuery) -> bool:
        with self._lock:
            return self._found.get(query.view_id, (-1,))[0] == query.request_id


def _read(query: PreviewQuery) -> Loaded:
    from .source import text_loaded

    try:
        return text_loaded(query.text, name=query.file)
    except ValueError as error:
        problem = f"{query.file}: {error}" if query.file else str(error)
        return Loaded(state="failed", problem=problem)
    except Exception:  # noqa: BLE001 - whatever a text does, the page hears of it
        problem = texts.format_text(load_table("importers/texts")["errors"]["none"], {"tried": ""})
        return Loaded(state="failed", problem=problem.strip())
