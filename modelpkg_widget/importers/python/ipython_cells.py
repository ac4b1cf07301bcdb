"""What IPython takes beside Python: magics, commands of a shell, questions."""

from __future__ import annotations

from .limits import lines_outside_texts

_HARMLESS = frozenset(
    [
        "alias", "autoreload", "cd", "colors", "conda", "config", "debug", "dirs", "env", "history",
        "html", "load_ext", "ls", "lsmagic", "matplotlib", "mkdir", "notebook", "pdb", "pinfo",
        "pip", "popd", "precision", "pushd", "pwd", "pylab", "reload_ext", "set_env", "sh",
        "system", "unload_ext", "uv", "who", "whos", "xmode",
    ]
)  # fmt: skip
_OTHER_LANGUAGES = frozenset(
    [
        "bash", "cmd", "css", "file", "html", "javascript", "js", "latex", "markdown", "perl",
        "ruby", "script", "sh", "sql", "svg", "system", "writefile",
    ]
)  # fmt: skip
_AS_IT_IS = frozenset(["capture", "time", "prun", "memit", "mprun", "lprun"])


def without_magics(text: str) -> str:
    """Return a text as Python: what changes nothing becomes ``pass``, what may, ``exec()``.

    Args:
        text: of which Python says that it is none.
    """
    rows = text.split("\n")
    for at in lines_outside_texts(text):
        rows[at] = _plain(rows[at])
    return "\n".join(rows)


def _plain(row: str) -> str:
    stripped = row.lstrip(" \t")
    indent = row[: len(row) - len(stripped)]
    if stripped.startswith("%"):
        name = stripped.lstrip("%").split(" ", 1)[0].strip()
        return f"{indent}{'pass' if name in _HARMLESS else 'exec()'}"
    if stripped.startswith(("!", "?")):
        return f"{indent}pass"
    name, sign, rest = stripped.partition("=")
    if sign and name.strip().isidentifier() and rest.lstrip().startswith(("!", "%")):
        return f"{indent}{name}= exec()" if rest.lstrip()[0] == "%" else f"{indent}{name}= input()"
    words = stripped.rstrip()
    if words.endswith("?") and words.rstrip("?").replace(".", "").isidentifier():
        return f"{indent}pass"
    return row


def code_of(cells: list[str]) -> str:
    """Return the Python of the code cells of a notebook, one behind the other."""
    return "\n\n".join(_cell(one) for one in cells)


def _cell(text: str) -> str:
    stripped = text.lstrip()
    if not stripped.startswith("%%"):
        return text
    first, _, rest = stripped.partition("\n")
    name = first[2:].split(" ", 1)[0].strip()
    if name in _OTHER_LANGUAGES:
        return ""
    return rest if name in _AS_IT_IS else "exec()"
