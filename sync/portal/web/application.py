"""The portal as a web application: the tills' calls, and the first pages for visitors."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Litestar, Request, Response, get, post
from litestar.config.compression import CompressionConfig
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.static_files import create_static_files_router

from pos.resources import RESOURCES
from sync.portal.ingest.service import encoded
from sync.portal.web.pages import home_page, joining_page
from sync.protocol.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.gathered import Portal

MEDIA = "application/x-comptoir+json"
MOST_PUSHES = 8
"""Pushes taken at once; more are asked to come back, so that none waits long."""
BUSY_S = 2
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
LARGEST_BODY = 2_000_000


def create_application(portal: Portal) -> Litestar:
    """Make the application of a portal."""
    pushes = threading.BoundedSemaphore(MOST_PUSHES)

    def answered(request: Request[Any, Any, Any], body: bytes) -> Response[bytes]:
        reply = portal.answer(request.method, request.url.path, dict(request.query_params), _lower(request), body)
        headers = {} if reply.retry_after_s is None else {"Retry-After": str(reply.retry_after_s)}
        return Response(encoded(reply.body), status_code=reply.status, media_type=MEDIA, headers=headers)

    @post("/v1/push", status_code=200)
    async def push(request: Request[Any, Any, Any]) -> Response[bytes]:
        body = await request.body()
        if not pushes.acquire(blocking=False):
            return _busy()
        try:
            return await run_sync(answered, request, body)
        finally:
            pushes.release()

    @post(["/v1/hello", "/v1/anomalies/resolve"], status_code=200)
    async def said(request: Request[Any, Any, Any]) -> Response[bytes]:
        return await run_sync(answered, request, await request.body())

    codes = RateLimitConfig(rate_limit=("minute", 30))

    @post(["/v1/device/code", "/v1/device/token"], status_code=200, middleware=[codes.middleware])
    async def enrol(request: Request[Any, Any, Any]) -> Response[bytes]:
        return await run_sync(answered, request, await request.body())

    @get(["/v1/pull", "/v1/history", "/v1/anomalies"])
    async def fetch(request: Request[Any, Any, Any]) -> Response[bytes]:
        return await run_sync(answered, request, b"")

    @get("/", media_type="text/html")
    async def home() -> str:
        return await run_sync(lambda: home_page(portal.catalogue.home()))

    @get("/caisse", media_type="text/html")
    async def joining() -> str:
        return joining_page()

    @get("/healthz", media_type="text/plain")
    async def health() -> str:
        await run_sync(portal.catalogue.home)
        return "ok"

    return Litestar(
        route_handlers=[
            push,
            said,
            enrol,
            fetch,
            home,
            joining,
            health,
            create_static_files_router(path="/assets", directories=[RESOURCES / "portal" / "assets"]),
        ],
        request_max_body_size=LARGEST_BODY,
        compression_config=CompressionConfig(backend="gzip", exclude=["/v1/push", "/v1/hello"]),
        response_headers=HEADERS,
        openapi_config=None,
        logging_config=None,
        on_shutdown=[portal.close],
    )


def _lower(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _busy() -> Response[bytes]:
    return Response(
        encoded(Problem(type="busy")), status_code=503, media_type=MEDIA, headers={"Retry-After": str(BUSY_S)}
    )


def made() -> Callable[..., Any]:
    """Make the application for a worker process, from its environment."""
    import os  # noqa: PLC0415  # workers only

    from sync.portal.gathered import Portal  # noqa: PLC0415  # same

    return create_application(Portal(os.environ["COMPTOIR_PORTAL_DB"], address=os.environ["COMPTOIR_PORTAL_ADDRESS"]))
