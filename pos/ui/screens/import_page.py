"""Import and export of articles as a page behind the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ui.screens.import_panel import ImportPanel
from pos.ui.widgets.pages import Page
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.till import Till


class ImportPage(Page):
    """The panel alone; Esc goes one step back before it leaves."""

    def __init__(self, till: Till) -> None:
        super().__init__("import", tr("Import and export"))
        self.panel = ImportPanel(till)
        self.body.addWidget(self.panel)

    def enter(self) -> None:
        """Show the step where one was."""
        self.panel.enter()

    def leave(self) -> None:
        """Go back a step, or to the sale; an import that runs goes on."""
        if not self.panel.go_back():
            super().leave()
