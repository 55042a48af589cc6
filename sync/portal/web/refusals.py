"""What the pages say when somebody is turned down: what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.accounts.passwords import LONGEST, SHORTEST
from sync.portal.accounts.principal import Reason, TurnedDownError
from sync.portal.wording import say, say_number, sentence

if TYPE_CHECKING:
    from pos.domain.errors import UserError

from pos.wording import read_sentences


class Note(NamedTuple):
    """A note above a form; `field` is the name of the field it is about, empty for all."""

    strong: str
    words: str
    field: str = ""
    kind: str = "bad"


_WORDS = {
    Reason.PAUSED: Note(
        sentence("Une pause."), sentence("Trop d’essais. Rien n’est perdu\u00a0; réessayez dans 10 minutes.")
    ),
    Reason.TOO_SHORT: Note(
        sentence("Mot de passe trop court."),
        sentence(
            "Il faut {shortest} caractères ou plus\u00a0; trois mots qui ne vont pas ensemble se retiennent bien."
        ),
        "password",
    ),
    Reason.TOO_LONG: Note(sentence("Mot de passe trop long."), sentence("{longest} caractères au plus."), "password"),
    Reason.TOO_COMMON: Note(
        sentence("Mot de passe trop facile."),
        sentence("C’est l’un des premiers qu’on essaie, ou il répète votre nom\u00a0; prenez-en un autre."),
        "password",
    ),
    Reason.NO_ADDRESS: Note(
        sentence("Adresse illisible."), sentence("Il faut une adresse e-mail, comme nom@exemple.ch."), "email"
    ),
    Reason.NO_NAME: Note(sentence("Il manque un nom."), sentence("Il est montré à vos collègues."), "name"),
    Reason.LINK_OVER: Note(
        sentence("Ce lien ne vaut plus."),
        sentence("Il a servi, ou il est trop ancien. Demandez-en un nouveau."),
    ),
    Reason.OTHER_PERSON: Note(
        sentence("Cette invitation est pour une autre adresse."),
        sentence("Déconnectez-vous, puis ouvrez le lien encore une fois."),
    ),
    Reason.LAST_ONE: Note(
        sentence("Il en faut au moins une personne."), sentence("Donnez d’abord ce rôle à quelqu’un d’autre.")
    ),
    Reason.HAS_OWNER: Note(
        sentence("Cette boutique est déjà tenue."),
        sentence("Ses propriétaires invitent leur équipe eux-mêmes, dans leur espace."),
        "shop",
    ),
    Reason.KEY_REFUSED: Note(
        sentence("Clé d’accès refusée."),
        sentence("Rien n’a changé\u00a0; réessayez, ou prenez votre mot de passe."),
    ),
    Reason.NOT_THERE: Note(
        sentence("Ce n’est plus là."), sentence("Quelqu’un l’a peut-être déjà fait. Rechargez la page.")
    ),
}
SIGN_IN = sentence("Connexion refusée.")


def said(note: Note) -> Note:
    """Give a note in the reader's language."""
    words = say(note.words, shortest=SHORTEST, longest=LONGEST)
    return note._replace(strong=say(note.strong), words=words)


def refusal(error: TurnedDownError, *, of: str = SIGN_IN) -> Note:
    """Give the note for a refusal; a wrong password says how many tries are left, of an unknown address too."""
    if error.reason is not Reason.WRONG:
        return said(_WORDS[error.reason])
    what = say("L’adresse ou le mot de passe ne va pas.") if of == SIGN_IN else say("Le mot de passe ne va pas.")
    tries = (
        say_number(
            "encore {n} essai avant une pause de 10 minutes",
            "encore {n} essais avant une pause de 10 minutes",
            error.left,
        )
        if error.left
        else say("le prochain essai est après une pause de 10 minutes")
    )
    return Note(say(of), say("{what} Rien n’est bloqué\u00a0; {tries}.", what=what, tries=tries), "password")


def in_french(error: UserError) -> Note:
    """Give the note for a sentence that the tills know too."""
    said = read_sentences("fr").get(error.text) or error.text
    return Note("Ce n’est pas possible.", said.format(**error.values))
