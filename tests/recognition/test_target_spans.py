"""Targets for quarters, halves, years and windows: generated layouts in several languages, added up apart from the code."""

from __future__ import annotations

import random
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.recognition.reading import Answers
from tests.recognition.conftest import NOTHING_KNOWN, Read, Result, answer, write_csv

Months = Mapping[date, Decimal]
REP, TARGET = ("业务员", "Rep", "Sales rep"), ("目标", "Target", "任务额", "Quota")
NAMES = ("张伟", "李娜", "Ann", "Ben")
TITLES = ("2026销售目标", "targets", "budget 2026")


def stored(result: Result) -> dict[date, Decimal]:
    """Month → the sum of its rows."""
    found: defaultdict[date, Decimal] = defaultdict(Decimal)
    for month, value in zip(result.column("month"), result.column("target"), strict=True):
        found[month] += value
    return dict(found)


def months_of(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while (after := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(after)
    return found


def days_in(month: date, first: date, last: date) -> int:
    end = month.replace(day=monthrange(month.year, month.month)[1])
    return (min(end, last) - max(month, first)).days + 1


def by_days(whole: Decimal, first: date, last: date) -> Months:
    every = (last - first).days + 1
    return {month: whole * days_in(month, first, last) / every for month in months_of(first, last)}


def added(parts: list[Months]) -> dict[date, Decimal]:
    found: defaultdict[date, Decimal] = defaultdict(Decimal)
    for one in parts:
        for month, value in one.items():
            found[month] += value
    return dict(found)


def assert_close(found: Months, right: Months, rows: int) -> None:
    assert found.keys() == right.keys()
    assert sum(found.values()) == sum(right.values(), Decimal(0)).quantize(Decimal("0.01")), (
        "nothing is lost in rounding"
    )
    assert all(abs(found[month] - right[month]) < Decimal("0.0002") * rows for month in right)


def amount(pick: random.Random) -> Decimal:
    return Decimal(pick.randint(10_000, 9_999_999)) / 100


@pytest.mark.parametrize("seed", range(10))
def test_years_and_quarters_in_rows(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    year = pick.choice((2025, 2026, 2027))
    quarter = pick.choice(("Q{}", "{}季度", "第{}季度"))
    layout = pick.choice(("year and quarter", "quarter with year", "year"))
    heads = {
        "year and quarter": [pick.choice(("Year", "年度", "Jahr")), pick.choice(("Quarter", "季度", "Quartal"))],
        "quarter with year": [pick.choice(("Quarter", "季度", "Period", "期间"))],
        "year": [pick.choice(("Year", "年度", "Año"))],
    }[layout]
    rows: list[list[object]] = [[pick.choice(REP), *heads, pick.choice(TARGET)]]
    parts: list[Months] = []
    for name in NAMES:
        for number in (1, 3) if "quarter" in layout else (1,):
            value, months = amount(pick), 3 if "quarter" in layout else 12
            first = date(year, 3 * number - 2, 1)
            last = months_of(first, first + timedelta(days=31 * months - 31))[-1]
            last = last.replace(day=monthrange(last.year, last.month)[1])
            parts.append(by_days(value, first, last))
            named: dict[str, list[object]] = {
                "year and quarter": [year, quarter.format(number)],
                "quarter with year": [f"{year}{pick.choice(('Q', '年第'))}{number}"],
                "year": [year],
            }
            told = [f"{one}季度" if "第" in str(one) and "季" not in str(one) else one for one in named[layout]]
            rows.append([name, *told, value])
    write_csv(path := tmp_path / f"{pick.choice(TITLES[1:2])}.csv", rows)
    assert read(path).open_questions == ["target_spread"], "one question, with no default"
    result = read(path, answers=answer(target_spread="days"))
    assert_close(stored(result), added(parts), len(rows))


@pytest.mark.parametrize("seed", range(8))
def test_years_across(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    form = pick.choice(("{}", "{}年", "FY{}", "{}年目标", "{} budget"))
    years = (2025, 2026) if pick.random() < 0.6 else (2026,)
    rows: list[list[object]] = [[pick.choice(REP), *(form.format(year) for year in years)]]
    parts: list[Months] = []
    for name in NAMES:
        values = [amount(pick) for _ in years]
        rows.append([name, *values])
        parts += [{date(y, m, 1): v / 12 for m in range(1, 13)} for y, v in zip(years, values, strict=True)]
    write_csv(path := tmp_path / f"{pick.choice(TITLES)}.csv", rows)
    assert read(path).open_questions == ["target_spread"]
    assert_close(stored(read(path, answers=answer(target_spread="even"))), added(parts), len(rows) * len(years))


@pytest.mark.parametrize("seed", range(10))
def test_windows_from_day_to_day(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    heads = pick.choice((("Start Date", "End Date"), ("开始日期", "结束日期"), ("From", "To")))
    rows: list[list[object]] = [[pick.choice(REP), *heads, pick.choice(TARGET)]]
    parts: list[Months] = []
    for name in NAMES:
        first = date(2026, pick.randint(1, 6), pick.randint(2, 28))
        last, value = first + timedelta(days=pick.randint(10, 60)), amount(pick)
        rows.append([name, first, last, value])
        parts.append(by_days(value, first, last))
    write_csv(path := tmp_path / "quota.csv", rows)
    result = read(path)
    assert result.open_questions == []
    assert "N_TARGET_WINDOW" in {problem.code for problem in result.reading.all_problems}
    assert_close(stored(result), added(parts), len(rows) * 6)


@pytest.mark.parametrize("seed", range(6))
def test_windows_that_follow_each_other_add_up_in_the_month_they_share(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    rows: list[list[object]] = [[pick.choice(REP), "Start Date", "End Date", pick.choice(TARGET)]]
    parts: list[Months] = []
    for name in NAMES:
        first = date(2026, 1, pick.randint(2, 28))
        for _ in range(4):
            last, value = first + timedelta(days=pick.randint(18, 26)), amount(pick)
            rows.append([name, first, last, value])
            parts.append(by_days(value, first, last))
            first = last + timedelta(days=1)
    body = rows[1:]
    pick.shuffle(body)
    write_csv(path := tmp_path / "quota.csv", [rows[0], *body])
    result = read(path)
    assert result.table.rows_file is not None, result.codes
    assert_close(stored(result), added(parts), len(rows) * 2)


def test_windows_that_overlap_are_refused_as_two_targets_of_a_month(read: Read, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Rep", "From", "To", "Quota"]]
    rows += [["Ann", "2026-03-01", "2026-03-20", 500], ["Ann", "2026-03-20", "2026-04-10", 700]]
    write_csv(path := tmp_path / "quota.csv", rows)
    assert "E_DUP_KEY" in read(path).codes


@pytest.mark.parametrize("seed", range(6))
def test_only_a_month_that_a_window_cuts_counts_by_days(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    cut, value = pick.randint(2, 28), amount(pick)
    rows: list[list[object]] = [[pick.choice(REP), "Start Date", "End Date", pick.choice(TARGET)]]
    rows.append([NAMES[0], date(2026, 1, cut), date(2026, 4, 30), value])
    write_csv(path := tmp_path / "quota.csv", rows)
    assert read(path).open_questions == ["target_spread"], "three whole months may be equal or by days"
    share = Decimal(32 - cut) / 31
    parts = {date(2026, 1, 1): value * share / (3 + share)}
    parts |= {date(2026, month, 1): value / (3 + share) for month in (2, 3, 4)}
    assert_close(stored(read(path, answers=answer(target_spread="even"))), parts, 4)


def test_a_year_falls_as_sales_did_where_they_are_known(read: Read, tmp_path: Path) -> None:
    write_csv(path := tmp_path / "targets.csv", [["Rep", "Year", "Target"], ["Ann", 2026, 7800]])
    seasons = {"targets": {month: Decimal(month) for month in range(1, 13)}}
    known = type(NOTHING_KNOWN)(today=NOTHING_KNOWN.today, seasons=seasons)
    (question,) = [q for q in read(path, reference=known).table.questions if q.id == "target_spread"]
    assert [name for name, _ in question.choices] == ["even", "days", "curve"]
    found = stored(read(path, reference=known, answers=answer(target_spread="curve")))
    assert found == {date(2026, month, 1): Decimal(month * 100) for month in range(1, 13)}


@pytest.mark.parametrize(
    ("meant", "first"),
    [
        ("calendar_year", date(2026, 1, 1)),
        ("fiscal_start", date(2026, 4, 1)),
        ("fiscal_end", date(2025, 4, 1)),
    ],
)
def test_a_fiscal_year_is_asked_and_honoured(read: Read, tmp_path: Path, meant: str, first: date) -> None:
    write_csv(path := tmp_path / "targets.csv", [["Rep", "Year", "Target"], ["Ann", 2026, 1200], ["Ben", 2026, 2400]])
    known = type(NOTHING_KNOWN)(today=NOTHING_KNOWN.today, fiscal_start=4)
    assert set(read(path, reference=known).open_questions) == {"target_year", "target_spread"}
    found = stored(read(path, reference=known, answers=answer(target_year=meant, target_spread="even")))
    last = (first + timedelta(days=364)).replace(day=1)
    assert found == dict.fromkeys(months_of(first, last), Decimal(300))


def test_months_and_days_are_what_they_are_in_any_fiscal_year(read: Read, tmp_path: Path) -> None:
    known = type(NOTHING_KNOWN)(today=NOTHING_KNOWN.today, fiscal_start=4)
    write_csv(
        path := tmp_path / "targets.csv", [["Rep", "From", "To", "Target"], ["Ann", "2026-01-01", "2026-03-31", 900]]
    )
    assert "target_year" not in read(path, reference=known).open_questions


def test_years_of_something_else_are_no_targets(read: Read, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Rep", "2025", "2026"], ["Ann", 10, 20], ["Ben", 30, 40]]
    write_csv(path := tmp_path / "overview.csv", rows)
    assert read(path).table.dataset is None
    assert read(path, answers=Answers()).table.rows_file is None


def test_a_window_that_ends_before_it_begins_is_refused(read: Read, tmp_path: Path) -> None:
    write_csv(path := tmp_path / "quota.csv", [["Rep", "From", "To", "Quota"], ["Ann", "2026-03-01", "2026-02-01", 5]])
    assert "E_DATE" in read(path).codes
