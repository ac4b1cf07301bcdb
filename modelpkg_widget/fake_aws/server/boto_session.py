"""A boto3 session whose clients and resources reach one sandbox and nothing else."""

from __future__ import annotations

import os
import threading
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

CONFIG = Config(
    retries={"mode": "standard", "max_attempts": 3},
    connect_timeout=3,  # seconds; the server is on this machine
    read_timeout=30,
    proxies={},  # not None: a proxy of the environment would be asked for 127.0.0.1
    s3={"addressing_style": "path"},
)


_Base: Any = boto3.session.Session


class SandboxSession(_Base):  # type: ignore[misc]
    """Like `boto3.Session`, for the sandbox at `url`.

    It reads no AWS configuration: neither the variables of the environment nor the files
    of the user (a profile that is gone, a proxy, FIPS endpoints or a CA bundle would keep
    it from a server on this machine). Its credentials are dummies that only its own
    clients know. Unlike boto3's, it may be shared by threads.

    Args:
        url: where the sandbox listens.
        region: the region of its clients, unless they are given another.
        account: 12 digits; the sandbox's own unless given.
    """

    def __init__(self, url: str, region: str, account: str = "") -> None:
        self._url = url
        self._making = threading.RLock()
        super().__init__(
            aws_access_key_id=account or "sandbox",
            aws_secret_access_key="sandbox",  # noqa: S106
            region_name=region,
            botocore_session=ignore_environment_of_botocore(),
        )

    def client(self, service_name: str, *args: Any, **options: Any) -> Any:
        """A client of the sandbox; takes what `boto3.Session.client` takes.

        Raises:
            ValueError: an `endpoint_url` that is not the sandbox's.
        """
        with self._making:
            return super().client(service_name, *args, **self._here(options))

    def resource(self, service_name: str, *args: Any, **options: Any) -> Any:
        """A resource of the sandbox; takes what `boto3.Session.resource` takes.

        Raises:
            ValueError: an `endpoint_url` that is not the sandbox's.
        """
        with self._making:
            return super().resource(service_name, *args, **self._here(options))

    def of(self, account: str) -> SandboxSession:
        """A session of another account of the same sandbox.

        Args:
            account: 12 digits.
        """
        return SandboxSession(self._url, self.region_name, account)

    def _here(self, options: dict[str, Any]) -> dict[str, Any]:
        if options.get("endpoint_url") not in (None, self._url):
            raise ValueError("A sandbox client can only use the sandbox's endpoint_url.")
        given = options.get("config")
        config = CONFIG.merge(given) if given else CONFIG
        return {**options, "endpoint_url": self._url, "config": config}


def ignore_environment() -> Any:
    """A plain `boto3.Session` that reads no AWS configuration of the user."""
    return boto3.session.Session(botocore_session=ignore_environment_of_botocore())


def ignore_environment_of_botocore() -> Any:
    """A botocore session that has its defaults, but no place to read other values from."""
    variables = botocore.session.Session.SESSION_VARIABLES
    session_vars = {name: (None, None, row[2], row[3]) for name, row in variables.items()}
    for name in ("config_file", "credentials_file"):
        session_vars[name] = (None, None, os.devnull, None)
    made = botocore.session.Session(session_vars=session_vars)
    made.register_component("data_loader", models())
    return made


@cache
def models() -> Loader:
    """Read once for all: SageMaker's model has 4 MB."""
    return Loader()
