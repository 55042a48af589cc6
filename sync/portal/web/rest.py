"""The public interface for programs: reads the catalogue; described by OpenAPI 3.1 at /v1/openapi.json."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from anyio.to_thread import run_sync
from litestar import Controller, Litestar, Request, Response, get
from litestar.datastructures import ResponseHeader, State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from sync.portal.feeds.answers import Catalog, Member, Members, Offer, Trouble, member_of, offer_of
from sync.portal.feeds.reading import START
from sync.portal.web.rules import Anybody

if TYPE_CHECKING:
    from collections.abc import Callable

AnyRequest = Request[Any, Any, Any]
REST = ("/v1/catalog", "/v1/members")
JSON, PROBLEM = "application/json", "application/problem+json"
MOST = 200
_BRIEFLY = "public, max-age=10"
_Id = Annotated[str, Parameter(pattern="^[0-9a-f]{32}$", description="An id: 32 hexadecimal digits.")]
_Cursor = Annotated[str, Parameter(pattern="^([0-9a-f]{32}-[0-9a-f]{32})?$", description="`next` of the page before.")]
_Limit = Annotated[int, Parameter(ge=1, le=MOST, description="Offers in a page.")]
_TIME = r"(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"
_Since = Annotated[str, Parameter(pattern=f"^({_TIME})?$", description="Only what changed since: a time in UTC.")]
_MemberQuery = Annotated[str, Parameter(pattern="^([0-9a-f]{32})?$", description="Only this member's.")]
_REFUSED = {
    400: ResponseSpec(Trouble, description="A parameter is not what it should be.", media_type=PROBLEM),
    404: ResponseSpec(Trouble, description="There is no such thing.", media_type=PROBLEM),
}
_TAG = [
    ResponseHeader(
        name="ETag", description="Send it back as If-None-Match: 304 when nothing changed.", documentation_only=True
    )
]


class PublicInterface(Controller):
    """Read only, without a key; amounts are centimes, times UTC."""

    path = "/v1"
    guards = (Anybody(),)
    tags = ["catalogue"]  # noqa: RUF012  # as Litestar reads it
    responses = _REFUSED
    response_headers = _TAG

    @get("/catalog", summary="Offers of all members")
    async def catalog(
        self,
        request: AnyRequest,
        state: State,
        cursor: _Cursor = "",
        member: _MemberQuery = "",
        updated_since: _Since = "",
        limit: _Limit = 100,
    ) -> Response[Catalog]:
        """Give offers in the order of their ids, a page at a time."""
        since = _since_ms(updated_since)
        after = (cursor[:32], cursor[33:]) if cursor else START
        reading = state.portal.reading

        def read() -> Catalog:
            rows = reading.page(after=after, member=member, since_ms=since, limit=limit)
            last = f"{rows[-1].shop.id}-{rows[-1].id}" if len(rows) == limit else ""
            return Catalog(tuple(offer_of(row) for row in rows), last)

        return await _answered(request, read)

    @get("/catalog/{member:str}/{article:str}", summary="One offer")
    async def offer(self, request: AnyRequest, state: State, member: _Id, article: _Id) -> Response[Offer]:
        """Give an offer."""

        def read() -> Offer | None:
            found = state.portal.reading.one(member, article)
            return None if found is None else offer_of(found)

        return await _answered(request, read)

    @get("/members", summary="All members")
    async def members(self, request: AnyRequest, state: State) -> Response[Members]:
        """Give the members."""
        reading = state.portal.reading
        return await _answered(
            request, lambda: Members(tuple(member_of(shop, reading.address) for shop in reading.members()))
        )

    @get("/members/{member:str}", summary="One member")
    async def member(self, request: AnyRequest, state: State, member: _Id) -> Response[Member]:
        """Give a member."""
        portal = state.portal

        def read() -> Member | None:
            found = portal.browsing.member(member)
            return None if found is None else member_of(found, portal.address)

        return await _answered(request, read)


@get("/v1/openapi.json", guards=[Anybody()])
async def description(state: State) -> Response[bytes]:
    """Describe the public interface."""
    return Response(_described(state.portal.address), media_type="application/vnd.oai.openapi+json;version=3.1")


def problem(status: int, kind: str, detail: str = "", *, headers: dict[str, str] | None = None) -> Response[Any]:
    """Say why a request was not answered (RFC 9457)."""
    title = {400: "A parameter is wrong.", 404: "There is no such thing.", 405: "This can only be read."}
    said = Trouble("about:blank", title.get(status, kind), status, detail)
    return Response(msgspec.json.encode(said), status_code=status, media_type=PROBLEM, headers=headers or {})


def is_public(path: str) -> bool:
    """Tell whether a path belongs to the public interface."""
    return path in REST or path.startswith(tuple(f"{prefix}/" for prefix in REST))


@cache
def _described(address: str) -> bytes:
    config = OpenAPIConfig(
        title="Comptoir", version="1", summary="The catalogue of a Comptoir portal.", use_handler_docstrings=True
    )
    schema = Litestar([PublicInterface], openapi_config=config).openapi_schema.to_schema()
    for path in schema["paths"].values():
        for status in ("400", "404"):
            # The framework describes its own body for what it refuses itself; ours is another.
            told = {"schema": {"$ref": "#/components/schemas/Trouble"}}
            path["get"]["responses"][status] = {
                "description": _REFUSED[int(status)].description,
                "content": {PROBLEM: told},
            }
    return msgspec.json.encode({**schema, "servers": [{"url": address or "/"}]})


async def _answered(request: AnyRequest, read: Callable[[], Any]) -> Response[Any]:
    found = await run_sync(read)
    if found is None:
        return problem(404, "not_found")
    body = msgspec.json.encode(found)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _BRIEFLY, "Access-Control-Allow-Origin": "*"}
    asked = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag in asked or "*" in asked:
        return Response(b"", status_code=304, headers=headers, media_type=JSON)
    return Response(body, media_type=JSON, headers=headers)


def _since_ms(text: str) -> int:
    """Read a time of the form that was promised; a 31st of a shorter month is the first of the next."""
    if not text:
        return 0
    day, _, hour = text.removesuffix("Z").partition("T")
    year, month, number = (int(part) for part in day.split("-"))
    hours, minutes, seconds = (int(part) for part in hour.split(":"))
    at = datetime(year, month, 1, hours, minutes, seconds, tzinfo=UTC) + timedelta(days=number - 1)
    return max(0, int(at.timestamp() * 1000))
