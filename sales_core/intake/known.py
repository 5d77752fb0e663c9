"""What reading is told about the company."""

from __future__ import annotations

from functools import lru_cache

from sales_core import clock
from sales_core.datasets import dataset
from sales_core.ingest.reading import Known
from sales_core.ledger.ledger import Ledger
from sales_core.store.snapshot import Snapshot
from sales_core.terms import Viewer

_TYPICAL = ("sales.amount", "sales.quantity", "targets.target", "receivables.amount", "receipts.amount")


def known(snapshot: Snapshot, ledger: Ledger, viewer: Viewer) -> Known:
    """Masters, rates, closed months, remembered mappings and the viewer's scope, as plain data."""
    masters = _masters(snapshot)
    currency = ledger.memory.setting("reporting_currency") or ("" if snapshot.is_empty else snapshot.currency)
    return Known(
        today=clock.today(),
        as_of=None if snapshot.is_empty else snapshot.as_of,
        reps=masters["reps"],
        customers=masters["customers"],
        products=masters["products"],
        closed_months=ledger.memory.closed_months(),
        reporting_currency=str(currency),
        rates=frozenset(_rates(snapshot)),
        tax_basis=snapshot.tax_basis,
        loaded_files={upload.sha256: upload.label for upload in ledger.history.uploads(active_only=True)},
        typical=_typical(snapshot),
        scope=viewer.scope.as_mapping(),
        remembered={one.signature: (one.dataset, one.mapping, one.answers) for one in ledger.memory.mappings()},
    )


@lru_cache(maxsize=4)
def _masters(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind, code, name in (
        ("reps", "rep", "rep_name"),
        ("customers", "customer", "customer_name"),
        ("products", "product", "product_name"),
    ):
        rows = snapshot.rows(
            f"SELECT coalesce(nullif({code}, ''), {name}) AS code, coalesce({name}, '') AS name FROM raw_{kind} "
            "ORDER BY upload_id, source_row"
        )
        found[kind] = {row["code"]: row["name"] for row in rows if row["code"]}
    return found


def _rates(snapshot: Snapshot) -> list[tuple[str, str]]:
    rows = snapshot.rows("SELECT DISTINCT from_currency AS a, to_currency AS b FROM exchange_rates")
    return [(row["a"], row["b"]) for row in rows]


@lru_cache(maxsize=4)
def _typical(snapshot: Snapshot) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for name in _TYPICAL:
        dataset_id, _, column = name.partition(".")
        dataset(dataset_id).column(column)
        (row,) = snapshot.rows(
            f"SELECT median(v) AS typical, approx_quantile(v, 0.999) AS largest "
            f"FROM (SELECT abs(CAST({column} AS DOUBLE)) AS v FROM raw_{dataset_id} WHERE {column} <> 0)"
        )
        if row["typical"] is not None:
            found[name] = (float(row["typical"]), float(row["largest"]))
    return found
