"""How a buyer can be reached: a name for the pick-up, and an e-mail address or a Swiss mobile number."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MOST_NAME, MOST_EMAIL = 60, 254
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_MOBILE = re.compile(r"(?:\+41|0041|0)(7[4-9]\d{7})")
_BETWEEN = re.compile(r"[\s.\-/()]")


class Contact(NamedTuple):
    """A buyer, for 30 days after the end of the order; one of `email` and `phone` (+41…) is empty."""

    name: str
    email: str = ""
    phone: str = ""

    @property
    def shown(self) -> str:
        """What was entered, as it was understood."""
        return self.email or self.phone


def contact_of(name: str, reach: str) -> Contact | dict[str, str]:
    """Read what a buyer entered, or give what is wrong: field (`nom`, `contact`) to a word for it."""
    wrong = {}
    plain = " ".join("".join(char for char in name if unicodedata.category(char)[0] != "C").split())
    if not plain:
        wrong["nom"] = "absent"
    elif len(plain) > MOST_NAME:
        wrong["nom"] = "long"
    email, phone = reach.strip() if is_email(reach.strip()) else "", _mobile(reach)
    if not reach.strip():
        wrong["contact"] = "absent"
    elif not email and not phone:
        wrong["contact"] = "email" if "@" in reach else "mobile"
    return wrong or Contact(plain, email, phone)


def is_email(text: str) -> bool:
    """Tell whether a text is one plain address (RFC 5321 lengths; no quotes, no name before it)."""
    return len(text) <= MOST_EMAIL and len(text.partition("@")[0]) <= 64 and _EMAIL.fullmatch(text) is not None


def _mobile(text: str) -> str:
    found = _MOBILE.fullmatch(_BETWEEN.sub("", text.strip().replace("(0)", "")))
    return f"+41{found[1]}" if found else ""
