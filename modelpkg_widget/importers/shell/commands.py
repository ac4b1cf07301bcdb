"""Follows the simple commands of a script, and finds the one that makes a model package."""

from __future__ import annotations

from modelpkg_widget.resources.tables import load_table

from . import builtin_commands
from . import files as shell_files
from .child_shells import followed, is_runner
from .expansion import ARGUMENTS
from .shell_run import VERB, Flow, ShellRun
from .state import Found
from .syntax_tree import Assignment, Function, Pipeline, Script, Simple, Word
from .values import UNSURE, Field
from .variable_changes import DECLARATIONS

_DEEPEST_CALL = 12
_MOST_FOUND = 50
_PROMPTS = frozenset("$%>")
_LASTING = frozenset(["export", "readonly", "eval", ".", "source", "set", "unset", "exec", "trap"])
_SHELL_WRAPPERS = ("command", "builtin", "exec")


class Commands(ShellRun):
    """Follows simple commands."""

    def simple(self, node: Simple, stdin: str | None = None) -> tuple[Flow, str | None]:
        """Follow a command; return what comes next, and what it prints if that is known."""
        self.step()
        fields = self._fields(node)
        given = shell_files.given(self, node.redirects, stdin)
        if not fields:
            for assignment in node.assignments:
                self._assign(assignment)
            shell_files.redirected(self, node.redirects, None if node.words else "")
            is_file = not node.words and not node.assignments
            return Flow.NEXT, given if is_file else None
        for assignment in node.assignments:
            self.expansion.touch(getattr(assignment.value, "parts", ()))
        while len(fields) > 1 and node.words[0].literal in _PROMPTS and fields[0].text in _PROMPTS:
            fields = fields[1:]
        return self._command(node, fields, given)

    def _fields(self, node: Simple) -> list[Field]:
        if node.words and node.words[0].literal in DECLARATIONS:
            return [one for word in node.words for one in self._declared(word)]
        return self.expansion.fields(node.words)

    def _declared(self, word: Word) -> list[Field]:
        """Return an argument of ``export``; some shells split its value, and some do not."""
        name, equals, _ = word.parts[0].text.partition("=") if word.parts else ("", "", "")
        if not equals or word.parts[0].quoted or not name.isidentifier():
            return self.expansion.fields([word])
        text = self.expansion.text(word)
        split = self.expansion.fields([word])
        certain = len(split) == 1 and split[0].text == text and not split[0].is_open
        spelled = self.marks.new(f"${name}")
        home = any("=~" in part.text or ":~" in part.text for part in word.parts if not part.quoted)
        return [Field(text if certain and not home else f"{name}={spelled}")]

    def _command(
        self, node: Simple, fields: list[Field], given: str | None
    ) -> tuple[Flow, str | None]:
        name, rest, wrapped = unwrapped(fields)
        flow, printed = Flow.NEXT, None
        function = self.store.get(("function", name)) if fields[0].text == name else None
        if node.assignments and (function is not None or name in _LASTING or self.marks.has(name)):
            for assignment in node.assignments:
                self.assign(assignment.name, None)
        is_path = "/" in name
        if isinstance(function, Function):
            flow = self._call(function, rest)
        elif self._makes_package(name, rest):
            self._keep(node, rest, given, is_open=fields[0].is_open)
        elif function is UNSURE or ((self.marks.has(name) or fields[0].is_open) and not is_path):
            self.has_returned = True
            self.forget_everything()
            shell_files.forget(self)
        elif name in ("exit", "return", "break", "continue"):
            return self._leave(name), None
        elif (inner := followed(self, name, rest, node, given, wrapped=wrapped)) is not None:
            flow = inner
        elif not builtin_commands.run(self, name, rest, node):
            printed = self._program(node, name, rest, given)
        shell_files.redirected(self, node.redirects, printed)
        leaves = fields[0].text == "exec" and len(fields) > 1
        return (Flow.EXIT if leaves else flow), printed

    def _leave(self, name: str) -> Flow:
        if name == "exit":
            return Flow.EXIT
        if name == "return":
            self.has_returned |= self.store.is_branch
            return Flow.RETURN
        return Flow.LEAVE

    def _makes_package(self, name: str, fields: list[Field]) -> bool:
        """Whether it is the command of the AWS CLI that makes a model package."""
        texts = [field.text for field in fields]
        if self.marks.has(name):
            if texts[:1] == ["aws"]:
                texts = texts[1:]
            elif texts[:1] != ["sagemaker"]:
                return False
        elif name != "aws":
            return False
        service = texts.index("sagemaker") if "sagemaker" in texts else len(texts)
        does = VERB in texts[service:]
        return does and "help" not in texts and "--generate-cli-skeleton" not in texts

    def _program(
        self, node: Simple, name: str, fields: list[Field], given: str | None
    ) -> str | None:
        """Follow a program; return what it prints, if that is known."""
        if any(one.operator in ("<<", "<<-") for one in node.redirects):
            self.programs.append((node.start, [name, *(field.text for field in fields)]))
        if self.is_sourced and not shell_files.is_harmless(name):
            self.forget_everything()  # it may be a function of what was sourced
        return shell_files.program(self, name, fields, given)

    def _keep(
        self,
        node: Simple,
        fields: list[Field],
        given: str | None,
        *,
        is_open: bool,
        more: Field | None = None,
    ) -> None:
        if len(self.found) >= _MOST_FOUND:
            return
        condition = node.start if is_open else self.conditions[0] if self.conditions else -1
        names = [] if self.found else self.store.names("file")
        files = {name: self.store.get(("file", name)) for name in names}
        self.found.append(Found(node, fields, given, condition, files, more))

    def keep_open(self, node: Simple, fields: list[Field], spelled: str) -> None:
        """Keep a command that gets more arguments, which are spelled so in the text."""
        if self._makes_package("aws", fields):
            more = Field(self.marks.new(spelled), is_open=True, at=node.start)
            self._keep(node, fields, None, is_open=False, more=more)

    def _call(self, function: Function, fields: list[Field]) -> Flow:
        if len(self.calls) >= _DEEPEST_CALL:
            self.forget_everything()
            return Flow.NEXT
        early, self.has_returned = self.has_returned, False
        arguments = self.store.get(ARGUMENTS)
        with self.store.function():
            is_open = any(field.is_open for field in fields)
            self.set_arguments(None if is_open else [field.text for field in fields])
            self.calls.append([])
            flow = self.body(function.body)
            for name, value in reversed(self.calls.pop()):
                self.store.set(("variable", name), value)
        self.store.set(ARGUMENTS, arguments)
        if self.has_returned:
            self.forget_changed(function.body)
            shell_files.forget(self)
        self.has_returned = early
        return Flow.EXIT if flow == Flow.EXIT else Flow.NEXT

    def substitute(self, body: Script) -> str | None:
        with self.subshell():
            single = _single(body)
            if single is not None:
                return self.simple(single)[1]
            self.body(body)
        return None

    def _assign(self, assignment: Assignment) -> None:
        self.assign(assignment.name, self.value_of(assignment))

    def value_of(self, assignment: Assignment) -> str | list[str] | None:
        """Return the value that a variable gets; None when it is not known."""
        value = assignment.value
        known: str | list[str] | None = None
        if isinstance(value, tuple):
            fields = self.expansion.fields(value)
            is_known = not any(field.is_open for field in fields)
            known = [field.text for field in fields] if is_known else None
        elif value is not None:
            known = self.expansion.text(value)
        if assignment.append and known is not None:
            before = self.store.get(("variable", assignment.name))
            if isinstance(before, list) or isinstance(known, list):
                both = isinstance(before, list) and isinstance(known, list)
                known = [*before, *known] if both else None
            else:
                known = self.expansion.variable(assignment.name) + known
        return known

    # ---- conditions

    def is_test(self, part: Pipeline) -> bool:
        """Whether a command is there for its status: what is behind ``&&`` depends on it."""
        node = part.commands[-1]
        if part.negated or not isinstance(node, Simple):
            return True
        name = (node.words[0].constant if node.words else None) or ""
        return name in self.functions or name in load_table("importers/texts")["cli"]["tests"]


def unwrapped(fields: list[Field]) -> tuple[str, list[Field], bool]:
    """Return the name of the command that is run, its arguments, and whether another runs it."""
    rest, wrapped = fields, False
    while len(rest) > 1 and rest[0].text in _SHELL_WRAPPERS:
        rest = rest[1:]
        while len(rest) > 1 and rest[0].text[:1] == "-":
            rest = rest[1:]
    if rest[0].text in load_table("importers/texts")["cli"]["wrappers"]:
        texts = [one.text for one in rest]
        at = next((n for n, one in enumerate(texts) if is_aws(one) or is_runner(one)), 0)
        rest, wrapped = rest[at:], at > 0
    name = rest[0].text
    return ("aws" if is_aws(name) else name), rest[1:], wrapped


def is_aws(name: str) -> bool:
    return name.rpartition("/")[2] == "aws"


def _single(body: Script) -> Simple | None:
    """Return the one command of a script."""
    if len(body.items) != 1 or len(body.items[0].parts) != 1:
        return None
    (part,) = body.items[0].parts
    (node, *more) = part.commands
    return node if isinstance(node, Simple) and not more else None
