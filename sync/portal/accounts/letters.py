"""What the portal writes to its people: in the language of the page that they asked on, invitations in French."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sync.portal.wording import say

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Post(Protocol):
    """Puts a letter in the outbox, in the transaction of what it tells of."""

    def __call__(self, connection: Connection, to: str, subject: str, text: str, now_ms: int, /) -> None:
        """Put it there."""


def kept_back(connection: Connection, to: str, subject: str, text: str, now_ms: int, /) -> None:
    """Send nothing: a portal without mail shows its links to who made them."""
    del connection, to, subject, text, now_ms


def new_password(link: str) -> tuple[str, str]:
    """Give subject and text of a letter to somebody who forgot the password."""
    parts = (
        say("Bonjour,"),
        say("Pour choisir un nouveau mot de passe, ouvrez cette page dans l’heure :"),
        link,
        say("Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même."),
    )
    return say("Votre nouveau mot de passe"), "\n\n".join(parts) + "\n"


def invitation(link: str, place: str, by: str) -> tuple[str, str]:
    """Give subject and text of a letter that invites somebody to a shop or to the chamber."""
    return (
        f"Invitation : {place}",
        f"Bonjour,\n\n{by} vous invite sur le portail Comptoir ({place}).\n"
        f"Pour accepter, ouvrez cette page dans les sept jours :\n\n{link}\n\n"
        "Vous ne connaissez personne là-bas ? Ne faites rien : l’invitation s’éteint d’elle-même.\n",
    )
