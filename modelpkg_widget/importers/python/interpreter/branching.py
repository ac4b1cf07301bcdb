"""Following several ways: branches, loops that are known and loops that are not, ``try``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable

from .joining import join
from .machine import Loop, Machine, Stop
from .objects import Obj, Unknown, Value
from .store import Delta

MOST_TURNS = 500
"""Turns of a loop that are followed one by one."""
_ROUNDS = 6
Touched = dict[Obj, dict[Hashable, list[Value]]]
"""What a body has written to, with the values that stood there."""


class Branching(Machine):
    """Adds what control flow is made of."""

    def ways(self, thunks: list[Callable[[], Value]], node: ast.AST) -> Value:
        """Follow each way from the state that is there; then only what all agree on is known.

        Raises:
            Stop: none of them goes on.
        """
        start, ends = self.store.count, []
        for thunk in thunks:
            depth = self.store.mark()
            try:
                value = thunk()
            except Stop:
                self.store.roll_back(depth)
            else:
                ends.append((self.store.take_changes(depth), value))
        return self.go_on(ends, start, node)

    def go_on(self, ends: list[tuple[Delta, Value]], start: int, node: ast.AST) -> Value:
        """Go on from all of the states that some ways have ended in.

        Raises:
            Stop: there is none.
        """
        if not ends:
            raise Stop
        delta, value = join(self.store, ends, start, Unknown(node))
        self.store.apply(delta)
        return value

    def maybe(self, thunk: Callable[[], Value], node: ast.AST, since: int | None = None) -> bool:
        """Follow what may happen or not; return whether less is known then.

        Args:
            thunk: what may happen.
            node: the place.
            since: number of the newest object of those that count; None: all count.
        """
        start, depth = self.store.count, self.store.mark()
        try:
            thunk()
        except Stop:
            self.store.roll_back(depth)
            return False
        delta = self.store.take_changes(depth)
        joined, _ = join(self.store, [({}, None), (delta, None)], start, Unknown(node))
        grew = self.grew(joined, start if since is None else since)
        self.store.apply(joined)
        return grew

    # ---- loops

    def turn(self, loop: Loop, body: Callable[[], None], node: ast.AST) -> None:
        """Follow one turn of a loop to its end, or to a ``continue``.

        Raises:
            Stop: no way leads to the next turn.
        """
        around, start = (loop.turn, loop.continues), self.store.count
        loop.turn, loop.continues = self.store.mark(), []
        ends: list[tuple[Delta, Value]] = []
        try:
            body()
        except Stop:
            pass
        else:
            ends = [(self.store.changed(loop.turn), None)]
        self.store.roll_back(loop.turn)
        ends += loop.continues
        loop.turn, loop.continues = around
        self.go_on(ends, start, node)

    def turns(self, loop: Loop, body: Callable[[], None], node: ast.AST) -> None:
        """Follow a loop that takes any number of turns."""
        since = self.store.count
        for _ in range(_ROUNDS):
            if not self.maybe(lambda: self.turn(loop, body, node), node, since):
                return
        self.forget_all(node)
        self.maybe(lambda: self.turn(loop, body, node), node)
        self.forget_all(node)

    def end_loop(self, loop: Loop, *, is_alive: bool, start: int, node: ast.AST) -> None:
        """Go on behind a loop: from its own end, and from each ``break``.

        Raises:
            Stop: no way leads there.
        """
        ends = [*loop.breaks]
        if is_alive:
            ends.append((self.store.changed(loop.depth), None))
        self.store.roll_back(loop.depth)
        self.go_on(ends, start, node)

    # ---- what may raise

    def guarded(
        self,
        body: Callable[[], None],
        handlers: list[Callable[[], None]],
        orelse: Callable[[], None],
        node: ast.AST,
    ) -> None:
        """Follow what may raise anywhere in its body.

        Raises:
            Stop: no way goes on behind it.
        """
        start = self.store.count
        whole, touched = self._recorded(body)
        ends: list[tuple[Delta, Value]] = []
        if whole is not None:
            self._follow(lambda: self._behind(whole or {}, orelse), ends)
        for handler in handlers:

            def handled(handler: Callable[[], None] = handler) -> None:
                self.weaken(touched, node)
                handler()

            self._follow(handled, ends)
        self.go_on(ends, start, node)

    def _recorded(self, body: Callable[[], None]) -> tuple[Delta | None, Touched]:
        """Follow a body; return its state, None if no way leads to its end, and what it touched."""
        depth = self.store.mark()
        self.store.start_recording()
        whole: Delta | None = None
        try:
            body()
        except Stop:
            self.store.roll_back(depth)
        else:
            whole = self.store.take_changes(depth)
        finally:
            touched = self.store.stop_recording()
        return whole, touched

    def _behind(self, delta: Delta, then: Callable[[], None]) -> None:
        self.store.apply(delta)
        then()

    def _follow(self, thunk: Callable[[], None], ends: list[tuple[Delta, Value]]) -> None:
        depth = self.store.mark()
        try:
            thunk()
        except Stop:
            self.store.roll_back(depth)
        else:
            ends.append((self.store.take_changes(depth), None))

    def lastly(self, body: Callable[[], None], last: Callable[[], None], node: ast.AST) -> None:
        """Follow a body, and behind each way out of it what ``finally`` holds.

        Raises:
            Stop: no way goes on behind it.
        """
        exits = self._exits()
        whole, touched = self._recorded(body)
        for level, ends, before in exits:
            mine = ends[before:]
            del ends[before:]
            for delta, value in mine:
                self._leave(delta, level, last, ends, value)
        inner = self.store.mark()
        try:
            self.weaken(touched, node)
            last()
        except Stop:
            pass
        self.store.roll_back(inner)
        if whole is None:
            raise Stop
        self.store.apply(whole)
        last()

    def _exits(self) -> list[tuple[int, list[tuple[Delta, Value]], int]]:
        """Return the ways out of a body: depth of the mark, states so far, and their number."""
        frame = self.frames[-1]
        found = [(frame.depth, frame.returns)]
        for loop in frame.loops[-1:]:
            found += [(loop.depth, loop.breaks), (loop.turn, loop.continues)]
        return [(depth, ends, len(ends)) for depth, ends in found]

    def _leave(
        self,
        delta: Delta,
        level: int,
        last: Callable[[], None],
        ends: list[tuple[Delta, Value]],
        value: Value,
    ) -> None:
        inner = self.store.mark()
        try:
            self.store.switch(delta, level)
            last()
        except Stop:
            pass
        else:
            ends.append((self.store.changed(level), value))
        self.store.roll_back(inner)
