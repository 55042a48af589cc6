"""Letters to buyers over real SMTP: what they say, sent once, tried again, never in clear by mistake."""

from __future__ import annotations

import re
import ssl
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import exc, select

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.online_order import Missing
from pos.domain.quantity import ONE
from sync.portal import rounds
from sync.portal.mail import outbox
from sync.portal.mail.sender import MailServer, Sender, from_environment
from sync.portal.orders.contact import Contact
from sync.portal.orders.placing import Placed
from sync.portal.orders.standing import HOUR_MS
from sync.portal.storage import order_tables
from tests.portal.market import BEER, BREAD, CAMILLE, FOURNIL, GRAINS, HONEY, LENTILS, Market
from tests.portal.post_office import PostOffice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MINUTE_MS = 60_000


@pytest.fixture
def office() -> Iterator[PostOffice]:
    made = PostOffice()
    yield made
    made.close()


@pytest.fixture
def market(database_url: str, office: PostOffice) -> Iterator[Market]:
    made = Market(database_url)
    made.portal.sender = sender(made, MailServer("127.0.0.1", office.port, "", "", "portail@exemple.example", "none"))
    yield made
    made.close()


def sender(market: Market, server: MailServer | None) -> Sender:
    return Sender(market.portal.database, server, lambda: market.now_ms)


def subjects(office: PostOffice) -> list[str]:
    return [re.sub(r"[2-9A-Z]{4}(-\d)?", "CODE", letter["Subject"]) for letter in office.letters]


def go_round(market: Market) -> None:
    """Do what the portal's threads do."""
    rounds.go_round(market.portal)
    market.portal.sender.send_waiting()


def mails(market: Market) -> list[tuple[int, bool, bool, str]]:
    """Give (attempts, sent, failed, trouble) of every letter."""
    m = order_tables.mail.c
    with market.portal.database.read() as connection:
        rows = connection.execute(select(m.attempts, m.sent_ms, m.failed_ms, m.trouble).order_by(m.id)).all()
    return [(row.attempts, row.sent_ms is not None, row.failed_ms is not None, row.trouble) for row in rows]


def test_the_confirmation_says_all_that_the_law_asks_for(market: Market, office: PostOffice) -> None:
    secret = market.placed({(GRAINS, BEER): 2 * ONE, (GRAINS, LENTILS): 500, (FOURNIL, BREAD): ONE})
    go_round(market)

    letter = office.letters[0]
    body = letter.get_content().replace("\u00a0", " ")
    assert letter["To"] == CAMILLE.email
    assert letter["From"] == "Comptoir <portail@exemple.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert subjects(office) == ["Commande CODE reçue"]
    for said in (
        "Bonjour Camille,",
        "mardi 24 novembre à 9 h 10",
        "  2 × Bière au miel, 33 cl : CHF 7.40",
        "  consigne, rendue au retour : CHF 1.00",
        "  0,5 kg · Lentilles vertes : CHF 4.50",
        "  À payer sur place : CHF 12.90, TVA comprise",
        "  Retrait : mardi 24 novembre, 11 h 30 – 18 h, Rue des Tanneurs 8, 1227 Carouge",
        "Vendeur : Fournil de la Jonction, Quai du Levain 3, 1205 Genève"
        " · bonjour@jonction.example · IDE CHE-123.456.788",
        f"http://portail.example/commande/{secret}",
        "annuler sans frais",
    ):
        assert said in body


def test_each_turn_of_an_order_is_written_once(market: Market, office: PostOffice) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    part = market.parts(secret)[0]
    go_round(market)
    for kind in (facts.OrderAcknowledged, facts.OrderReady):
        market.tell(FOURNIL, kind, order=part.id)
        go_round(market)
        go_round(market)
    market.tell(FOURNIL, facts.OrderCollected, order=part.id, sale="5" * 32)
    go_round(market)

    assert subjects(office) == [
        "Commande CODE reçue",
        "Fournil de la Jonction confirme votre commande CODE",
        "Votre commande CODE est prête chez Fournil de la Jonction",
    ]
    assert "gardée jusqu’au jeudi 26 novembre à 18" in office.letters[2].get_content()
    assert len({letter["Message-ID"] for letter in office.letters}) == 3


def test_a_shortage_is_written_with_what_is_left_and_until_when_to_choose(market: Market, office: PostOffice) -> None:
    secret = market.placed({(FOURNIL, BREAD): 2 * ONE})
    part = market.parts(secret)[0]
    market.tell(FOURNIL, facts.OrderShort, order=part.id, missing=(Missing(BREAD, ONE),))
    go_round(market)

    body = office.letters[-1].get_content().replace("\u00a0", " ")
    assert "  1 × Pain de campagne : CHF 8.50" in body
    assert "  manque : 1 × Pain de campagne" in body
    assert "Sans réponse avant le mardi 24 novembre à 10 h 30" in body

    market.portal.following.keep_rest(secret, "1")
    go_round(market)
    assert len(office.letters) == 2


