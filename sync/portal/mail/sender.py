"""Send what waits in the outbox over SMTP; without a mail server it waits.

A letter is marked as sent after the server's answer: a portal that dies in between sends it once more, with the same
Message-ID, by which mailboxes know it again.
"""

from __future__ import annotations

import logging
import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from sync.portal.mail import outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.portal.mail.outbox import Waiting
    from sync.portal.storage.engine import Database

log = logging.getLogger(__name__)
PATIENCE_S = 10.0
SECURITIES = ("starttls", "tls", "none")


class MailServer(NamedTuple):
    """Where letters are handed in; `security` is starttls (default), tls from the first byte, or none."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    security: str

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"


def from_environment(environment: Mapping[str, str] = os.environ) -> MailServer | None:
    """Read COMPTOIR_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM and _SECURITY; None without a host."""
    said = {name: environment.get(f"COMPTOIR_SMTP_{name}", "").strip() for name in ("HOST", "PORT", "USER", "FROM")}
    if not said["HOST"]:
        return None
    security = environment.get("COMPTOIR_SMTP_SECURITY", "").strip() or "starttls"
    if security not in SECURITIES:
        raise UserError("COMPTOIR_SMTP_SECURITY is starttls, tls or none.")
    if not (said["PORT"] or "587").isdigit():
        raise UserError("COMPTOIR_SMTP_PORT is a number, usually 587.")
    if "@" not in said["FROM"]:
        raise UserError("COMPTOIR_SMTP_FROM is the e-mail address that the portal writes from.")
    password = environment.get("COMPTOIR_SMTP_PASSWORD", "")
    return MailServer(said["HOST"], int(said["PORT"] or 587), said["USER"], password, said["FROM"], security)


class Sender:
    """Empties the outbox of one portal."""

    def __init__(self, database: Database, server: MailServer | None, now_ms: Callable[[], int]) -> None:
        self._database, self._server, self._now_ms = database, server, now_ms

    def send_waiting(self, is_over: Callable[[], bool] = lambda: False) -> int:
        """Send what is due, until `is_over`; give how many letters a server took.

        Several senders never send the same at once. A server that is away is left alone until the next call.
        """
        if self._server is None:
            return 0
        taken = 0
        while not is_over():
            with self._database.read() as connection:
                due = outbox.due(connection, self._now_ms())
            if due is None:
                break
            with self._database.write() as connection:
                mail = outbox.take(connection, due, self._now_ms())
            try:
                taken += mail is not None and self._send(mail, self._server)
            except _AwayError:
                break
        return taken

    def _send(self, mail: Waiting, server: MailServer) -> bool:
        """Hand one letter in; no transaction is open while the server is spoken to."""
        try:
            with _connected(server) as smtp:
                smtp.send_message(_message(mail, server))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            self._not_sent(mail, f"{code} {said.decode(errors='replace')}", for_good=500 <= code < 600)
            return False
        except smtplib.SMTPResponseException as error:
            # Said of this letter, after the server knew us: anything else may be better tomorrow.
            for_good = isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600
            self._not_sent(mail, str(error), for_good=for_good)
            return False
        except (OSError, smtplib.SMTPException) as error:
            self._not_sent(mail, str(error), for_good=False)
            raise _AwayError from error
        with self._database.write() as connection:
            outbox.sent(connection, mail.id, self._now_ms())
        return True

    def _not_sent(self, mail: Waiting, trouble: str, *, for_good: bool) -> None:
        # Neither the address nor the subject: logs hold nothing personal.
        log.warning("mail %d not sent (attempt %d)", mail.id, mail.attempts)
        with self._database.write() as connection:
            how = outbox.given_up if for_good else outbox.put_off
            how(connection, mail, trouble, self._now_ms())


class _AwayError(Exception):
    """The mail server does not answer, or not as one."""


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_S, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _message(mail: Waiting, server: MailServer) -> EmailMessage:
    made = EmailMessage()
    made["From"] = formataddr(("Comptoir", server.sender))
    made["To"] = mail.address
    made["Subject"] = mail.subject
    made["Date"] = formatdate(mail.made_ms / 1000)
    made["Message-ID"] = f"<{mail.made_ms}.{mail.id}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body)
    return made
