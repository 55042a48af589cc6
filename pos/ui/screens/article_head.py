"""The head of the articles: its actions say less where the tabs need the room; what the other tabs can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.ui import theme
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.ui.widgets.pages import Page

ROOMY = 1500
"""From this width on, the keys of the actions stand on them beside four tabs; F1 always tells them."""


class Panel(NamedTuple):
    """What another tab of the page can do beside showing its widget."""

    enter: Callable[[], None] | None = None
    scanned: Callable[[str], bool] | None = None
    leave: Callable[[], bool] | None = None
    """Close something that is open; False when nothing is."""
    dress: Callable[[], None] | None = None
    find: Callable[[], None] | None = None


class ArticleActions:
    """Change several, categories, new article: at the right of the head."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.several = KeyedButton(tr("Change several"), key="F8", kind="line", name="articles-several")
        self.groups = KeyedButton(tr("Categories"), key="Ctrl+G", kind="line", name="articles-categories")
        self.new = KeyedButton(tr("New article"), key="Ctrl+N", icon="plus", name="articles-new")
        self._all = (self.several, self.groups, self.new)
        for button in self._all:
            page.add_action(button)

    def show(self, *, shown: bool) -> None:
        """Show the actions, or leave the head to the tab in sight."""
        for button in self._all:
            button.setVisible(shown)

    def dress(self) -> None:
        """Take on the sizes in force: first the keys go, in a small window also the title and the longest words."""
        compact = theme.is_compact()
        self._page.title.setVisible(not compact)
        for button, words, icon in (
            (self.several, tr("Change several"), "check"),
            (self.new, tr("New article"), "plus"),
        ):
            button.say("" if compact else words, icon=icon if compact or button is self.new else "")
            button.setAccessibleName(f"{words} {button.key}")
        self.several.show_cap(shown=compact or self._page.width() >= ROOMY)
        self.groups.show_cap(shown=not compact and self._page.width() >= ROOMY)
        self.new.show_cap(shown=not compact)
