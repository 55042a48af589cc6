"""A real SMTP server on loopback that answers as it is told, and keeps what it took."""

from __future__ import annotations

import email
import email.policy
import socket
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    import ssl
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """`answers` are given to the next letters instead of taking them; `letters` are those that were taken."""

    def __init__(self, *, login: tuple[str, str] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.refused: set[str] = set()
        self._login = login
        more: dict[str, Any] = {"tls_context": tls} if tls is not None else {}
        if login is not None:
            more |= {"authenticator": self._authenticated, "auth_require_tls": False}
        # The controller knocks at its own port to see that it listens: it has to be told a free one.
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self._controller.start()
        self._open = True

    def close(self) -> None:
        """Stop; once more does no harm."""
        if self._open:
            self._open = False
            self._controller.stop()

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse mailboxes that do not exist."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # same
        """Take a letter, or answer as told."""
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append(letter)
        return "250 OK"

    def _authenticated(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: Any) -> AuthResult:
        good = isinstance(said, LoginPassword) and self._login == (said.login.decode(), said.password.decode())
        return AuthResult(success=good)
