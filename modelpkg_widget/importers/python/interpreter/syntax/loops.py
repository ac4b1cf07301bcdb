"""``for`` and ``while``."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from modelpkg_widget.importers.python.interpreter.branching import MOST_TURNS
from modelpkg_widget.importers.python.interpreter.iteration import DONE, UNSUPPORTED, cursor
from modelpkg_widget.importers.python.interpreter.machine import Loop, Stop
from modelpkg_widget.importers.python.interpreter.objects import Value
from modelpkg_widget.importers.python.interpreter.scopes import Scope

from .definitions import Definitions


class Loops(Definitions):
    """Adds loops."""

    def for_(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        value = self.iterable(node.iter, scope)
        item = cursor(None if isinstance(node, ast.AsyncFor) else value)

        def body(found: Value) -> None:
            self.assign(node.target, found, scope)
            self.block(node.body, scope)

        def turn() -> None:
            body(self.some_item(value, node.iter, node))

        def run(loop: Loop) -> None:
            for at in range(MOST_TURNS + 1):
                found = item(at)
                if found is DONE:
                    return
                if found is UNSUPPORTED or at == MOST_TURNS:
                    break
                self.turn(loop, partial(body, found), node)
            self.turns(loop, turn, node)

        self._loop(run, node, scope)

    def while_(self, node: ast.While, scope: Scope) -> None:
        def test() -> bool | None:
            return self.truth(self.evaluate(node.test, scope), node.test)

        def turn() -> None:
            if test() is False:
                raise Stop
            self.block(node.body, scope)

        def run(loop: Loop) -> None:
            if isinstance(node.test, ast.Constant) and node.test.value:
                self.turn(loop, lambda: self.block(node.body, scope), node)
                self.turns(loop, turn, node)
                raise Stop
            for _ in range(MOST_TURNS):
                found = test()
                if found is False:
                    return
                if found is None:
                    break
                self.turn(loop, lambda: self.block(node.body, scope), node)
            # The test that has just been followed belongs to the first of the turns.
            self.maybe(lambda: self.turn(loop, lambda: self.block(node.body, scope), node), node)
            self.turns(loop, turn, node)
            if test() is True:
                raise Stop

        self._loop(run, node, scope)

    def _loop(self, run: Callable[[Loop], None], node: Any, scope: Scope) -> None:
        start = self.store.count
        loop = Loop(self.store.mark())
        loops = self.frames[-1].loops
        loops.append(loop)
        is_alive = True
        try:
            run(loop)
        except Stop:
            is_alive = False
        finally:
            loops.pop()
        if is_alive:
            try:
                self.block(node.orelse, scope)
            except Stop:
                is_alive = False
        self.end_loop(loop, is_alive=is_alive, start=start, node=node)

    def leave(self, node: ast.stmt, _: Scope) -> None:
        loops = self.frames[-1].loops
        if loops:
            loop = loops[-1]
            is_break = isinstance(node, ast.Break)
            ends = loop.breaks if is_break else loop.continues
            depth = loop.depth if is_break else loop.turn
            ends.append((self.store.changed(depth), None))
        raise Stop
