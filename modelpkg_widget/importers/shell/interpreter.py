"""Follows a shell script, command by command, without running anything.

What is set on one way only (a branch, a loop, a function that may return early) is not known behind
it. Each command that makes a model package is kept, with whether it certainly runs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from . import files
from .commands import Commands
from .shell_run import Flow
from .syntax_tree import (
    AndOr,
    Case,
    Function,
    Group,
    If,
    Loop,
    Node,
    Part,
    Pipeline,
    Script,
    Simple,
    Test,
)
from .values import Key


class Interpreter(Commands):
    """Follows the lists and compound commands of a script."""

    def body(self, node: Node) -> Flow:
        self.step()
        follow = _NODES[type(node)]
        flow: Flow = follow(self, node)
        redirects = getattr(node, "redirects", ())
        if redirects and not isinstance(node, Simple):
            files.redirected(self, redirects, None)
        return flow

    # ---- lists

    def script(self, script: Script) -> Flow:
        """Follow commands in their order, up to one that leaves."""
        for item in script.items:
            flow = self.and_or(item)
            if flow:
                return flow
        return Flow.NEXT

    def and_or(self, node: AndOr) -> Flow:
        if not node.background:
            return self._chain(node)
        with self.subshell():
            self._chain(node)
        return Flow.NEXT

    def _chain(self, node: AndOr) -> Flow:
        """Follow ``a && b || c``: what stands behind an operator may run or not."""
        flow = self.pipeline(node.parts[0])
        end = next((n for n, one in enumerate(node.operators) if one == "||"), len(node.operators))
        first = 0
        while not flow and first < end and _never_fails(node.parts[first]):
            first += 1
            flow = self.pipeline(node.parts[first])
        if flow or not node.operators:
            return flow
        if first < end:
            self._each_if_all_before(node.parts[first : end + 1])
        for part in node.parts[end + 1 :]:
            with self.condition(_place(part)) as changes:
                flow = self.pipeline(part)
            self.join([{}] if flow else [{}, changes])
        return Flow.NEXT

    def _each_if_all_before(self, parts: list[Pipeline]) -> None:
        """Follow what is joined by ``&&`` behind the first part."""
        depth = len(self.conditions)
        flow = Flow.NEXT
        with self.store.branch() as changes:
            for before, part in pairwise(parts):
                if self.is_test(before):
                    self.conditions.append(_place(before))
                flow = self.pipeline(part)
                if flow:
                    break
        del self.conditions[depth:]
        self.join([{}] if flow else [{}, changes])

    def pipeline(self, node: Pipeline) -> Flow:
        if len(node.commands) == 1:
            return self.body(node.commands[0])
        printed: str | None = None
        by_last: dict[Key, Any] = {}
        for command in node.commands:
            with self.subshell() as changes:
                if isinstance(command, Simple):
                    printed = self.simple(command, printed)[1]
                else:
                    self.body(command)
                    printed = None
            by_last = changes
        for kind, name in by_last:  # in some shells the last one runs in the shell itself
            if kind == "variable":
                self.assign(name, None)
        return Flow.NEXT

    # ---- compound commands

    def group(self, node: Group) -> Flow:
        if not node.subshell:
            return self.script(node.body)
        with self.subshell():
            self.script(node.body)
        return Flow.NEXT

    def branches(self, node: If) -> Flow:
        ways: list[dict[Key, Any]] = []
        flows: list[Flow] = []
        depth = len(self.conditions)
        first, *_ = node.branches
        if first[0] is not None:
            flow = self.script(first[0])
            if flow:
                return flow
        with self.store.branch() as tested:
            for at, (condition, body) in enumerate(node.branches):
                self.conditions.append(node.start)
                if at and condition is not None:
                    self.script(condition)
                with self.store.branch() as changes:
                    flows.append(self.script(body))
                if flows[-1] == Flow.NEXT:
                    ways.append(changes)
        del self.conditions[depth:]
        has_else = node.branches[-1][0] is None
        self.join(ways if has_else and ways else [*ways, {}])
        for key in tested:  # by the conditions behind "elif", of which not each may run
            self.forget_key(key)
        return min(flows) if has_else else Flow.NEXT

    def case(self, node: Case) -> Flow:
        self.expansion.text(node.word)
        ways: list[dict[Key, Any]] = [{}]
        for _, body in node.branches:
            if node.falls_through:
                self.forget_changed(node)
            with self.condition(node.start) as changes:
                flow = self.script(body)
            if flow == Flow.NEXT:
                ways.append(changes)
        self.join(ways)
        if node.falls_through:
            self.forget_changed(node)
            files.forget(self)
        return Flow.NEXT

    def loop(self, node: Loop) -> Flow:
        self.expansion.fields(node.words)
        self.forget_changed(node)
        files.forget(self)
        with self.condition(node.start):
            if node.condition is not None:
                self.script(node.condition)
            self.script(node.body)
        self.forget_changed(node)
        files.forget(self)
        return Flow.NEXT

    def define(self, node: Function) -> Flow:
        self.store.set(("function", node.name), node)
        return Flow.NEXT

    def test(self, node: Test) -> Flow:
        for word in node.words:
            self.expansion.touch(word.parts)
        for name in node.assigns:
            self.assign(name, None)
        return Flow.NEXT

    def command(self, node: Simple) -> Flow:
        return self.simple(node)[0]


def _never_fails(part: Pipeline) -> bool:
    """Whether a command is an assignment of texts."""
    node = part.commands[0]
    if len(part.commands) > 1 or part.negated or not isinstance(node, Simple):
        return False
    values = [one.value for one in node.assignments]
    parts: list[Part] = [one for value in values for one in getattr(value, "parts", ())]
    return not node.words and not node.redirects and all(one.kind != "command" for one in parts)


def _place(part: Pipeline) -> int:
    """Return where a pipeline begins, as far as it is known."""
    return int(getattr(part.commands[0], "start", 0))


_NODES: dict[type, Any] = {
    Script: Interpreter.script,
    Simple: Interpreter.command,
    Group: Interpreter.group,
    If: Interpreter.branches,
    Case: Interpreter.case,
    Loop: Interpreter.loop,
    Function: Interpreter.define,
    Test: Interpreter.test,
}
