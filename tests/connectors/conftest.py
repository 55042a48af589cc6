"""Doubles of web shops, and a market whose members have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.connectors.drupal_double import DrupalDouble
from tests.connectors.woo_double import WooDouble
from tests.portal.conftest import database_url, postgres  # noqa: F401  # fixtures
from tests.portal.market import Market

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def woo() -> Iterator[WooDouble]:
    """Give a WooCommerce shop."""
    double = WooDouble()
    yield double
    double.close()


@pytest.fixture
def drupal() -> Iterator[DrupalDouble]:
    """Give a Drupal Commerce site with commerce_stock."""
    double = DrupalDouble()
    yield double
    double.close()


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:  # noqa: F811
    """Give a portal with two members."""
    made = Market(database_url)
    yield made
    made.close()
