"""Public pages are kept as they were sent until something that they show changes, in whichever worker.

Each request reads the portal's version first (one small query), so that a page made before a change is never sent
after it. Browsers and proxies may keep pages too, and ask each time whether they still hold (ETag). Pages with a form
token, a basket or a session never come here.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from litestar import Response

from sync.portal.web import languages
from sync.portal.wording import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.catalogue.freshness import Version
    from sync.portal.web.guarding import AnyRequest

SQUEEZED_HERE = "squeezed_here"
"""Marks routes whose pages are compressed once and not at each request."""
MOST_BYTES = 32_000_000
HEADERS = {"Cache-Control": "public, no-cache", "Vary": "Accept-Encoding"}
_LEVEL = 6


class Page(NamedTuple):
    """A page as it is sent, plain and compressed."""

    tag: str
    plain: bytes
    squeezed: bytes


class KeptPages:
    """The pages of one process, those asked for last; all of one version of what the portal shows."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._version: Version | None = None
        self._most, self._size = most_bytes, 0

    def get(self, key: tuple[str, str], version: Version) -> Page | None:
        """Give a page if it still holds."""
        with self._lock:
            if self._version != version or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, key: tuple[str, str], version: Version, page: Page) -> None:
        """Keep a page made after a version was read; those of another version are forgotten."""
        with self._lock:
            if self._version != version:
                self._pages.clear()
                self._version, self._size = version, 0
            before = self._pages.pop(key, None)
            self._pages[key] = page
            self._size += _size(page) - (_size(before) if before else 0)
            while self._size > self._most:
                self._size -= _size(self._pages.popitem(last=False)[1])


def kept_page(request: AnyRequest, make: Callable[[], str]) -> Response[Any]:
    """Answer with a page, made anew only when something changed; 304 to who has it already."""
    portal, pages = request.app.state.portal, request.app.state.pages
    version = portal.browsing.version()
    key = (language(), languages.page())
    page = pages.get(key, version)
    if page is None:
        page = _made(make())
        pages.keep(key, version, page)
    headers = {**HEADERS, "ETag": page.tag}
    if _has(request.headers.get("if-none-match", ""), page.tag):
        return Response(None, status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(page.squeezed, media_type="text/html", headers={**headers, "Content-Encoding": "gzip"})
    return Response(page.plain, media_type="text/html", headers=headers)


def _made(text: str) -> Page:
    plain = text.encode()
    # Weak: the same page goes out plain and compressed.
    tag = f'W/"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return Page(tag, plain, gzip.compress(plain, _LEVEL, mtime=0))


def _has(tags: str, tag: str) -> bool:
    return tags.strip() == "*" or tag in {each.strip() for each in tags.split(",")}


def _size(page: Page) -> int:
    return len(page.plain) + len(page.squeezed)
