"""The pages of a basket, of the last check before sending, and of an order as its buyer follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from pos.domain.online_order import OPEN, OrderState
from sync.portal.orders import spoken, standing
from sync.portal.orders.service import CANCELLABLE
from sync.portal.web.pages import template
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.portal.catalogue.browsing import Shop
    from sync.portal.orders.following import Followed
    from sync.portal.orders.reading import Reading
    from sync.portal.orders.standing import Part

WRONG = {
    ("nom", "absent"): sentence("Écrivez un prénom ou un nom pour le retrait."),
    ("nom", "long"): sentence("Ce nom est trop long : 60 signes au plus."),
    ("contact", "absent"): sentence("Écrivez une adresse e-mail ou un numéro de mobile."),
    ("contact", "email"): sentence("Cette adresse e-mail n’est pas complète. Elle s’écrit comme camille@exemple.ch."),
    ("contact", "mobile"): sentence(
        "Ce n’est ni un e-mail ni un mobile suisse. Un mobile s’écrit comme 079 123 45 67."
    ),
    ("envoi", "souvent"): sentence(
        "Trop de commandes sont parties de votre connexion ou de votre contact en peu de temps. "
        "Votre panier est gardé : réessayez dans dix minutes, ou passez au comptoir."
    ),
    ("accord", "absent"): sentence("Cochez la case : vous avez relu la commande."),
}
BASKET_WRONG = {
    "quantite": sentence(
        "Cette quantité n’est pas comprise. Écrivez-la comme 2 ou 0,5. Le panier est resté comme il était."
    ),
    "article": sentence("Cet article ne se commande pas ici. Le panier est resté comme il était."),
    "plein": sentence("Le panier est plein. Envoyez-le d’abord, puis commencez-en un autre."),
}
_TONES = {
    OrderState.READY: "ok",
    OrderState.COLLECTED: "ok",
    OrderState.SHORTAGE: "warn",
    OrderState.REFUSED: "bad",
}
_ALONE = {
    OrderState.REQUESTED: sentence("Votre commande est envoyée."),
    OrderState.CONFIRMED: sentence("C’est confirmé : votre commande se prépare."),
    OrderState.READY: sentence("Votre commande est prête."),
    OrderState.SHORTAGE: sentence("Il manque quelque chose : à vous de choisir."),
    OrderState.COLLECTED: sentence("Votre commande est retirée. Merci !"),
    OrderState.CANCELLED: sentence("Votre commande est annulée."),
    OrderState.REFUSED: sentence("Votre commande ne peut pas être servie."),
    OrderState.EXPIRED: sentence("Votre commande n’a pas été retirée à temps."),
}
_ENDS = {
    OrderState.CANCELLED: sentence("Annulée"),
    OrderState.REFUSED: sentence("Refusée par le membre"),
    OrderState.EXPIRED: sentence("Libérée, non retirée"),
}


class Step(NamedTuple):
    """A step of an order: `mark` is done, now or nothing."""

    name: str
    mark: str = ""
    at_ms: int = 0
    more: str = ""


class Row(NamedTuple):
    """A line with what is left of it, and what is missing."""

    name: str
    unit: str
    left_milli: int
    left_minor: int
    lacks_milli: int
    lacks_minor: int


class Shown(NamedTuple):
    """A part of an order as its page shows it."""

    part: Part
    shop: Shop
    number: str
    word: str
    tone: str
    is_open: bool
    can_cancel: bool
    must_choose: bool
    decide_by_ms: int
    total_minor: int
    before_minor: int
    deposit_minor: int
    lines: tuple[Row, ...]
    flow: tuple[Step, ...]
    qr: Markup
    reason: str


def basket_page(base: str, reading: Reading, *, wishes: int, csrf: str, now_ms: int, wrong: str = "") -> str:
    """Give the basket, with what fell out of it and why."""
    return _page(
        "basket.html",
        base,
        reading=reading,
        wishes=wishes,
        csrf=csrf,
        now=now_ms,
        wrong=say(BASKET_WRONG[wrong]) if wrong in BASKET_WRONG else "",
    )


def check_page(
    base: str, reading: Reading, entered: dict[str, str], *, key: str, csrf: str, now_ms: int, **more: Any
) -> str:
    """Give the last page before sending; `wrong` maps a field to what is wrong with it."""
    wrong: dict[str, str] = more.get("wrong", {})
    return _page(
        "check.html",
        base,
        reading=reading,
        leman=any(share.shop.leman for share in reading.shares),
        name=entered.get("nom", "")[:60],
        contact=entered.get("contact", "")[:254],
        key=key,
        csrf=csrf,
        now=now_ms,
        wishes=sum(len(share.lines) for share in reading.shares),
        changed=more.get("changed", False),
        wrong={field: say(WRONG[field, what]) for field, what in wrong.items()},
    )


def order_page(base: str, found: Followed, *, link: str, csrf: str, now_ms: int, too_late: bool = False) -> str:
    """Give an order as its buyer follows it."""
    states = [standing.state_of(part) for part, _ in found.parts]
    return _page(
        "order.html",
        base,
        whole=found.whole,
        situation=situation(states),
        shown=[_shown(part, shop, state) for (part, shop), state in zip(found.parts, states, strict=True)],
        link=link,
        csrf=csrf,
        now=now_ms,
        too_late=too_late,
    )


def situation(states: Sequence[OrderState]) -> str:
    """Say in a sentence how an order stands."""
    if len(set(states)) == 1 or OrderState.SHORTAGE in states:
        return say(_ALONE[OrderState.SHORTAGE if OrderState.SHORTAGE in states else states[0]])
    if OrderState.READY in states:
        return say("Une partie de votre commande est prête.")
    if set(states) & OPEN:
        return say("Votre commande avance.")
    return say("Votre commande est terminée.")


def rows_of(part: Part) -> tuple[Row, ...]:
    """Give the lines of a part with what is left and what is missing of each."""
    lacks = standing.lacks(part)
    left = [standing.left_minor(line, short)[0] for line, short in zip(part.lines, lacks, strict=True)]
    return tuple(
        Row(line.name, line.unit, line.quantity_milli - short, price, short, line.total_minor - price)
        for line, short, price in zip(part.lines, lacks, left, strict=True)
    )


def _shown(part: Part, shop: Shop, state: OrderState) -> Shown:
    lacks = standing.lacks(part)
    left = [standing.left_minor(line, short) for line, short in zip(part.lines, lacks, strict=True)]
    is_open = state in OPEN
    return Shown(
        part=part,
        shop=shop,
        number=part.code.rpartition("-")[2],
        word=spoken.state(part, state),
        tone=_TONES.get(state, ""),
        is_open=is_open,
        can_cancel=state in CANCELLABLE,
        must_choose=state is OrderState.SHORTAGE,
        decide_by_ms=standing.decide_by_ms(part) or 0,
        total_minor=standing.to_pay_minor(part),
        before_minor=sum(line.total_minor + line.deposit_minor for line in part.lines),
        deposit_minor=sum(deposit for _, deposit in left),
        lines=rows_of(part),
        flow=_flow(part, state),
        qr=_qr(part.code) if is_open else Markup(),
        reason=standing.reason(part) if state is OrderState.REFUSED else "",
    )


def _flow(part: Part, state: OrderState) -> tuple[Step, ...]:
    """Give the steps; those that did not happen stay open, an order that ended otherwise stops there."""
    seen = min((told.at_ms for told in part.told if told.kind != standing.REFUSED), default=0)
    ready, handed = part.first(standing.READY), part.first(standing.COLLECTED)
    short = any(told.kind == standing.SHORT for told in part.told)
    steps = [
        Step(say("Envoyée"), "done", part.placed_ms),
        Step(say("Confirmée en partie par la caisse") if short else say("Confirmée par la caisse"), "", seen),
        Step(say("Prête"), "", ready.at_ms if ready else 0),
        Step(say("Retirée et payée"), "", handed.at_ms if handed else 0),
    ]
    if state in _ENDS:
        happened = [step._replace(mark="done") for step in steps[:3] if step.at_ms]
        return (*happened, Step(say(_ENDS[state]), "now", standing.ended_ms(part) or 0))
    reached = 1 if state is OrderState.SHORTAGE else max(place for place, step in enumerate(steps) if step.at_ms)
    marks = ["done"] * reached + ["now"] + [""] * (len(steps) - reached - 1)
    made = [step._replace(mark=mark) for step, mark in zip(steps, marks, strict=True)]
    if state in OPEN:
        when = f"{spoken.full_day(part.pick_from_ms)}, {spoken.hours(part.pick_from_ms, part.pick_until_ms)}"
        made[reached] = made[reached]._replace(
            more=say("Retrait : {when}", when=f"{when} · {part.place}" if part.place else when)
        )
    return tuple(made)


def _qr(code: str) -> Markup:
    import segno  # noqa: PLC0415  # this page only

    made = segno.make(code, error="m", micro=False)
    drawing = made.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    name = say("Code QR de la commande")
    words = f'role="img" aria-label="{name}" shape-rendering="crispEdges"'
    return Markup(drawing.replace("<svg", f"<svg {words}", 1))  # noqa: S704  # made of our own code alone


def _page(template_name: str, base: str, **values: Any) -> str:
    return template(template_name).render(base=base, **{"here": "panier", **values})
