"""Labels on paper: the label printer has settings, a queue and a thread of its own beside the receipt printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.devices.contracts import PrinterSettings
from pos.domain.errors import UserError
from pos.services import settings
from pos.shopfile.spool import LABELS, ShopSpool, SpooledJob
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.documents.label import Label
    from pos.shopfile.shopfile import ShopFile

LABEL_PRINTER = "label-printer"
"""Name of the label printer's settings on this machine."""
NO_PRINTER = PrinterSettings(language="zpl", drawer=False)


class LabelPrinting:
    """Sends labels to the label printer's queue."""

    def __init__(self, shop: ShopFile) -> None:
        self._shop = shop
        self.spool = ShopSpool(shop, labels=True)
        self.settings = settings.local_setting(shop, LABEL_PRINTER, PrinterSettings, NO_PRINTER)
        self.wake: Callable[[], None] = lambda: None
        """Set by who runs the device thread."""

    @property
    def configured(self) -> bool:
        """Whether there is a label printer."""
        return self.settings.kind != "none"

    def use(self, printer: PrinterSettings) -> PrinterSettings:
        """Print labels there from now on; give the settings as kept."""
        self.settings = msgspec.structs.replace(printer, language="zpl", drawer=False)
        settings.set_local_setting(self._shop, LABEL_PRINTER, self.settings)
        return self.settings

    def put(self, labels: Sequence[Label], roll: str, dpi: int) -> int:
        """Queue labels for a roll («57x32», see `label_formats.ROLLS`); give the job's number."""
        from pos.documents.label_formats import roll_of  # noqa: PLC0415  # no start needs labels
        from pos.documents.zpl import to_zpl  # noqa: PLC0415

        if not self.configured:
            raise UserError("No label printer is set up. Choose one, or print on sheets.")
        if not labels:
            raise UserError("There is no label to print. Choose articles first.")
        title = tr("{n} labels", n=len(labels))
        job = self.spool.put(LABELS, to_zpl(labels, roll_of(roll), dpi), title, "")
        self.wake()
        return job

    def undecided(self) -> list[SpooledJob]:
        """Give the jobs that may or may not have printed."""
        return self.spool.waiting("unknown")

    def decide(self, job: SpooledJob, *, again: bool) -> None:
        """Print a job once more, or leave it, as a person says."""
        if again:
            self.spool.put(job.kind, job.payload, job.title, job.reference)
        self.spool.settle(job.id, "failed", "decided by a person")
        self.wake()
