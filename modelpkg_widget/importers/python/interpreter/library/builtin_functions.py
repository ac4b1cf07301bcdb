"""Functions of Python's own, and of its library, whose calls are followed."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from modelpkg_widget.importers.python.interpreter.machine import Stop
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Unknown,
    Value,
    is_maybe,
    is_scalar,
)
from modelpkg_widget.importers.python.interpreter.references import reach
from modelpkg_widget.importers.python.interpreter.sequences import copy_of, sequence
from modelpkg_widget.importers.python.interpreter.syntax.operators import truth
from modelpkg_widget.importers.python.interpreter.values import Bound, Builtin, Super

from .arguments import Call
from .json_functions import dumps, loads
from .methods import lay
from .texts import text

if TYPE_CHECKING:
    from modelpkg_widget.importers.python.interpreter.access import Access

_PURE = frozenset(
    [
        "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr",
        "complex", "divmod", "enumerate", "filter", "float", "format", "frozenset", "hasattr",
        "hash", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "map", "max",
        "memoryview", "min", "object", "oct", "open", "ord", "pow", "print", "range", "repr",
        "reversed", "round", "set", "slice", "sum", "type", "zip",
    ]
)  # fmt: skip


def call_builtin(
    machine: Access, name: str, given: list[Value], named: Dict, node: ast.AST
) -> Value:
    """Return the value of a call of a function of Python's own."""
    work = _KNOWN.get(name)
    if work and not any(map(is_maybe, given)):
        found = work(Call(machine, given, named, node))
        if found is not ABSENT:
            return found
    every = [*given, *named.entries.values()]
    if name in _PURE:
        if any(_runs(machine, one) for one in every):  # that code is given the other arguments
            return machine.unknown_call(node, *every)
        return machine.unknown(node, *every)
    if name in ("exec", "eval", "globals", "locals", "vars", "__import__", "compile", "breakpoint"):
        machine.forget_all(node)
    return machine.unknown_call(node, *every)


def _runs(machine: Access, value: Value) -> bool:
    """Whether to show, count or compare a value may run code of the text."""
    if isinstance(value, (Bound, Class, Function)):
        return True
    return any(isinstance(obj, (Instance, Function)) for obj in reach([value], machine.store.spend))


def _dict(call: Call) -> Value:
    made = call.machine.new_dict()
    for one in [*call.given, call.named]:
        lay(call.machine, made, one, call.node)
    return made


def _list(call: Call) -> Value:
    items = sequence(call.given[0]) if call.given else ()
    if items is not None:
        return call.machine.new_list(items)
    call.machine.unknown_call(call.node, call.given[0])
    return call.machine.new_list([Unknown(_place(call.given[0], call.node), absent=True)])


def _tuple(call: Call) -> Value:
    items = sequence(call.given[0]) if call.given else ()
    return ABSENT if items is None else items


def _place(value: Value, node: ast.AST) -> ast.AST:
    return value.node if isinstance(value, Unknown) else node


def _str(call: Call) -> Value:
    shown = text(call.given[0]) if len(call.given) == 1 else None
    return ABSENT if shown is None else shown


def _repr(call: Call) -> Value:
    shown = text(call.given[0], conversion="r") if len(call.given) == 1 else None
    return ABSENT if shown is None else shown


def _number(kind: Callable[[Any], Any]) -> Any:
    def work(call: Call) -> Value:
        if len(call.given) != 1 or not is_scalar(call.given[0]) or len(str(call.given[0])) > 40:
            return ABSENT
        try:
            return kind(call.given[0])
        except (ValueError, TypeError, OverflowError):
            return ABSENT

    return work


def _bool(call: Call) -> Value:
    found = truth(call.given[0]) if call.given else False
    return ABSENT if found is None else found


def _len(call: Call) -> Value:
    items = sequence(call.given[0]) if len(call.given) == 1 else None
    return ABSENT if items is None else len(items)


