"""Codes against the masters: an unknown rep stops facts, unknown customers and products are listed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import EntityRef
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft

_MAX_FINDINGS = 500


def check_masters(draft: Draft) -> None:
    """Codes that the master of their entity does not hold; nothing while a master is empty."""
    for ref in draft.dataset.entities:
        entity = draft.catalogue.entity(draft.catalogue.entity(ref.entity).resolved_as)
        code = entity.unknown_problem_in_masters if draft.dataset.is_master else entity.unknown_problem
        if code and entity.master != draft.dataset.id:
            _unknown(draft, ref, code, entity.master)


def _unknown(draft: Draft, ref: EntityRef, problem: str, master_id: str) -> None:
    code, name, master = ref.code, ref.name, draft.reference.masters.get(master_id, {})
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
        problem,
        Severity.ERROR if problem.startswith("E_") else Severity.WARNING,
        rows,
        field,
        facts={"distinct": str(len(strange)), "examples": "、".join(examples[:5])},
    )
    draft.new_masters[master_id] = _listed(draft, field, name, rows)


def _listed(draft: Draft, field: str, name: str, rows: np.ndarray) -> tuple[tuple[str, str], ...]:
    """(code, name) of the first rows of each unknown value."""
    picked = pa.array(rows)
    codes = draft.fields[field].take(picked).to_pylist()
    names = draft.fields[name].take(picked).to_pylist() if name in draft.fields else codes
    found: dict[str, str] = {}
    for key, label in zip(codes, names, strict=True):
        if key not in found:
            found[key] = label or key
            if len(found) >= _MAX_FINDINGS:
                break
    return tuple(found.items())
