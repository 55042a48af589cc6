"""Each request has a number, a line in the log, and its place in the measurements; none names a person or a secret."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from typing import TYPE_CHECKING, Any

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from prometheus_client import Counter, Histogram

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

NAME = "X-Request-Id"
UNMATCHED = "unmatched"
_given = re.compile(rb"[A-Za-z0-9_-]{8,64}")
_log = structlog.stdlib.get_logger("comptoir.portal.requests")
ANSWERED = Counter("comptoir_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "comptoir_request_seconds",
    "Time from a request to the end of its answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# What is said goes to Python's own logging; where nobody listens (the demo, tests) it is not heard.
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_STEPS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def log_as_json() -> None:
    """Write a JSON object a line to the standard error, for whatever gathers logs; libraries' warnings too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_STEPS,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.dict_tracebacks,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("comptoir").setLevel(logging.INFO)


class Watched:
    """Number, time and count every request; the log has the route as it is declared, never what stood in its place.

    A page's address may be a secret (an order's, an invitation's), and its query may hold what a person typed. This
    stands around the application: its own middleware does not see what no route is declared for.
    """

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it ended."""
        if scope["type"] != ScopeType.HTTP:
            await self._application(scope, receive, send)
            return
        number, method = _number(scope), str(scope.get("method"))
        begun, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableScopeHeaders.from_message(message)[NAME] = number
            await send(message)

        with structlog.contextvars.bound_contextvars(request=number):
            try:
                await self._application(scope, receive, noted)
            finally:
                seconds = time.perf_counter() - begun
                route = str(scope.get("path_template") or UNMATCHED)
                ANSWERED.labels(method, route, str(status)).inc()
                SECONDS.labels(route).observe(seconds)
                _log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _number(scope: Scope) -> str:
    """Take the number that a proxy in front gave, or give one."""
    for name, value in scope["headers"]:
        if name == NAME.lower().encode() and _given.fullmatch(value):
            return value.decode()
    return secrets.token_hex(8)
