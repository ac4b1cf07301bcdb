"""A threaded HTTP server on this machine's loopback address, for one sandbox."""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import threading
import uuid
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.control import seed
from modelpkg_widget.fake_aws.control.http_endpoint import ControlApi
from modelpkg_widget.fake_aws.sagemaker.store import Stores
from modelpkg_widget.runtime.sandbox_address import without_secret

from . import moto_app
from .idle_connections import Connections
from .wsgi import Layer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from werkzeug.serving import BaseWSGIServer

    from modelpkg_widget.fake_aws.control.resource_names import Names

    from .boto_session import SandboxSession

ADDRESS = "127.0.0.1"
#: Seconds that a connection waits for the next bytes of a request.
IDLE_SECONDS = 30
#: What moto's server imports, beside what the base install has.
NEEDED = ("moto", "flask", "flask_cors", "werkzeug", "yaml", "py_partiql_parser")

log = logging.getLogger(__name__)
_stores = Stores()  # for as long as moto keeps its part: the process


class Server:
    """Serves one sandbox until `stop`.

    The address answers as soon as this is made. moto is loaded and the sandbox filled on a
    second thread; calls wait for that.

    Args:
        names: account, region and what to fill in.
        port: 0 takes a free one.

    Raises:
        ImportError: moto or flask are not installed.
        OSError: the port is taken.
    """

    def __init__(self, names: Names, port: int = 0) -> None:
        require()
        key = uuid.uuid4().hex
        self._process = os.getpid()
        control = ControlApi(names, _stores)
        self._layer = Layer(control, key)
        self._http = _listen(port, self._layer)
        bound = self._http.port
        self.url = f"http://{ADDRESS}:{bound}/{self._layer.secret}"
        self._layer.hosts = {f"{ADDRESS}:{bound}", f"localhost:{bound}"}
        threading.Thread(
            target=self._http.serve_forever, args=(0.05,), name="sandbox", daemon=True
        ).start()

    def fill(self, session: SandboxSession) -> threading.Thread:
        """Loads moto and fills the sandbox by `session`, on a thread of its own."""
        filling = threading.Thread(
            target=self._fill, args=(session,), name="sandbox-fill", daemon=True
        )
        filling.start()
        return filling

    def wait(self, seconds: float) -> bool:
        """Whether the sandbox was filled within `seconds`."""
        return self._layer.ready.wait(seconds) and not self._layer.failure

    def set_speed(self, speed: float) -> None:
        """Sets how much faster than AWS packages are certified.

        Raises:
            ValueError: no number above 0.
        """
        self._layer.control.store.clock.set_speed(speed)

    @property
    def failure(self) -> str:
        """Why the sandbox could not be filled; empty if it was or still is being filled."""
        return self._layer.failure

    def stop(self) -> None:
        """Closes the address; a process that was forked from ours leaves it alone."""
        if self._process == os.getpid():
            self._http.shutdown()

    def _fill(self, session: SandboxSession) -> None:
        from botocore.config import Config

        try:
            self._layer.moto = moto_app.application()
            seed.fill(
                session, self._layer.control.names, config=Config(user_agent_extra=self._layer.key)
            )
        except Exception as error:
            log.debug("The sandbox could not be filled", exc_info=True)
            self._layer.failure = f"{type(error).__name__}: {error}"
        finally:
            self._layer.ready.set()


def require() -> None:
    """Looks for what the sandbox needs, without loading it.

    Raises:
        ImportError: something is missing; says what to install.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ImportError(
            f"The sandbox needs {', '.join(missing)}: pip install 'modelpkg-widget[demo]'"
        )


def _listen(port: int, application: WSGIApplication) -> BaseWSGIServer:
    from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

    class Quiet(WSGIRequestHandler):
        timeout = IDLE_SECONDS  # of each read and write, a fault's own apart

        def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002, ARG002
            log.debug("%s", without_secret(message % args))

        def connection_dropped(self, *_: object) -> None:
            # By the client, or by a fault: nobody sends a second request on it.
            self.close_connection = True

        def run_wsgi(self) -> None:
            open_connections.begin(self.connection)
            try:
                super().run_wsgi()
            finally:
                open_connections.end(self.connection)

    class Loopback(ThreadedWSGIServer):
        def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002, ARG002
            log.warning(message, *args)

        def process_request(self, request: Any, client_address: Any) -> None:
            open_connections.add(request)
            super().process_request(request, client_address)

        def shutdown_request(self, request: Any) -> None:
            open_connections.remove(request)
            super().shutdown_request(request)

    open_connections = Connections()
    # Given a port that is taken, werkzeug would end the process.
    with socket.create_server((ADDRESS, port)) as bound:
        return Loopback(ADDRESS, port, application, Quiet, fd=bound.fileno())
