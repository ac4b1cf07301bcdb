"""Generated programs that make a request, in every way that this project claims to follow."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from .running import NAMES, VARIABLES, WORDS

_LISTS = ["SupportedContentTypes", "SupportedResponseMIMETypes"]
_TYPES = ["text/csv", "application/json", "image/png"]
_KEYS = ["a", "b", "c"]
#: Members that only straight-line code of a program sets.
PLAIN = ["ModelApprovalStatus", "ClientToken", "SkipModelValidation"]
HEAD = """\
import boto3, os, sys, copy, json, contextlib
from helpers import flag, word, words, table, change, keep, later, risky, call, wrap, pick, Swallow
sm = boto3.client("sagemaker")
request = {"ModelPackageGroupName": "churn"}
meta = {"a": "1"}
types = ["text/csv"]
container = {"Image": "image:1"}
containers = [container]
text = "t"
other = request
"""


@dataclass
class Program:
    """A program as it grows.

    Attributes:
        straight: it has no branches, loops or functions, and nothing that is unknown.
        plain: members that nothing but straight-line code can touch, with their values.
        is_twice: it calls twice, one call behind the other.
    """

    text: str = ""
    straight: bool = True
    plain: dict[str, str] = field(default_factory=dict)
    is_twice: bool = False


class Generator:
    """Makes programs.

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
            f"{d}.update({{{key}: 'x', 'Domain': 'kept'}}); del {d}[{key}]",
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

    def block(self, size: int = 3) -> None:
        self.depth += 1
        for _ in range(self.dice.randint(1, size)):
            self.statement()
        self.depth -= 1

    def statement(self) -> None:
        if self.straight or self.depth > 3 or self.dice.random() < 0.6:
            self.simple()
        else:
            self.dice.choice(
                [
                    self.branch, self.branch, self.for_, self.for_, self.while_, self.try_,
                    self.with_, self.match, self.define, self.define, self.leave, self.class_,
                ]
            )()  # fmt: skip

    def branch(self) -> None:
        self.add(f"if {self.test()}:")
        self.block()
        if self.dice.random() < 0.3:
            self.add(f"elif {self.test()}:")
            self.block(2)
        if self.dice.random() < 0.5:
            self.add("else:")
            self.block()

    def for_(self) -> None:
        rows = [
            "for text in ['p', 'q']:", "for key, text in list(meta.items()):",
            "for i in range(2):", "for i, text in enumerate(types[:2]):", "for text in words():",
            "for one in containers[:3]:", "for i in range(len(sys.argv)):",
            "for text in types[:2] + words():",
        ]  # fmt: skip
        self.add(self.dice.choice(rows))
        self.loops += 1
        self.block()
        self.loops -= 1
        if self.dice.random() < 0.2:
            self.add("else:")
            self.block(1)

    def while_(self) -> None:
        name = f"n{len(self.rows)}"
        test = self.dice.choice([f"{name} < 2", f"{name} < 3 and {self.test()}", "True"])
        self.add(f"{name} = 0")
        self.add(f"while {test}:")
        self.depth += 1
        self.add(f"{name} += 1")
        self.add(f"if {name} > {self.dice.randint(1, 3)}: break")
        self.depth -= 1
        self.loops += 1
        self.block(2)
        self.loops -= 1

    def leave(self) -> None:
        words = ["break", "continue"] if self.loops else []
        words += ["return text", "return request"] if self.in_function else []
        words += ["raise ValueError('x')", "sys.exit()"] if self.dice.random() < 0.2 else []
        if words:
            self.add(f"if {self.test()}: {self.dice.choice(words)}")
        else:
            self.simple()

    def try_(self) -> None:
        self.add("try:")
        self.block(2)
        self.depth += 1
        self.add(
            self.dice.choice(["risky()", "pass", "raise ValueError('y')", "text = words()[0]"])
        )
        self.depth -= 1
        kind = self.dice.random()
        if kind < 0.8:
            self.add(
                f"except {self.dice.choice(['Exception', 'ValueError', 'KeyError'])} as error:"
            )
            self.block(2)
            if self.dice.random() < 0.3:
                self.add("else:")
                self.block(1)
        if kind > 0.6:
            self.add("finally:")
            self.block(1)

    def with_(self) -> None:
        kinds = ["contextlib.suppress(ValueError)", "Swallow() as text", "open(os.devnull) as file"]
        self.add(f"with {self.dice.choice(kinds)}:")
        self.block()

    def match(self) -> None:
        self.add(f"match {self.dice.choice(['text', 'word()', 'types', 'meta'])}:")
        self.depth += 1
        cases = ["'t'", "'alpha' | 'beta'", "[one]", "{'a': text}", "str()", "'x' as text"]
        for case in self.dice.sample(cases, self.dice.randint(1, 3)):
            guard = f" if {self.test()}" if self.dice.random() < 0.3 else ""
            self.add(f"case {case}{guard}:")
            self.block(2)
        if self.dice.random() < 0.5:
            self.add("case _:")
            self.block(2)
        self.depth -= 1

    def define(self) -> None:
        self.functions += 1
        name = f"f{self.functions}"
        kinds: list[tuple[str, str]] = [
            ("it, text='d'", f"{self.mapping()}, {self.text()}"),
            ("it, *, text", f"{self.mapping()}, text={self.text()}"),
            ("it, **more", f"{self.mapping()}, Domain={self.text()}"),
            ("", ""),
            ("it, *rest", f"{self.mapping()}, 1, 2"),
        ]
        parameters, given = self.dice.choice(kinds)
        decorated = self.wild and self.dice.random() < 0.15
        self.add("@wrap") if decorated else None
        self.add(f"def {name}({parameters}):")
        outer = (self.in_function, self.loops, self.dicts, self.texts)
        self.depth += 1
        owned = {"text", "it", "more", "rest"}
        if "text" not in parameters and self.dice.random() < 0.7:
            self.add("global text, request, meta, types, container, containers, other")
        else:
            names = "request, meta, types, container, containers, other"
            self.add(f"global {names}")
            if "text" not in parameters:
                self.add("text = 'local'")
        self.dicts = [*self.dicts, "it", "it"] if "it" in parameters else self.dicts
        self.dicts = [*self.dicts, "more"] if "more" in parameters else self.dicts
        self.in_function, self.loops = True, 0
        self.depth -= 1
        self.block()
        self.depth += 1
        self.add(self.dice.choice(["return text", "return it" if "it" in parameters else "pass",
                                   "return {'Domain': text}", "pass"]))  # fmt: skip
        self.depth -= 1
        self.in_function, self.loops, self.dicts, self.texts = outer
        del owned
        use = self.dice.random()
        if use < 0.7:
            called = f"{name}({given})"
            rows = [called, called, f"result = {called}", f"request.update({called} or {{}})"]
            if decorated or "return text" in self.rows[-1]:
                rows = [called]
            self.add(self.dice.choice(rows))
        elif self.wild and not parameters:
            self.add(self.dice.choice([f"call({name})", f"keep({name})"]))

    def class_(self) -> None:
        self.functions += 1
        name = f"C{self.functions}"
        self.add(f"class {name}:")
        self.depth += 1
        self.add("shared = {'c': 'shared'}")
        self.add("def __init__(self, value='v'):")
        self.add(f"    self.part = {{'Domain': value, 'Task': {self.literal()}}}")
        self.add("    self.text = value")
        self.add("def build(self, **more):")
        self.add(f"    self.part[{self.name()}] = {self.text()}")
        self.add(f"    if {self.test()}: self.part.pop('Task', None)")
        self.add("    self.part.update(more)")
        self.add("    return self.part")
        self.add("@property")
        self.add("def label(self): return self.text + '-label'")
        self.depth -= 1
        it = name.lower()
        self.add(f"{it} = {name}({self.dice.choice(['', self.text()])})")
        rows = [
            f"request.update({it}.build())", f"request.update({it}.build(SourceUri={self.text()}))",
            f"{it}.part['Domain'] = {self.text()}; request.update({it}.part)",
            f"text = {it}.label", f"meta.update({name}.shared)",
            f"change({it}); request.update({it}.part)" if self.wild else f"text = {it}.text",
        ]  # fmt: skip
        self.add(self.dice.choice(rows))

    # ---- whole programs

    def program(self) -> Program:
        made = Program(straight=self.straight)
        self.rows = HEAD.splitlines()
        for name in PLAIN[:2]:
            made.plain[name] = self.dice.choice(["Approved", "PendingManualApproval", "token-1"])
        handler = not self.straight and self.dice.random() < 0.15
        if handler:
            self.add("def handler(event):")
            self.depth, self.in_function = 1, True
            self.add("global text, request, meta, types, container, containers, other")
        first = self.dice.random() < 0.5
        for _ in range(self.dice.randint(2, 7)):
            self.statement()
        extras = [f"{name}={value!r}" for name, value in made.plain.items()]
        if first:
            self.add("spec = {'Containers': containers, 'SupportedContentTypes': types}")
            extras.append("InferenceSpecification=spec")
        else:
            self.add("request['CustomerMetadataProperties'] = meta")
        for _ in range(self.dice.randint(0, 3)):
            self.statement()
        self.send(", ".join(["**{k: v for k, v in request.items()}" if self.dice.random() < 0.1
                             else "**request", *extras]))  # fmt: skip
        made.is_twice = self.is_twice
        made.text = "\n".join(self.rows) + "\n"
        return made

    def send(self, arguments: str) -> None:
        call = f"sm.create_model_package({arguments})"
        kind = 0.0 if self.straight else self.dice.random()
        if kind < 0.7:
            self.add(call)
        elif kind < 0.76:
            self.add(f"if {self.test()}: {call}")
        elif kind < 0.8:
            self.add(f"for _ in range({self.dice.choice([1, 2])}): {call}")
        elif kind < 0.84:
            self.add("for _ in range(3):")
            self.add(f"    try: {call}; break")
            self.add("    except ValueError: continue")
        elif kind < 0.88:
            self.add(f"try: {call}")
            self.add(f"except ValueError: {self.dice.choice(['pass', call])}")
        elif kind < 0.92:
            self.add("create = sm.create_model_package")
            self.add(f"create({arguments})")
        elif kind < 0.95:
            self.add(f"def main(): sm.create_model_package({arguments})")
            self.add("if __name__ == '__main__': main()")
        elif kind < 0.98:
            self.add(f"if False: {call}")
        else:
            self.is_twice = True
            self.add(call)
            self.add(call)


def program(seed: int) -> Program:
    """Return the program of a seed."""
    return Generator(seed).program()
