"""The labels as a page of their own behind the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ui.widgets.pages import Page
from pos.wording import tr

if TYPE_CHECKING:
    from pos.ui.screens.labels_panel import LabelsPanel


class LabelsPage(Page):
    """A frame around the panel."""

    def __init__(self, panel: LabelsPanel) -> None:
        super().__init__("labels", tr("Labels"))
        self.panel = panel
        self.body.addWidget(panel)

    def enter(self) -> None:
        """Show the panel as it was left."""
        self.panel.enter()

    def leave(self) -> None:
        """Close what is open in the panel first."""
        if not self.panel.back():
            super().leave()

    def scanned(self, code: str) -> bool:
        """Add the article scanned."""
        return self.panel.scanned(code)

    def go_to_search(self) -> None:
        """Go to the panel's search."""
        self.panel.go_to_search()

    def dress(self) -> None:
        """Take on the sizes in force."""
        self.panel.dress()
