"""Statements of generated scripts: those that branches cannot touch, and those that they can."""

from __future__ import annotations

import random

from tests.importers.shell.texts import CALM, SAFE, WILD, Text, Texts

_CONDITIONS = [
    '[ "${1:-}" = a ]', '[[ -n "${E1:-}" ]]', "true", "false", '[ "${2:-b}" != b ]',
    '[[ ${E2:-0} -gt 1 ]]', '! [ -z "${1:-}" ]', 'grep -q a <<< "${1:-}"', "(( ${#} > 1 ))",
    'case "${1:-}" in a*) true;; *) false;; esac',
]  # fmt: skip


class Statements(Texts):
    """Adds statements to a script.

    Args:
        dice: decides.
        kind: as of a `Program`.
    """

    def __init__(self, dice: random.Random, kind: str) -> None:
        super().__init__(dice)
        self.kind = kind
        self.lines: list[str] = []

    def statement(self) -> None:
        ways = [self.assign, self.assign, self.comment, self.echo, self.document, self.plain]
        if self.kind != "straight":
            ways += [self.branch, self.branch, self.loop, self.function, self.joined, self.wild]
            ways += [self.wild, self.inner]
        self.dice.choice(ways)()

    def assign(self) -> None:
        name = self.dice.choice(CALM)
        text = self.text(calm=True, safe=self.dice.random() < 0.7)
        line = f"{name}={self.quoted(text)}"
        if self.dice.random() < 0.2:
            line = f"export {line}"
        if name in self.known and self.dice.random() < 0.2:
            more = self.dice.choice(SAFE)
            line, text = f"{name}+={more}", Text([], None)
            known = self.known[name]
            text.value = None if known is None else known + more
        self.lines.append(line + self.dice.choice(["", "", ";", "  # a 'note' (of \"mine\""]))
        self.known[name] = text.value

    def comment(self) -> None:
        note = self.dice.choice(["don't", "a $( b", 'say "x', "aws sagemaker create-model-package"])
        self.lines.append(f"# {note} --domain old")

    def echo(self) -> None:
        said = self.dice.choice(["'done; next'", '"$GROUP & co"', "a\\ b", "$(date)", "`pwd`"])
        target = self.dice.choice(["", ">/dev/null", "2>&1", "| cat", ">> log.txt"])
        self.lines.append(f"echo {said} {target}".rstrip())

    def plain(self) -> None:
        self.lines.append(self.dice.choice([
            "set -u; GROUPX=1", "sleep 0", "mkdir -p out", "", "NOW=$(date +%s)", "ls >/dev/null &",
            "unset NOTHING", "local_time=`date`", "LIST=(a 'b c')", "true && true", "printf '%s' x",
            "aws sts get-caller-identity", "aws sagemaker create-model-package-group \\\n  --x y",
        ]))  # fmt: skip

    def document(self) -> None:
        end = self.dice.choice(["EOF", "'EOF'", "-END", '"X Y"'])
        mark = end.strip("-'\"")
        dash, end = ("-", end[1:]) if end[0] == "-" else ("", end)
        lines = ["aws sagemaker create-model-package --domain no", "it's $(echo x) `y` \"", ""]
        body = "".join(
            f"{line}\n" for line in lines if "x)" not in line or "'" in end or '"' in end
        )
        self.lines.append(f"cat > note.txt <<{dash}{end}\n{body}{mark}")

    def setting(self) -> str:
        """Return a command that sets a wild variable."""
        name = self.dice.choice(WILD)
        value = self.quoted(self.text(calm=False))
        return self.dice.choice([
            f"{name}={value}", f"{name}={value}", f"export {name}={value}", f"{name}+=x",
            f": ${{{name}:=d}}", f'read -r {name} <<< "r"', f"printf -v {name} %s p",
            f"unset {name}", f"(( {name} = 3 ))", f"eval '{name}=e'", f"{name}=$(echo x)",
        ])  # fmt: skip

    def branch(self) -> None:
        condition, second = self.dice.choice(_CONDITIONS), self.dice.choice(_CONDITIONS)
        one, other = self.setting(), self.setting()
        self.lines.append(self.dice.choice([
            f"if {condition}; then\n  {one}\nelse\n  {other}\nfi",
            f"if {condition}\nthen {one}; {other}\nfi",
            f"if {condition}; then {one}; elif {second}; then :; else {other}; fi",
            f'case "${{1:-}}" in\n  a|b) {one} ;;\n  (c) exit 0 ;;\n  *) {other}\nesac',
            f'case $1 in a) {one} ;& b) {other} ;; esac',
        ]))  # fmt: skip
        self.eval_touches(one + other)

    def loop(self) -> None:
        one = self.setting()
        name = self.dice.choice(WILD)
        self.lines.append(self.dice.choice([
            f'for {name} in a "$@"; do\n  {one}\ndone',
            f"for {name} in 1 2; do {one}; break; done",
            f"i=0; while [ $i -lt ${{#}} ]; do {one}; i=$((i + 1)); done",
            f'until true; do {one}; done',
            f'echo "$@" | while read -r {name}; do {one}; done',
        ]))  # fmt: skip
        self.eval_touches(one)

    def function(self) -> None:
        one, other = self.setting(), self.setting()
        name = f"f{len(self.lines)}"
        body = self.dice.choice([
            f"  {one}", f"  local {self.dice.choice(WILD)}=l\n  {one}",
            f'  if [ "${{1:-}}" = a ]; then {one}; return; fi\n  {other}',
            f"  {one} && return 1\n  {other}",
        ])  # fmt: skip
        call = self.dice.choice(["", name, f'{name} "$1"', f"{name} a || true", f"X=$({name})"])
        self.lines.append(f"{name}() {{\n{body}\n}}\n{call}".rstrip())
        self.eval_touches(one + other)

    def joined(self) -> None:
        condition, one = self.dice.choice(_CONDITIONS), self.setting()
        operator = self.dice.choice(["&&", "||"])
        self.lines.append(f"{condition} {operator} {one}")
        self.eval_touches(one)

    def inner(self) -> None:
        one = self.setting()
        self.lines.append(
            self.dice.choice([f"( {one} )", f"{{ {one}; }}", f"{one} &", f"{one} | cat"])
        )
        self.eval_touches(one)

    def wild(self) -> None:
        one = self.setting()
        self.lines.append(one)
        self.eval_touches(one)

    def eval_touches(self, line: str) -> None:
        """Behind an ``eval`` nobody knows a variable that was set before."""
        if "eval" in line:
            self.known = dict.fromkeys(self.known, None)
