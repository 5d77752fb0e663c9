"""Any table written in any supported layout reads back equal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, TableReading
from tests.recognition.conftest import NOTHING_KNOWN, load, write_csv, write_xlsx

pytestmark = pytest.mark.slow

D = Decimal

names = st.sampled_from(
    [
        "甲店",
        "乙 店",
        "NA",
        "NULL",
        "TRUE",
        "O'Neil",
        "007",
        "None",
        "a,b;c",
        'q"q',
        "合计超市",
        "Total Wine",
        "=1" * 0 + "丙",
    ]
)
codes = st.sampled_from(["0001", "C-9", "110101199003078515", "1E5X", "00", "P1"])
regions = st.sampled_from(["华东", "华北", "West", "-South"[1:]])
cents = st.integers(-(10**9), 10**9).filter(bool)
days = st.integers(0, 900).map(lambda n: date(2024, 1, 1) + timedelta(days=n)).filter(lambda d: d <= date(2026, 6, 10))
line = st.tuples(days, regions, codes, names, st.integers(1, 999), cents)
HEADS = {
    "zh": ["日期", "大区", "客户编码", "客户名称", "数量", "金额"],
    "alias": ["开票日期", "销售区域", "客户代码", "客户简称", "销售数量", "净额"],
    "noisy": [" 日 期", "大区\n", "客户编码*", "客户名称（全称）", "数量(件)", "金额（元）"],
    "en": ["Order Date", "Region", "Customer ID", "Customer Name", "Qty", "Net Sales"],
}


def grouped(value: D) -> str:
    return f"{value:,.2f}"


NUMBERS: dict[str, Callable[[D], str]] = {
    "plain": lambda v: f"{v}",
    "grouped": grouped,
    "currency": lambda v: f"￥{grouped(v)}" if v >= 0 else f"-￥{grouped(-v)}",
    "brackets": lambda v: f"({grouped(-v)})" if v < 0 else grouped(v),
    "trailing": lambda v: f"{-v}-" if v < 0 else f"{v}",
    "wide": lambda v: f"{v}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."}),
    "spaces": lambda v: f" {v} ",
    "comma": lambda v: f"{v:.2f}".replace(".", ","),
}
DATES: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "compact": lambda d: f"{d:%Y%m%d}",
    "time": lambda d: f"{d.isoformat()} 10:30:00",
    "english": lambda d: f"{d:%d-%b-%Y}",
}


def read_back(write: Callable[[Path], object], name: str) -> tuple[TableReading, pa.Table]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        write(path)
        reading = read_file(
            path,
            name=name,
            catalogue=product(),
            reference=NOTHING_KNOWN,
            answers=Answers(),
            limits=Limits(),
            out=Path(folder),
            progress=lambda s, f: None,
        )
        [table] = [t for t in reading.tables if t.dataset]
        assert table.rows_file is not None, [(p.code, str(p.place), p.value) for p in reading.all_problems]
        return table, load(table.rows_file)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(line, min_size=1, max_size=8, unique_by=lambda r: (r[0], r[5])),
    head=st.sampled_from(sorted(HEADS)),
    numbers=st.sampled_from(sorted(NUMBERS)),
    dates=st.sampled_from(sorted(DATES)),
    titles=st.integers(0, 2),
    left=st.integers(0, 2),
    total=st.booleans(),
    file=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_sales_in_any_layout(  # noqa: PLR0917 - hypothesis gives them by name
    rows: Sequence[tuple[date, str, str, str, int, int]],
    head: str,
    numbers: str,
    dates: str,
    titles: int,
    left: int,
    total: bool,
    file: str,
    delimiter: str,
) -> None:
    amounts = [D(r[5]) / 100 for r in rows]
    grid: list[list[str]] = [["2026年销售明细"], ["制表人：王"]][:titles]
    body: list[list[str]] = [HEADS[head]]
    body += [
        [DATES[dates](r[0]), r[1], r[2], r[3], str(r[4]), NUMBERS[numbers](a)]
        for r, a in zip(rows, amounts, strict=True)
    ]
    if total:
        body.append(["合计", "", "", "", str(sum(r[4] for r in rows)), NUMBERS[numbers](sum(amounts, D(0)))])
    grid += [[*[""] * left, *b] for b in body]
    name = "a.xlsx" if file == "xlsx" else "a.csv"
    if file == "xlsx":
        table, got = read_back(lambda p: write_xlsx(p, {"明细": grid}), name)
    else:
        table, got = read_back(lambda p: write_csv(p, grid, encoding=file, delimiter=delimiter), name)
    assert table.dataset == "sales"
    assert got.column("date").to_pylist() == [r[0] for r in rows]
    assert got.column("region").to_pylist() == [r[1] for r in rows]
    assert got.column("customer").to_pylist() == [r[2] for r in rows]
    assert got.column("customer_name").to_pylist() == [r[3] for r in rows]
    assert got.column("quantity").to_pylist() == [D(r[4]) for r in rows]
    assert got.column("amount").to_pylist() == amounts


MONTH_HEADS: dict[str, Callable[[int, int], object]] = {
    "iso": lambda y, m: f"{y}-{m:02}",
    "chinese": lambda y, m: f"{y}年{m}月",
    "compact": lambda y, m: f"{y}{m:02}",
    "bare": lambda y, m: f"{m}月",
    "english": lambda y, m: f"{date(y, m, 1):%b-%y}",
    "date": lambda y, m: date(y, m, 1),
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    targets=st.dictionaries(
        st.sampled_from(["E1", "E2", "007", "E4"]),
        st.lists(st.one_of(st.none(), st.integers(1, 10**8)), min_size=12, max_size=12).filter(any),
        min_size=1,
    ),
    style=st.sampled_from(sorted(MONTH_HEADS)),
    quarters=st.booleans(),
    unit=st.sampled_from([("", 1), ("单位：万元", 10_000), ("单位：千元", 1_000)]),
    total=st.booleans(),
)
def test_targets_across_in_any_layout(
    targets: Mapping[str, Sequence[int | None]], style: str, quarters: bool, unit: tuple[str, int], total: bool
) -> None:
    *above, last = ([v or 0 for v in values] for values in targets.values())
    # A last row that is the sum of the others is asked about.
    assume(len(above) < 2 or last != [sum(cells) for cells in zip(*above, strict=True)])
    head: list[object] = ["工号"]
    numbers: dict[str, list[int | None]] = {rep: [] for rep in targets}
    for month in range(1, 13):
        head.append(MONTH_HEADS[style](2026, month))
        for rep, values in targets.items():
            numbers[rep].append(values[month - 1])
        if quarters and month % 3 == 0:
            head.append(f"Q{month // 3}")
            for rep, values in targets.items():
                numbers[rep].append(sum(v or 0 for v in values[month - 3 : month]))
    lines: list[list[object]] = [[rep, *cells] for rep, cells in numbers.items()]
    if total:
        lines.append(["合计", *(sum(c[i] or 0 for c in numbers.values()) for i in range(len(head) - 1))])
    title = [["2026年销售目标"], *([[unit[0]]] if unit[0] else [])]
    grid: list[Sequence[object]] = [*title, head, *lines]
    table, got = read_back(lambda p: write_xlsx(p, {"目标": grid}), "a.xlsx")
    assert table.dataset == "targets"
    want = {
        (rep, date(2026, m, 1)): D(v) * unit[1]
        for rep, values in targets.items()
        for m, v in enumerate(values, start=1)
        if v is not None
    }
    keys = zip(got.column("rep").to_pylist(), got.column("month").to_pylist(), strict=True)
    assert dict(zip(keys, got.column("target").to_pylist(), strict=True)) == want
    assert got.num_rows == len(want)
