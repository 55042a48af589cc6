"""What a till hears besides its catalogue: its shop's commission, who else is a member, what the chamber announces."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos.domain.commission import Commission
from pos.domain.errors import UserError
from pos.domain.marks import Marks
from pos.domain.network import Network
from pos.services import commission, marks, network
from pos.wording import explain
from sync.agent.courier import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.agent.courier import Courier

log = logging.getLogger(__name__)
EVERY_S, OTHERS_EVERY_S = 60.0, 3_600.0
NOT_FOUND = 404


class Hearing:
    """Keeps all up to date in the shop's file; `now_s` is a monotonic clock."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._heard_s: float | None = None
        self._acked = -1
        self._others_s: float | None = None

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
        self._hear_of_others(courier, now_s)
        return True

    def _hear_of_others(self, courier: Courier, now_s: float) -> None:
        if self._others_s is not None and now_s - self._others_s < OTHERS_EVERY_S:
            return
        self._others_s = now_s
        try:
            network.keep(courier.shop, courier.fetch("/v1/network", Network))
            marks.keep(courier.shop, courier.fetch("/v1/marks", Marks))
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
        except UserError as error:
            # A portal that announces what cannot be is not followed; selling goes on as before.
            log.warning("what the portal announced was not taken: %s", explain(error))
