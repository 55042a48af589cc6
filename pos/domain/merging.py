"""Two edits of one article: different fields are both kept, the same field is a conflict that a person sees.

No wall clock decides: the edit that arrives later stands, the other value is kept beside it (facts: sync §4.7).
The portal merges the edits of two tills with it, and a till what was typed while another till was quicker.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from pos.domain.product import Product


class Merged(NamedTuple):
    """The article after both edits; each conflict maps a field to the value that stands and the one that lost."""

    product: Product
    conflicts: dict[str, tuple[Any, Any]]


def merge(base: Product | None, current: Product, edited: Product) -> Merged:
    """Apply to `current` what `edited` changed against `base`; without a base every difference counts as a change.

    Lists (barcodes, packs, dated prices, parts) are one field each: two tills that add to the same list conflict.
    """
    changed: dict[str, Any] = {}
    conflicts: dict[str, tuple[Any, Any]] = {}
    for field in Product.__struct_fields__:
        before = getattr(base, field) if base is not None else None
        now, wanted = getattr(current, field), getattr(edited, field)
        if base is not None and wanted == before:
            continue
        if wanted == now:
            continue
        changed[field] = wanted
        if base is None or now != before:
            conflicts[field] = (wanted, now)
    return Merged(msgspec.structs.replace(current, **changed), conflicts)