def test_the_ends_of_an_order_are_written(market: Market, office: PostOffice) -> None:
    cancelled, refused, expired = (market.placed({(FOURNIL, BREAD): ONE}) for _ in range(3))
    market.portal.following.cancel(cancelled, "1")
    market.tell(FOURNIL, facts.OrderRefused, order=market.parts(refused)[0].id, reason="Four en panne")
    go_round(market)
    market.now_ms += 72 * HOUR_MS
    go_round(market)

    assert sorted(subjects(office)[3:]) == [
        "Commande CODE annulée",
        "Commande CODE libérée",
        "Fournil de la Jonction ne peut pas servir votre commande CODE",
    ]
    assert any("« Four en panne »" in letter.get_content() for letter in office.letters)
    assert market.states(expired)[0].value == "expired"


def test_what_people_typed_stays_text_in_one_line_of_one_letter(market: Market, office: PostOffice) -> None:
    odd = Contact("{{7*7}} <b>&", "camille@exemple.example")
    assert isinstance(market.order({(GRAINS, HONEY): ONE}, contact=odd), Placed)
    go_round(market)

    assert "Bonjour {{7*7}} <b>&," in office.letters[0].get_content()


def test_a_buyer_with_a_telephone_is_not_written(market: Market, office: PostOffice) -> None:
    assert isinstance(market.order({(GRAINS, HONEY): ONE}, contact=Contact("Camille", "", "+41791234567")), Placed)
    go_round(market)

    assert (office.letters, mails(market)) == ([], [])


def test_without_a_mail_server_letters_wait(market: Market, office: PostOffice) -> None:
    known, market.portal.sender = market.portal.sender, sender(market, None)
    market.placed({(GRAINS, HONEY): ONE})
    go_round(market)
    assert mails(market) == [(0, False, False, "")]

    market.portal.sender = known
    go_round(market)
    assert len(office.letters) == 1
    with market.portal.database.read() as connection:
        assert outbox.standing(connection) == {"waiting": 0, "sent": 1, "failed": 0}


def test_what_a_letter_said_is_forgotten_once_it_is_sent_and_other_letters_after_30_days(
    market: Market, office: PostOffice
) -> None:
    with market.portal.database.write() as connection:
        outbox.post(connection, "membre@exemple.example", "Mot de passe", "http://secret", market.now_ms)
    go_round(market)
    m = order_tables.mail.c
    with market.portal.database.read() as connection:
        assert connection.execute(select(m.address, m.body)).one() == ("membre@exemple.example", "")
    market.now_ms += 30 * 24 * HOUR_MS + 1
    go_round(market)

    assert office.letters[0].get_content().strip() == "http://secret"
    assert mails(market) == []


def test_a_server_that_is_busy_is_asked_again_later_and_later(market: Market, office: PostOffice) -> None:
    office.answers = ["451 try again", "452 later"]
    market.placed({(GRAINS, HONEY): ONE})
    for wait in (0, MINUTE_MS - 1, 1, 5 * MINUTE_MS - 1):
        market.now_ms += wait
        market.portal.sender.send_waiting()
    assert [mail[0] for mail in mails(market)] == [2]
    assert "later" in mails(market)[0][3]

    market.now_ms += 1
    assert market.portal.sender.send_waiting() == 1
    assert mails(market) == [(3, True, False, "")]
    assert len(office.letters) == 1


def test_a_server_that_is_away_is_asked_again(market: Market, office: PostOffice) -> None:
    office.close()
    market.placed({(GRAINS, HONEY): ONE})

    assert market.portal.sender.send_waiting() == 0

    assert [(mail[0], mail[2]) for mail in mails(market)] == [(1, False)]


def test_a_letter_that_is_refused_for_good_is_not_tried_again(market: Market, office: PostOffice) -> None:
    office.refused = {CAMILLE.email}
    market.placed({(GRAINS, HONEY): ONE})
    market.portal.sender.send_waiting()
    office.refused = set()
    market.now_ms += 72 * HOUR_MS
    market.portal.sender.send_waiting()

    assert mails(market) == [(1, False, True, "550 no such mailbox")]
    assert office.letters == []


def test_a_letter_nobody_takes_is_given_up_after_three_days(market: Market, office: PostOffice) -> None:
    office.answers = ["451 try again"] * 20
    market.placed({(GRAINS, HONEY): ONE})
    begun = market.now_ms
    while not mails(market)[0][2]:
        market.portal.sender.send_waiting()
        market.now_ms += 30 * MINUTE_MS

    assert 48 * HOUR_MS < market.now_ms - begun < 96 * HOUR_MS


def test_a_sender_that_died_gives_its_letter_back(market: Market, office: PostOffice) -> None:
    market.placed({(GRAINS, HONEY): ONE})
    with market.portal.database.read() as connection:
        due = outbox.due(connection, market.now_ms)
    assert due is not None
    with market.portal.database.write() as connection:
        assert outbox.take(connection, due, market.now_ms) is not None
    assert market.portal.sender.send_waiting() == 0

    market.now_ms += outbox.LEASE_MS
    assert market.portal.sender.send_waiting() == 1


