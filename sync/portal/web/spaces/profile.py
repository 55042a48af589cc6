"""What a member says of itself to the public: profile, hours, holidays, pick-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same
from msgspec.structs import replace

from pos.domain.errors import UserError
from sync.portal.members.communes import COMMUNES
from sync.portal.members.profile import (
    CRITERIA,
    DAYS,
    LEGAL_FORMS,
    Opening,
    PublicProfile,
    holidays_of,
    holidays_text,
    hours_text,
    openings_of,
)
from sync.portal.members.sectors import SECTORS
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note, in_french
from sync.portal.web.rules import OWNER, require_member
from sync.portal.web.spaces.shared import audited, done

if TYPE_CHECKING:
    from sync.portal.orders.pickup import Pickup

AnyRequest = Request[Any, Any, Any]
_DONE = {"oui": Note("Enregistré.", "Votre page publique est à jour.", kind="ok")}
_HOURS = re.compile(r"\d{1,3}(\.\d{1,2})?")
_TEXTS = ("about", "legal_form", "sector", "email", "phone", "web", "commune")


class ProfilePages(Controller):
    """Only an owner speaks for the shop."""

    path = "/espace/{member:str}/profil"
    guards = (require_member(OWNER),)

    @get()
    async def profile(
        self, request: AnyRequest, state: State, member: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """The form, as it stands."""
        profile = await run_sync(state.portal.profiles.of, member)
        pickup = await run_sync(state.portal.profiles.pickup, member)
        return _page(request, _typed(profile, pickup), _DONE.get(fait))

    @post()
    async def keep(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Keep what was typed, or show it again with what is wrong."""
        typed = await read_form(request)
        typed["criteria"] = " ".join(key for key in CRITERIA if f"criterion-{key}" in typed)
        audit = audited(request, "profile.changed", member, member=member)
        before = await run_sync(state.portal.profiles.pickup, member)
        try:
            profile, orders = _profile(typed), _pickup(before, typed)
            await run_sync(lambda: state.portal.profiles.keep(member, profile, audit, orders=orders))
        except UserError as error:
            return _page(request, {**_typed(PublicProfile(), before), **typed}, in_french(error), status=422)
        return done(f"/espace/{member}/profil?fait=oui")


def _page(request: AnyRequest, typed: dict[str, str], note: Note | None, *, status: int = 200) -> Response[Any]:
    return space_page(
        request,
        "space/profile.html",
        status=status,
        here="profil",
        note=note,
        typed=typed,
        chosen=typed["criteria"].split(),
        forms=LEGAL_FORMS,
        sectors=SECTORS,
        communes=COMMUNES,
        criteria=CRITERIA,
        days=DAYS,
    )


def _typed(profile: PublicProfile, pickup: Pickup) -> dict[str, str]:
    made = {name: str(getattr(profile, name)) for name in _TEXTS}
    made |= {f"day-{place}": hours_text(profile.openings, place) for place in range(7)}
    made["criteria"] = " ".join(profile.criteria)
    made["holidays"] = holidays_text(profile.holidays)
    made["leman"] = "" if profile.leman_percent is None else str(profile.leman_percent)
    made["place"] = pickup.place
    made["lead"] = f"{pickup.lead_minutes / 60:g}".replace(".", ",")
    made["kept"] = str(pickup.days_kept)
    return made


def _pickup(before: Pickup, typed: dict[str, str]) -> Pickup:
    lead, kept = typed.get("lead", "").strip().replace(",", "."), typed.get("kept", "").strip()
    if not _HOURS.fullmatch(lead) or not (kept.isascii() and kept.isdigit() and len(kept) < 3):
        raise UserError("The time to prepare an order is at most 14 days, and it is kept at most 30 days.")
    return replace(before, place=typed.get("place", ""), lead_minutes=int(float(lead) * 60), days_kept=int(kept))


def _profile(typed: dict[str, str]) -> PublicProfile:
    openings: tuple[Opening, ...] = ()
    for place in range(7):
        openings += openings_of(place, typed.get(f"day-{place}", ""))
    return PublicProfile(
        **{name: typed.get(name, "") for name in _TEXTS},
        criteria=tuple(typed["criteria"].split()),
        leman_percent=_percent(typed.get("leman", "")),
        openings=openings,
        holidays=holidays_of(typed.get("holidays", "")),
    )


def _percent(text: str) -> int | None:
    plain = text.strip().removesuffix("%").strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4):
        raise UserError("The part accepted in lémans is between 0 and 100 %.")
    return int(plain)
