"""Codes against the masters: an unknown rep stops facts, unknown customers and products are listed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from sales_core.ingest.meaning.draft import Draft
from sales_core.problems import Severity

CAP = 500


def check_masters(draft: Draft) -> None:
    """Unknown reps, customers and products of fact tables; nothing while a master is empty."""
    if draft.dataset.is_master and draft.dataset.id != "customers":
        return
    rep = Severity.WARNING if draft.dataset.is_master else Severity.ERROR
    _unknown(
        draft,
        "rep",
        "rep_name",
        draft.known.reps,
        "E_UNKNOWN_REP" if rep is Severity.ERROR else "W_UNKNOWN_REP",
        rep,
        "reps",
    )
    if draft.dataset.id == "customers":
        return
    _unknown(draft, "customer", "customer_name", draft.known.customers, "W_NEW_CUSTOMER", Severity.WARNING, "customers")
    _unknown(draft, "product", "product_name", draft.known.products, "W_UNKNOWN_PRODUCT", Severity.WARNING, "products")


def _unknown(
    draft: Draft, code: str, name: str, master: Mapping[str, str], problem: str, severity: Severity, kind: str
) -> None:
    field = code if code in draft.fields else name if name in draft.fields else None
    if field is None or not master:
        return
    known = set(master) | (set(master.values()) if field == name else set())
    encoded = draft.fields[field].dictionary_encode()
    strange = [i for i, v in enumerate(encoded.dictionary.to_pylist()) if v is not None and v not in known]
    if not strange:
        return
    indices = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    rows = np.flatnonzero(np.isin(indices, strange))
    examples = [encoded.dictionary[i].as_py() for i in strange]
    draft.report_rows(
        problem, severity, rows, field, facts={"distinct": str(len(strange)), "examples": "、".join(examples[:5])}
    )
    draft.new_masters[kind] = _listed(draft, field, name, rows)


def _listed(draft: Draft, field: str, name: str, rows: np.ndarray) -> tuple[tuple[str, str], ...]:
    """(code, name) of the first rows of each unknown value."""
    picked = pa.array(rows)
    codes = draft.fields[field].take(picked).to_pylist()
    names = draft.fields[name].take(picked).to_pylist() if name in draft.fields else codes
    found: dict[str, str] = {}
    for key, label in zip(codes, names, strict=True):
        if key not in found:
            found[key] = label or key
            if len(found) >= CAP:
                break
    return tuple(found.items())
