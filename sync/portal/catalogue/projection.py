"""Articles and dated prices of a member, as the entries of its tills make them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from pos.domain.folding import words_of
from pos.domain.merging import merge
from pos.domain.product import Product
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pos.domain import facts
    from sync.portal.ingest.projected import Gathered, Source

DEPOSIT = "deposit"
_encoder = msgspec.json.Encoder()
_products = msgspec.json.Decoder(Product)


def product_changed(into: Gathered, source: Source, fact: facts.ProductChanged) -> None:
    """Apply an edit to what the article is now; the same field changed twice is told to a person."""
    member, edited = source.member, fact.product
    current = _current(into, member, edited.id)
    _keep_state(into, member, fact.id, edited)
    state, result = fact.id, edited
    if current is not None and current[0] != fact.base_id:
        base = _state(into, member, fact.base_id)
        merged = merge(base, current[1], edited)
        result = merged.product
        if result != edited:
            state = uuid.uuid5(uuid.UUID(hex=current[0]), fact.id).hex
            _keep_state(into, member, state, result)
        for field, (kept, lost) in merged.conflicts.items():
            into.odd(
                "conflict", f"{fact.id}:{field}", product=edited.id, name=edited.name, field=field, kept=kept, lost=lost
            )
    words = words_of(" ".join((result.name, result.variant, result.producer, result.origin, result.supplier)), most=40)
    into.put(
        tables.product,
        member=member,
        id=edited.id,
        state=state,
        name=result.name,
        price_minor=result.price_minor,
        archived=result.archived,
        online=result.online,
        valid_from=fact.valid_from,
        category=result.category[:60],
        words=" ".join(words),
        body=_encoder.encode(result),
        online_ms=_online_since(current, result, source),
    )
    into.put(
        tables.product_trait,
        member=member,
        product=edited.id,
        counts=result.kind != DEPOSIT,
        origin_known=bool(result.origin.strip()) or result.local,
        local=result.local,
        ess_made=result.ess_made,
    )
    if result.online and not result.archived:
        for word in dict.fromkeys(word[:40] for word in words):
            into.put(tables.product_word, word=word, member=member, product=edited.id, state=state)
    if current is None or current[1].price_minor != result.price_minor:
        into.put(
            tables.price,
            member=member,
            product=edited.id,
            state=state,
            valid_from=fact.valid_from,
            price_minor=result.price_minor,
        )
    into.touch("product", edited.id)


def _online_since(current: tuple[str, Product, int] | None, result: Product, source: Source) -> int:
    """Give since when an article is online without a break, by the portal's clock; 0 for one that is not."""
    if not result.online or result.archived:
        return 0
    return (current[2] if current is not None else 0) or source.received_ms


def _current(into: Gathered, member: str, product: str) -> tuple[str, Product, int] | None:
    row = into.puts[tables.product].get((member, product))
    if row is None:
        columns = tables.product.c
        found = into.connection.execute(
            select(columns.state, columns.body, columns.online_ms).where(
                columns.member == member, columns.id == product
            )
        ).one_or_none()
        return None if found is None else (found.state, _products.decode(found.body), found.online_ms)
    return row["state"], _products.decode(row["body"]), row["online_ms"]


def _state(into: Gathered, member: str, state: str) -> Product | None:
    row = into.puts[tables.product_state].get((member, state))
    if row is not None:
        return _products.decode(row["body"])
    columns = tables.product_state.c
    body = into.connection.execute(
        select(columns.body).where(columns.member == member, columns.state == state)
    ).scalar_one_or_none()
    return None if body is None else _products.decode(body)


def _keep_state(into: Gathered, member: str, state: str, product: Product) -> None:
    into.put(tables.product_state, member=member, state=state, product=product.id, body=_encoder.encode(product))


def category_changed(into: Gathered, source: Source, fact: facts.CategoryChanged) -> None:
    """Put a category."""
    known = fact.category
    into.put(tables.category, member=source.member, key=known.key, name=known.name, rank=known.rank, tone=known.tone)
    into.touch("category", known.key)


def rung_up(into: Gathered, source: Source, fact: facts.SaleCompleted) -> None:
    """Count what sells; training does not."""
    del source
    if not fact.sale.training:
        for line in fact.sale.lines:
            if line.product_id is not None:
                into.rung_up(line.product_id)


def picture_kept(into: Gathered, source: Source, fact: facts.PictureKept) -> None:
    """Keep a picture of an article."""
    into.put(tables.picture, member=source.member, sha256=fact.sha256, media_type=fact.media_type[:40], body=fact.body)


def settings_changed(into: Gathered, source: Source, fact: facts.SettingsChanged) -> None:
    """Keep the shop's profile as it is now; with several tills, as it was said last."""
    into.put(tables.shop_profile, member=source.member, event=fact.id, body=_encoder.encode(fact.profile))
