"""What a form does with its request: one member by its path, as text, compared."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from modelpkg_widget.request.call_arguments import explain_methods
from modelpkg_widget.request.issues import MapKey, Path, format_path, parse_path
from modelpkg_widget.request.merge import MISSING, get_path
from modelpkg_widget.request.read_only_copy import read_only_copy
from modelpkg_widget.resources import older_boto3
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema
from modelpkg_widget.schema.similar_names import nearest_name

from .trait_errors import trait_errors

if TYPE_CHECKING:
    from modelpkg_widget.exporters.registry import Format

    from .controller import FormController

#: Levels of the request that are searched for a member of some name.
_DEEPEST = 10


@explain_methods
class RequestAccess:
    """The methods of a form that are about its request."""

    _controller: FormController

    def __getitem__(self, path: str | Sequence[str | int]) -> Any:
        """Return a copy of the value of one member. It refuses changes, which would be lost.

        Args:
            path: As in an issue, such as ``"Tags[0].Key"``, or its steps.

        Raises:
            KeyError: The member is not set, or the installed boto3 has no such member.
            TypeError: This is no path.
            ValueError: The path is not spelled correctly.
        """
        request = self._controller.request.view()
        steps = member_path(path, request)
        return read_only_copy(read_member(request, steps), spell, steps)

    def __setitem__(self, path: str | Sequence[str | int], value: Any) -> None:
        """Set one member, as one step of undo.

        Raises:
            IndexError: The list has too few items. The one after the last can be set.
            KeyError: The installed boto3 has no such member.
            TypeError: This is no path, or a value on the way to the member is no structure.
            ValueError: The path is not spelled correctly.
            traitlets.TraitError: JSON cannot hold the value.
        """
        self._change(lambda request: with_member(request, member_path(path, request), value))

    def __delitem__(self, path: str | Sequence[str | int]) -> None:
        """Unset one member; an item of a list is removed.

        Raises:
            KeyError: The member is not set, or the installed boto3 has no such member.
            TypeError: This is no path.
            ValueError: The path is not spelled correctly.
        """
        self._change(lambda request: without_member(request, member_path(path, request)))

    def __iter__(self) -> Iterator[str]:
        """Refuse: ``list(form)`` means the request."""
        raise TypeError("A form can't be iterated over. The request is form.value.")

    def __contains__(self, path: str | Sequence[str | int]) -> bool:
        """Return whether a member is set."""
        request = self._controller.request.view()
        return get_path(request, member_path(path, request)) is not MISSING

    def _change(self, change: Callable[[Any], Any]) -> None:
        with self._controller.changing(), trait_errors():
            self._controller.assign(change(self._controller.request.copy()))

    def export(self, format: Format, *, region: str = "") -> str:  # noqa: A002 - as `export` has it
        """Return the request as text for another tool: see `modelpkg_widget.export`.

        A change set for AWS Marketplace names the package that was created from this request.

        Raises:
            ValueError: The format is unknown, or the request cannot be written.
        """
        request = self._controller.request.view()
        arn = self._controller.exporting.created_arn(request)
        from modelpkg_widget.exporters.export import export

        return export(request, format, region=region, arn=arn)

    def undo(self) -> None:
        """Take back the last change of the request, whoever made it: the page, or Python.

        It goes back over loading, uploads and what was typed. It does not take back a submission,
        the chosen kind of package, or the step of the guide. `loaded` still speaks of what was
        loaded last, also when that is undone. The page can undo it, too.

        Raises:
            ValueError: There is nothing to undo.
        """
        self._controller.undo_redo.undo()

    def redo(self) -> None:
        """Make the change again that was undone last.

        Raises:
            ValueError: There is nothing to redo: nothing was undone, or something changed since.
        """
        self._controller.undo_redo.redo()

    def reset(self) -> None:
        """Go back to the request that the form started with. One step of undo."""
        self._controller.undo_redo.reset()

    def diff(self) -> list[dict[str, Any]]:
        """Return what changed since the previous version.

        The previous version is the one that the request was loaded from, even if something else
        was merged in later; without one, it is what was loaded.

        Returns:
            One dict for each change: ``kind`` (``added``, ``removed``, ``changed`` or ``moved``),
            ``path``, ``was`` (the earlier path, if it differs), ``before`` and ``after`` (values).
        """
        return self._controller.loading.diff()

    def __repr__(self) -> str:
        value = self._controller.request.copy()
        count = len(value) if isinstance(value, dict) else 0
        return f"ModelPackageForm({count} {'member' if count == 1 else 'members'} set)"


class MemberError(KeyError):
    """The member is unknown, or it is not set. Says so in a sentence, unlike `KeyError`."""

    def __str__(self) -> str:
        return str(self.args[0])


def need_path(given: object) -> None:
    """Let a path pass, as text or as its steps.

    Raises:
        TypeError: it is something else.
    """
    is_steps = isinstance(given, (tuple, list)) and all(
        type(step) in (str, int, MapKey) for step in given
    )
    if not is_steps and not isinstance(given, str):
        raise TypeError(
            f"A member is named by its path, such as 'Tags[0].Key', not by {repr(given)[:80]}."
        )


def member_path(given: object, request: Any = None) -> Path:
    """Return the steps of a path in the form that `format_path` writes, or of its steps.

    Args:
        given: the path.
        request: a member that it has is taken even if the installed boto3 does not know it.

    Raises:
        MemberError: neither the installed boto3 nor the request has such a member.
        TypeError: this is no path.
        ValueError: it is spelled in another way.
    """
    need_path(given)
    path = parse_path(given) if isinstance(given, str) else tuple(cast("Path", given))
    if not path:
        raise ValueError("An empty path names no member. The whole request is form.value.")
    try:
        return _known(path)
    except MemberError:
        if get_path(request, path) is MISSING:
            raise
        return path


def read_member(request: Any, path: Path) -> Any:
    """Return the value of a member.

    Raises:
        MemberError: the member is not set.
    """
    found = get_path(request, path)
    if found is MISSING:
        name = format_path(path)
        raise MemberError(f"{name} is not set. Set it with form[{name!r}] = ...")
    return found


def with_member(request: Any, path: Path, value: object) -> Any:
    """Return a copy of the request with a member set. Structures on the way to it are made.

    Raises:
        IndexError: the list has too few items; the one after the last can be set.
        TypeError: a value on the way to it is no structure.
    """
    made = copy.deepcopy(request)
    here = made
    for at, step in enumerate(path):
        _need_holder(here, path[:at], step)
        is_last = at == len(path) - 1
        new = value if is_last else [] if isinstance(path[at + 1], int) else {}
        if isinstance(step, int) and step == len(here):
            here.append(new)
        elif is_last or (isinstance(here, dict) and step not in here):
            here[step] = new
        here = here[step]
    return made


def without_member(request: Any, path: Path) -> Any:
    """Return a copy of the request in which a member is not set. An item leaves its list.

    Raises:
        MemberError: the member is not set.
    """
    read_member(request, path)
    made = copy.deepcopy(request)
    holder = get_path(made, path[:-1]) if path[:-1] else made
    del holder[path[-1]]
    return made


def _need_holder(here: Any, path: Path, step: str | int) -> None:
    place = format_path(path) or "The request"
    if not isinstance(here, list if isinstance(step, int) else dict):
        raise TypeError(
            f"{place} is of type {type(here).__name__}, which has no {format_path((step,))}. "
            f"Set {place} first."
        )
    if isinstance(step, int) and step > len(here):
        count = {0: "is empty", 1: "has 1 item"}.get(len(here), f"has {len(here)} items")
        raise IndexError(f"{place} {count}; the next one is [{len(here)}].")


def _known(path: Path) -> Path:
    """Return the path with the keys of maps as such."""
    whole = operation_schema(OPERATION)
    here: Schema = whole
    steps: list[str | int] = []
    for step in path:
        here = whole["$defs"][here["$ref"].removeprefix("#/$defs/")] if "$ref" in here else here
        members = here.get("properties")
        if isinstance(step, int):
            below = here.get("items")
        elif members is None and here.get("additionalProperties"):
            step, below = MapKey(step), here["additionalProperties"]
        else:
            below = (members or {}).get(step)
        if below is None:
            raise MemberError(_unknown(tuple(steps), step, members or {}))
        steps.append(step)
        here = below
    return tuple(steps)


def spell(path: Path) -> str:
    """Return a path as ``form[...]`` takes it, also of a member that the form does not know."""
    try:
        return format_path(_known(path))
    except MemberError:
        return format_path(path)


def _unknown(path: Path, step: str | int, members: Schema) -> str:
    place = format_path(path) or "A request"
    since = older_boto3.known_since((*path, step))
    if since:
        name, here = format_path((step,)), older_boto3.installed()
        return f"{place} has no {name} in boto3 {here}. boto3 {since} and newer have it."
    near = nearest_name(step, members) if isinstance(step, str) else None
    meant = (*path, near) if near else _elsewhere(step)
    hint = f" Did you mean {format_path(meant)}?" if meant else ""
    return f"{place} has no {format_path((step,))} in the installed boto3.{hint}"


def _elsewhere(name: str | int) -> Path:
    """Return the nearest place that has a member of this name; empty: none has."""
    whole = operation_schema(OPERATION)
    level: list[tuple[Path, Schema]] = [((), whole)]
    for _ in range(_DEEPEST):
        below: list[tuple[Path, Schema]] = []
        for path, here in level:
            here = whole["$defs"][here["$ref"].removeprefix("#/$defs/")] if "$ref" in here else here
            members = here.get("properties", {})
            if name in members:
                return (*path, name)
            below += [((*path, one), schema) for one, schema in members.items()]
            below += [((*path, 0), here["items"])] if "items" in here else []
        level = below
    return ()
