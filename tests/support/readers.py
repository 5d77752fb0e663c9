"""A reader over a store of the test, for analyses and lists."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.terms import LOCAL_ADMIN, Viewer
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store


def reader_of(store: Store, viewer: Viewer = LOCAL_ADMIN, catalogue: Catalogue | None = None) -> FigureReader:
    """What an analysis is given: the figures and lists of the store's current version, for `viewer`.

    Figures and lists ask nothing of the application database; who looked is noted in one of the test process.
    """
    return MetricService(store, _looked_at(), catalogue or product(), CalendarRules()).reader(viewer)


@cache
def _looked_at() -> AppDatabase:
    folder = Path(tempfile.mkdtemp(prefix="looks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return AppDatabase(folder / "ledger.sqlite")
