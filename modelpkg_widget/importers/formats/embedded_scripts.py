"""The shell scripts in other texts: Markdown, files of CI services, Jenkinsfiles, Terraform.

What the other program fills in before a shell reads the script is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from modelpkg_widget.importers.shell.values import Marks

from . import markdown_fences, yaml_scripts


@dataclass(frozen=True)
class Embedded:
    """A script.

    Attributes:
        text: in which marks may stand.
        first_line: the lines of the whole text before it.
        is_shell: it is certainly a script, so that what cannot be read of it is an error.
    """

    text: str
    first_line: int = 0
    is_shell: bool = False


_GROOVY = re.compile(r"\b(?:sh|bat|powershell)\b[^\n'\"]{0,80}(?P<quote>'{3}|\"{3}|'|\")")
_PIPELINE = re.compile(
    r"\b(?:pipeline|node|stage|steps|script)\b[^\n{]{0,80}\{|\bsh[ (]{1,4}(?:\"{3}|'{3})"
)
_HCL_DOCUMENT = re.compile(r"=\s{0,20}<<-?[ \t]{0,20}(?P<name>\w{1,40})[ \t]*\r?\n", re.ASCII)
_HCL_TEXT = re.compile(r"\bcommand\s{0,20}=\s{0,20}\"(?P<text>(?:[^\"\\\n]|\\.)*)\"")
_TERRAFORM = re.compile(r"(?:^|\n)[ \t]{0,40}(?:resource|module|data|locals)\b[^\n{]{0,200}\{")
#: What is left open is taken with it: it has no value either, and none of it is read twice.
_INTERPOLATED = re.compile(r"\$\$\{|%%\{|[$%]\{(?:[^{}\n]|\{[^{}\n]{0,400}\}){0,400}\}?")
_ACTIONS = re.compile(r"\$\{\{(?:[^}$\n]|\}(?!\})|\$(?!\{\{)){0,400}\}\}")
_PROMPT = re.compile(r"[ \t]{0,40}(?:\$|%|PS[^>\n]{0,80}>)[ \t]")
_CONTINUED = re.compile(r"[`^][ \t]{0,20}\n(?=[ \t]{0,200}--)")
_MOST = 50


def scripts_in(text: str, marks: Marks, command: re.Pattern[str]) -> list[Embedded]:
    """Return the scripts in a text that hold a command, or the text itself.

    Args:
        text: of any kind.
        marks: for what other programs fill in.
        command: what is looked for.
    """
    text = text.replace("\r\n", "\n")
    if text.startswith("#!"):
        return [Embedded(_plain(_actions(text, marks)), is_shell=True)]
    for find in (_markdown, _jenkins, _terraform, _yaml):
        found = [one for one in find(text, marks, command) if command.search(one.text)]
        if found:
            return [Embedded(_plain(one.text), one.first_line, one.is_shell) for one in found]
    return [Embedded(_plain(_actions(text, marks)))]


def _plain(text: str) -> str:
    """Return a script without prompts and their output, and as a POSIX shell continues lines."""
    text = _CONTINUED.sub("\\\n", text)
    lines = text.split("\n")
    if not any(_PROMPT.match(line) for line in lines):
        return text
    made, quote, goes_on = [], "", False
    for line in lines:
        prompt = _PROMPT.match(line)
        if prompt and not goes_on:
            line, quote = line[prompt.end() :], ""
        elif not goes_on and not line.lstrip().startswith("#"):
            made.append("")
            continue
        made.append(line)
        quote = _open_quote(line, quote)
        goes_on = bool(quote) or line.endswith("\\")
    return "\n".join(made)


def _open_quote(line: str, quote: str) -> str:
    """Return the quotation mark that is open behind a line."""
    at = 0
    while at < len(line):
        char = line[at]
        if char == "\\" and quote != "'":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        at += 1
    return quote


def _actions(text: str, marks: Marks) -> str:
    """Mark ``${{ ... }}``, which a CI service fills in."""
    return _ACTIONS.sub(lambda match: marks.new(match[0]), text)


def _markdown(text: str, marks: Marks, _: re.Pattern[str]) -> Iterator[Embedded]:
    for fence in markdown_fences.blocks(text):
        yield Embedded(_actions(fence.text, marks), fence.first_line)


def _yaml(text: str, marks: Marks, command: re.Pattern[str]) -> Iterator[Embedded]:
    for script, line in yaml_scripts.scripts(text, command):
        yield Embedded(_actions(script, marks), line, is_shell=True)


def _jenkins(text: str, marks: Marks, _: re.Pattern[str]) -> Iterator[Embedded]:
    """Find ``sh '''...'''`` and its like of Groovy."""
    if not _PIPELINE.search(text):
        return
    at = 0
    for _count in range(_MOST):
        match = _GROOVY.search(text, at)
        if not match:
            return
        quote = match["quote"]
        end = _groovy_end(text, match.end(), quote)
        at = max(end, match.end())
        if end < 0:
            return
        script = _groovy(text[match.end() : end], marks, fills=quote[0] == '"')
        yield Embedded(script, text.count("\n", 0, match.end()), is_shell=len(quote) == 3)
        at = end + len(quote)


def _groovy_end(text: str, start: int, quote: str) -> int:
    line_end = text.find("\n", start) if len(quote) == 1 else -1
    stop = len(text) if line_end < 0 else line_end
    at = start
    while at < stop:
        if text[at] == "\\":
            at += 1
        elif text.startswith(quote, at):
            return at
        at += 1
    return -1


_GROOVY_PIECE = re.compile(
    r"\\(?P<escaped>[\s\S])|\$\{[^}\n]{0,400}\}?|\$[A-Za-z_][\w.]*", re.ASCII
)


def _groovy(text: str, marks: Marks, *, fills: bool) -> str:
    """Return the text that a literal of Groovy means; ``${X}`` of one that fills in is marked."""

    def piece(match: re.Match[str]) -> str:
        escaped = match["escaped"]
        if escaped is None:
            return marks.new(match[0]) if fills else match[0]
        # A joined line stays one for the shell, so that its lines can be counted.
        return {"n": "\n", "t": "\t", "\n": "\\\n"}.get(escaped, escaped)

    return _GROOVY_PIECE.sub(piece, text)


def _terraform(text: str, marks: Marks, _: re.Pattern[str]) -> Iterator[Embedded]:
    """Find the commands of a provisioner."""
    if not _TERRAFORM.search(text):
        return
    at = 0
    for _count in range(_MOST):
        match = _HCL_DOCUMENT.search(text, at)
        if not match:
            break
        lines, first = [], text.count("\n", 0, match.end())
        at = match.end()
        while at < len(text):
            end = text.find("\n", at)
            line = text[at : len(text) if end < 0 else end]
            at = len(text) if end < 0 else end + 1
            if line.strip() == match["name"]:
                break
            lines.append(line)
        yield Embedded(_interpolated("\n".join(lines), marks), first, is_shell=True)
    for match in _HCL_TEXT.finditer(text):
        script = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), match["text"])
        yield Embedded(_interpolated(script, marks), text.count("\n", 0, match.start()))


def _interpolated(text: str, marks: Marks) -> str:
    """Mark what Terraform fills in."""

    def piece(match: re.Match[str]) -> str:
        return match[0][1:] if match[0][:2] in ("$$", "%%") else marks.new(match[0])

    return _INTERPOLATED.sub(piece, text)
