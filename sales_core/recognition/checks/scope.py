"""Rows outside the uploader's scope; a file that does not say where its rows belong is refused to him."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft


def check_scope(draft: Draft) -> None:
    """E_SCOPE for rows whose region, branch or rep the uploader may not load."""
    declared = set(draft.dataset.column_ids)
    limited = [d for d in draft.reference.scope if d in declared]
    checked = False
    for dimension in limited:
        values = draft.fields.get(dimension)
        if values is None:
            continue
        checked = True
        inside = pc.is_in(values, pa.array(draft.reference.scope[dimension], pa.string())).fill_null(False)
        rows = np.flatnonzero(~np.asarray(inside.to_numpy(zero_copy_only=False), dtype=np.bool_))
        draft.report_rows(
            "E_SCOPE", Severity.ERROR, rows, dimension, facts={"allowed": "、".join(draft.reference.scope[dimension])}
        )
    if draft.reference.scope and not checked:
        draft.report(
            "E_SCOPE",
            Severity.ERROR,
            place=draft.place(),
            facts={"allowed": "、".join(v for vs in draft.reference.scope.values() for v in vs)},
        )
