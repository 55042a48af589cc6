"""Every key and what it does, in one table; F1 shows it."""

from __future__ import annotations

from pos.ui.widgets.keycap import key_text
from pos.wording import tr


def all_keys() -> list[tuple[str, str]]:
    """Give (key as written here, what it does), in the order of the help."""
    return [
        ("F1", tr("help: every key")),
        ("F2", tr("search an article")),
        (
            key_text("Return"),
            tr("take the payment; in the search, take the first article found; weighing: take the weight"),
        ),
        (key_text("Escape"), tr("back; nothing is lost")),
        (key_text("Alt+1") + "…7", tr("categories of articles")),
        ("↑ ↓", tr("choose a line of the basket; in the search, go to the tiles")),
        ("+ −", tr("one more or one less of the line")),
        ("*", tr("quantity of the line")),
        ("F3", tr("price of the line, for this sale")),
        ("F5", tr("discount on the line")),
        (key_text("Shift+F5"), tr("discount on the whole basket")),
        ("F7", tr("a member is served: member prices, or back")),
        ("F8", tr("eaten here or taken away: the VAT follows, the prices stay")),
        (key_text("Shift+F8"), tr("eaten here or taken away, this line only")),
        (key_text("Return"), tr("weighing: take the scale's weight, or the one typed")),
        (key_text("Alt+0"), tr("weighing: no container")),
        (key_text("Delete"), tr("remove the line; in the payment, take back what was given last")),
        (key_text("Ctrl+Z"), tr("undo the last change of the basket")),
        ("F6", tr("park the basket; when it is empty, show the parked ones")),
        ("F9", tr("who is at the till (PIN)")),
        ("F10", tr("menu: day, sales, settings")),
        (key_text("Ctrl+R"), tr("reprint the last receipt, marked as a duplicate")),
        (tr("E"), tr("payment: cash")),
        (tr("L"), tr("payment: Léman notes, then 1 5 0 2 3 = 1 · 5 · 10 · 20 · 3.14")),
        (tr("C"), tr("payment: card")),
        (tr("T"), tr("payment: TWINT")),
        (tr("U"), tr("payment: cash in euros")),
        ("0–9", tr("payment: the amount received, then Enter")),
        (key_text("Ctrl+P"), tr("after the sale: receipt as PDF")),
        (key_text("Ctrl+Return"), tr("confirm what cannot be undone: Z, refund")),
        (key_text("Ctrl+Q"), tr("close the till")),
    ]
