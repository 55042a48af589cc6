"""Feeds of the catalogue: Merchant columns as TSV and RSS, news as Atom, the Data Food Consortium's JSON-LD."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath  # noqa: TC002  # same
from litestar.response import Stream

from sync.portal.feeds import consortium
from sync.portal.feeds.merchant import RSS, TSV, atom, rss, tsv
from sync.portal.feeds.reading import moment
from sync.portal.web.public import trouble
from sync.portal.web.rules import Anybody

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sync.portal.gathered import Portal

AT_ONCE = 200
TITLE = "Comptoir"
BRIEFLY = {"Cache-Control": "public, max-age=300"}


class Feeds(Controller):
    """Written while they are sent: a feed of 50,000 offers is never whole in memory."""

    path = "/feeds"
    guards = (Anybody(),)

    @get("/merchant.tsv")
    async def table(self, state: State) -> Stream:
        """All offers as a table."""
        return _streamed(tsv(state.portal.reading.all()), TSV)

    @get("/merchant.xml")
    async def rss(self, state: State) -> Stream:
        """All offers as RSS."""
        portal = state.portal
        return _streamed(rss(portal.reading.all(), TITLE, portal.address), RSS)

    @get("/nouveautes.atom")
    async def news(self, state: State) -> Response[str]:
        """What changed last."""
        return await run_sync(_news, state.portal, "", TITLE, "/feeds/nouveautes.atom")

    @get("/{member:str}/merchant.tsv")
    async def member_table(self, state: State, member: FromPath[str]) -> Response[Any] | Stream:
        """A member's offers as a table."""
        found = await run_sync(state.portal.browsing.member, member)
        if found is None:
            return trouble(state.portal.address, 404)
        return _streamed(tsv(state.portal.reading.all(member)), TSV)

    @get("/{member:str}/merchant.xml")
    async def member_rss(self, state: State, member: FromPath[str]) -> Response[Any] | Stream:
        """A member's offers as RSS."""
        portal = state.portal
        found = await run_sync(portal.browsing.member, member)
        if found is None:
            return trouble(portal.address, 404)
        return _streamed(rss(portal.reading.all(member), found.name, portal.address + found.path), RSS)

    @get("/{member:str}/nouveautes.atom")
    async def member_news(self, state: State, member: FromPath[str]) -> Response[str]:
        """What a member changed last."""
        portal = state.portal
        found = await run_sync(portal.browsing.member, member)
        if found is None:
            return trouble(portal.address, 404)
        return await run_sync(_news, portal, member, found.name, f"/feeds/{member}/nouveautes.atom")


class Consortium(Controller):
    """Members and their catalogues in the words of the Data Food Consortium; every address that they name answers."""

    path = "/dfc/enterprises"
    guards = (Anybody(),)

    @get()
    async def enterprises(self, state: State) -> Response[bytes]:
        """All members."""
        portal = state.portal
        shops = await run_sync(portal.reading.members)
        return _linked(consortium.document(*(consortium.enterprise(shop, portal.address) for shop in shops)))

    @get("/{member:str}")
    async def enterprise(self, state: State, member: FromPath[str]) -> Response[Any]:
        """A member."""
        portal = state.portal
        found = await run_sync(portal.browsing.member, member)
        if found is None:
            return trouble(portal.address, 404)
        return _linked(consortium.document(consortium.enterprise(found, portal.address)))

    @get("/{member:str}/catalog_items")
    async def catalogue(self, state: State, member: FromPath[str]) -> Response[Any] | Stream:
        """A member's whole catalogue."""
        portal = state.portal
        found = await run_sync(portal.browsing.member, member)
        if found is None:
            return trouble(portal.address, 404)
        return _streamed(consortium.catalogue(found, portal.reading.all(member), portal.address), consortium.MEDIA)

    @get("/{member:str}/catalog_items/{product:str}")
    async def line(self, state: State, member: FromPath[str], product: FromPath[str]) -> Response[Any]:
        """A line of a catalogue, with its product and its price."""
        portal = state.portal
        item = await run_sync(portal.reading.one, member, product)
        if item is None or not consortium.told(item):
            return trouble(portal.address, 404)
        return _linked(consortium.document(*consortium.nodes(item, portal.address)))


def _linked(body: bytes) -> Response[bytes]:
    return Response(body, media_type=consortium.MEDIA, headers=BRIEFLY)


def _news(portal: Portal, member: str, title: str, path: str) -> Response[str]:
    items = portal.reading.newest(member)
    updated = moment(items[0].changed_ms if items else portal.hub.now_ms())
    text = atom(items, title, portal.address, path, updated)
    return Response(text, media_type="application/atom+xml; charset=utf-8", headers=BRIEFLY)


def _streamed(parts: Iterator[bytes], media: str) -> Stream:
    async def sent() -> AsyncIterator[bytes]:
        while chunk := await run_sync(lambda: b"".join(itertools.islice(parts, AT_ONCE))):
            yield chunk

    return Stream(sent(), media_type=media, headers=BRIEFLY)
