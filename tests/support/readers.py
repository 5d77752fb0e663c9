"""A reader over a store of the test, for analyses and lists."""

from __future__ import annotations

from typing import Any, cast

from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.terms import LOCAL_ADMIN, Viewer
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store


def reader_of(store: Store, viewer: Viewer = LOCAL_ADMIN, catalogue: Catalogue | None = None) -> FigureReader:
    """What an analysis is given: the figures and lists of the store's current version, for `viewer`.

    Without an application database: figures and lists ask nothing of it.
    """
    return MetricService(store, cast("Any", None), catalogue or product(), CalendarRules()).reader(viewer)
