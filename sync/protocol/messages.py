"""What is said on the wire, version 1 (facts: sync §4.4). JSON, msgspec structs; ids and hashes in hexadecimal."""

from __future__ import annotations

import msgspec

from pos.domain.online_order import OnlineOrder  # noqa: TC001  # msgspec reads the types at run time

PROTOCOL = 1
OLDEST_PROTOCOL = 1
MAX_ENTRIES = 200
MAX_BATCH_BYTES = 512_000
"""Raw size of a batch; a single larger entry travels alone."""
MAX_INFLATED_BYTES = 8_000_000
"""What a compressed body may become; more is a bomb."""
TOKEN_MS = 3_600_000
HOLDS_HEADER = "Comptoir-Holds"
"""With a pull: «inc:seq,inc:seq», the own entries that the portal holds as the till does and need not tell again."""
MAX_FACTS, MAX_FACT_BYTES = 50, 400_000
"""Facts of other tills in one page; a single larger one travels alone."""


class Mark(msgspec.Struct, frozen=True):
    """A place in a journal: number and hash of an entry."""

    seq: int
    hash: str


class Lineage(msgspec.Struct, frozen=True):
    """An earlier incarnation of the same shop file, whose key spoke for this till up to `seq`.

    `marks` are places in the part of it that is sent: the portal may hold other entries there.
    """

    inc: str
    pubkey: str
    seq: int
    hash: str
    marks: tuple[Mark, ...] = ()


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """The till says where it stands; signed with its key over the portal's challenge."""

    v: int = PROTOCOL
    challenge: str = ""
    inc: str
    head: Mark
    marks: tuple[Mark, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    app: str = ""
    schema: int = 0
    wall_ms: int = 0
    hub_gen: int = 0
    acked: Mark | None = None


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """The portal says how far it holds this incarnation; `common_seq` is the last entry both hold alike."""

    v: int = PROTOCOL
    hub_gen: int
    hub_time_ms: int
    till: str
    till_name: str
    member_name: str
    head: Mark
    common_seq: int
    forked: bool
    heads: dict[str, int]
    """Last number held of each incarnation of this till."""
    rivals: dict[str, int] = {}
    """Earlier incarnations that the portal holds otherwise, with the last number that both hold alike."""
    max_entries: int = MAX_ENTRIES
    max_bytes: int = MAX_BATCH_BYTES
    token: str = ""
    notices: tuple[str, ...] = ()
    anomalies: int = 0


class Challenge(msgspec.Struct, frozen=True):
    """What a till signs to prove that it holds its key now."""

    challenge: str
    hub_time_ms: int


class BatchHeader(msgspec.Struct, frozen=True, kw_only=True):
    """Line 0 of a batch; lines 1 to n are the payloads verbatim.

    `sig` is the till's signature of the last entry's hash: over the chain it covers every byte of the batch.
    `adopted` maps a place in the batch (0…) to "inc:seq:hash" of where that entry stood first.
    """

    v: int = PROTOCOL
    inc: str
    first: int
    prev: str
    n: int
    sig: str
    adopted: dict[str, str] = {}


class Ack(msgspec.Struct, frozen=True, kw_only=True):
    """The portal holds everything up to `acked`, on disk; signed, so that a till can prove it."""

    inc: str
    acked: Mark
    hub_gen: int
    hub_time_ms: int
    sig: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not taken; `head` or `common_seq` say where to go on."""

    type: str
    detail: str = ""
    head: Mark | None = None
    common_seq: int | None = None
    challenge: str = ""
    hub_time_ms: int = 0


class ProductRow(msgspec.Struct, frozen=True):
    """An article as the portal has it: `state` names the version, `body` is the article's JSON."""

    state: str
    body: msgspec.Raw
    valid_from: str


class StockRow(msgspec.Struct, frozen=True):
    """An absolute level in thousandths, at the moment that `through` of the page describes."""

    product: str
    level_milli: int


class OtherTill(msgspec.Struct, frozen=True):
    """Another till of the shop, and when the portal heard it last, in the portal's time."""

    name: str
    seen_ms: int


class PullPage(msgspec.Struct, frozen=True, kw_only=True):
    """What changed elsewhere since a cursor; `cursor` is "gen.seq". The digest comes with the last page."""

    hub_gen: int
    cursor: str
    more: bool
    products: tuple[ProductRow, ...] = ()
    categories: tuple[msgspec.Raw, ...] = ()
    stock: tuple[StockRow, ...] = ()
    orders: tuple[OnlineOrder, ...] = ()
    through: dict[str, int] = {}
    digest: str = ""
    facts: tuple[str, ...] = ()
    """What the member's other tills recorded that concerns all of them, as they wrote it."""
    keys: tuple[str, ...] = ()
    """The public keys that speak for the member's tills: their tickets are believed at every door."""
    tills: tuple[OtherTill, ...] = ()
    """The shop's other tills: what one that was not heard sold is missing in the stock."""


class AnomalyRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something odd that waits for a person of the member; `detail` is a JSON object."""

    id: int
    kind: str
    at_ms: int
    detail: msgspec.Raw


class Anomalies(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for a person."""

    rows: tuple[AnomalyRow, ...]


class Resolve(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the member has seen to it."""

    id: int
    note: str = ""


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Own entries back: payloads as JSON texts, from `first` on.

    `sigs` maps a place in the page (0…) to the till's signature, where the portal holds one: at the end of each batch
    as it was sent. `adopted` is that of the batches.
    """

    inc: str
    first: int
    prev: str
    payloads: tuple[str, ...]
    head: Mark
    sigs: dict[str, str] = {}
    adopted: dict[str, str] = {}


class CodeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A till asks to be enrolled: its key, proved by a signature over itself, and what people call it."""

    pubkey: str
    shop_name: str
    till_name: str
    till_code: str
    sig: str


class CodeGiven(msgspec.Struct, frozen=True, kw_only=True):
    """What the till shows (RFC 8628 §3.2): an 8-character code, where to type it, how long it lives."""

    device_code: str
    user_code: str
    verification_uri: str
    expires_in: int
    interval: int


class TokenAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The till asks whether its code was approved (RFC 8628 §3.4)."""

    device_code: str


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """The till's identity, and the portal's key to be pinned."""

    till: str
    till_name: str
    member_name: str
    hub_key: str
    hub_gen: int
