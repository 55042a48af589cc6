"""What all pages of the spaces need: the member of the address, notes, and the audit of what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync

from pos.domain.errors import UserError
from sync.portal.accounts import audit as auditing
from sync.portal.web.guarding import see_other
from sync.portal.web.refusals import Note, in_french
from sync.portal.web.rules import person_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from litestar import Request, Response
    from sqlalchemy import Connection

    AnyRequest = Request[Any, Any, Any]


def audited(
    request: AnyRequest, action: str, target: str, detail: str = "", *, member: str | None = None
) -> Callable[[Connection], object]:
    """Give what notes who did something, in the transaction in which it is done."""
    person, now_ms = person_of(request).id, request.app.state.portal.hub.now_ms

    def note(connection: Connection) -> None:
        auditing.note(connection, now_ms(), person, action, target, detail, member=member)

    return note


async def tried(do: Callable[[], object]) -> Note | None:
    """Do something; give the note that says why it was refused, None when it was done."""
    try:
        await run_sync(do)
    except UserError as error:
        return in_french(error)
    return None


def done(path: str) -> Response[Any]:
    """Answer a form that was taken."""
    return see_other(path)


def page_number(text: str) -> int:
    """Read a page's number from an address; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
