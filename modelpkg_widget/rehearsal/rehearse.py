"""`rehearse`: run the containers of a request here, as the validation of AWS Marketplace does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from modelpkg_widget.aws.session_objects import boto_session
from modelpkg_widget.request.call_arguments import explain_arguments, need_number
from modelpkg_widget.request.plain_json import Json, NotSerializableError, to_plain_json
from modelpkg_widget.request.request_of import request_of

from .conductor import run_rehearsal
from .limits import RECORDS, STARTUP_SECONDS
from .options import AwsClients, Options, why_of
from .progress import StageLine
from .result import Rehearsal

LocalPath = str | os.PathLike[str]


@explain_arguments
def rehearse(
    request: object,
    session: Any = None,
    *,
    engine: str | None = None,
    records: int | Literal["all"] = RECORDS,
    data: LocalPath | None = None,
    model: LocalPath | Sequence[LocalPath] | None = None,
    output: LocalPath | None = None,
    startup_seconds: float = STARTUP_SECONDS,
) -> Rehearsal:
    """Run the containers of a request on this machine, as the validation in AWS runs them.

    Each image is started with the argument ``serve``, without a network, and with the model in
    ``/opt/ml/model``. Then it has to answer GET /ping, GET /execution-parameters, and POST
    /invocations for the test data of the first validation profile. Afterwards nothing is left of
    the containers. AWS is only read from: the image, the model and the test data.

    Args:
        request: The CreateModelPackage request, or a form. `ModelPackageForm` has a method of this
            name, which uses the session of the form.
        session: As for `ModelPackageForm`. Without it, one is made from the environment if
            something must be read from AWS.
        engine: ``docker``, ``podman``, ``nerdctl`` or ``finch``, with options if it needs some:
            ``"podman --storage-driver vfs"``. Without it, that of the variable
            ``MODELPKG_ENGINE``, or the first one that responds.
        records: How many records are sent, or ``"all"``.
        data: A local file with test data, instead of that of the request.
        model: A local model archive instead of that of the request. For several containers, a list.
        output: The file that the answers are written to. Without it, a file of the state folder,
            which the next rehearsal replaces.
        startup_seconds: How long a container can take until it answers GET /ping.

    Returns:
        One finding for each step, and ``verdict``, ``passed``, ``log``, ``output`` and
        ``measures``. A notebook shows a table.

    Raises:
        TypeError: The session is something else.
        ValueError: There is no profile of this name, or `records` or `startup_seconds` is not a
            positive number.

    Source:
        SageMaker Developer Guide, "Custom Inference Code with Batch Transform"; AWS Marketplace
        Seller Guide, "Requirements and best practices for creating machine learning products".
    """
    need_number("startup_seconds", startup_seconds)
    session, problem = boto_session(session), ""
    if session is None:
        try:
            import boto3

            session = boto3.Session()
        except Exception as error:  # noqa: BLE001 - a missing profile, reported by what needs it
            problem = why_of(error)
    options = options_of(engine, records, data, model, output, startup_seconds)
    return show_rehearsal(plain_request(request), AwsClients(session, problem), options)


def options_of(
    engine: str | None,
    records: int | Literal["all"],
    data: LocalPath | None,
    model: LocalPath | Sequence[LocalPath] | None,
    output: LocalPath | None,
    startup_seconds: float,
) -> Options:
    """Return the options of a rehearsal; see `rehearse`.

    Raises:
        ValueError: `records` or `startup_seconds` is no positive number.
    """
    if not 0 < startup_seconds < float("inf"):
        raise ValueError(f"startup_seconds must be a positive number, but is {startup_seconds!r}.")
    is_number = isinstance(records, int) and not isinstance(records, bool) and records > 0
    if not is_number and records != "all":
        raise ValueError(f'records must be a positive number or "all", but is {records!r}.')
    models = [model] if isinstance(model, (str, os.PathLike)) else [*(model or ())]
    return Options(
        engine=engine,
        records=None if records == "all" else int(records),
        data=Path(data).expanduser() if data else None,
        models=tuple(Path(one).expanduser() for one in models),
        output=Path(output).expanduser().absolute() if output else None,
        startup_seconds=startup_seconds,
    )


def show_rehearsal(request: Json, aws: AwsClients, options: Options) -> Rehearsal:
    """Run a rehearsal, and show its stage on standard error meanwhile."""
    line = StageLine()
    options.report = line.show
    try:
        return run_rehearsal(request, aws, options)
    finally:
        line.end()


def plain_request(request: object) -> Json:
    """Return a request, or that of a form, as plain JSON; what JSON cannot hold is empty."""
    try:
        return to_plain_json(request_of(request))
    except NotSerializableError:
        return {}
