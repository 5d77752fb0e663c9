"""What loads decide about the whole version: its reporting currency, its tax basis, the days that lists speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.compute as pc

from sales_core.appdb.company_settings import CompanySettings
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.catalogue.dataset import ColumnRole
from sales_core.loading.currency_checks import given_currency
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.stated_days import stated_days
from sales_core.recognition.reading import Answers
from sales_core.warehouse.snapshot import Snapshot


def version_meta(
    loads: Sequence[PlannedLoad],
    answers: Answers,
    snapshot: Snapshot,
    company: CompanySettings,
    catalogue: Catalogue,
) -> Mapping[str, str]:
    """Reporting currency, tax basis and the stated last days of datasets, as far as these loads decide them."""
    meta: dict[str, str] = {}
    wanted = company.value(REPORTING_CURRENCY) or given_currency(answers) or None
    if not wanted and snapshot.is_empty:
        stated = _currencies(loads, catalogue)
        wanted = stated.pop() if len(stated) == 1 else None
    if wanted:
        meta["reporting_currency"] = str(wanted)
    meta |= stated_days(loads, snapshot)
    basis = {load.tax_basis for load in loads if load.tax_basis}
    if len(basis) == 1 and not snapshot.tax_basis:
        meta["tax_basis"] = basis.pop()
    return meta


def _currencies(loads: Sequence[PlannedLoad], catalogue: Catalogue) -> set[str]:
    found: set[str] = set()
    for load in loads:
        name = catalogue.dataset(load.dataset).role(ColumnRole.CURRENCY)
        rows = read_rows(Path(load.rows_file), {name})
        if name in rows.column_names:
            found |= {text for text in pc.unique(rows[name]).to_pylist() if text}
    return found
