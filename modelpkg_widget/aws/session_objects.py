"""What people hold as a session or a client: made into what boto3 has, or refused at once."""

from __future__ import annotations

import os
import re
from types import ModuleType
from typing import Any

_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_ASYNC = ("aiobotocore", "aioboto3")


def boto_session(given: object) -> Any:
    """Return the boto3 Session of what was passed as ``session=``.

    Args:
        given: A boto3 Session; what has one as ``boto_session`` (a session of the SageMaker SDK or
            of sagemaker-core) or as ``session`` (a sandbox); a session of botocore; the name of a
            profile. None stays None.

    Raises:
        TypeError: It is something else. The message says what, and what to pass.
        ValueError: There is no such profile.
    """
    if given is None:
        return None
    if isinstance(given, str):
        return _of_profile(given)
    whole = given if _has(given, "region_name") else None
    inner = (_value(given, name) for name in ("boto_session", "session"))
    for one in (whole, *inner, given):
        if _is_session(one):
            return one
    if _comes_from(given, ("botocore",)) and hasattr(given, "create_client"):
        import boto3

        return boto3.Session(botocore_session=given)
    raise TypeError(
        "session must be a boto3 Session, a SageMaker Session or the name of a profile, "
        f"but is {_what(given)}. {_session_advice(given)}"
    )


def argument_for(given: object) -> str:
    """Return which argument of a form an object is for: ``client``, ``session``, or empty."""
    if _can_send(given):
        return "client"
    is_session = _is_session(given) or _is_session(_value(given, "boto_session"))
    return "session" if is_session and not isinstance(given, (dict, list)) else ""


def session_region(session: Any) -> str:
    """Return the region of a session, or else that of ``AWS_REGION``; empty where none is set.

    boto3 reads ``AWS_DEFAULT_REGION`` and the profile; what runs in AWS, and other tools and SDKs,
    have ``AWS_REGION``.

    Raises:
        botocore.exceptions.ProfileNotFound: the session is of a profile that is not there.

    Source:
        AWS SDKs and Tools Reference Guide, "AWS Region".
    """
    region = getattr(session, "region_name", None)
    return region if region and isinstance(region, str) else os.environ.get("AWS_REGION", "")


def sagemaker_client(given: object) -> Any:
    """Return what was passed as ``client=``.

    Raises:
        TypeError: It cannot send CreateModelPackage. The message says what it is, and what to pass.
    """
    is_session = _is_session(given) or _is_session(_value(given, "boto_session"))
    is_other = _service(given) not in ("", "sagemaker") or _comes_from(given, _ASYNC)
    if not is_other and (_can_send(given) or not is_session) and not _is_plain(given):
        return given
    advice = "Pass it as session=." if is_session else "Use boto3.client('sagemaker')."
    raise TypeError(f"client must be a boto3 SageMaker client, but is {_what(given)}. {advice}")


def name_profile(client: Any, session: Any) -> None:
    """Let errors of credentials say whose they are: ``aws sso login`` needs the profile.

    botocore keeps the name to itself. So the credentials are asked for before it asks for them;
    they are the same object, which asks AWS once.
    """
    if not _comes_from(session, ("boto3",)) or not _comes_from(client, ("botocore",)):
        return  # a stand-in
    if session.profile_name == "default":
        return  # `aws sso login` alone is right
    from botocore.exceptions import BotoCoreError

    credentials = session.get_credentials()

    def resolve(**_: object) -> None:
        try:
            credentials.get_frozen_credentials()
        except BotoCoreError as error:
            error.kwargs.setdefault("profile", session.profile_name)
            raise

    if credentials is not None:
        client.meta.events.register_first("before-call", resolve)


def _of_profile(name: str) -> Any:
    import boto3
    import botocore.session

    known = botocore.session.Session().available_profiles
    if name in known:
        return boto3.Session(profile_name=name)
    hint = ""
    if _REGION.fullmatch(name):
        hint = f" For a region, pass session=boto3.Session(region_name={name!r})."
    raise ValueError(
        f"There is no AWS profile named {name!r}. Profiles: {', '.join(known) or 'none'}.{hint}"
    )


def _is_session(given: object) -> bool:
    """Whether it makes clients as `boto3.Session` does, and waits for their answers."""
    return (
        not isinstance(given, (type, ModuleType))
        and callable(_value(given, "client"))
        and not _service(given)
        and not _comes_from(given, _ASYNC)
    )


def _has(given: object, name: str) -> bool:
    """Whether there is such an attribute, even if it fails: a session whose profile is missing."""
    try:
        getattr(given, name)
    except AttributeError:
        return False
    except Exception:  # noqa: BLE001 - whatever a foreign property raises
        return True
    return True


def _value(given: object, name: str) -> Any:
    """Return the attribute; None where there is none, or where it fails."""
    try:
        return getattr(given, name, None)
    except Exception:  # noqa: BLE001 - whatever a foreign property raises
        return None


def _is_plain(given: object) -> bool:
    """Whether it can send nothing; another object may stand in for a client."""
    return isinstance(given, (str, bytes, int, float, dict, list, tuple, type, ModuleType))


def _can_send(given: object) -> bool:
    return (
        not isinstance(given, type)
        and callable(_value(given, "create_model_package"))
        and not _comes_from(given, _ASYNC)
    )


def _comes_from(given: object, packages: tuple[str, ...]) -> bool:
    return any(one.__module__.partition(".")[0] in packages for one in type(given).__mro__)


def _what(given: object) -> str:
    """Say what somebody passed, in words; never its value, which may be a secret."""
    service = _service(given)
    if service:
        return f"a client of {service}" + (", which is async" if _comes_from(given, _ASYNC) else "")
    if isinstance(given, type):
        return f"the class {given.__name__}"
    if isinstance(given, ModuleType):
        return f"the module {given.__name__}"
    kind = type(given)
    module = kind.__module__.partition(".")[0]
    return (
        f"of type {kind.__name__}"
        if module == "builtins"
        else (f"of type {module}.{kind.__name__}")
    )


def _service(given: object) -> str:
    model = _value(_value(given, "meta"), "service_model")
    name = _value(model, "service_name")
    return name if isinstance(name, str) else ""


def _session_advice(given: object) -> str:
    if _can_send(given):
        return "Pass it as client=."
    if isinstance(given, type):
        return f"Call it: session={given.__name__}()."
    return "Use session=boto3.Session()."
