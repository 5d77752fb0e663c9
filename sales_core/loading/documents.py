"""What is handed to people: empty templates, documentation pages, and their own file with its problems marked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.i18n import Locale
from sales_core.kernel.blob_store import Area
from sales_core.kernel.settings import Settings
from sales_core.loading.dataset_page import dataset_page
from sales_core.loading.month_grid import MonthGrid, node_columns, under_columns
from sales_core.loading.plan import Plan


class Documents:
    """Writes them for one state directory."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._blobs = settings.home.blobs
        self._limits = settings.limits

    def template(self, dataset_id: str, out: Path, locale: Locale) -> None:
        """An empty workbook of a dataset with headers, examples and rules. Raises UsageError for an unknown dataset."""
        from sales_core.recognition.templates import write_template

        write_template(self._catalogue.dataset(dataset_id), out, locale)

    def sample(self, dataset_id: str, out: Path, locale: Locale) -> None:
        """A small workbook of a dataset with rows, to be loaded for a trial. Raises UsageError for an unknown one."""
        from sales_core.recognition.templates import write_sample

        write_sample(self._catalogue.dataset(dataset_id), out, locale)

    def month_sheet(self, dataset_id: str, grids: Sequence[MonthGrid], out: Path, locale: Locale) -> None:
        """Grids of one year as a workbook that loads back: a line a node and measure, twelve months across."""
        from sales_core.recognition.month_sheet import MonthLine, write_month_sheet

        dataset = self._catalogue.dataset(dataset_id)
        shown = {name for grid in grids for name in grid.columns}
        columns = tuple(name for name in node_columns(dataset) if name in shown)
        lines = [
            MonthLine(node, grid.measure, values)
            for grid in grids
            for node, values in under_columns(grid, columns).lines.items()
        ]
        write_month_sheet(dataset, out, locale, year=grids[0].year, columns=columns, lines=lines)

    def dataset_page(self, dataset_id: str, locale: Locale) -> str:
        """The documentation page of a dataset, as Markdown. Raises UsageError for an unknown dataset."""
        return dataset_page(self._catalogue.dataset(dataset_id), locale)

    def marked(self, plan: Plan, sha256: str, out: Path, locale: Locale) -> None:
        """One uploaded file of a plan as a workbook whose bad cells are coloured and commented.

        Raises KeyError when the plan holds no such file, RefusedError when its reader gave up.
        """
        reading = next((one for one in plan.readings if one.sha256 == sha256), None)
        if reading is None:
            raise KeyError(sha256)
        from sales_core.formats.sandbox.worker import run_in_worker
        from sales_core.recognition.annotated_copy import MarkRequest

        original = self._blobs.path_for(Area.ORIGINALS, sha256)
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "marked.xlsx"
            run_in_worker(
                "sales_core.recognition.annotated_copy.mark_in_worker",
                MarkRequest(original, reading.all_problems, made, locale, reading.file),
                limits=self._limits,
                file=reading.file,
                writes_to=Path(folder),
            )
            shutil.copyfile(made, out)
