"""Modules that texts import: which of their functions are followed, and which change nothing."""

from __future__ import annotations

_KNOWN = frozenset(
    [
        "copy.copy", "copy.deepcopy", "json.dumps", "json.loads", "sys.exit", "os._exit",
        "functools.partial", "asyncio.run", "collections.OrderedDict", "typing.cast",
        "os.path.join", "posixpath.join",
    ]
)  # fmt: skip
_INERT = frozenset(
    [
        "argparse", "base64", "boto3", "botocore", "datetime", "getpass", "hashlib", "json",
        "logging", "math", "os", "pathlib", "platform", "re", "secrets", "socket", "string",
        "subprocess", "sys", "tempfile", "time", "urllib", "uuid", "zoneinfo",
    ]
)  # fmt: skip
_REFLECTION = frozenset(
    [
        "sys.modules", "sys._getframe", "sys.settrace", "sys.setprofile", "builtins.__dict__",
        "inspect.currentframe", "inspect.stack", "importlib.import_module", "gc.get_objects",
    ]
)  # fmt: skip
_CLIENTS = frozenset(["client", "Session", "session", "resource", "getLogger", "get_session"])
_KEEPS_RAISING = frozenset(
    [
        "open", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "ZipFile",
        "start_run", "urlopen", "Popen",
    ]
)  # fmt: skip


def known_function(dotted: str) -> bool:
    """Whether calls of a function are followed."""
    return dotted in _KNOWN


def is_library(name: str) -> bool:
    """Whether a name that nothing binds is one of a module that texts leave to be imported."""
    return name in _INERT or name in ("copy", "functools", "asyncio", "typing", "collections")


def is_inert(dotted: str) -> bool:
    """Whether a name is of a module whose functions change nothing that they are called with."""
    return dotted.split(".", 1)[0] in _INERT


def reaches_names(dotted: str) -> bool:
    """Whether code that has it can change any name of the text."""
    return dotted in _REFLECTION


def makes_client(name: str) -> bool:
    """Whether a function makes what changes nothing that it is called with."""
    return name in _CLIENTS


def keeps_raising(name: str) -> bool:
    """Whether a context manager lets every exception pass that its body raises."""
    return name in _KEEPS_RAISING
