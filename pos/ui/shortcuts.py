"""Every key and what it does, in one table; F1 shows it."""

from __future__ import annotations

from pos.ui.widgets.keycap import key_text
from pos.wording import tr


def all_keys() -> list[tuple[str, str]]:
    """Give (key as written here, what it does), in the order of the help."""
    return [
        ("F1", tr("help: every key")),
        ("F2", tr("search an article")),
        (key_text("Return"), tr("take the payment; in the search, take the first article found")),
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
        (key_text("Ctrl+N"), tr("articles: a new one")),
        (key_text("Ctrl+D"), tr("articles: duplicate as a variant")),
        (key_text("Ctrl+S"), tr("articles, settings: save")),
        ("F3", tr("articles: category")),
        ("F4", tr("articles: edit name or price in the table")),
        ("F7", tr("articles: order of the table")),
        ("F8", tr("articles: change several together")),
        (key_text("Ctrl+G"), tr("articles: categories")),
        (key_text("Alt+Delete"), tr("articles: archive or bring back")),
        (key_text("Ctrl+P"), tr("after the sale: receipt as PDF")),
        (key_text("Alt+S"), tr("in the menu: the stock")),
        ("Ctrl ↑ ↓", tr("stock: one more or one less of what was scanned")),
        (key_text("Ctrl+K"), tr("stock: one case more")),
        (key_text("Alt+B"), tr("in the menu: the door, where tickets are let in")),
        (key_text("Ctrl+3"), tr("articles: labels")),
        (key_text("Alt+1") + "…7", tr("labels: what kind, and on which printer")),
        ("F3 F4 F5", tr("labels: a category, a goods receipt, prices that changed")),
        ("F8", tr("labels: format")),
        (key_text("Ctrl+K"), tr("labels: give own codes to articles without one")),
        (key_text("Ctrl+Return"), tr("confirm what cannot be undone: Z, refund")),
        (key_text("Ctrl+Q"), tr("close the till")),
    ]
