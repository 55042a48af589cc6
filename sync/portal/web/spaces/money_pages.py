"""The chamber's pages of money: members' accounts, statements, the advance, the pot commun, rates, who looked."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State, UploadFile  # State is read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.ledger import bookkeeping, books, papers
from sync.portal.ledger.signing import Document, Kind, document_of
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import ACCOUNTANT, ADMIN, AUDITOR, person_of, require_chamber
from sync.portal.web.spaces import advance_chart, words
from sync.portal.web.spaces.money_forms import amount_read, deciding
from sync.portal.web.spaces.shared import audited, done, tried

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.gathered import Portal
    from sync.portal.ledger.payments import TakenIn

AnyRequest = Request[Any, Any, Any]
SEES = require_chamber(ADMIN, ACCOUNTANT, AUDITOR)
KEEPS = require_chamber(ADMIN, ACCOUNTANT)
_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
_DONE = {
    "paye": Note("Paiement inscrit.", "Le compte et le prochain relevé le montrent.", kind="ok"),
    "clos": Note("Mois clos.", "Ses relevés ne changent plus.", kind="ok"),
    "avance": Note("Avance inscrite.", "Les commissions la rendent mois après mois.", kind="ok"),
    "propose": Note("Proposition inscrite.", "Une autre personne doit signer.", kind="ok"),
    "signe": Note("Réponse inscrite.", "Deux signatures inscrivent l’écriture.", kind="ok"),
    "change": Note("Change inscrit.", "Chaque monnaie garde son propre équilibre.", kind="ok"),
    "taux": Note("Décision inscrite.", "Elle vaut dès sa date ; ce qui précède ne change pas.", kind="ok"),
}


class MoneyPages(Controller):
    """What the accountant sees: commissions, never what was sold."""

    path = "/chambre"

    @get("/comptes", guards=[SEES])
    async def accounts(self, request: AnyRequest, state: State) -> Response[Any]:
        """What every member owes."""
        found = await run_sync(state.portal.member_accounts.owing)
        sums = await run_sync(state.portal.ledger.trial_balance)
        return space_page(request, "space/accounts.html", here="comptes", words=words, owing=found, sums=sums)

    @get("/comptes/{member:str}", guards=[SEES])
    async def account(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        monnaie: FromQuery[str] = "CHF",
        mois: FromQuery[str] = "",
        ouvert: FromQuery[str] = "",
        fait: FromQuery[str] = "",
    ) -> Response[Any]:
        """One member's account, a month of it, a posting opened to its tickets."""
        await run_sync(_seen, request, state.portal, member, "account.seen", f"{monnaie[:8]} {ouvert[:20]}")
        return await _account(request, state, member, monnaie[:8], mois, ouvert, _DONE.get(fait))

    @post("/comptes/{member:str}", guards=[KEEPS])
    async def pay(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Book a payment, or propose to give something up."""
        said = await read_form(request)
        portal, person = state.portal, person_of(request).id
        currency = said.get("monnaie", "CHF")[:8]

        def book() -> None:
            minor = amount_read(said.get("montant", ""))
            if said.get("geste") == "abandon":
                portal.signing.propose(Kind.WRITE_OFF, currency, minor, said.get("raison", ""), person, member=member)
                return
            portal.ledger.pay(member, currency, minor, papers.day_read(said.get("jour", ""), portal.ledger.today),
                              said.get("reference", ""), person)  # fmt: skip

        note = await tried(book)
        if note is not None:
            return await _account(request, state, member, currency, "", "", note, status=422)
        await run_sync(_seen, request, portal, member, "payment.booked", said.get("reference", "")[:60])
        what = "propose" if said.get("geste") == "abandon" else "paye"
        return done(f"/chambre/comptes/{member}?monnaie={currency}&fait={what}")

    @get("/releves", guards=[SEES])
    async def statements(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """Months, their statements, and the month to close next."""
        return await _statements(request, state, _DONE.get(fait))

    @post("/releves", guards=[KEEPS])
    async def close(self, request: AnyRequest, state: State) -> Response[Any]:
        """Close a month."""
        month, person = (await read_form(request)).get("mois", ""), person_of(request).id
        if not _MONTH.match(month):
            raise NotFoundException
        note = await tried(lambda: state.portal.closing.close(month, person))
        return done("/chambre/releves?fait=clos") if note is None else await _statements(request, state, note, 422)

    @get("/releves/{issued:str}/{form:str}", guards=[SEES])
    async def statement(
        self, request: AnyRequest, state: State, issued: FromPath[str], form: FromPath[str]
    ) -> Response[Any]:
        """A statement as PDF, CSV or JSON."""
        whose = await run_sync(papers.owner_of, state.portal.closing, issued)
        if whose:
            await run_sync(_seen, request, state.portal, whose, "statement.seen", form[:8])
        return await paper(state.portal, issued, form)

    @get("/paiements", guards=[SEES])
    async def payments(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """What came in at the bank."""
        return await _payments(request, state, _DONE.get(fait))

    @post("/paiements", guards=[KEEPS])
    async def take_in(self, request: AnyRequest, state: State) -> Response[Any]:
        """Take a file of the bank in, or say whose a payment is."""
        fields, said = await request.form(), await read_form(request)
        file, portal, person = fields.get("fichier"), state.portal, person_of(request).id
        if isinstance(file, UploadFile):
            body = await file.read()
            taken: list[TakenIn] = []
            note = await tried(lambda: taken.append(portal.payments.take_in(body, person)))
            return await _payments(request, state, note or words.taken_in(taken[0]), 200 if note is None else 422)
        note = await tried(lambda: portal.payments.assign(said.get("paiement", ""), said.get("membre", ""), person))
        return done("/chambre/paiements?fait=paye") if note is None else await _payments(request, state, note, 422)

    @get("/avance", guards=[SEES])
    async def advance(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """The advance and the pot commun."""
        return await _advance(request, state, _DONE.get(fait))

    @get("/avance/csv", guards=[SEES])
    async def runs(self, state: State) -> Response[Any]:
        """Every repayment as a file for a spreadsheet."""
        standing = await run_sync(state.portal.advance.standing)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(["Mois", "Commissions sans le pot", "Frais", "Remboursé", "Reste"])
        for run in standing.runs:
            parts = (run.weighed.commission_minor, run.weighed.costs_minor, run.repaid_minor, run.remaining_minor)
            writer.writerow([run.month, *(f"{part / 100:.2f}" for part in parts)])
        return attached(text.getvalue().encode("utf-8-sig"), "avance.csv", "text/csv; charset=utf-8")

    @post("/avance", guards=[KEEPS])
    async def advance_changed(self, request: AnyRequest, state: State) -> Response[Any]:
        """Book an advance, propose a spending, or answer to a proposal."""
        fields = await request.form()
        said = await read_form(request)
        content = fields.get("piece")
        body = await content.read() if isinstance(content, UploadFile) else b""
        name = content.filename if isinstance(content, UploadFile) else ""
        what = said.get("geste", "")
        note = await tried(_spending(state.portal, said, person_of(request).id, name, body))
        if note is not None:
            return await _advance(request, state, note, status=422)
        return done(f"/chambre/avance?fait={ {'avance': 'avance', 'depense': 'propose'}.get(what, 'signe') }")

    @get("/avance/pieces/{proposal:str}", guards=[SEES])
    async def receipt(self, state: State, proposal: FromPath[str]) -> Response[Any]:
        """The receipt behind a spending."""
        return await document(state.portal, proposal)

    @get("/taux", guards=[SEES])
    async def rates(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """What was decided about commission."""
        return await _rates(request, state, _DONE.get(fait), {})

    @post("/taux", guards=[KEEPS])
    async def decide(self, request: AnyRequest, state: State) -> Response[Any]:
        """Take a decision, or see what it would have given."""
        said = await read_form(request)
        if said.get("geste") == "essayer":
            return await _tried_out(request, state, said)
        note = await tried(deciding(state.portal, said, person_of(request).id))
        if note is not None:
            return await _rates(request, state, note, said, status=422)
        return done("/chambre/taux?fait=taux")

    @get("/livres", guards=[SEES])
    async def trial_balance(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """The trial balance, and the files for the accountant."""
        return await _books(request, state, _DONE.get(fait))

    @post("/livres", guards=[KEEPS])
    async def convert(self, request: AnyRequest, state: State) -> Response[Any]:
        """Book a complementary currency that was turned into francs."""
        said, ledger, person = await read_form(request), state.portal.ledger, person_of(request).id
        note = await tried(
            lambda: ledger.convert(
                said.get("monnaie", "")[:8], amount_read(said.get("donne", "")), amount_read(said.get("recu", "")),
                papers.day_read(said.get("jour", ""), ledger.today), said.get("reference", ""), person,
            )
        )  # fmt: skip
        return done("/chambre/livres?fait=change") if note is None else await _books(request, state, note, 422)

    @get("/livres/{year:str}/{form:str}", guards=[SEES])
    async def export(self, state: State, year: FromPath[str], form: FromPath[str]) -> Response[Any]:
        """A year of the ledger as a file."""
        known = len(year) == 4 and year.isascii() and year.isdigit()  # a year
        made = await run_sync(books.exported, state.portal.ledger, form, year) if known else None
        if made is None:
            raise NotFoundException
        return attached(*made)

    @get("/acces", guards=[require_chamber(ADMIN, AUDITOR)])
    async def access(self, request: AnyRequest, state: State) -> Response[Any]:
        """Who of the chamber looked at which member's figures."""
        seen = await run_sync(papers.looks, state.portal.database)
        return space_page(request, "space/access.html", here="acces", words=words, seen=seen, whole=True)


def _seen(request: AnyRequest, portal: Portal, member: str, action: str, detail: str) -> None:
    """Note that somebody of the chamber looked at a member's figures: the member sees it."""
    with portal.database.write() as connection:
        audited(request, action, member, detail.strip(), member=member)(connection)


def _spending(portal: Portal, said: dict[str, str], person: str, name: str, body: bytes) -> Callable[[], object]:
    what = said.get("geste", "")
    if what == "avance":
        return lambda: portal.advance.pay_out(
            amount_read(said.get("montant", "")), papers.day_read(said.get("jour", ""), portal.ledger.today),
            said.get("reference", ""), person,
        )  # fmt: skip
    if what == "depense":

        def propose() -> None:
            paper_of: Document | None = document_of(name or "", body) if body else None
            portal.signing.propose(
                Kind.SPENDING, said.get("monnaie", "CHF")[:8], amount_read(said.get("montant", "")),
                said.get("objet", ""), person, document=paper_of,
            )  # fmt: skip

        return propose
    return lambda: portal.signing.answer(said.get("proposition", ""), person, agrees=what == "signer")


async def _account(
    request: AnyRequest,
    state: State,
    member: str,
    currency: str,
    month: str,
    opened: str,
    note: Note | None,
    *,
    status: int = 200,
) -> Response[Any]:
    portal = state.portal
    named = await run_sync(papers.name_of, portal.database, member)
    if named is None:
        raise NotFoundException
    wanted = month if _MONTH.match(month) else portal.ledger.today[:7]
    book = await run_sync(portal.member_accounts.account, member, currency, wanted)
    row = next((each for each in book.rows if each.number == opened), None)
    lines = await run_sync(portal.member_accounts.detail, member, row.txn) if row else []
    return space_page(
        request, "space/account.html", status=status, here="comptes", note=note, words=words, book=book, name=named,
        whose=member, currency=currency, month=wanted, opened=opened, lines=lines, today=portal.ledger.today,
        articles=False, link=f"/chambre/comptes/{member}",
    )  # fmt: skip


async def _statements(request: AnyRequest, state: State, note: Note | None, status: int = 200) -> Response[Any]:
    portal = state.portal
    found = await run_sync(papers.months, portal.closing)
    names = await run_sync(papers.names, portal.database)
    following = await run_sync(portal.closing.next_month)
    return space_page(
        request, "space/statements.html", status=status, here="releves", note=note, words=words, months=found,
        names=names, following=following, today=portal.ledger.today,
    )  # fmt: skip


async def _books(request: AnyRequest, state: State, note: Note | None, status: int = 200) -> Response[Any]:
    ledger = state.portal.ledger
    found = await run_sync(books.balances, ledger)
    year = int(ledger.today[:4])
    return space_page(
        request, "space/books.html", status=status, here="livres", note=note, words=words, balances=found,
        names=await run_sync(papers.names, state.portal.database), years=(year, year - 1),
        forms=tuple(bookkeeping.EXPORTS), today=ledger.today,
        currencies=sorted({each.currency for each in found} - {"CHF"}),
        may_act=person_of(request).may_in_chamber(ADMIN, ACCOUNTANT),
    )  # fmt: skip


async def _payments(request: AnyRequest, state: State, note: Note | None, status: int = 200) -> Response[Any]:
    portal = state.portal
    return space_page(
        request, "space/payments.html", status=status, here="paiements", note=note, words=words,
        received=await run_sync(portal.payments.all), names=await run_sync(papers.names, portal.database),
        may_act=person_of(request).may_in_chamber(ADMIN, ACCOUNTANT),
    )  # fmt: skip


async def _advance(request: AnyRequest, state: State, note: Note | None, *, status: int = 200) -> Response[Any]:
    portal, person = state.portal, person_of(request)
    return space_page(
        request, "space/advance.html", status=status, here="avance", note=note, words=words,
        **await run_sync(pot_values, portal), today=portal.ledger.today, own=person.id,
        may_act=person.may_in_chamber(ADMIN, ACCOUNTANT), pieces="/chambre/avance/pieces/",
    )  # fmt: skip


def pot_values(portal: Portal) -> dict[str, Any]:
    """Give what the page of the advance and the pot shows, to the chamber and to members."""
    standing = portal.advance.standing()
    people = papers.people(portal.database)
    return {
        "standing": standing,
        "chart": advance_chart.drawn(standing),
        "pot_balances": portal.pot.balances(),
        "movements": portal.pot.movements(),
        "proposals": portal.signing.all(),
        "people": people,
    }


async def _rates(
    request: AnyRequest,
    state: State,
    note: Note | None,
    said: dict[str, str],
    preview: object = None,
    *,
    status: int = 200,
) -> Response[Any]:
    portal = state.portal
    rates = await run_sync(portal.ledger.rates)
    rules = await run_sync(papers.rules, portal.ledger)
    names = await run_sync(papers.names, portal.database)
    return space_page(
        request, "space/rates.html", status=status, here="taux", note=note, words=words, said=said, preview=preview,
        standing=rates.standing(portal.ledger.today), decisions=list(reversed(rates.all)), rules=rules, names=names,
        today=portal.ledger.today, vat=await run_sync(papers.platform_turnover, portal),
    )  # fmt: skip


async def _tried_out(request: AnyRequest, state: State, said: dict[str, str]) -> Response[Any]:
    found: list[object] = []
    note = await tried(lambda: found.append(deciding(state.portal, said, "", tries=True)()))
    preview = found[0] if found else None
    return await _rates(request, state, note, said, preview, status=200 if note is None else 422)


async def paper(portal: Portal, statement: str, form: str) -> Response[Any]:
    """Answer with a statement as a file."""
    made = await run_sync(papers.written, portal, statement, form)
    if made is None:
        raise NotFoundException
    return attached(*made)


async def document(portal: Portal, proposal: str) -> Response[Any]:
    """Answer with the receipt behind a proposal, never shown as a page of this portal."""
    found = await run_sync(portal.signing.document, proposal)
    if found is None:
        raise NotFoundException
    return attached(found.body, found.name, found.media_type)


def attached(body: bytes, name: str, media_type: str) -> Response[Any]:
    """Answer with a file to keep."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", name) or "piece"
    head = {"Content-Disposition": f'attachment; filename="{plain}"', "Cache-Control": "no-store"}
    return Response(body, media_type=media_type, headers=head)
