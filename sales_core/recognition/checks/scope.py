"""Rows outside the uploader's scope; a file that does not say where its rows belong is refused to him."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft


def check_scope(draft: Draft) -> None:
    """E_SCOPE for rows whose region, branch or rep the uploader may not load.

    What the file does not state is judged when its rows are resolved: the master may say it.
    """
    scope = draft.reference.scope
    stated = scope.part(draft.fields)
    for dimension, allowed in stated.limits(draft.fields):
        inside = pc.is_in(draft.fields[dimension], pa.array(allowed, pa.string())).fill_null(False)
        rows = np.flatnonzero(~np.asarray(inside.to_numpy(zero_copy_only=False), dtype=np.bool_))
        draft.report_rows("E_SCOPE", Severity.ERROR, rows, dimension, facts={"allowed": ", ".join(allowed)})
    if scope.allowed and not stated.allowed:
        draft.report("E_SCOPE", Severity.ERROR, place=draft.place(), facts={"allowed": ", ".join(scope.values)})
