"""The frame of all pages behind the door: side menu, whose space this is, who is there, the way out.

A page of a space extends `space.html`, fills its `inside` block, and is given by
`space_page(request, "name.html", here="caisses", ...)`: person, place, menu and the token of its forms come by
themselves. A new page adds its line to `MEMBER_MENU` or `CHAMBER_MENU`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from litestar import Response

from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.catalogue.browsing import ZONE
from sync.portal.catalogue.labels import NB
from sync.portal.web.guarding import form_token
from sync.portal.web.pages import template
from sync.portal.web.rules import person_of
from sync.portal.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.accounts.principal import Membership, Person
    from sync.portal.web.guarding import AnyRequest

HTML = "text/html"
NOT_KEPT = {"Cache-Control": "no-store"}
ROLE_WORDS: Mapping[MemberRole | ChamberRole, str] = {
    MemberRole.OWNER: sentence("propriétaire"),
    MemberRole.STAFF: sentence("équipe"),
    ChamberRole.ADMIN: sentence("administration"),
    ChamberRole.ACCOUNTANT: sentence("comptabilité"),
    ChamberRole.STATISTICIAN: sentence("statistiques"),
    ChamberRole.AUDITOR: sentence("révision"),
}


class Line(NamedTuple):
    """A line of the side menu, shown to those whose rule lets them in."""

    key: str
    words: str
    path: str
    role: MemberRole = MemberRole.STAFF
    chamber: tuple[ChamberRole, ...] = ()


MEMBER_MENU: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Boutique",
        (
            Line("tableau", "Tableau de bord", "/espace/{member}"),
            Line("articles", "Articles et annonces", "/espace/{member}/articles"),
            Line("agenda", "Agenda", "/espace/{member}/agenda"),
            Line("commandes", "Commandes", "/espace/{member}/commandes"),
            Line("stock", "Stock", "/espace/{member}/stock"),
            Line("ventes", "Ventes", "/espace/{member}/ventes"),
            Line("anomalies", "Anomalies", "/espace/{member}/anomalies"),
            Line("boutique", "Boutique en ligne", "/espace/{member}/boutique", MemberRole.OWNER),
            Line("caisses", "Caisses", "/espace/{member}/caisses", MemberRole.OWNER),
        ),
    ),
    (
        "Chambre",
        (
            Line("commission", "Ma commission", "/espace/{member}/commission", MemberRole.OWNER),
            Line("pot", "Pot commun et avance", "/espace/{member}/pot"),
            Line("partage", "Ce que je partage", "/espace/{member}/partage", MemberRole.OWNER),
        ),
    ),
    (
        "Compte",
        (
            Line("profil", "Profil et horaires", "/espace/{member}/profil", MemberRole.OWNER),
            Line("equipe", "Équipe", "/espace/{member}/equipe", MemberRole.OWNER),
            Line("journal", "Journal", "/espace/{member}/journal", MemberRole.OWNER),
            Line("donnees", "Exporter ou quitter", "/espace/{member}/donnees", MemberRole.OWNER),
        ),
    ),
)
MONEY = (ChamberRole.ADMIN, ChamberRole.ACCOUNTANT, ChamberRole.AUDITOR)
FIGURES = (ChamberRole.ADMIN, ChamberRole.STATISTICIAN, ChamberRole.AUDITOR)
CHAMBER_MENU: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Réseau",
        (
            Line("reseau", "Membres et caisses", "/chambre"),
            Line("personnes", "Invitations et rôles", "/chambre/personnes", chamber=(ChamberRole.ADMIN,)),
        ),
    ),
    (
        "Argent",
        (
            Line("comptes", "Comptes des membres", "/chambre/comptes", chamber=MONEY),
            Line("releves", "Relevés", "/chambre/releves", chamber=MONEY),
            Line("paiements", "Paiements reçus", "/chambre/paiements", chamber=MONEY),
            Line("avance", "Avance et pot commun", "/chambre/avance", chamber=MONEY),
            Line("taux", "Taux", "/chambre/taux", chamber=MONEY),
            Line("livres", "Livres et exportations", "/chambre/livres", chamber=MONEY),
        ),
    ),
    (
        "Savoir",
        (
            Line("statistiques", "Statistiques", "/chambre/statistiques", chamber=FIGURES),
            Line("acces", "Journal des accès", "/chambre/acces", chamber=(ChamberRole.ADMIN, ChamberRole.AUDITOR)),
            Line("journal", "Journal du portail", "/chambre/journal", chamber=(ChamberRole.ADMIN, ChamberRole.AUDITOR)),
        ),
    ),
    (
        "Portail",
        (
            Line("moderation", "Modération", "/chambre/moderation", chamber=(ChamberRole.ADMIN,)),
            Line("agenda", "Agenda", "/chambre/agenda", chamber=(ChamberRole.ADMIN,)),
            Line("rayons", "Rayons", "/chambre/rayons", chamber=(ChamberRole.ADMIN,)),
            Line("reperes", "Monnaies et TVA", "/chambre/reperes", chamber=(ChamberRole.ADMIN, ChamberRole.AUDITOR)),
        ),
    ),
)
OWN_MENU: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("Moi", (Line("compte", "Mon compte", "/compte"), Line("espaces", "Mes espaces", "/espace?choisir=1"))),
)


class Shown(NamedTuple):
    """A line of the menu as the page shows it."""

    key: str
    words: str
    path: str
    number: int


def space_page(
    request: AnyRequest, name: str, /, *, status: int = 200, counts: Mapping[str, int] | None = None, **values: Any
) -> Response[str]:
    """Give a page of a space; `counts` puts numbers behind lines of the menu, by key."""
    person = person_of(request)
    place = person.membership(str(request.path_params.get("member", "")))
    in_chamber = request.url.path.split("/")[1] == "chambre"
    words = [ROLE_WORDS[place.role]] if place else [ROLE_WORDS[role] for role in sorted(person.chamber)]
    frame = {
        "person": person,
        "place": place.name if place else "Chambre" if in_chamber else "",
        "role": ", ".join(words) if place or in_chamber else "",
        "member": place.member if place else "",
        "menu": _menu(person, place, counts or {}, in_chamber=in_chamber),
        "moment": moment,
    }
    return form_page(request, name, status=status, **{**frame, **values})


def form_page(request: AnyRequest, name: str, /, *, status: int = 200, **values: Any) -> Response[str]:
    """Give a page that has a form and stands in no space."""
    base = request.app.state.portal.address
    frame = {"base": base, "here": "", "csrf": form_token(request), "note": None}
    page = template(name).render(**{**frame, **values})
    return Response(page, status_code=status, media_type=HTML, headers=NOT_KEPT)


def moment(at_ms: int | None) -> str:
    """Give a moment as people of Geneva write it."""
    if not at_ms:
        return "jamais"
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZONE)
    return f"{at:%d.%m.%Y} à {at.hour}{NB}h{NB}{at:%M}"


def _menu(
    person: Person, place: Membership | None, counts: Mapping[str, int], *, in_chamber: bool
) -> list[tuple[str, list[Shown]]]:
    wanted = MEMBER_MENU if place else CHAMBER_MENU if in_chamber else ()
    shown = []
    for heading, lines in (*wanted, *OWN_MENU):
        seen = [
            Shown(line.key, line.words, line.path.format(member=place.member if place else ""), counts.get(line.key, 0))
            for line in lines
            if (place is None or person.may_in(place.member, line.role))
            and (not line.chamber or person.may_in_chamber(*line.chamber))
        ]
        if seen:
            shown.append((heading, seen))
    return shown
