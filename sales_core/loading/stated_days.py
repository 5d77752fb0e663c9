"""The day that a list was stated to speak for, kept with the version: `coverage.<dataset>` is the latest one.

`coverage.<dataset>.<upload>` is what one upload stated, so that the version without it does not say so any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sales_core.loading.plan import PlannedLoad
from sales_core.warehouse.snapshot import Snapshot

COVERAGE = "coverage."


def stated_days(loads: Iterable[PlannedLoad], snapshot: Snapshot) -> Mapping[str, str]:
    """What the loads state, and the latest day of each of their datasets with it."""
    stated = {f"{COVERAGE}{load.dataset}.{load.upload_id}": load.as_of.isoformat() for load in loads if load.as_of}
    return {**stated, **_latest({**snapshot.meta, **stated}, _datasets(stated))}


def days_without(uploads: Collection[int], snapshot: Snapshot) -> Mapping[str, str]:
    """What remains stated when the rows of some uploads go; empty text for a day that nobody states any more."""
    gone = {key: "" for key in snapshot.meta if key.startswith(COVERAGE) and _upload(key) in uploads}
    return {**gone, **_latest({**snapshot.meta, **gone}, _datasets(gone))}


def _upload(key: str) -> int:
    last = key.rpartition(".")[2]
    return int(last) if last.isdigit() else 0


def _datasets(keys: Iterable[str]) -> set[str]:
    return {key.split(".")[1] for key in keys}


def _latest(meta: Mapping[str, str], datasets: Iterable[str]) -> dict[str, str]:
    return {
        f"{COVERAGE}{name}": max((day for key, day in meta.items() if key.startswith(f"{COVERAGE}{name}.")), default="")
        for name in datasets
    }
