"""Run the portal: in this process, in several workers, or on a thread for the demo and tests."""

from __future__ import annotations

import logging
import os
import socket
import tempfile
import threading
import time
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.supervisors import Multiprocess

from pos.domain.errors import UserError
from sync.portal.gathered import Portal
from sync.portal.mail.sender import from_environment
from sync.portal.operation.memory import settle
from sync.portal.operation.requests import Watched, log_as_json
from sync.portal.operation.routes import SHARED
from sync.portal.web.application import create_application

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from litestar import Litestar

log = logging.getLogger(__name__)
PATIENCE_S = 20.0
GRACE_S = 10
"""How long requests under way may still take once the portal is told to stop."""


def run(args: Namespace) -> int:
    """Serve the portal until it is stopped."""
    address = args.address.rstrip("/") or f"http://{args.host}:{args.port}"
    if args.workers > 1 and args.db.startswith("sqlite"):
        raise UserError("SQLite takes one worker. For several, use a PostgreSQL database: --db postgresql+psycopg://…")
    print(f"Comptoir portal: {address}", flush=True)
    log_as_json()
    if from_environment() is None:
        log.warning("no mail server is set (COMPTOIR_SMTP_HOST): letters to buyers and members wait")
    if args.workers == 1:
        with listening(args.host, args.port) as listener:
            server = uvicorn.Server(_config(create_application(Portal(args.db, address=address))))
            settle()
            server.run(sockets=[listener])
        return 0
    Portal(args.db).close()
    os.environ |= {"COMPTOIR_PORTAL_DB": args.db, "COMPTOIR_PORTAL_ADDRESS": address}
    config = uvicorn.Config(
        "sync.portal.web.application:made",
        factory=True,
        workers=args.workers,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    with tempfile.TemporaryDirectory(prefix="comptoir-metrics-") as together:
        os.environ[SHARED] = together
        with listening(args.host, args.port) as listener:
            Multiprocess(config, sockets=[listener]).run()
    return 0


def _config(application: Litestar) -> uvicorn.Config:
    return uvicorn.Config(
        Watched(application),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
    )


def listening(host: str, port: int) -> socket.socket:
    """Give a socket that listens; raises `UserError` where the port is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by every connection: without it each answer waits 40 ms for the other side's delayed ACK (measured).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UserError(
            "The portal cannot listen on {host}:{port}: {reason}. Choose another port.",
            host=host,
            port=port,
            reason=error.strerror or str(error),
        ) from error
    return listener


class PortalThread:
    """A portal on loopback on a free port by default, stopped when the block ends."""

    def __init__(
        self, url: str, *, port: int = 0, name: str = "127.0.0.1", now_ms: Callable[[], int] | None = None
    ) -> None:
        self._listener = listening("127.0.0.1", port)
        self.port = int(self._listener.getsockname()[1])
        self.address = f"http://{name}:{self.port}"
        self.portal = Portal(url, address=self.address, now_ms=now_ms)
        self._server = uvicorn.Server(_config(create_application(self.portal)))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)

    def __enter__(self) -> PortalThread:
        self._thread.start()
        until = time.monotonic() + PATIENCE_S
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE_S)
        self._listener.close()
