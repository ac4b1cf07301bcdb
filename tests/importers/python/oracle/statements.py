"""Statements and expressions of generated programs."""

from __future__ import annotations

import random
from collections.abc import Callable

from .running import NAMES, VARIABLES, WORDS

_TYPES = ["text/csv", "application/json", "image/png"]
_KEYS = ["a", "b", "c"]


class Statements:
    """Makes simple statements, of names that each program has.

    Args:
        seed: the same one makes the same program.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.straight = self.dice.random() < 0.25
        self.functions = 0
        self.rows: list[str] = []
        self.depth = 0
        self.loops = 0
        self.in_function = False
        self.texts = ["text"]
        self.dicts = ["request", "other", "meta", "container"]
        self.lists = ["types"]
        self.is_twice = False
        self.wild = False if self.straight else self.dice.random() < 0.5

    # ---- expressions
    def literal(self) -> str:
        return repr(self.dice.choice([*WORDS, "s3://b/x", "it's", "a b"]))

    def known(self, depth: int = 0) -> str:
        """Return an expression of a text whose parts are known, if its names are."""
        one = self.known if depth < 2 else self.leaf
        it = one(depth + 1)
        forms: list[Callable[[], str]] = [
            self.literal, self.leaf, self.leaf,
            lambda: f'f"{{{self.dice.choice(self.texts)}}}-{self.dice.choice(WORDS)}"',
            lambda: f"{it} + {self.literal()}",
            lambda: f'"%s/%s" % ({it}, {self.literal()})',
            lambda: f'"x{{}}".format({it})',
            lambda: f"({it}).upper()",
            lambda: f"str({self.dice.randint(1, 9)})",
            lambda: f"'-'.join([{it}, {self.literal()}])",
            lambda: f"dict(k={it})['k']",
            lambda: f"[{it}, 'z'][{self.dice.choice(['0', '-1', '1'])}]",
            lambda: f"({it}).replace('a', 'b')",
            lambda: f"meta.get({self.key()}, {self.literal()})",
            lambda: f"json.loads(json.dumps([{it}]))[0]",
            lambda: f"(lambda x: x + '!')({it})",
        ]  # fmt: skip
        return str(self.dice.choice(forms)())

    def leaf(self, _: int = 0) -> str:
        return self.dice.choice(self.texts) if self.dice.random() < 0.5 else self.literal()

    def text(self) -> str:
        if self.straight or self.dice.random() < 0.6:
            return self.known()
        forms: list[Callable[[], str]] = [
            lambda: "word()",
            lambda: f"os.environ.get({self.variable()}, {self.literal()})",
            lambda: f"{self.known()} if {self.test()} else {self.known()}",
            lambda: f"os.environ.get({self.variable()}) or {self.literal()}",
            lambda: f'f"{{word()}}-{{{self.dice.choice(self.texts)}}}"',
            lambda: f"pick({self.literal()}, {self.leaf()})",
            lambda: f"table().get({self.name()}, {self.literal()})",
        ]
        return self.dice.choice(forms)()

    def variable(self) -> str:
        return repr(self.dice.choice(VARIABLES))

    def key(self) -> str:
        return repr(self.dice.choice(_KEYS))

    def name(self) -> str:
        return repr(self.dice.choice(NAMES))

    def mapping(self) -> str:
        return self.dice.choice(self.dicts)

    def keys_of(self, name: str) -> str:
        return self.key() if name == "meta" else self.name()

    def test(self) -> str:
        known = [
            "True", "len(types) > 1", "'a' in meta", "text == 't'", "not types", "meta",
            "request is other", "'Domain' not in request", "text.startswith('t')", "False",
        ]  # fmt: skip
        unknown = [
            "flag()", f"os.environ.get({self.variable()})", "len(sys.argv) > 1", "word() == 'beta'",
            f"flag() and {self.dice.choice(known)}", f"{self.dice.choice(known)} or flag()",
        ]  # fmt: skip
        return self.dice.choice(known if self.dice.random() < 0.3 else unknown)

    # ---- statements

    def add(self, row: str) -> None:
        self.rows.append("    " * self.depth + row)

    def simple(self) -> None:
        kind = self.dice.random()
        if kind < 0.1:
            self.remove()
        elif kind < 0.3 and self.wild:
            self.add(self.unknown_call())
        else:
            self.change()

    def remove(self) -> None:
        d = self.mapping()
        key = self.keys_of(d)
        rows = [
            f"{d}[{key}] = {self.text()}; del {d}[{key}]",
            f"{d}.setdefault({key}, {self.text()}); {d}.pop({key})",
            f"{d}.update({{{key}: 'x', 'other': 'kept'}}); del {d}[{key}], {d}['other']",
            "types.append('x/y'); del types[-1]",
            "types.append('x/y'); types.remove('x/y')",
            "containers.append({'Image': 'last'}); del containers[-1:]",
            f"container['ImageDigest'] = {self.text()}; container.pop('ImageDigest')",
        ]
        self.add(self.dice.choice(rows))

    def change(self) -> None:
        d = self.mapping()
        forms: list[Callable[[], None]] = [
            lambda: self.add(f"text = {self.text()}"),
            lambda: self.add(f"{d}[{self.keys_of(d)}] = {self.text()}"),
            lambda: self.add(f"{d}[{self.keys_of(d)}] = {self.text()}"),
            lambda: self.add(f"{d}.update({{{self.keys_of(d)}: {self.text()}}})"),
            lambda: self.add(f"{d}.update({self.dice.choice(['Domain', 'Task'])}={self.text()})"),
            lambda: self.add(f"{d}.setdefault({self.keys_of(d)}, {self.text()})"),
            lambda: self.add(f"{d}.pop({self.keys_of(d)}, None)"),
            lambda: self.add(f"{d} |= {{{self.keys_of(d)}: {self.text()}}}"),
            lambda: self.add(f"text = {d}.pop({self.keys_of(d)}, {self.literal()})"),
            lambda: self.add(f"if {(key := self.keys_of(d))} in {d}: del {d}[{key}]"),
            lambda: self.add(f"types.append({self.dice.choice(_TYPES)!r})"),
            lambda: self.add(f"types.insert({self.dice.randint(0, 2)}, {self.text()})"),
            lambda: self.add(f"types.extend([{self.literal()}, *types[:1]])"),
            lambda: self.add(f"types += [{self.text()}]"),
            lambda: self.add("types[:1] = ['x/y']"),
            lambda: self.add("types = types[1:] + ['text/plain']"),
            lambda: self.add("types.reverse()"),
            lambda: self.add("types = sorted(types)"),
            lambda: self.add("types = [one + 'x' for one in types if one != 'text/csv']"),
            lambda: self.add("meta = {k: v + 'y' for k, v in meta.items()}"),
            lambda: self.add("meta = {**meta, 'c': text}"),
            lambda: self.add("meta = dict(zip(['a', 'b'], [text, 'q']))"),
            lambda: self.add("request = {**request, 'Domain': text}"),
            lambda: self.add("request = dict(request)"),
            lambda: self.add("request = copy.deepcopy(request)"),
            lambda: self.add("container = containers[-1]"),
            lambda: self.add("container = copy.copy(container); containers.append(container)"),
            lambda: self.add(f"containers.append({{'Image': {self.text()}}})"),
            lambda: self.add(f"container['ModelDataUrl'] = {self.text()}"),
            lambda: self.add(f"containers[0]['Environment'] = {{'K': {self.text()}}}"),
            lambda: self.add("container['Environment'] = meta"),
            lambda: self.add(f"other = {self.mapping()}"),
            lambda: self.add(f"text, *rest = [{self.text()}, 'r', 's']; types = rest"),
            lambda: self.add("text = (walrus := text + 'w'); meta['b'] = walrus"),
            lambda: self.add("meta.clear()"),
            lambda: self.add("types.clear(); types.append('a/b')"),
            lambda: self.add("if len(containers) > 1: containers.pop(0)"),
            lambda: self.add("request.update(table())" if self.wild else "pass"),
            lambda: self.add(self.unknown_call()),
        ]  # fmt: skip
        count = len(forms) - (2 if self.straight else 0)
        at = self.dice.randrange(count)
        row = len(self.rows)
        forms[at]()
        if self.straight and any("if " in one for one in self.rows[row:]):
            del self.rows[row:]

    def unknown_call(self) -> str:
        if not self.wild:
            return self.dice.choice(["print(text)", "print(request)", "len(request)", "risky()"])
        it = self.dice.choice([*self.dicts, "types", "containers"])
        return self.dice.choice(
            [
                f"change({it})", f"keep({it})", "later()", f"{it} = pick({it}, {it})",
                f"x = pick(meta, container); x['a'] = {self.text()}", "risky()",
                f"y = [{it}]; change(y)", "call(lambda: meta.update(a='called'))",
                f"keep(lambda: request.update(Domain={self.literal()}))",
                "exec('text = \"executed\"')" if self.dice.random() < 0.3 else "later()",
                f"helper_result = change({it}) or {{}}",
            ]
        )  # fmt: skip
