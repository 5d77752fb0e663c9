"""The day that a list was stated to speak for, kept with the version: `coverage.<dataset>` is the latest one.

`coverage.<dataset>.<upload>` is what one upload stated, so that the version without it does not say so any more;
`coverage_guess.<dataset>.<upload>` stands beside it where the day is only that of the list's newest row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sales_core.loading.plan import PlannedLoad
from sales_core.warehouse.snapshot import Snapshot

COVERAGE, GUESS = "coverage.", "coverage_guess."


def stated_days(loads: Sequence[PlannedLoad], snapshot: Snapshot) -> Mapping[str, str]:
    """What the loads state, and the latest day of each of their datasets with it."""
    days = [(load, load.as_of.isoformat()) for load in loads if load.as_of]
    stated = {f"{COVERAGE}{load.dataset}.{load.upload_id}": day for load, day in days}
    stated |= {f"{GUESS}{load.dataset}.{load.upload_id}": day for load, day in days if load.as_of_is_guess}
    return {**stated, **_latest({**snapshot.meta, **stated}, _datasets(stated))}


def days_without(uploads: Collection[int], snapshot: Snapshot) -> Mapping[str, str]:
    """What remains stated when the rows of some uploads go; empty text for a day that nobody states any more."""
    gone = {key: "" for key in snapshot.meta if is_stated_day(key) and _upload(key) in uploads}
    return {**gone, **_latest({**snapshot.meta, **gone}, _datasets(gone))}


def days_with(upload: int, own: Mapping[str, str], meta: Mapping[str, str]) -> Mapping[str, str]:
    """`meta` of a version with what an upload had stated in its `own` version, once its rows come back."""
    stated = {key: day for key, day in own.items() if is_stated_day(key) and _upload(key) == upload}
    whole = {**meta, **stated}
    return {**whole, **_latest(whole, _datasets(stated))}


def is_stated_day(key: str) -> bool:
    """Whether an entry of a version's meta is a day that a list speaks for, or that such a day is a guess."""
    return key.startswith((COVERAGE, GUESS))


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
