"""The kinds of web shops that can be connected, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from sync.connectors.drupal_commerce import DrupalCommerce
from sync.connectors.oscar import Oscar
from sync.connectors.woocommerce import WooCommerce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.connectors.contract import Connector

KINDS = ("woocommerce", "drupal", "oscar")


def opened(kind: str, url: str, account: str, secret: str, options: Mapping[str, str]) -> Connector:
    """Give the connector of a web shop; `options` are those of its kind: partner, stock_field, stock."""
    if kind == "woocommerce":
        return WooCommerce(url, account, secret)
    if kind == "oscar":
        return Oscar(url, account, secret, partner=options.get("partner", ""))
    if kind == "drupal":
        field = options.get("stock_field") or "field_stock"
        return DrupalCommerce(url, account, secret, stock_field=field, plain=options.get("stock") == "absolute")
    raise UserError("«{kind}» is no kind of web shop: it is woocommerce, drupal or oscar.", kind=kind)
