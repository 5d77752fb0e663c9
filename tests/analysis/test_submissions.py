"""Who brought the data of a month, and whether by its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sales_core.analysis.data.submissions import Punctuality, Submission, submissions
from sales_core.appdb.records import MonthClose, MonthOwner, Upload

TODAY = date(2026, 6, 9)


def upload(dataset: str, months: tuple[str, str], day: int, by: str = "li") -> Upload:
    created, (first, last) = datetime(2026, 6, day, 12, tzinfo=UTC), months
    return Upload(day, day, created, by, "f", "", 0, dataset, "", 1, {}, first, last, 1, "", "active")


def owners(month: str) -> Mapping[str, MonthOwner]:
    """Due on the 5th of the month after; receipts without a day, stock without an owner."""
    due = date(2026, int(month[5:]) + 1, 5)
    named = {"sales": ("li", due), "": ("mei", due), "receipts": ("li", None), "stock": ("", due)}
    return {name: MonthOwner(month, name, who, day) for name, (who, day) in named.items()}


def found(*uploads: Upload, closes: Mapping[str, MonthClose] | None = None) -> dict[tuple[str, str], Submission]:
    made = submissions(("2026-06", "2026-05", "2026-04"), owners, uploads, closes or {}, TODAY)
    return {(one.month, one.dataset): one for one in made}


def test_only_what_somebody_was_to_bring_by_a_day_counts() -> None:
    assert set(found()) == {(month, name) for month in ("2026-06", "2026-05", "2026-04") for name in ("sales", "")}


def test_the_first_load_with_rows_of_the_month_is_the_submission() -> None:
    may = upload("sales", ("2026-05", "2026-05"), 5)
    again = upload("sales", ("2026-04", "2026-05"), 8, by="wu")
    one = found(again, may)
    assert (one["2026-05", "sales"].came, one["2026-05", "sales"].by) == (date(2026, 6, 5), "li")
    assert one["2026-05", "sales"].punctuality is Punctuality.ON_TIME, "the due day itself is on time"
    assert one["2026-05", "sales"].days_late == 0
    april = one["2026-04", "sales"]
    assert (april.punctuality, april.days_late, april.by) == (Punctuality.LATE, 34, "wu")  # 5 May to 8 June
    assert found(upload("receipts", ("2026-05", "2026-05"), 5))["2026-05", "sales"].came is None


def test_what_is_not_there_is_overdue_after_its_day_and_no_sooner() -> None:
    one = found()
    assert (one["2026-05", "sales"].punctuality, one["2026-05", "sales"].days_late) == (Punctuality.OVERDUE, 4)
    assert (one["2026-06", "sales"].punctuality, one["2026-06", "sales"].days_late) == (Punctuality.NOT_DUE, 0)


def test_the_month_itself_comes_when_it_is_closed() -> None:
    close = MonthClose("2026-05", datetime(2026, 6, 7, 12, tzinfo=UTC), "mei")
    month = found(closes={"2026-05": close})["2026-05", ""]
    assert (month.came, month.by, month.punctuality, month.days_late) == (
        date(2026, 6, 7), "mei", Punctuality.LATE, 2,
    )  # fmt: skip


def test_a_master_without_months_is_no_submission() -> None:
    assert found(upload("sales", ("", ""), 5))["2026-05", "sales"].came is None
