"""The two families of errors in the till: those a person can act on, and bugs."""

from __future__ import annotations


class UserError(Exception):
    """Something the cashier can understand and act on.

    `text` is an English template; `values` fill its `{names}`. The screen shows the translation of
    the template, filled with the same values; `str()` gives the English sentence.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values = values
        super().__init__(text)

    def __str__(self) -> str:
        return self.text.format(**self.values)
