"""Passkeys (WebAuthn level 3): a key of the person's own machine instead of a password, bound to the portal's address.

`webauthn` checks signatures; a challenge is kept for five minutes and used once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import bytes_to_base64url, generate_challenge, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from sync.portal.accounts import audit, store
from sync.portal.accounts.principal import Reason, TurnedDownError
from sync.portal.accounts.service import digest, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.accounts.principal import Person
    from sync.portal.accounts.service import Accounts, Caller
    from sync.portal.accounts.store import Passkey
    from sync.portal.storage.engine import Database

CHALLENGE_MS = 300_000
MOST_KEYS = 10
MOST_CHALLENGES = 5000
LONGEST_ANSWER = 12_000
PORTAL = "Comptoir"
_NEEDED = UserVerificationRequirement.REQUIRED
_TROUBLES = (WebAuthnException, ValueError, KeyError, TypeError)


class Passkeys:
    """Passkeys of people."""

    def __init__(self, database: Database, accounts: Accounts, now_ms: Callable[[], int], *, address: str) -> None:
        self._database, self._accounts, self._now_ms = database, accounts, now_ms
        self._origin, self._host = address, urlsplit(address).hostname or ""

    def ask_to_add(self, person: Person) -> str:
        """Give what the browser needs to make a passkey, as JSON."""
        made = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name=PORTAL,
            user_id=bytes.fromhex(person.id),
            user_name=person.email,
            user_display_name=person.name,
            challenge=self._challenge(person.id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_NEEDED
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(key.credential)) for key in self.of(person)
            ],
        )
        return webauthn.options_to_json(made)

    def add(self, person: Person, answer: str, name: str) -> None:
        """Keep a passkey that the browser made."""
        said = tidy(name)
        try:
            made = webauthn.verify_registration_response(
                credential=_shaped(answer),
                expected_challenge=self._expected(answer, person.id),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except _TROUBLES as error:
            raise TurnedDownError(Reason.KEY_REFUSED) from error
        credential = bytes_to_base64url(made.credential_id)
        key = store.Passkey(credential, person.id, made.credential_public_key, made.sign_count, said, 0, None)
        with self._database.write() as connection:
            now = self._now_ms()
            if len(store.passkeys(connection, person.id)) >= MOST_KEYS or store.passkey(connection, credential):
                raise TurnedDownError(Reason.KEY_REFUSED)
            store.add_passkey(connection, key._replace(created_ms=now))
            audit.note(connection, now, person.id, "passkey added", person.id)

    def of(self, person: Person) -> list[Passkey]:
        """Give somebody's own passkeys."""
        with self._database.read() as connection:
            return store.passkeys(connection, person.id)

    def remove(self, person: Person, credential: str) -> None:
        """Remove one of somebody's own passkeys."""
        with self._database.write() as connection:
            if store.drop_passkeys(connection, person.id, credential):
                audit.note(connection, self._now_ms(), person.id, "passkey removed", person.id)

    def ask_to_sign_in(self) -> str:
        """Give what the browser needs to sign in by a passkey, as JSON; it does not say whose."""
        made = webauthn.generate_authentication_options(
            rp_id=self._host, challenge=self._challenge(None), user_verification=_NEEDED
        )
        return webauthn.options_to_json(made)

    def sign_in(self, answer: str, caller: Caller, *, instead_of: str = "") -> str:
        """Open a session by a passkey; give its id."""
        try:
            shaped = _shaped(answer)
            with self._database.read() as connection:
                key = store.passkey(connection, str(shaped["id"]))
                known = store.by_id(connection, key.person) if key else None
            if key is None or known is None or known.disabled_ms is not None:
                raise TurnedDownError(Reason.KEY_REFUSED)
            seen = webauthn.verify_authentication_response(
                credential=shaped,
                expected_challenge=self._expected(answer, None),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=key.public_key,
                credential_current_sign_count=key.sign_count,
                require_user_verification=True,
            )
        except _TROUBLES as error:
            raise TurnedDownError(Reason.KEY_REFUSED) from error
        with self._database.write() as connection:
            store.used_passkey(connection, key.credential, seen.new_sign_count, self._now_ms())
            return self._accounts.open(connection, known.id, caller, "passkey", instead_of=instead_of)

    def _challenge(self, person: str | None) -> bytes:
        made = generate_challenge()
        with self._database.write() as connection:
            store.add_challenge(connection, digest(bytes_to_base64url(made)), person, self._now_ms(), CHALLENGE_MS)
            if store.challenges(connection) > MOST_CHALLENGES:
                raise TurnedDownError(Reason.PAUSED)
        return made

    def _expected(self, answer: str, person: str | None) -> bytes:
        """Give the challenge that an answer names, when it is one of ours for this person; it holds once."""
        said = webauthn.base64url_to_bytes(str(_shaped(answer)["response"]["clientDataJSON"]))
        challenge = parse_client_data_json(said).challenge
        with self._database.write() as connection:
            if not store.use_challenge(connection, digest(bytes_to_base64url(challenge)), person, self._now_ms()):
                raise ValueError("unknown challenge")
        return challenge


def _shaped(answer: str) -> dict[str, dict[str, str]]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    shaped = json.loads(answer)
    if not isinstance(shaped, dict) or not isinstance(shaped.get("response"), dict):
        raise TypeError("not a credential")
    return shaped