def test_senders_at_once_send_each_letter_once(market: Market, office: PostOffice) -> None:
    for _ in range(6):
        market.placed({(GRAINS, BEER): ONE})
    together = threading.Barrier(4)

    def send() -> None:
        together.wait(20)
        market.portal.sender.send_waiting()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join(60)

    assert len(office.letters) == 6
    assert len({letter["Message-ID"] for letter in office.letters}) == 6


def test_rounds_of_several_processes_write_each_turn_once(market: Market, office: PostOffice) -> None:
    parts = [market.parts(market.placed({(GRAINS, BEER): ONE}))[0] for _ in range(5)]
    for part in parts:
        market.tell(GRAINS, facts.OrderReady, order=part.id)
    together = threading.Barrier(3)

    def tell() -> None:
        together.wait(20)
        rounds.tell_buyers(market.portal)

    tellers = [threading.Thread(target=tell) for _ in range(3)]
    for thread in tellers:
        thread.start()
    for thread in tellers:
        thread.join(60)

    assert len(mails(market)) == 10


def test_the_portal_logs_in_where_it_is_asked_to(market: Market) -> None:
    office = PostOffice(login=("portail", "s3cret"))
    try:
        for password, taken in (("wrong", 0), ("s3cret", 1)):
            market.placed({(GRAINS, BEER): ONE})
            server = MailServer("127.0.0.1", office.port, "portail", password, "portail@exemple.example", "none")
            assert sender(market, server).send_waiting() == taken
        assert [mail[2] for mail in mails(market)] == [False, False]
    finally:
        office.close()


@pytest.mark.parametrize("tls", [False, True])
def test_no_letter_leaves_in_clear_or_to_a_stranger_where_tls_is_asked_for(
    market: Market, tmp_path: Path, *, tls: bool
) -> None:
    office = PostOffice(tls=_stranger(tmp_path) if tls else None)
    try:
        market.placed({(GRAINS, BEER): ONE})
        server = MailServer("127.0.0.1", office.port, "", "", "portail@exemple.example", "starttls")
        assert sender(market, server).send_waiting() == 0
    finally:
        office.close()

    assert office.letters == []
    assert [(mail[0], mail[2]) for mail in mails(market)] == [(1, False)]
    assert ("CERTIFICATE_VERIFY_FAILED" in mails(market)[0][3]) is tls


def test_the_rounds_of_a_serving_portal_send_letters(database_url: str, office: PostOffice) -> None:
    market = Market(database_url, serves=True)
    arrived = threading.Event()
    taken = sender(market, MailServer("127.0.0.1", office.port, "", "", "portail@exemple.example", "none"))

    class Telling:
        def send_waiting(self, is_over: Callable[[], bool]) -> int:
            number = taken.send_waiting(is_over)
            if number:
                arrived.set()
            return number

    market.portal.sender = Telling()  # type: ignore[assignment]
    market.placed({(GRAINS, HONEY): ONE})
    came = arrived.wait(20)
    market.close()

    assert came
    assert not [thread for thread in threading.enumerate() if thread.name in {"rounds", "post"}]


def test_a_round_that_fails_is_followed_by_another(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = market.placed({(GRAINS, HONEY): ONE})
    market.now_ms += 72 * HOUR_MS
    expire, tries, done = market.portal.orders.expire, [1], threading.Event()

    def away_once() -> int:
        if tries:
            tries.pop()
            raise exc.OperationalError("x", {}, Exception("away"))
        number = expire()
        done.set()
        return number

    monkeypatch.setattr(market.portal.orders, "expire", away_once)
    running = rounds.Rounds(market.portal, pause_s=0.01)
    running.start()
    came = done.wait(20)
    running.stop()

    assert came
    assert market.states(secret)[0].value == "expired"


def test_settings_come_from_the_environment() -> None:
    said = {"COMPTOIR_SMTP_HOST": "mail.example", "COMPTOIR_SMTP_FROM": "p@x.example", "COMPTOIR_SMTP_PASSWORD": "s3"}

    server = from_environment(said)

    assert server == MailServer("mail.example", 587, "", "s3", "p@x.example", "starttls")
    assert "s3" not in repr(server)
    assert from_environment({}) is None


@pytest.mark.parametrize(
    "bad", [{"COMPTOIR_SMTP_FROM": ""}, {"COMPTOIR_SMTP_PORT": "x"}, {"COMPTOIR_SMTP_SECURITY": "some"}]
)
def test_settings_that_are_none_are_said_at_the_start(bad: dict[str, str]) -> None:
    good = {"COMPTOIR_SMTP_HOST": "mail.example", "COMPTOIR_SMTP_FROM": "p@x.example"}
    with pytest.raises(UserError, match="COMPTOIR_SMTP"):
        from_environment({**good, **bad})


def _stranger(folder: Path) -> ssl.SSLContext:
    """Make a server's context with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
