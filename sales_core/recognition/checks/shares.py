"""Shares of one whole: the weights of a scheme add up to 1, or none of its rows can be used."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from sales_core.format import exact
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft


def check_shares(draft: Draft) -> None:
    """E_SHARES for the rows of each group whose shares do not add up to 1, with the sum."""
    for share, keys in draft.dataset.adds_up_to_one:
        if share in draft.fields:
            _check(draft, share, [key for key in keys if key in draft.fields])


def _check(draft: Draft, share: str, keys: Sequence[str]) -> None:
    cells = draft.fields[share].to_pylist()
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, key in enumerate(zip(*(draft.fields[one].to_pylist() for one in keys), strict=True) if keys else ()):
        groups.setdefault(key, []).append(at)
    for at_rows in groups.values():
        total = sum((Decimal(str(cells[at])) for at in at_rows if cells[at] is not None), Decimal(0))
        if total != 1:
            facts = {"sum": exact(total * 100)}
            draft.report_rows("E_SHARES", Severity.ERROR, np.array(at_rows, dtype=np.int64), share, facts)
