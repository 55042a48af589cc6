"""Who asks: a person who signed in, what the person is in which shop, and in the chamber."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class MemberRole(StrEnum):
    """What somebody is in a shop; an owner may all that staff may."""

    OWNER = "owner"
    STAFF = "staff"


class ChamberRole(StrEnum):
    """What somebody is in the chamber; no role includes another, so that each sees only what its work needs."""

    ADMIN = "admin"
    ACCOUNTANT = "accountant"
    STATISTICIAN = "statistician"
    AUDITOR = "auditor"


class Membership(NamedTuple):
    """A person's place in a shop."""

    member: str
    name: str
    role: MemberRole


class Person(NamedTuple):
    """Somebody who signed in; `session` is the hash of the session's id."""

    id: str
    email: str
    name: str
    session: str
    memberships: tuple[Membership, ...]
    chamber: frozenset[ChamberRole]

    def membership(self, member: str) -> Membership | None:
        """Give the person's place in a shop, None for a stranger."""
        return next((each for each in self.memberships if each.member == member), None)

    def may_in(self, member: str, role: MemberRole) -> bool:
        """Tell whether the person may do in a shop what a role may."""
        place = self.membership(member)
        return place is not None and (place.role is MemberRole.OWNER or place.role is role)

    def may_in_chamber(self, *roles: ChamberRole) -> bool:
        """Tell whether the person has one of the roles in the chamber; any role where none is named."""
        return bool(self.chamber & set(roles)) if roles else bool(self.chamber)


class Reason(StrEnum):
    """Why somebody is turned down; pages have the words."""

    WRONG = "wrong"
    PAUSED = "paused"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"
    NO_ADDRESS = "no_address"
    NO_NAME = "no_name"
    LINK_OVER = "link_over"
    OTHER_PERSON = "other_person"
    LAST_ONE = "last_one"
    HAS_OWNER = "has_owner"
    KEY_REFUSED = "key_refused"
    NOT_THERE = "not_there"


class TurnedDownError(Exception):
    """What was asked cannot be done; `left` says how many tries remain."""

    def __init__(self, reason: Reason, left: int = 0) -> None:
        super().__init__(reason.value)
        self.reason, self.left = reason, left
