"""Compound statements of generated programs: branches, loops, functions, classes."""

from __future__ import annotations

from .snippets import SNIPPETS
from .statements import Statements


class Blocks(Statements):
    """Makes statements that hold others."""

    def block(self, size: int = 3) -> None:
        self.depth += 1
        for _ in range(self.dice.randint(1, size)):
            self.statement()
        self.depth -= 1

    def statement(self) -> None:
        if self.straight or self.depth > 3 or self.dice.random() < 0.5:
            self.simple()
        elif self.dice.random() < 0.4:
            self.snippet()
        else:
            self.dice.choice(
                [
                    self.branch, self.branch, self.for_, self.for_, self.while_, self.try_,
                    self.with_, self.match, self.define, self.define, self.leave, self.class_,
                ]
            )()  # fmt: skip

    def snippet(self) -> None:
        """Add a feature of Python as a few lines of its own."""
        form = self.dice.choice(SNIPPETS)
        d = self.dice.choice(["request", "meta", "container"])
        self.functions += 1
        values = {"t": self.known(), "c": self.test(), "d": d, "k": self.keys_of(d)}
        for row in form.format(**values, n=self.functions).split("\n"):
            self.add(row)

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
