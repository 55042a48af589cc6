"""Ask which member of the network buys: all of a small one, else those whose name has what was typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from pos.ui.screens.list_sheet import Entry
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.network import Fellow
    from pos.services.till import Till
    from pos.ui.screens.sale_screen import SaleScreen

AT_ONCE = 12
"""So many members fit a list without being searched."""


class BuyerQuestion:
    """Puts the question on the right side of the selling screen, and notes the answer with the basket."""

    def __init__(self, sale: SaleScreen) -> None:
        self._sale = sale

    def ask(self) -> None:
        """Show all members, or ask for a part of the name."""
        till = self._till
        if till.basket.buyer is not None or len(till.fellows()) <= AT_ONCE:
            self._list("")
            return
        sheet = self._sale.ask
        sheet.ask(tr("Which member buys?"), tr("Type a part of its name."), self._list)
        self._sale.right_side.setCurrentWidget(sheet)
        sheet.field.setFocus()

    @property
    def _till(self) -> Till:
        assert self._sale.till is not None
        return self._sale.till

    def _list(self, words: str) -> None:
        till = self._till
        found = till.fellows(words)
        if not found and not till.basket.buyer:
            if words:
                raise UserError("No member is called «{text}». Try part of a word.", text=words[:40])
            raise UserError("The portal has not told who the other members are. The till asks it once it is linked.")
        entries = [Entry(each.name, icon="user", act=partial(self._choose, each)) for each in found[: AT_ONCE * 4]]
        if till.basket.buyer is not None:
            entries.insert(0, Entry(tr("Nobody of the network"), icon="x", act=partial(self._choose, None)))
        self._sale.show_list(tr("Which member buys?"), entries)

    def _choose(self, buyer: Fellow | None) -> None:
        self._till.sell_to(buyer)
        self._sale.back()
        self._sale.show_basket()
