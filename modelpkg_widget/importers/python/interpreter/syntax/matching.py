"""``match``: which case is taken, as far as it is known."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from modelpkg_widget.importers.python.interpreter.machine import Stop
from modelpkg_widget.importers.python.interpreter.objects import (
    Dict,
    List,
    Unknown,
    Value,
    is_maybe,
    is_scalar,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.scopes import Scope

from .expressions import Expressions
from .operators import equal

Names = dict[str, Value]


class Matching(Expressions):
    """Adds ``match``."""

    def match(self, node: ast.Match, scope: Scope) -> None:
        start, outer = self.store.count, self.store.mark()
        ends: list[Any] = []
        try:
            subject = self.evaluate(node.subject, scope)
            is_open = all(self._case(one, subject, scope, outer, ends) for one in node.cases)
        except Stop:
            is_open = False
        if is_open:
            ends.append((self.store.changed(outer), None))
        self.store.roll_back(outer)
        self.go_on(ends, start, node)

    def _case(
        self, case: ast.match_case, subject: Value, scope: Scope, outer: int, ends: list[Any]
    ) -> bool:
        """Follow a case; return whether a further one may be taken."""
        names: Names = {}
        found = self.fits(case.pattern, subject, scope, names)
        if found is False and not names:
            return True
        if found is not True:
            for name, value in names.items():  # bound even if the rest does not fit
                old = scope.find(name)[1]
                self.set_name(name, self.unknown(case.pattern, value, old), scope)
        if found is False:
            return True
        guard = self._arm_of(case, names, scope, outer, ends)
        return not (found is True and guard is True)

    def _arm_of(
        self, case: ast.match_case, names: Names, scope: Scope, outer: int, ends: list[Any]
    ) -> bool | None:
        """Follow a case whose pattern fits; return what its guard gives."""
        guard: bool | None = True
        inner = self.store.mark()
        try:
            for name, value in names.items():
                self.set_name(name, value, scope)
            if case.guard is not None:
                guard = self.truth(self.evaluate(case.guard, scope), case.guard)
            if guard is not False:
                self.block(case.body, scope)
                ends.append((self.store.changed(outer), None))
        except Stop:
            pass
        self.store.roll_back(inner)
        if guard is not True and case.guard is not None:
            self.maybe(lambda: self._refuse(case, names, scope), case.pattern)
        return guard

    def _refuse(self, case: ast.match_case, names: Names, scope: Scope) -> None:
        for name, value in names.items():
            self.set_name(name, value, scope)
        if case.guard is not None:
            self.evaluate(case.guard, scope)

    def fits(self, pattern: ast.pattern, subject: Value, scope: Scope, names: Names) -> bool | None:
        """Return whether a pattern fits; None when nobody can tell.

        Args:
            pattern: the pattern.
            subject: what is matched.
            scope: where the values of the pattern are looked up.
            names: gets what the pattern binds.
        """
        self.store.spend(1)
        work = _PATTERNS.get(type(pattern))
        if work:
            return work(self, pattern, subject, scope, names)
        self._all_unknown(pattern, subject, names)
        return None

    def value_pattern(
        self, pattern: ast.MatchValue, subject: Value, scope: Scope, _: Names
    ) -> bool | None:
        return equal(subject, self.evaluate(pattern.value, scope))

    def singleton_pattern(
        self, pattern: ast.MatchSingleton, subject: Value, _: Scope, __: Names
    ) -> bool | None:
        if is_scalar(subject) or isinstance(subject, (tuple, Dict, List)):
            return subject is pattern.value
        return None

    def as_pattern(
        self, pattern: ast.MatchAs, subject: Value, scope: Scope, names: Names
    ) -> bool | None:
        found = self.fits(pattern.pattern, subject, scope, names) if pattern.pattern else True
        if pattern.name and found is not False:
            names[pattern.name] = subject
        return found

    def or_pattern(
        self, pattern: ast.MatchOr, subject: Value, scope: Scope, names: Names
    ) -> bool | None:
        result: bool | None = False
        for one in pattern.patterns:
            found = self.fits(one, subject, scope, names)
            if found:
                return True if result is False else None
            result = None if found is None else result
        return result

    def sequence_pattern(
        self, pattern: ast.MatchSequence, subject: Value, scope: Scope, names: Names
    ) -> bool | None:
        if is_scalar(subject) or isinstance(subject, Dict):
            return False
        items = subject.items if isinstance(subject, List) and subject.is_whole() else subject
        if not isinstance(items, tuple) or any(
            isinstance(one, ast.MatchStar) for one in pattern.patterns
        ):
            self._all_unknown(pattern, subject, names)
            return None
        if len(items) != len(pattern.patterns):
            return False
        rows = zip(pattern.patterns, items, strict=True)
        return self._every([(one, item) for one, item in rows], scope, names)

    def mapping_pattern(
        self, pattern: ast.MatchMapping, subject: Value, scope: Scope, names: Names
    ) -> bool | None:
        if is_scalar(subject) or isinstance(subject, (tuple, List)):
            return False
        if not isinstance(subject, Dict) or not subject.is_certain() or pattern.rest:
            self._all_unknown(pattern, subject, names)
            return None
        rows = []
        for key, one in zip(pattern.keys, pattern.patterns, strict=True):
            name = self.evaluate(key, scope)
            if not is_scalar(name):
                self._all_unknown(pattern, subject, names)
                return None
            if name not in subject.known_keys():
                return False
            rows.append((one, subject.entries[name]))
        return self._every(rows, scope, names)

    def _every(
        self, rows: list[tuple[ast.pattern, Value]], scope: Scope, names: Names
    ) -> bool | None:
        result: bool | None = True
        for pattern, value in rows:
            if is_maybe(value):
                self._all_unknown(pattern, value, names)
                result = None
                continue
            found = self.fits(pattern, value, scope, names)
            if found is False:
                return False
            result = result if found else None
        return result

    def _all_unknown(self, pattern: ast.pattern, subject: Value, names: Names) -> None:
        """Bind what a pattern binds to what nobody can tell."""
        for one in ast.walk(pattern):
            bound = [getattr(one, "name", None), getattr(one, "rest", None)]
            for name in bound:
                if isinstance(name, str):
                    names[name] = Unknown(pattern, self.store.limited(refs_of(subject)))


_PATTERNS: dict[type[ast.pattern], Callable[[Any, Any, Value, Scope, Names], bool | None]] = {
    ast.MatchValue: Matching.value_pattern,
    ast.MatchSingleton: Matching.singleton_pattern,
    ast.MatchAs: Matching.as_pattern,
    ast.MatchOr: Matching.or_pattern,
    ast.MatchSequence: Matching.sequence_pattern,
    ast.MatchMapping: Matching.mapping_pattern,
}
