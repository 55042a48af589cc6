"""Passwords: judged when they are chosen, kept as Argon2id hashes, compared in the same time for everybody."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sync.portal.accounts.principal import Reason, TurnedDownError

SHORTEST, LONGEST = 10, 256
MOST_AT_ONCE = 2
"""Each hash takes 64 MiB for a moment: more people than this wait for each other."""
_FEWEST_LETTERS = 5
_WORST = (
    "password passwort motdepasse monmotdepasse azerty azertyuiop qwerty qwertyuiop qwertz qwertzuiop qsdfghjklm"
    " asdfghjkl yxcvbnm wxcvbn abcdefghij abcdef iloveyou jetaime jetaimetoi welcome bienvenue bonjour bonsoir soleil"
    " changeme changezmoi changermoi administrateur administrator admin root letmein dragon football princesse"
    " doudou chouchou loulou nicolas marseille geneve genf lausanne suisse switzerland schweiz comptoir moncomptoir"
    " chambre caisse boutique magasin secret masterkey passepartout ouvretoi sesame sesameouvretoi superman"
    " batman pokemon starwars sunshine princess baseball trustno whatever"
)
_RUNS = (
    "01234567890123456789 09876543210987654321 abcdefghijklmnopqrstuvwxyz azertyuiopqsdfghjklmwxcvbn"
    " qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm 1q2w3e4r5t6y7u8i9o0p 1a2z3e4r5t6y7u8i9o0p"
)
_hasher = PasswordHasher()
_room = threading.BoundedSemaphore(MOST_AT_ONCE)


def judge(password: str, *about: str) -> None:
    """Turn down a password that is short, or among those that are tried first; `about` are words on its owner."""
    said = _folded(password)
    if len(_normal(password)) < SHORTEST:
        raise TurnedDownError(Reason.TOO_SHORT)
    if len(password) > LONGEST:
        raise TurnedDownError(Reason.TOO_LONG)
    letters = "".join(letter for letter in said if letter.isalpha())
    owns = {_folded(word) for whole in about for word in (whole, *whole.replace("@", " ").split()) if len(word) > 3}
    # A word of its owner is no secret, whatever number stands behind it.
    weak = letters in _WORST.split() or any(letters == "".join(c for c in own if c.isalpha()) for own in owns)
    if weak or len(set(said)) < _FEWEST_LETTERS or any(said in run for run in _RUNS.split()):
        raise TurnedDownError(Reason.TOO_COMMON)


def hashed(password: str) -> str:
    """Give the Argon2id hash to keep."""
    with _room:
        return _hasher.hash(_normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one; takes as long when there is none to compare with."""
    with _room:
        try:
            _hasher.verify(kept or _nobodys(), _normal(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("somebody who is not here")


def _normal(password: str) -> str:
    # The same keys give other bytes on another system: é may be one character or two.
    return unicodedata.normalize("NFKC", password)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and not letter.isspace())
