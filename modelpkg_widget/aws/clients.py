"""Clients of AWS's services, made when first needed, by one session."""

from __future__ import annotations

import threading
from typing import Any

from modelpkg_widget.runtime import background

from .session_objects import boto_session, name_profile, sagemaker_client, session_region
from .target import ASK_SECONDS, Target

CONNECT_SECONDS = 10
#: CreateModelPackage answers within a second; a minute is botocore's own patience.
READ_SECONDS = 60


class NoSessionError(Exception):
    """A SageMaker client was given and no session: no other service can be asked."""


class Clients:
    """A client of SageMaker, and those of its neighbours.

    Args:
        client: a boto3 SageMaker client, used as it is.
        session: what `boto_session` takes; without either the environment says what one is made of.

    Raises:
        TypeError: one of them is something else.
        ValueError: there is no profile of that name.
    """

    def __init__(self, client: Any = None, session: object = None) -> None:
        self._given = (sagemaker_client(client), boto_session(session))
        self._client, self._session = self._given
        self._other_clients: dict[str, Any] = {}
        self.region: str | None = None
        """Of the clients that are made; without it that of the session."""
        self.endpoint: str | None = None
        """Of the SageMaker client that is made; without it that of the region."""
        self._making = threading.RLock()  # a boto3 session makes one client at a time
        self._target: Target | None = None
        background.note_forks(self)

    def client(self) -> Any:
        """Return the SageMaker client.

        Raises:
            botocore.exceptions.NoRegionError: no region is set anywhere.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        with self._making:
            if self._client is None:
                where = {"endpoint_url": self.endpoint} if self.endpoint else {}
                self._client = self._make("sagemaker", CONNECT_SECONDS, READ_SECONDS, **where)
            return self._client

    def client_for(self, name: str) -> Any:
        """Return a client of another service, for short questions.

        Args:
            name: as boto3 has it, such as ``ecr``.

        Raises:
            NoSessionError: only a SageMaker client was given.
            botocore.exceptions.NoRegionError: no region is set anywhere.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        self._need_session()
        with self._making:
            if name not in self._other_clients:
                self._other_clients[name] = self._make(name, ASK_SECONDS, ASK_SECONDS)
            return self._other_clients[name]

    def s3(self) -> Any:
        """Return a new client of S3, as patient as an upload has to be.

        Raises:
            NoSessionError: only a SageMaker client was given.
            botocore.exceptions.NoRegionError: no region is set anywhere.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        self._need_session()
        return self._make("s3", CONNECT_SECONDS, READ_SECONDS)

    def _need_session(self) -> None:
        client, session = self._given
        if client is not None and session is None:
            raise NoSessionError

    def session(self) -> Any:
        """Return the boto3 session, from which other clients can be made.

        Raises:
            NoSessionError: only a SageMaker client was given.
            botocore.exceptions.ProfileNotFound: the environment names a profile that is not there.
        """
        self._need_session()
        with self._making:
            if self._session is None:
                import boto3

                self._session = boto3.Session()
            return self._session

    def after_fork(self) -> None:
        """Share no connection with the process that this one was forked from."""
        self._making = threading.RLock()
        self._forget()

    def _forget(self) -> None:
        """Create another client and session next time.

        They keep the credentials that they began with, and a person may have logged in since.
        """
        with self._making:
            self._client, self._session = self._given
            self._other_clients = {}
            self._target = None

    def _make(self, name: str, connect: float, read: float, **where: str) -> Any:
        from botocore.config import Config

        with self._making:
            if self._session is None:
                import boto3

                self._session = boto3.Session()
            retries: Any = {"mode": "standard", "max_attempts": 3}
            config = Config(retries=retries, connect_timeout=connect, read_timeout=read)
            region = self.region or session_region(self._session)
            where |= {"region_name": region} if region else {}
            made = self._session.client(name, config=config, **where)
            name_profile(made, self._session)
            return made
