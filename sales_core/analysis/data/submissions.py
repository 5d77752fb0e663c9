"""Who brought the data of a month, and whether by the day that was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales_core.appdb.records import MonthClose, MonthOwner, Upload


class Punctuality(StrEnum):
    """How a submission stands to its due day. The words are `month.punctuality.<value>`."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    """Not there, and the day is over."""
    NOT_DUE = "not_due"
    """Not there, and it may still come."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One dataset of a month (YYYY-MM) that `owner` was to bring by `due`, inclusive; `dataset` '' = closing the month.

    `came`: the day of the first load in force with rows of the month, or of the closing; None = not there. `by`: whose
    load or closing it was.
    """

    month: str
    dataset: str
    owner: str
    due: date
    came: date | None
    by: str
    today: date

    @property
    def punctuality(self) -> Punctuality:
        """Whether it came, and by its day."""
        if self.came is not None:
            return Punctuality.ON_TIME if self.came <= self.due else Punctuality.LATE
        return Punctuality.OVERDUE if self.today > self.due else Punctuality.NOT_DUE

    @property
    def days_late(self) -> int:
        """Calendar days after the due day on which it came, or that have passed without it; 0 = by its day."""
        return max(0, ((self.came or self.today) - self.due).days)


def submissions(
    months: Sequence[str],
    owners: Callable[[str], Mapping[str, MonthOwner]],
    uploads: Iterable[Upload],
    closes: Mapping[str, MonthClose],
    today: date,
) -> tuple[Submission, ...]:
    """What was to be brought in `months`, in their order: each closing, then datasets, where owner and day were said.

    `uploads` are those in force. Days are those of this machine's clock.
    """
    by_age = sorted(uploads, key=lambda one: (one.created, one.id))
    found = []
    for month in months:
        for dataset, named in sorted(owners(month).items()):
            if named.owner and named.due is not None:
                came, by = _came(month, dataset, by_age, closes)
                found.append(Submission(month, dataset, named.owner, named.due, came, by, today))
    return tuple(found)


def _came(
    month: str, dataset: str, uploads: Sequence[Upload], closes: Mapping[str, MonthClose]
) -> tuple[date | None, str]:
    if not dataset:
        close = closes.get(month)
        return (close.closed.astimezone().date(), close.by) if close is not None else (None, "")
    for one in uploads:
        if one.dataset == dataset and one.first_month and one.first_month <= month <= one.last_month:
            return one.created.astimezone().date(), one.by
    return None, ""
