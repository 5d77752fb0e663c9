"""Codes against the masters: an unknown rep stops facts, unknown customers and products are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft

CAP = 500


@dataclass(frozen=True, slots=True)
class _Master:
    """One kind of code: its column, its name column, what an unknown one is called."""

    code: str
    name: str
    problem: str
    severity: Severity
    kind: str


_REPS = _Master("rep", "rep_name", "E_UNKNOWN_REP", Severity.ERROR, "reps")
_REPS_OF_MASTERS = _Master("rep", "rep_name", "W_UNKNOWN_REP", Severity.WARNING, "reps")
_CUSTOMERS = _Master("customer", "customer_name", "W_NEW_CUSTOMER", Severity.WARNING, "customers")
_PRODUCTS = _Master("product", "product_name", "W_UNKNOWN_PRODUCT", Severity.WARNING, "products")


def check_masters(draft: Draft) -> None:
    """Unknown reps, customers and products of fact tables; nothing while a master is empty."""
    if draft.dataset.id == "customers":
        _unknown(draft, _REPS_OF_MASTERS, draft.known.reps)
    if draft.dataset.is_master:
        return
    _unknown(draft, _REPS, draft.known.reps)
    _unknown(draft, _CUSTOMERS, draft.known.customers)
    _unknown(draft, _PRODUCTS, draft.known.products)


def _unknown(draft: Draft, about: _Master, master: Mapping[str, str]) -> None:
    code, name = about.code, about.name
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
        about.problem,
        about.severity,
        rows,
        field,
        facts={"distinct": str(len(strange)), "examples": "、".join(examples[:5])},
    )
    draft.new_masters[about.kind] = _listed(draft, field, name, rows)


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
