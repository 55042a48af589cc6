"""What the pages say when somebody is turned down: what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.accounts.passwords import LONGEST, SHORTEST
from sync.portal.accounts.principal import Reason, TurnedDownError

if TYPE_CHECKING:
    from pos.domain.errors import UserError

from pos.wording import read_sentences

NB = "\u00a0"


class Note(NamedTuple):
    """A note above a form; `field` is the name of the field it is about, empty for all."""

    strong: str
    words: str
    field: str = ""
    kind: str = "bad"


_WORDS = {
    Reason.PAUSED: Note("Une pause.", f"Trop d’essais. Rien n’est perdu{NB}; réessayez dans 10 minutes."),
    Reason.TOO_SHORT: Note(
        "Mot de passe trop court.", f"Il faut {SHORTEST} caractères ou plus{NB}; trois mots qui ne vont pas "
        "ensemble se retiennent bien.", "password",
    ),
    Reason.TOO_LONG: Note("Mot de passe trop long.", f"{LONGEST} caractères au plus.", "password"),
    Reason.TOO_COMMON: Note(
        "Mot de passe trop facile.", f"C’est l’un des premiers qu’on essaie, ou il répète votre nom{NB}; "
        "prenez-en un autre.", "password",
    ),
    Reason.NO_ADDRESS: Note("Adresse illisible.", "Il faut une adresse e-mail, comme nom@exemple.ch.", "email"),
    Reason.NO_NAME: Note("Il manque un nom.", "Il est montré à vos collègues.", "name"),
    Reason.LINK_OVER: Note("Ce lien ne vaut plus.", "Il a servi, ou il est trop ancien. Demandez-en un nouveau."),
    Reason.OTHER_PERSON: Note(
        "Cette invitation est pour une autre adresse.", "Déconnectez-vous, puis ouvrez le lien encore une fois."
    ),
    Reason.LAST_ONE: Note("Il en faut au moins une personne.", "Donnez d’abord ce rôle à quelqu’un d’autre."),
    Reason.HAS_OWNER: Note(
        "Cette boutique est déjà tenue.", "Ses propriétaires invitent leur équipe eux-mêmes, dans leur espace.", "shop"
    ),
    Reason.KEY_REFUSED: Note("Clé d’accès refusée.", f"Rien n’a changé{NB}; réessayez, ou prenez votre mot de passe."),
    Reason.NOT_THERE: Note("Ce n’est plus là.", "Quelqu’un l’a peut-être déjà fait. Rechargez la page."),
}  # fmt: skip


def refusal(error: TurnedDownError, *, of: str = "Connexion refusée.") -> Note:
    """Give the note for a refusal; a wrong password says how many tries are left, of an unknown address too."""
    if error.reason is not Reason.WRONG:
        return _WORDS[error.reason]
    what = "L’adresse ou le mot de passe ne va pas." if of.startswith("Connexion") else "Le mot de passe ne va pas."
    tries = (
        f"encore {error.left} essai{'s' if error.left > 1 else ''} avant"
        if error.left
        else "le prochain essai est après"
    )
    return Note(of, f"{what} Rien n’est bloqué{NB}; {tries} une pause de 10 minutes.", "password")


def in_french(error: UserError) -> Note:
    """Give the note for a sentence that the tills know too."""
    said = read_sentences("fr").get(error.text) or error.text
    return Note("Ce n’est pas possible.", said.format(**error.values))
