"""The public pages of the agenda, and each event as a file for calendars."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath  # noqa: TC002  # same

from sync.portal.agenda import icalendar
from sync.portal.web import event_pages
from sync.portal.web.guarding import AnyRequest  # noqa: TC001  # read by Litestar at run time
from sync.portal.web.public import KEPT, AbsentError, page_or_trouble, trouble
from sync.portal.web.rules import Anybody
from sync.portal.wording import to


class AgendaPages(Controller):
    """What is coming, and one event."""

    path = "/agenda"
    guards = (Anybody(),)

    @get(opt=KEPT)
    async def agenda(self, request: AnyRequest, state: State) -> Response[Any]:
        """All that is coming."""
        return await page_or_trouble(request, lambda: event_pages.agenda_page(state.portal, state.portal.address))

    @get("/{event:str}", opt=KEPT)
    async def event(self, request: AnyRequest, state: State, event: FromPath[str]) -> Response[Any]:
        """One event, past ones too."""
        portal = state.portal

        def made() -> str:
            found = portal.agenda.one(event)
            if found is None:
                raise AbsentError(404)
            return event_pages.event_page(portal, portal.address, found)

        return await page_or_trouble(request, made)

    @get("/{event:str}/agenda.ics")
    async def calendar(self, state: State, event: FromPath[str]) -> Response[Any]:
        """One event for a calendar."""
        portal = state.portal
        found = await run_sync(portal.agenda.one, event)
        if found is None:
            return trouble(portal.address, 404)
        about = event_pages.calendar_text(found, portal.address)
        text = icalendar.written(found, portal.address + to(found.path), about)
        headers = {
            "Content-Disposition": f'attachment; filename="{found.begins[:10]}.ics"',
            "Cache-Control": "public, no-cache",
        }
        return Response(text, media_type=f"{icalendar.MEDIA}; charset=utf-8", headers=headers)
