"""Pages of the member space and of the chamber's."""

from __future__ import annotations

from sync.portal.web.spaces.agenda import ChamberAgenda, MemberAgenda
from sync.portal.web.spaces.anomalies import AnomalyPages
from sync.portal.web.spaces.chamber import ChamberPages
from sync.portal.web.spaces.dashboard import Dashboard
from sync.portal.web.spaces.journal import ChamberJournal, OwnJournal
from sync.portal.web.spaces.listings import ListingPages
from sync.portal.web.spaces.money_pages import MoneyPages
from sync.portal.web.spaces.orders import MemberOrders
from sync.portal.web.spaces.own_data import OwnDataPages
from sync.portal.web.spaces.own_money import OwnMoneyPages
from sync.portal.web.spaces.profile import ProfilePages
from sync.portal.web.spaces.sales import SalesPages
from sync.portal.web.spaces.webshops import WebshopPages

PAGES = (
    Dashboard,
    ListingPages,
    MemberAgenda,
    ChamberAgenda,
    SalesPages,
    AnomalyPages,
    MemberOrders,
    ProfilePages,
    OwnDataPages,
    OwnJournal,
    ChamberJournal,
    WebshopPages,
    OwnMoneyPages,
    ChamberPages,
    MoneyPages,
)
