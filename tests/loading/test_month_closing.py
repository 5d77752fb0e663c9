"""A month is closed and reopened for a reason, and somebody is named who closes it until a day; all of it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sales_core.appdb.records import MonthOwner
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.month_closing import MonthClosing
from tests.support.company import Company

SCOPED = Viewer("mei", Role.MANAGER, Scope((("branch", ("SH",)),)))


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> MonthClosing:
    root: Path = tmp_path_factory.mktemp("months")
    return Company(root).uploads.months


def test_who_closed_a_month_when_and_why_is_kept(months: MonthClosing) -> None:
    months.close("2026-01", LOCAL_ADMIN, "  all   files in ")
    months.close("2026-01", Viewer("late", Role.MANAGER), "again")
    kept = months.closes()["2026-01"]
    assert (kept.by, kept.reason) == (LOCAL_ADMIN.name, "all files in")
    assert [line.what for line in months.acts(LOCAL_ADMIN, "2026-01")] == ["close_month"]


def test_a_month_is_reopened_for_a_reason_only(months: MonthClosing) -> None:
    months.close("2026-02", LOCAL_ADMIN)
    with pytest.raises(UsageError) as refused:
        months.reopen("2026-02", LOCAL_ADMIN, "  ")
    assert refused.value.text.key == "error.reopen_reason"
    assert "2026-02" in months.closed()
    months.reopen("2026-02", LOCAL_ADMIN, "a late credit note")
    assert "2026-02" not in months.closed()
    told = months.acts(LOCAL_ADMIN, "2026-02")[0].details
    assert (told["before"], told["after"], told["reason"]) == ("closed", "open", "a late credit note")
    months.reopen("2026-02", LOCAL_ADMIN, "nothing to open")
    assert len(months.acts(LOCAL_ADMIN, "2026-02")) == 2, "an open month is not opened"


def test_who_sees_a_part_of_the_company_closes_nothing_for_all(months: MonthClosing) -> None:
    with pytest.raises(NotAllowedError):
        months.close("2026-03", SCOPED, "mine is done")
    with pytest.raises(NotAllowedError):
        months.reopen("2026-03", SCOPED, "mine is not")
    with pytest.raises(NotAllowedError):
        months.assign(MonthOwner("2026-03", "", "mei", None), SCOPED)
    with pytest.raises(NotAllowedError):
        months.close("2026-03", Viewer("eva", Role.EXECUTIVE))


def test_an_owner_holds_for_later_months_until_another_is_named(months: MonthClosing) -> None:
    months.assign(MonthOwner("2026-05", "sales", "mei", date(2026, 6, 3)), LOCAL_ADMIN)
    months.assign(MonthOwner("2026-08", "sales", "", None), LOCAL_ADMIN)
    months.assign(MonthOwner("2026-08", "", "boss", date(2026, 9, 30)), LOCAL_ADMIN)
    assert not months.owners("2026-04")
    assert months.owners("2026-05")["sales"].due == date(2026, 6, 3)
    assert months.owners("2026-07")["sales"] == MonthOwner("2026-05", "sales", "mei", date(2026, 8, 3))
    assert months.owners("2026-09") == {"": MonthOwner("2026-08", "", "boss", date(2026, 10, 30))}
    assert months.owners("2027-01")[""].due == date(2027, 2, 28)
    told = months.acts(LOCAL_ADMIN, "2026-08")
    assert [(line.details["before"], line.details["after"]) for line in told] == [
        ("–", "boss · 2026-09-30"),
        ("mei · 2026-09-03", "–"),
    ]


def test_the_same_owner_again_is_no_act(months: MonthClosing) -> None:
    for _ in range(2):
        months.assign(MonthOwner("2026-10", "stock", "li", None), LOCAL_ADMIN)
    assert len(months.acts(LOCAL_ADMIN, "2026-10")) == 1


@pytest.mark.parametrize("month", ["2026", "2026-Q1", "nonsense", ""])
def test_what_is_no_month_is_refused(months: MonthClosing, month: str) -> None:
    with pytest.raises(UsageError):
        months.assign(MonthOwner(month, "", "li", None), LOCAL_ADMIN)
    with pytest.raises(UsageError):
        months.close(month, LOCAL_ADMIN)


def test_an_unknown_dataset_is_refused(months: MonthClosing) -> None:
    with pytest.raises(UsageError):
        months.assign(MonthOwner("2026-05", "salez", "li", None), LOCAL_ADMIN)
