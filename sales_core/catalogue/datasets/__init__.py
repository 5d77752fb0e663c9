"""Room of upload kinds. A new kind: one declaration here; the tests name what else it needs."""

from __future__ import annotations

import difflib

from sales_core.catalogue.dataset import Column, Dataset, Kind, Sensitivity
from sales_core.catalogue.datasets.expenses import EXPENSES
from sales_core.catalogue.datasets.masters import BRANCHES, CUSTOMERS, PRODUCTS, REPS
from sales_core.catalogue.datasets.outlet_audits import OUTLET_AUDITS
from sales_core.catalogue.datasets.receipts import RECEIPTS
from sales_core.catalogue.datasets.receivables import RECEIVABLES
from sales_core.catalogue.datasets.reference import CALENDAR, EXCHANGE_RATES, ORDER_LINES, ORDERS
from sales_core.catalogue.datasets.sales import SALES
from sales_core.catalogue.datasets.stock import STOCK
from sales_core.catalogue.datasets.targets import TARGETS
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

__all__ = ["DATASETS", "Column", "Dataset", "Kind", "Sensitivity", "dataset"]

DATASETS: tuple[Dataset, ...] = (
    SALES,
    TARGETS,
    STOCK,
    RECEIVABLES,
    RECEIPTS,
    EXPENSES,
    OUTLET_AUDITS,
    CUSTOMERS,
    PRODUCTS,
    REPS,
    BRANCHES,
    EXCHANGE_RATES,
    CALENDAR,
    ORDERS,
    ORDER_LINES,
)

_BY_ID = {dataset.id: dataset for dataset in DATASETS}


def dataset(dataset_id: str) -> Dataset:
    """The dataset called `dataset_id`. Raises UsageError with the nearest names."""
    found = _BY_ID.get(dataset_id)
    if found is None:
        near = difflib.get_close_matches(dataset_id, _BY_ID, n=3)
        raise UsageError(Text("error.dataset_unknown", {"dataset_id": dataset_id}), near)
    return found
