"""What a till hears of its shop's commission: asked for after something was sent, and once in a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.commission import Commission
from pos.services import commission
from sync.agent.courier import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.agent.courier import Courier

EVERY_S = 60.0
NOT_FOUND = 404


class Hearing:
    """Keeps the shop's commission up to date in its file; `now_s` is a monotonic clock."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._heard_s: float | None = None
        self._acked = -1

    def hear(self, courier: Courier, acked: int) -> bool:
        """Ask, where more was acknowledged since the last time or a minute passed; tell whether it was asked.

        A portal of an older version knows no ledger: that is no trouble of the till's.
        """
        now_s = self._now_s()
        if acked == self._acked and self._heard_s is not None and now_s - self._heard_s < EVERY_S:
            return False
        self._acked, self._heard_s = acked, now_s
        try:
            heard = courier.fetch(f"/v1/commission?month={commission.this_month(courier.shop)}", Commission)
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            return True
        commission.keep(courier.shop, heard)
        return True
