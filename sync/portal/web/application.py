"""The portal as a web application: the tills' calls, and the pages for visitors."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from litestar import Request, Response
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.static_files import create_static_files_router

from sync.portal.operation.routes import ROUTES
from sync.portal.rounds import Rounds
from sync.portal.web.account import AccountPages
from sync.portal.web.agenda import AgendaPages
from sync.portal.web.entrance import Entrance
from sync.portal.web.feeds import Consortium, Feeds
from sync.portal.web.guarding import MACHINES, form_guard, harden, see_other
from sync.portal.web.kept import SQUEEZED_HERE, KeptPages
from sync.portal.web.languages import ManyTongued
from sync.portal.web.ordering import OrderPages
from sync.portal.web.pages import ASSETS
from sync.portal.web.public import PublicPages, trouble
from sync.portal.web.rest import PublicInterface, description, is_public, problem
from sync.portal.web.rules import ROLE, Anybody
from sync.portal.web.space_people import ChamberPeople, TeamPages
from sync.portal.web.space_tills import TillPages
from sync.portal.web.spaces import PAGES
from sync.portal.web.spaces.chamber_statistics import ChamberStatistics
from sync.portal.web.statistics_pages import StatisticsPages
from sync.portal.web.tills import OF_TILLS, TillCalls, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from litestar import Litestar

    from sync.portal.gathered import Portal

log = logging.getLogger(__name__)
LARGEST_BODY = 2_000_000
AnyRequest = Request[Any, Any, Any]


def create_application(portal: Portal) -> Litestar:
    """Make the application of a portal."""
    rounds = Rounds(portal)
    return ManyTongued(
        route_handlers=[
            TillCalls,
            PublicPages,
            StatisticsPages,
            ChamberStatistics,
            AgendaPages,
            PublicInterface,
            description,
            Feeds,
            Consortium,
            OrderPages,
            Entrance,
            AccountPages,
            *PAGES,
            TillPages,
            TeamPages,
            ChamberPeople,
            *ROUTES,
            create_static_files_router(path="/assets", directories=[ASSETS], guards=[Anybody()]),
        ],
        state=State({"portal": portal, "pages": KeptPages()}),
        request_max_body_size=LARGEST_BODY,
        compression_config=CompressionConfig(
            backend="gzip", exclude=["/v1/push", "/v1/hello"], exclude_opt_key=SQUEEZED_HERE
        ),
        middleware=[DefineMiddleware(form_guard, portal=portal)],
        before_send=[harden],
        openapi_config=None,
        logging_config=None,
        on_startup=[rounds.start],
        on_shutdown=[rounds.stop, portal.close],
        exception_handlers={401: _to_the_door, 404: _lost, 405: _lost, 500: _broken, HTTPException: _refused},
    )


def _to_the_door(_: AnyRequest, error: Exception) -> Response[Any]:
    assert isinstance(error, HTTPException)
    where = error.extra.get("door", "") if isinstance(error.extra, dict) else ""
    return see_other(where or "/entrer")


def _lost(request: AnyRequest, error: Exception) -> Response[Any]:
    status = error.status_code if isinstance(error, HTTPException) else 404
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    path = request.url.path
    if path.startswith(OF_TILLS):
        return told(404, "not_found")
    if path.startswith(MACHINES):
        return problem(status, "not_found", headers=headers)
    made = trouble(request.app.state.portal.address, 404, headers=headers)
    made.status_code = status
    return made


def _refused(request: AnyRequest, error: Exception) -> Response[Any]:
    assert isinstance(error, HTTPException)
    if is_public(request.url.path):
        return problem(error.status_code, "refused", _why(error))
    headers = {name: str(value) for name, value in (error.headers or {}).items()}
    if request.url.path.startswith(MACHINES):
        return told(error.status_code, "refused", headers=headers)
    base, role = request.app.state.portal.address, error.detail == ROLE
    return trouble(base, error.status_code, role=role, headers=headers)


def _why(error: HTTPException) -> str:
    """Name the parameters that were refused."""
    found = error.extra if isinstance(error.extra, list) else []
    return ", ".join(str(each.get("key", "")) for each in found if isinstance(each, dict))


def _broken(request: AnyRequest, error: Exception) -> Response[Any]:
    # The route as it is declared: an address may be a secret.
    log.error("%s %s", request.method, request.scope.get("path_template"), exc_info=error)
    if request.url.path.startswith(MACHINES):
        return told(500, "broken")
    return trouble(request.app.state.portal.address, 500)


def made() -> Callable[..., Any]:
    """Make the application for a worker process, from its environment."""
    import os  # noqa: PLC0415  # workers only

    from sync.portal.gathered import Portal  # noqa: PLC0415  # same
    from sync.portal.operation.memory import settle  # noqa: PLC0415  # same
    from sync.portal.operation.requests import Watched, log_as_json  # noqa: PLC0415  # same

    log_as_json()
    portal = Portal(os.environ["COMPTOIR_PORTAL_DB"], address=os.environ["COMPTOIR_PORTAL_ADDRESS"])
    application = Watched(create_application(portal))
    settle()
    return application
