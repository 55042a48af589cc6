"""Files of an invented bank, in both versions: own text, shaped as the Swiss Payment Standards describe it."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

IBAN = "CH9300762011623852957"


class Payment(NamedTuple):
    """One payment in a booking."""

    amount: str
    reference: str = ""
    debtor: str = "Les Grains Libres"
    end_to_end: str = "NOTPROVIDED"
    bank_reference: str = ""
    message: str = ""
    currency: str = "CHF"
    kind: str = "SCOR"

    def xml(self, version: str, *, direction: str = "CRDT") -> str:
        """Give the TxDtls of it."""
        own = f"<AcctSvcrRef>{self.bank_reference}</AcctSvcrRef>" if self.bank_reference else ""
        refs = f"<Refs>{own}<EndToEndId>{self.end_to_end}</EndToEndId></Refs>"
        amount = f'<Amt Ccy="{self.currency}">{self.amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'
        if version == "04":
            amount = f'<AmtDtls><TxAmt><Amt Ccy="{self.currency}">{self.amount}</Amt></TxAmt></AmtDtls>'
        name = f"<Nm>{escape(self.debtor)}</Nm>"
        party = f"<Pty>{name}</Pty>" if version == "08" else name
        parties = f"<RltdPties><Dbtr>{party}</Dbtr></RltdPties>" if self.debtor else ""
        coded = f"<Cd>{self.kind}</Cd>" if self.kind == "SCOR" else f"<Prtry>{self.kind}</Prtry>"
        structured = (
            f"<Strd><CdtrRefInf><Tp><CdOrPrtry>{coded}</CdOrPrtry></Tp><Ref>{self.reference}</Ref></CdtrRefInf></Strd>"
            if self.reference
            else ""
        )
        free = f"<Ustrd>{escape(self.message)}</Ustrd>" if self.message else ""
        told = f"<RmtInf>{free}{structured}</RmtInf>" if free or structured else ""
        return f"<TxDtls>{refs}{amount}{parties}{told}</TxDtls>"


def entry(
    amount: str,
    *payments: Payment,
    reference: str = "ZV20261108-000417",
    day: str = "2026-11-08",
    direction: str = "CRDT",
    back: bool = False,
    status: str = "BOOK",
    currency: str = "CHF",
    version: str = "08",
    batch: int = 0,
) -> str:
    """Give a booking with its details, if any."""
    state = f"<Sts><Cd>{status}</Cd></Sts>" if version == "08" else f"<Sts>{status}</Sts>"
    own = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    counted = f"<Btch><NbOfTxs>{batch}</NbOfTxs></Btch>" if batch else ""
    details = "".join(payment.xml(version, direction=direction) for payment in payments)
    inside = f"<NtryDtls>{counted}{details}</NtryDtls>" if counted or details else ""
    return (
        f'<Ntry><NtryRef>{IBAN}</NtryRef><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>'
        f"<RvslInd>{'true' if back else 'false'}</RvslInd>{state}<BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<ValDt><Dt>{day}</Dt></ValDt>{own}"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>VCOM</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"{inside}<AddtlNtryInf>Crédit</AddtlNtryInf></Ntry>"
    )


def camt(*entries: str, kind: str = "053", version: str = "08", iban: str = IBAN) -> bytes:
    """Give a file with its entries."""
    message, report = ("BkToCstmrStmt", "Stmt") if kind == "053" else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}">\n<{message}>'
        "<GrpHdr><MsgId>MSG-20261109-1</MsgId><CreDtTm>2026-11-09T06:00:00</CreDtTm>"
        "<MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>"
        f"<{report}><Id>STMT-1</Id><ElctrncSeqNb>214</ElctrncSeqNb><CreDtTm>2026-11-09T06:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>CHF</Ccy></Acct>"
        '<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CHF">1250.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2026-11-08</Dt></Dt></Bal>"
        f"{''.join(entries)}</{report}></{message}></Document>"
    ).encode()
