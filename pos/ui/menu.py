"""What the menu opens: one line per page, in the order shown."""

from __future__ import annotations

from typing import NamedTuple

from pos.wording import tr


class MenuPage(NamedTuple):
    """A page behind the menu: its name, what it is for, its key and its icon."""

    name: str
    text: str
    key: str
    icon: str


def menu_pages(*, has_portal: bool) -> list[MenuPage]:
    """Give the pages that can be opened."""
    pages = [
        MenuPage("day", tr("Day: open, cash in and out, X, close"), "Alt+J", "cal"),
        MenuPage("sales", tr("Sales: find, reprint, refund"), "Alt+V", "book"),
        MenuPage("articles", tr("Articles: find, change, prices, categories"), "Alt+A", "bag"),
        MenuPage("stock", tr("Stock: receive, count, adjust, orders, suppliers"), "Alt+S", "sack"),
        MenuPage("admission", tr("Door: admit tickets"), "Alt+B", "qr"),
        MenuPage("settings", tr("Settings: shop, VAT, currencies, devices, team"), "Alt+R", "menu"),
    ]
    if has_portal:
        pages.insert(4, MenuPage("orders", tr("Orders: what was ordered on the portal"), "Alt+C", "bag"))
        pages.append(MenuPage("portal", tr("Portal: what is sent, oddities, joining"), "Alt+P", "swap"))
    return pages
