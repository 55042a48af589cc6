"""Who else is a member, kept as the portal told it last: there to be chosen from without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.folding import fold
from pos.domain.network import Fellow, Network
from pos.services import settings

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile

KEY = "network"
NONE = Network(told_ms=0, fellows=())


def fellows(shop: ShopFile, words: str = "") -> list[Fellow]:
    """Give the other members whose name has all the words, by name; all of them without words."""
    wanted = fold(words).split()
    known = settings.local_setting(shop, KEY, Network, NONE).fellows
    return [each for each in known if all(word in fold(each.name) for word in wanted)]


def keep(shop: ShopFile, heard: Network) -> None:
    """Keep what the portal told; the same once more is not written."""
    if settings.local_setting(shop, KEY, Network, NONE).fellows != heard.fellows:
        settings.set_local_setting(shop, KEY, heard)
