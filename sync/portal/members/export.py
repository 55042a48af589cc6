"""Everything of one member as a zip, written while it is read: the journal verbatim, and tables that others can open.

`journal/<incarnation>.ndjson` holds the entries byte for byte, one a line; with `lignes.json` (keys, hashes) anybody
can check chain and signatures. The CSV files are made from it: UTF-8, amounts in minor units, quantities in
thousandths, so that no program rounds them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import LargeBinary, select

from pos.domain.article_rows import guarded
from sync.portal.members import profile
from sync.portal.storage import agenda_tables, ledger_tables, order_tables, tables, webshop_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

    from sync.portal.storage.engine import Database

BATCH = 500
CHUNK = 64_000
READ_ME = """Export de vos données, Comptoir

journal/*.ndjson  les écritures de vos caisses et de votre bureau au portail, mot pour mot, une par ligne
lignes.json       pour chaque journal : la clé publique, le dernier numéro et son empreinte
*.csv             ventes, lignes, paiements, articles, stock, anomalies… (UTF-8, virgules ; montants en centimes,
                  quantités en millièmes, dates ISO)
profil.json       ce que vous dites de vous sur le portail
retrait.json      quand et où vous remettez les commandes
equipe.csv        vos gens au portail ; actions_au_portail.csv : ce qui a été fait chez vous
boutique_en_ligne*.csv  la boutique reliée et ses commandes, sans ses clés
images/           les images de vos articles

Le journal suffit : tout le reste en découle et peut être refait.
"""

_TABLES: tuple[tuple[str, Table], ...] = (
    ("ventes.csv", tables.sale),
    ("lignes_de_vente.csv", tables.sale_line),
    ("paiements.csv", tables.payment),
    ("sessions.csv", tables.session),
    ("clotures.csv", tables.closing),
    ("mouvements_de_stock.csv", tables.stock_move),
    ("stock.csv", tables.stock),
    ("categories.csv", tables.category),
    ("prix.csv", tables.price),
    ("partage.csv", tables.consent),
    ("commandes.csv", order_tables.order_part),
    ("commandes_articles.csv", order_tables.order_line),
    ("commandes_etapes.csv", order_tables.order_event),
    ("reservations.csv", tables.reservation),
    ("reservations_articles.csv", tables.reservation_line),
    ("visites_envoyees.csv", tables.outbound),
    ("agenda.csv", agenda_tables.agenda_event),
    ("retraits_du_portail.csv", tables.moderation),
    ("anomalies.csv", tables.anomaly),
    ("commission.csv", ledger_tables.commission_line),
    ("ecritures.csv", ledger_tables.ledger_entry),
    ("releves.csv", ledger_tables.statement),
)


class Exports:
    """Give members their data back."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def all_of(self, member: str) -> Iterator[bytes]:
        """Give the zip in pieces; it is one consistent view, and never whole in memory."""
        made = _Sink()
        now = datetime.fromtimestamp(self._now_ms() / 1000, UTC)
        with self._database.read() as connection, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, pieces in _files(connection, member):
                about = zipfile.ZipInfo(name, now.timetuple()[:6])
                about.compress_type = zipfile.ZIP_STORED if name.startswith("images/") else zipfile.ZIP_DEFLATED
                with archive.open(about, "w", force_zip64=True) as file:
                    for piece in pieces:
                        file.write(piece)
                        if made.size >= CHUNK:
                            yield made.taken()
        yield made.taken()


class _Sink(io.RawIOBase):
    """Collects what is written until somebody takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        part = bytes(piece)
        self._parts.append(part)
        self.size += len(part)
        return len(part)

    def taken(self) -> bytes:
        """Give what was collected, and begin anew."""
        made = b"".join(self._parts)
        self._parts, self.size = [], 0
        return made


def _files(connection: Connection, member: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "LISEZ-MOI.txt", [READ_ME.encode()]
    lines = connection.execute(select(tables.line).where(tables.line.c.member == member)).mappings().all()
    yield "lignes.json", [_json([dict(row) for row in lines])]
    for row in lines:
        yield f"journal/{row['inc']}.ndjson", _journal(connection, row["inc"])
    for name, table in _TABLES:
        columns = [each for each in table.columns if each.name != "member" and not isinstance(each.type, LargeBinary)]
        yield name, _csv([column.name for column in columns], _rows(connection, table, columns, member))
    p = tables.product.c
    columns = [p.id, p.name, p.price_minor, p.category, p.online, p.archived, p.valid_from, p.words]
    yield "articles.csv", _csv([c.name for c in columns], _rows(connection, tables.product, columns, member))
    yield "articles.ndjson", _bodies(connection, member)
    yield from _portal_side(connection, member)
    yield "profil.json", [_json(msgspec.to_builtins(profile.load(connection, member)))]
    s = ledger_tables.statement.c
    for year, number, body in connection.execute(select(s.year, s.number, s.body).where(s.member == member)).all():
        yield f"releves/{year}-{number:06}.json", [body]
    i = tables.picture.c
    for sha256, kind in connection.execute(select(i.sha256, i.media_type).where(i.member == member)).all():
        body = connection.execute(select(i.body).where(i.member == member, i.sha256 == sha256)).scalar_one()
        yield f"images/{sha256}.{_extension(kind)}", [body]


def _portal_side(connection: Connection, member: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give what a member's people did and set at the portal; never a secret."""
    a, p, m = tables.audit.c, tables.person.c, tables.membership.c
    heads = ["at_ms", "actor", "action", "target", "detail"]
    query = select(*(a[name] for name in heads)).where(a.member == member).order_by(a.id)
    yield "actions_au_portail.csv", _csv(heads, (tuple(row) for row in connection.execute(query)))
    team = select(p.email, p.name, m.role, m.since_ms).join(tables.person, p.id == m.person).where(m.member == member)
    yield (
        "equipe.csv",
        _csv(["email", "name", "role", "since_ms"], map(tuple, connection.execute(team.order_by(p.email)))),
    )
    handing = connection.execute(select(order_tables.pickup.c.body).where(order_tables.pickup.c.member == member))
    if (body := handing.scalar_one_or_none()) is not None:
        yield "retrait.json", [_json(msgspec.json.decode(body))]
    w, o = webshop_tables.webshop.c, webshop_tables.webshop_order.c
    shops = select(w.id, w.kind, w.url, w.writes_articles, w.connected_ms).where(w.member == member).order_by(w.id)
    columns = ["id", "kind", "url", "writes_articles", "connected_ms"]
    yield "boutique_en_ligne.csv", _csv(columns, map(tuple, connection.execute(shops)))
    taken = select(o.webshop, o.remote, o.part, o.code, o.turn, o.acknowledged_ms)
    taken = taken.join(webshop_tables.webshop, w.id == o.webshop).where(w.member == member)
    columns = ["webshop", "remote", "part", "code", "turn", "acknowledged_ms"]
    rows = map(tuple, connection.execute(taken.order_by(o.webshop, o.remote)))
    yield "boutique_en_ligne_commandes.csv", _csv(columns, rows)


def _journal(connection: Connection, inc: str) -> Iterator[bytes]:
    e, last = tables.entry.c, 0
    query = select(e.seq, e.payload).where(e.inc == inc).order_by(e.seq).limit(BATCH)
    while rows := connection.execute(query.where(e.seq > last)).all():
        for row in rows:
            yield row.payload + b"\n"
        last = rows[-1].seq


def _bodies(connection: Connection, member: str) -> Iterator[bytes]:
    p, last = tables.product.c, ""
    query = select(p.id, p.body).where(p.member == member).order_by(p.id).limit(BATCH)
    while rows := connection.execute(query.where(p.id > last)).all():
        for row in rows:
            yield row.body + b"\n"
        last = rows[-1].id


def _rows(
    connection: Connection, table: Table, columns: Sequence[ColumnElement[Any]], member: str
) -> Iterator[Sequence[Any]]:
    query = select(*columns).where(table.c.member == member).order_by(*table.primary_key)
    # A cursor on the server's side: a year of sales never lies in memory at once.
    found = connection.execution_options(yield_per=BATCH).execute(query)
    for row in found:
        yield tuple(row)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        if text.tell() > CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def _extension(media_type: str) -> str:
    return {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(media_type, "bin")
