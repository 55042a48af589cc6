"""The calls of tills: hello, push, pull, history, enrolment, anomalies."""

from __future__ import annotations

import threading
from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.middleware.rate_limit import RateLimitConfig

from sync.portal.ingest.service import encoded
from sync.portal.web.rules import Anybody
from sync.protocol.messages import Problem

MEDIA = "application/x-comptoir+json"
OF_TILLS = tuple(
    f"/v1/{call}"
    for call in ("push", "hello", "pull", "history", "anomalies", "device", "commission", "network", "marks")
)
"""Addresses that only tills call; what goes wrong there is told as they read it."""
MOST_PUSHES = 8
"""Pushes taken at once; more are asked to come back, so that none waits long."""
BUSY_S = 2
_codes = RateLimitConfig(rate_limit=("minute", 30))
_pushes = threading.BoundedSemaphore(MOST_PUSHES)
AnyRequest = Request[Any, Any, Any]


class TillCalls(Controller):
    """Each call is answered on a thread by the portal's services."""

    path = "/v1"
    guards = (Anybody(),)  # each call is signed

    @post("/push", status_code=200)
    async def push(self, request: AnyRequest, state: State) -> Response[bytes]:
        """Take a batch of a journal."""
        body = await request.body()
        if not _pushes.acquire(blocking=False):
            return told(503, "busy", headers={"Retry-After": str(BUSY_S)})
        try:
            return await run_sync(_answered, state, request, body)
        finally:
            _pushes.release()

    @post(["/hello", "/anomalies/resolve"], status_code=200)
    async def said(self, request: AnyRequest, state: State) -> Response[bytes]:
        """Hear a till, or what a person saw to."""
        return await run_sync(_answered, state, request, await request.body())

    @post(["/device/code", "/device/token"], status_code=200, middleware=[_codes.middleware])
    async def enrol(self, request: AnyRequest, state: State) -> Response[bytes]:
        """Give and redeem codes."""
        return await run_sync(_answered, state, request, await request.body())

    @get(["/pull", "/history", "/anomalies", "/commission", "/network", "/marks"])
    async def fetch(self, request: AnyRequest, state: State) -> Response[bytes]:
        """Give a till what it asks for."""
        return await run_sync(_answered, state, request, b"")


def told(status: int, kind: str, *, headers: dict[str, str] | None = None) -> Response[bytes]:
    """Give a problem as tills read it."""
    return Response(encoded(Problem(type=kind)), status_code=status, media_type=MEDIA, headers=headers or {})


def _answered(state: State, request: AnyRequest, body: bytes) -> Response[bytes]:
    lower = {name.lower(): value for name, value in request.headers.items()}
    reply = state.portal.answer(request.method, request.url.path, dict(request.query_params), lower, body)
    headers = {} if reply.retry_after_s is None else {"Retry-After": str(reply.retry_after_s)}
    return Response(encoded(reply.body), status_code=reply.status, media_type=MEDIA, headers=headers)
