"""The portal's services on one database, and its machine-to-machine calls, whatever carries them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from sync.portal.accounts.invitations import Inviting
from sync.portal.accounts.passkeys import Passkeys
from sync.portal.accounts.service import Accounts
from sync.portal.agenda.service import Agenda
from sync.portal.catalogue.aisles import Aisles
from sync.portal.catalogue.browsing import Browsing
from sync.portal.catalogue.listing import Listings
from sync.portal.catalogue.moderation import Moderation
from sync.portal.catalogue.pictures import Pictures
from sync.portal.catalogue.service import Catalogue
from sync.portal.clock import HubClock
from sync.portal.feeds.reading import Reading
from sync.portal.ingest.desk import Desk
from sync.portal.ingest.inbox import Inbox
from sync.portal.ingest.replaying import project_anew
from sync.portal.ingest.service import Hub, RefusedError, Reply, refused
from sync.portal.ledger import telling
from sync.portal.ledger.advance import Advance
from sync.portal.ledger.closing import Closing
from sync.portal.ledger.payments import Payments
from sync.portal.ledger.pot import Pot
from sync.portal.ledger.reading import MemberAccounts
from sync.portal.ledger.service import Ledger
from sync.portal.ledger.signing import Signing
from sync.portal.mail import outbox
from sync.portal.mail.sender import Sender, from_environment
from sync.portal.members.consent import Sharing
from sync.portal.members.export import Exports
from sync.portal.members.health import Health
from sync.portal.members.leaving import Leaving
from sync.portal.members.marks import MarksOfAll
from sync.portal.members.profile import Profiles
from sync.portal.members.service import Enrolling
from sync.portal.orders.following import Following
from sync.portal.orders.overview import Overview
from sync.portal.orders.placing import Placing
from sync.portal.orders.service import Orders
from sync.portal.sales.figures import Figures
from sync.portal.statistics.service import Statistics
from sync.portal.storage.engine import Database
from sync.portal.webshops.service import Webshops
from sync.protocol.messages import HOLDS_HEADER, CodeAsked, Resolve, TokenAsked
from sync.protocol.signing import KEY_HEADER, SIGNATURE_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pos.domain.commission import Commission
    from pos.domain.marks import Marks
    from sync.portal.accounts.letters import Post


MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


class Portal:
    """One portal: a database and what is done with it."""

    def __init__(
        self,
        url: str,
        *,
        address: str = "",
        now_ms: Callable[[], int] | None = None,
        post: Post = outbox.post,
    ) -> None:
        self.database = Database(url)
        project_anew(self.database)
        clock = now_ms or HubClock().now_ms
        self.hub = Hub(self.database, clock)
        self.ledger = Ledger(self.database, clock)
        self.advance = Advance(self.ledger)
        self.closing = Closing(self.ledger, self.advance)
        self.payments = Payments(self.ledger, self.closing)
        self.pot = Pot(self.ledger)
        self.signing = Signing(self.ledger)
        self.member_accounts = MemberAccounts(self.ledger)
        self.desk = Desk(self.database, self.hub)
        self.members = Enrolling(self.database, self.hub, clock, address=address)
        self.address = address
        self.reading = Reading(self.database, clock, address)
        self.browsing = Browsing(self.database, clock)
        self.agenda = Agenda(self.database, self.browsing, clock)
        self.catalogue = Catalogue(self.database, self.hub, clock)
        self.orders = Orders(self.database, clock)
        self.placing = Placing(self.database, clock, address)
        self.following = Following(self.database, clock)
        self.overview = Overview(self.database)
        self.webshops = Webshops(self.database, clock)
        self.sender = Sender(self.database, from_environment(), clock)
        self.accounts = Accounts(self.database, clock, address=address, post=post)
        self.inviting = Inviting(self.database, self.accounts, clock, address=address, post=post)
        self.passkeys = Passkeys(self.database, self.accounts, clock, address=address)
        self.anomalies = Inbox(self.database, self.hub, clock)
        self.listings = Listings(self.database, self.desk)
        self.pictures = Pictures(self.database)
        self.moderation = Moderation(self.database, clock)
        self.aisles = Aisles(self.database)
        self.marks = MarksOfAll(self.database, clock)
        self.figures = Figures(self.database, clock)
        self.health = Health(self.database, clock)
        self.profiles = Profiles(self.database, clock)
        self.statistics = Statistics(self.database, clock)
        self.sharing = Sharing(self.database, self.desk)
        self.exports = Exports(self.database, clock)
        self.leaving = Leaving(self.database, self.sharing, clock)

    def answer(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Reply:
        """Answer a till's request; a refusal is an answer too. Header names are lower case."""
        try:
            return self._answer(method, path, query, headers, body)
        except RefusedError as error:
            return error.reply
        except msgspec.MsgspecError as error:
            return refused(422, "malformed", str(error)).reply

    def _answer(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Reply:
        calls: dict[tuple[str, str], Callable[[], Reply]] = {
            ("POST", "/v1/hello"): lambda: self.hub.hello(
                body, headers.get(KEY_HEADER.lower(), ""), headers.get(SIGNATURE_HEADER.lower(), "")
            ),
            ("POST", "/v1/push"): lambda: self.hub.push(body, headers.get("content-encoding", "")),
            ("GET", "/v1/pull"): lambda: Reply(
                200,
                self.catalogue.pull(
                    _bearer(headers),
                    query.get("cursor", ""),
                    digest=query.get("digest") == "1",
                    holds=headers.get(HOLDS_HEADER.lower(), ""),
                ),
            ),
            ("GET", "/v1/history"): lambda: Reply(
                200, self.hub.history(_bearer(headers), query.get("inc", ""), _number(query.get("from", "")))
            ),
            ("GET", "/v1/commission"): lambda: Reply(200, self._commission(_bearer(headers), query.get("month", ""))),
            ("GET", "/v1/network"): lambda: Reply(200, self.members.others_of(self.hub.who(_bearer(headers))[1])),
            ("GET", "/v1/marks"): lambda: Reply(200, self._marks(_bearer(headers))),
            ("GET", "/v1/anomalies"): lambda: Reply(200, self.anomalies.open_of(_bearer(headers))),
            ("POST", "/v1/anomalies/resolve"): lambda: Reply(
                200, self.anomalies.resolve(_bearer(headers), msgspec.json.decode(body, type=Resolve))
            ),
            ("POST", "/v1/device/code"): lambda: Reply(
                200, self.members.ask(msgspec.json.decode(body, type=CodeAsked))
            ),
            ("POST", "/v1/device/token"): lambda: self.members.redeem(msgspec.json.decode(body, type=TokenAsked)),
        }
        if (call := calls.get((method, path))) is None:
            raise refused(404, "not_found")
        return call()

    def _commission(self, token: str, month: str) -> Commission:
        _, member = self.hub.who(token)
        if not MONTH.match(month):
            raise refused(422, "malformed", "month")
        return telling.told(self.ledger, member, month)

    def _marks(self, token: str) -> Marks:
        self.hub.who(token)
        return self.marks.now()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def _bearer(headers: Mapping[str, str]) -> str:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 1
