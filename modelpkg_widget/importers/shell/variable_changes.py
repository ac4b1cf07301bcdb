"""Which variables a part of a script can set, derived from its syntax tree."""

from __future__ import annotations

from .syntax_tree import Assignment, Function, Loop, Node, Part, Simple, Test, walk

DECLARATIONS = frozenset(["export", "readonly", "declare", "typeset", "local"])
READS = frozenset(["read", "mapfile", "readarray", "getopts", "let", "unset", "printf", "wait"])
#: What may change any variable.
ANYTHING = frozenset(
    ["eval", "source", ".", "trap", "shopt", "alias", "enable", "fc", "bind", "command", "builtin"]
)


def changed_in(root: object, functions: dict[str, list[Function]]) -> set[str] | None:
    """Return the variables that a part of a script may set, ``@`` for its arguments; None: any."""
    found: set[str] = set()
    called: set[str] = set()
    todo: list[object] = [root]
    while todo:
        for node in walk(todo.pop()):
            if isinstance(node, Assignment):
                found.add(node.name)
            elif isinstance(node, (Part, Test)):
                found.update(node.assigns)
            elif isinstance(node, Loop):
                found.update(node.names)
            elif isinstance(node, Simple) and node.words:
                names = _set_by(node)
                if names is None:
                    return None
                found.update(names)
                name = node.words[0].constant or ""
                if name in functions and name not in called:
                    called.add(name)
                    todo += functions[name]
    return found


def _set_by(node: Simple) -> list[str] | None:
    """Return the variables that a command sets by its arguments; None: any."""
    name = node.words[0].constant
    if name is None or name in ANYTHING:
        return None
    if name in ("set", "shift"):
        return ["@"]
    if name not in DECLARATIONS and name not in READS:
        return []
    found = []
    for word in node.words[1:]:
        if word.constant is None and name in READS and name not in ("printf", "wait"):
            return None
        found += names_in(word.constant or (word.parts[0].text if word.parts else ""))
    return found


def names_in(text: str) -> list[str]:
    """Return the names that a text may have for variables."""
    made = "".join(char if char.isalnum() or char == "_" else " " for char in text)
    return [name for name in made.split() if not name[0].isdigit()]


def functions_of(root: Node) -> dict[str, list[Function]]:
    """Return the functions that are defined anywhere in a script."""
    found: dict[str, list[Function]] = {}
    for node in walk(root):
        if isinstance(node, Function):
            found.setdefault(node.name, []).append(node)
    return found
