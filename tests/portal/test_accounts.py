"""People of the portal: who is let in, for how long, with which rights, and what is noted of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, exc, select

from sync.portal.accounts import audit, passwords, store
from sync.portal.accounts.invitations import VALID_MS
from sync.portal.accounts.principal import ChamberRole, MemberRole, Reason, TurnedDownError
from sync.portal.accounts.service import IDLE_MS, LINK_MS, LONGEST_MS, MOST_TRIES, PAUSE_MS, Caller, digest, folded
from sync.portal.gathered import Portal
from sync.portal.members import store as members
from sync.portal.storage import tables
from tests.portal.visitors import ADDRESS, GRAIN, HERE, PASSWORD, VELO, Clock, Postbox, account, person, shops

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, STAFF, ADMIN = MemberRole.OWNER, MemberRole.STAFF, ChamberRole.ADMIN
NADIA = "nadia@grain.example"
OTHER = "quatre nuages sur le lac"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portal(database_url: str, clock: Clock) -> Iterator[Portal]:
    made = Portal(database_url, address=ADDRESS, now_ms=clock)
    shops(made)
    yield made
    made.close()


def reason(error: pytest.ExceptionInfo[TurnedDownError]) -> Reason:
    return error.value.reason


def test_an_invitation_opens_an_account_with_its_role_once(portal: Portal) -> None:
    link = portal.inviting.invite("  Nadia@GRAIN.example ", OWNER, member=GRAIN)
    token = link.removeprefix(f"{ADDRESS}/invitation/")

    offer = portal.inviting.offer(token)
    nadia = person(portal, portal.inviting.accept(token, " Nadia  Ferro\n", PASSWORD, HERE))

    assert offer is not None
    assert (offer.email, offer.place, offer.role) == (NADIA, "Le Grain", OWNER)
    assert (nadia.name, nadia.email) == ("Nadia Ferro", NADIA)
    assert [(each.name, each.role) for each in nadia.memberships] == [("Le Grain", OWNER)]
    assert nadia.chamber == frozenset()
    assert portal.inviting.offer(token) is None
    with pytest.raises(TurnedDownError) as again:
        portal.inviting.accept(token, "Nadia", PASSWORD, HERE)
    assert reason(again) is Reason.LINK_OVER


def test_an_invitation_ends_after_seven_days_or_when_it_is_withdrawn_or_made_anew(portal: Portal, clock: Clock) -> None:
    owner = person(portal, account(portal, NADIA, OWNER, GRAIN))
    tokens = [portal.inviting.invite("theo@grain.example", STAFF, member=GRAIN).rpartition("/")[2] for _ in range(2)]

    assert portal.inviting.offer(tokens[0]) is None
    assert portal.inviting.offer(tokens[1]) is not None
    portal.inviting.withdraw(digest(tokens[1]), VELO, owner)
    assert portal.inviting.offer(tokens[1]) is not None
    portal.inviting.withdraw(digest(tokens[1]), GRAIN, owner)
    assert portal.inviting.offer(tokens[1]) is None
    late = portal.inviting.invite("theo@grain.example", STAFF, member=GRAIN).rpartition("/")[2]
    clock.ms += VALID_MS
    assert portal.inviting.offer(late) is None


def test_one_account_takes_roles_in_several_places(portal: Portal) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    second = portal.inviting.invite(NADIA, STAFF, member=VELO).rpartition("/")[2]
    with pytest.raises(TurnedDownError):
        portal.inviting.accept(second, "Quelqu’un", "un autre mot de passe", HERE)
    nadia = person(portal, portal.inviting.accept(second, "", PASSWORD, HERE))
    portal.inviting.accept_as(nadia, portal.inviting.invite(NADIA, ADMIN).rpartition("/")[2])

    nadia = person(portal, portal.accounts.sign_in(NADIA, PASSWORD, HERE))
    assert nadia.may_in(GRAIN, OWNER)
    assert nadia.may_in(VELO, STAFF)
    assert not nadia.may_in(VELO, OWNER)
    assert nadia.may_in_chamber(ADMIN)
    assert not nadia.may_in_chamber(ChamberRole.ACCOUNTANT)


def test_an_invitation_is_only_for_the_address_it_names_and_makes_nobody_less(portal: Portal) -> None:
    theo = person(portal, account(portal, "theo@grain.example", STAFF, GRAIN))
    nadia = person(portal, account(portal, NADIA, OWNER, GRAIN))
    token = portal.inviting.invite(NADIA, STAFF, member=GRAIN).rpartition("/")[2]

    with pytest.raises(TurnedDownError) as other:
        portal.inviting.accept_as(theo, token)
    portal.inviting.accept_as(nadia, token)

    assert reason(other) is Reason.OTHER_PERSON
    assert person(portal, portal.accounts.sign_in(NADIA, PASSWORD, HERE)).may_in(GRAIN, OWNER)


def test_the_chamber_comes_in_nowhere_where_somebody_is(portal: Portal) -> None:
    admin = person(portal, account(portal, "anne@chambre.example", ADMIN))
    portal.inviting.invite_new_member("Atelier Neuf", "zoe@atelier.example", admin)
    link = portal.inviting.invite_new_member("Le Grain", NADIA, admin)
    portal.inviting.accept(link.rpartition("/")[2], "Nadia", PASSWORD, HERE)

    with pytest.raises(TurnedDownError) as closed:
        portal.inviting.invite_new_member("Le Grain", "anne@chambre.example", admin)

    assert reason(closed) is Reason.HAS_OWNER
    assert [(each.name, each.owners) for each in portal.inviting.members_and_owners()] == [
        ("Atelier Neuf", 0),
        ("Le Grain", 1),
        ("Vélo & Co", 0),
    ]


def test_the_last_owner_and_the_last_admin_stay(portal: Portal) -> None:
    nadia = person(portal, account(portal, NADIA, OWNER, GRAIN))
    anne = person(portal, account(portal, "anne@chambre.example", ADMIN))
    for who, role, where in ((nadia, OWNER, GRAIN), (anne, ADMIN, None)):
        with pytest.raises(TurnedDownError) as last:
            portal.inviting.take_role(who.id, role, where, who)
        assert reason(last) is Reason.LAST_ONE
    theo = person(portal, account(portal, "theo@grain.example", OWNER, GRAIN))
    portal.inviting.take_role(nadia.id, OWNER, GRAIN, theo)

    assert portal.accounts.whose(portal.accounts.sign_in(NADIA, PASSWORD, HERE)) is not None
    assert person(portal, portal.accounts.sign_in(NADIA, PASSWORD, HERE)).membership(GRAIN) is None


def test_unknown_wrong_and_disabled_are_told_the_same(portal: Portal) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    session = account(portal, "parti@grain.example", STAFF, GRAIN)
    gone = person(portal, session)
    portal.accounts.set_disabled(gone.email, disabled=True)
    assert portal.accounts.whose(session) is None
    told = set()
    for email, password in ((NADIA, OTHER), ("personne@nulle.example", PASSWORD), (gone.email, PASSWORD), ("", "")):
        with pytest.raises(TurnedDownError) as wrong:
            portal.accounts.sign_in(email, password, HERE)
        told.add((reason(wrong), wrong.value.left))

    assert told == {(Reason.WRONG, MOST_TRIES - 1)}


def test_an_unknown_address_costs_the_same_hash_and_the_same_statements(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    passwords.fits(None, "made once")
    done: list[str] = []
    verify = PasswordHasher.verify

    def counted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        done.append("hash")
        return bool(verify(hasher, kept, password))

    monkeypatch.setattr(PasswordHasher, "verify", counted)

    def ran(_c: object, _cursor: object, statement: str, *_: object) -> None:
        done.append(statement)

    event.listen(portal.database.engine, "before_cursor_execute", ran)
    costs = []
    for email in (NADIA, "personne@nulle.example"):
        with pytest.raises(TurnedDownError):
            portal.accounts.sign_in(email, OTHER, HERE)
        costs.append(list(done))
        done.clear()
    hashes = []
    for email in (NADIA, "personne@nulle.example"):
        portal.accounts.forgot(email, HERE)
        hashes.append(done.count("hash"))
        done.clear()
    event.remove(portal.database.engine, "before_cursor_execute", ran)

    assert costs[0] == costs[1]
    assert costs[0].count("hash") == 1
    assert hashes == [1, 1]


def test_after_five_tries_there_is_a_pause_for_that_connection_only(portal: Portal, clock: Clock) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    left = []
    for _ in range(MOST_TRIES):
        with pytest.raises(TurnedDownError) as wrong:
            portal.accounts.sign_in(NADIA, OTHER, HERE)
        left.append(wrong.value.left)
    with pytest.raises(TurnedDownError) as paused:
        portal.accounts.sign_in(NADIA, PASSWORD, HERE)

    assert left == [4, 3, 2, 1, 0]
    assert reason(paused) is Reason.PAUSED
    assert portal.accounts.sign_in(NADIA, PASSWORD, Caller("203.0.113.9"))
    clock.ms += PAUSE_MS
    assert portal.accounts.sign_in(NADIA, PASSWORD, HERE)


def test_tries_at_the_same_moment_are_each_counted(portal: Portal) -> None:
    account(portal, NADIA, OWNER, GRAIN)

    def enter(_: int) -> Reason:
        with pytest.raises(TurnedDownError) as wrong:
            portal.accounts.sign_in(NADIA, OTHER, HERE)
        return reason(wrong)

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(enter, range(8)))

    assert told == [Reason.PAUSED] * 3 + [Reason.WRONG] * MOST_TRIES


def test_an_invitation_that_two_take_up_at_once_is_taken_up_once(portal: Portal) -> None:
    token = portal.inviting.invite(NADIA, OWNER, member=GRAIN).rpartition("/")[2]

    def accept(number: int) -> bool:
        try:
            portal.inviting.accept(token, f"Nadia {number}", PASSWORD, HERE)
        except TurnedDownError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(accept, range(4))) == 1
    with portal.database.read() as connection:
        assert len(connection.execute(select(tables.person.c.id)).all()) == 1


def test_a_session_ends_when_it_is_idle_or_old(portal: Portal, clock: Clock) -> None:
    idle = account(portal, NADIA, OWNER, GRAIN)
    clock.ms += IDLE_MS - 1
    assert portal.accounts.whose(idle) is not None
    clock.ms += IDLE_MS - 1
    assert portal.accounts.whose(idle) is not None
    clock.ms += IDLE_MS
    assert portal.accounts.whose(idle) is None

    old = portal.accounts.sign_in(NADIA, PASSWORD, HERE)
    for _ in range(LONGEST_MS // (IDLE_MS - 1)):
        clock.ms += IDLE_MS - 1
        assert portal.accounts.whose(old) is not None
    clock.ms += IDLE_MS - 1
    assert portal.accounts.whose(old) is None


def test_signing_in_anew_ends_the_browsers_earlier_session_and_signing_out_ends_it_too(portal: Portal) -> None:
    first = account(portal, NADIA, OWNER, GRAIN)
    second = portal.accounts.sign_in(NADIA, PASSWORD, HERE, instead_of=first)
    assert portal.accounts.whose(first) is None
    assert len(portal.accounts.sessions(person(portal, second))) == 1

    portal.accounts.sign_out(second)

    assert portal.accounts.whose(second) is None
    portal.accounts.sign_out("never there")


def test_somebody_elses_session_cannot_be_ended(portal: Portal) -> None:
    nadia, theo = account(portal, NADIA, OWNER, GRAIN), account(portal, "theo@grain.example", STAFF, GRAIN)

    portal.accounts.end_session(person(portal, theo), digest(nadia))
    assert portal.accounts.whose(nadia) is not None
    portal.accounts.end_session(person(portal, nadia), digest(nadia))
    assert portal.accounts.whose(nadia) is None


def test_a_new_password_ends_every_other_session(portal: Portal) -> None:
    here = account(portal, NADIA, OWNER, GRAIN)
    elsewhere = portal.accounts.sign_in(NADIA, PASSWORD, HERE)
    nadia = person(portal, here)
    with pytest.raises(TurnedDownError) as wrong:
        portal.accounts.change_password(nadia, OTHER, OTHER, HERE)
    portal.accounts.change_password(nadia, PASSWORD, OTHER, HERE)

    assert reason(wrong) is Reason.WRONG
    assert portal.accounts.whose(here) is not None
    assert portal.accounts.whose(elsewhere) is None
    assert portal.accounts.sign_in(NADIA, OTHER, Caller("203.0.113.9"))


def test_a_forgotten_password_is_chosen_anew_by_a_letter_once(database_url: str, clock: Clock) -> None:
    post = Postbox()
    portal = Portal(database_url, address=ADDRESS, now_ms=clock, post=post)
    shops(portal)
    session = account(portal, NADIA, OWNER, GRAIN)
    with portal.database.write() as connection:
        key = store.Passkey("intruder", person(portal, session).id, b"", 0, "?", 1, None)
        store.add_passkey(connection, key)
    portal.accounts.forgot("NADIA@grain.example", HERE)
    portal.accounts.forgot("personne@nulle.example", HERE)

    letter = post.letters[-1]
    token = letter.text.split("/mot-de-passe/")[1].split()[0]
    assert [each.to for each in post.letters] == [NADIA, NADIA]  # the invitation, the link
    assert portal.accounts.link_holds(token)
    portal.accounts.reset(token, OTHER)

    assert portal.accounts.whose(session) is None
    assert portal.accounts.sign_in(NADIA, OTHER, HERE)
    with portal.database.read() as connection:
        assert store.passkey(connection, "intruder") is None
    with pytest.raises(TurnedDownError) as over:
        portal.accounts.reset(token, PASSWORD)
    assert reason(over) is Reason.LINK_OVER
    portal.accounts.forgot(NADIA, HERE)
    clock.ms += LINK_MS
    assert not portal.accounts.link_holds(post.letters[-1].text.split("/mot-de-passe/")[1].split()[0])
    portal.close()


def test_links_to_new_passwords_are_not_sent_without_end(portal: Portal) -> None:
    for email in (NADIA, "personne@nulle.example"):
        for _ in range(3):
            portal.accounts.forgot(email, HERE)
        with pytest.raises(TurnedDownError) as paused:
            portal.accounts.forgot(email, HERE)
        assert reason(paused) is Reason.PAUSED


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("court", Reason.TOO_SHORT),
        ("neuf cara", Reason.TOO_SHORT),
        ("x" * 300, Reason.TOO_LONG),
        ("motdepasse123", Reason.TOO_COMMON),
        ("MotDePasse!!!", Reason.TOO_COMMON),
        ("Genève-2026!", Reason.TOO_COMMON),
        ("1234567890", Reason.TOO_COMMON),
        ("aaaaaaaaaaaa", Reason.TOO_COMMON),
        ("azertyuiop", Reason.TOO_COMMON),
        ("nadia ferro 1", Reason.TOO_COMMON),
        ("Nadia@Grain.example", Reason.TOO_COMMON),
    ],
)
def test_passwords_that_are_tried_first_are_turned_down(password: str, why: Reason) -> None:
    with pytest.raises(TurnedDownError) as down:
        passwords.judge(password, "Nadia Ferro", NADIA)

    assert reason(down) is why


@pytest.mark.parametrize("password", [PASSWORD, OTHER, "kjH7!sdfQ2p", "éléphant rose pâle", "correct horse battery"])
def test_other_passwords_are_taken(password: str) -> None:
    passwords.judge(password, "Nadia Ferro", NADIA)


def test_the_same_keys_on_another_system_are_the_same_password() -> None:
    kept = passwords.hashed("e\u0301le\u0301phant rose")

    assert passwords.fits(kept, "\u00e9l\u00e9phant rose")
    assert not passwords.fits(kept, "elephant rose")
    assert not passwords.fits(None, "somebody who is not here")
    assert kept.startswith("$argon2id$")


@given(st.text(max_size=300))
def test_an_address_is_folded_once_or_is_none(text: str) -> None:
    said = folded(text)

    assert folded(said) == said
    assert said == "" or ("@" in said and not any(letter in said for letter in " ,;<>\"'\n\r\t"))


@given(st.sampled_from(["a@b.ch", "nadia.ferro+x@grains-libres.example", "Élodie@Café.ch"]))
def test_real_addresses_are_read(text: str) -> None:
    assert folded(f"  {text} ") == text.casefold()


def test_who_did_what_is_noted_and_cannot_be_changed(portal: Portal) -> None:
    session = account(portal, NADIA, OWNER, GRAIN)
    nadia = person(portal, session)
    portal.inviting.invite("theo@grain.example", STAFF, member=GRAIN, by=nadia)
    portal.accounts.rename(nadia, "Nadia F.")
    with portal.database.read() as connection:
        own = [each.action for each in audit.done(connection, actor=nadia.id)]
        shop = [(each.actor, each.action) for each in audit.done(connection, member=GRAIN)]
        rows = str(connection.execute(select(tables.audit)).all())

    assert own == ["renamed", "invited", "signed in", "account opened", "role taken up"]
    assert shop == [(nadia.id, "invited"), (nadia.id, "role taken up"), (audit.OFFICE, "invited")]
    assert not any(secret in rows for secret in (PASSWORD, session, NADIA, "Nadia", "theo"))
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(exc.DatabaseError, match="append only"), portal.database.write() as connection:
            connection.exec_driver_sql(statement)


def test_nothing_kept_of_a_secret_is_the_secret(portal: Portal) -> None:
    session = account(portal, NADIA, OWNER, GRAIN)
    token = portal.inviting.invite("theo@grain.example", STAFF, member=GRAIN).rpartition("/")[2]
    link = portal.accounts.password_link(NADIA).rpartition("/")[2]
    with portal.database.read() as connection:
        kept = "".join(
            str(connection.execute(select(table)).all())
            for table in tables.metadata.sorted_tables
            if table.name not in {"hub", "mail"}  # a letter that waits says its link, and is forgotten once sent
        )

    assert not any(secret in kept for secret in (session, token, link, PASSWORD, HERE.address))


def test_a_database_of_the_schema_before_gets_its_audit_guarded(database_url: str) -> None:
    first = Portal(database_url)
    with first.database.write() as connection:
        for table in (tables.audit, tables.person, tables.web_session):
            table.drop(connection)
        connection.exec_driver_sql("UPDATE hub SET value = '3' WHERE key = 'schema'")
    first.close()

    portal = Portal(database_url, address=ADDRESS)
    with portal.database.write() as connection:
        members.add_member(connection, GRAIN, "Le Grain", 1)
    account(portal, NADIA, OWNER, GRAIN)
    with pytest.raises(exc.DatabaseError, match="append only"), portal.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM audit")
    portal.close()
