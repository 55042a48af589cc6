"""The three addresses that are for machines beside this one: alive, ready, measurements."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess

from sync.portal.operation.wellness import Holdings, troubles
from sync.portal.web.rules import Anybody

if TYPE_CHECKING:
    from sync.portal.gathered import Portal

AnyRequest = Request[Any, Any, Any]
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Where several workers put their measurements together; set by who starts them."""


@get("/healthz", media_type="text/plain", guards=[Anybody()])
async def alive() -> str:
    """Say that this process answers; whoever restarts it asks here."""
    return "ok"


@get("/readyz", media_type="text/plain", guards=[Anybody()])
async def ready(state: State) -> Response[str]:
    """Say whether requests are welcome: the database answers, is of this version, and has room; else 503 and why."""
    try:
        found = await run_sync(troubles, state.portal.database)
    except Exception as error:  # noqa: BLE001  # whatever stands between this process and its database
        found = [f"database: {type(error).__name__}"]
    return Response("\n".join(found) or "ready", status_code=503 if found else 200)


@get("/metrics", guards=[Anybody()])
async def metrics(request: AnyRequest, state: State) -> Response[bytes]:
    """Give the measurements to this machine alone; through a proxy they are not there."""
    if not _is_neighbour(request):
        return Response(b"", status_code=404)
    return Response(await run_sync(_measured, state.portal), media_type=CONTENT_TYPE_LATEST)


def _is_neighbour(request: AnyRequest) -> bool:
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers or request.client is None:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _measured(portal: Portal) -> bytes:
    registry = REGISTRY
    if SHARED in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    held = CollectorRegistry()
    held.register(Holdings(portal.database, portal.hub.now_ms))
    return generate_latest(registry) + generate_latest(held)


ROUTES = (alive, ready, metrics)