def _sorted(call: Call) -> Value:
    items = (
        sequence(call.given[0]) if len(call.given) == 1 and not call.named.known_keys() else None
    )
    if items is None or not all(isinstance(one, str) for one in items):
        return ABSENT
    return call.machine.new_list(sorted(items))


def _getattr(call: Call) -> Value:
    if len(call.given) < 2 or not isinstance(call.given[1], str):
        return ABSENT
    found = call.machine.read_attribute(call.given[0], call.given[1], call.node)
    if isinstance(call.given[0], Instance) and not isinstance(found, Unknown):
        return found
    return call.machine.unknown(call.node, found, *call.given[2:]) if call.given[2:] else found


def _setattr(call: Call) -> Value:
    if len(call.given) != 3 or not isinstance(call.given[1], str):
        call.machine.is_patched = True
        return ABSENT
    call.machine.set_attribute(call.given[0], call.given[1], call.given[2], call.node)
    return None


def _isinstance(call: Call) -> Value:
    kinds = call.given[1] if len(call.given) == 2 else None
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    names = [one.name for one in kinds if isinstance(one, Builtin) and one.name in _TYPES]
    kind = dict if isinstance(call.given[0], Dict) else type(call.given[0])
    kind = list if isinstance(call.given[0], List) else kind
    if len(names) < len(kinds) or kind.__name__ not in _TYPES:
        return ABSENT
    return kind.__name__ in names or (kind is bool and "int" in names)


_TYPES = frozenset(["str", "int", "float", "bool", "list", "dict", "tuple"])


def _super(call: Call) -> Value:
    if (
        len(call.given) == 2
        and isinstance(call.given[0], Class)
        and isinstance(call.given[1], Instance)
    ):
        return Super(call.given[0], call.given[1])
    return ABSENT


def _copy(call: Call) -> Value:
    one = call.given[0] if len(call.given) == 1 else ABSENT
    if isinstance(one, (Dict, List)):
        return copy_of(call.machine, one)
    return one if is_scalar(one) and one is not ABSENT else ABSENT


def _deepcopy(call: Call) -> Value:
    one = call.given[0] if len(call.given) == 1 else ABSENT
    found = reach([one], call.machine.store.spend)
    if one is ABSENT or not all(isinstance(obj, (Dict, List)) for obj in found):
        return ABSENT
    made = {obj: type(obj)(call.machine.store.next_number()) for obj in found}

    def copied(value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(map(copied, value))
        if isinstance(value, Unknown):
            refs = frozenset(made.get(ref, ref) for ref in value.refs)
            return Unknown(value.node, refs, absent=value.absent)
        return made.get(value, value) if isinstance(value, (Dict, List)) else value

    for obj, new in made.items():
        call.machine.store.spend(1 + len(obj.entries))
        for key, value in obj.entries.items():
            if value is not ABSENT:
                new.entries[key] = copied(value)
        if isinstance(obj, Dict) and isinstance(new, Dict):
            new.twice = obj.twice
    return copied(one)


def _exit(_: Call) -> Value:
    raise Stop


def _cast(call: Call) -> Value:
    return call.given[1] if len(call.given) == 2 else ABSENT


def _join(call: Call) -> Value:
    plain = call.given and all(isinstance(one, str) for one in call.given)
    return posixpath.join(*call.given) if plain else ABSENT


_KNOWN: dict[str, Callable[[Call], Value]] = {
    "dict": _dict, "collections.OrderedDict": _dict, "list": _list, "tuple": _tuple, "str": _str,
    "repr": _repr, "int": _number(int), "float": _number(float), "bool": _bool, "len": _len,
    "sorted": _sorted, "isinstance": _isinstance, "getattr": _getattr, "setattr": _setattr,
    "super": _super,
    "copy.copy": _copy, "copy.deepcopy": _deepcopy, "json.dumps": dumps, "json.loads": loads,
    "sys.exit": _exit, "os._exit": _exit, "exit": _exit, "quit": _exit, "typing.cast": _cast,
    "posixpath.join": _join,
}  # fmt: skip
