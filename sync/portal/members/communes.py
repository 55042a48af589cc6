"""The 45 communes of the canton of Geneva (Federal Statistical Office, register of communes), as people write them."""

from __future__ import annotations

from functools import lru_cache

from pos.domain.folding import fold

COMMUNES = (
    "Aire-la-Ville", "Anières", "Avully", "Avusy", "Bardonnex", "Bellevue", "Bernex", "Carouge", "Cartigny", "Céligny",
    "Chancy", "Chêne-Bougeries", "Chêne-Bourg", "Choulex", "Collex-Bossy", "Collonge-Bellerive", "Cologny",
    "Confignon", "Corsier", "Dardagny", "Genève", "Genthod", "Grand-Saconnex", "Gy", "Hermance", "Jussy", "Laconnex",
    "Lancy", "Meinier", "Meyrin", "Onex", "Perly-Certoux", "Plan-les-Ouates", "Pregny-Chambésy", "Presinge",
    "Puplinge", "Russin", "Satigny", "Soral", "Thônex", "Troinex", "Vandœuvres", "Vernier", "Versoix", "Veyrier",
)  # fmt: skip


@lru_cache(maxsize=1024)
def commune_of(written: str) -> str:
    """Give the commune that somebody wrote, with or without its postcode and «GE»; empty for one that is none."""
    words = " ".join(_plain(written).split())
    return _KNOWN.get(words, "")


def _plain(written: str) -> str:
    kept = [word for word in fold(written).replace("-", " ").replace("(", " ").replace(")", " ").split()
            if not word.isdigit() and word not in {"ge", "le"}]  # fmt: skip
    return " ".join(kept)


_KNOWN = {" ".join(_plain(name).split()): name for name in COMMUNES}
