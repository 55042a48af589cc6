"""The other members of the network, as the portal names them: who may be noted as the buyer of a sale."""

from __future__ import annotations

import msgspec


class Fellow(msgspec.Struct, frozen=True):
    """Another shop: its id at the portal and its name."""

    id: str
    name: str


class Network(msgspec.Struct, frozen=True):
    """All others, by name, as the portal knew them at `told_ms` (portal time)."""

    told_ms: int
    fellows: tuple[Fellow, ...]
