"""The demo company through the ordinary upload path, against pandas on its own spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from data.demo.exports import SALES_FILES
from sales_core.analysis.sales.bridge import Against, bridge
from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.support.present import decimal_of
from tests.support.sheets import sheet_rows

pytestmark = pytest.mark.slow

OCTOBER = Period.parse("2026-10")


def table(path: Path) -> pd.DataFrame:
    """One exported sheet from its header row down, without the total row; text as written."""
    rows: Sequence[Sequence[object]]
    if path.suffix == ".xlsx":
        rows = sheet_rows(path)
    else:
        rows = [line.split(",") for line in path.read_bytes().decode("gb18030").splitlines()]
    at = next(n for n, row in enumerate(rows) if sum(cell not in {None, ""} for cell in row) > 4)
    frame = pd.DataFrame([list(row) for row in rows[at + 1 :]], columns=[str(name) for name in rows[at]])
    return frame[~frame.iloc[:, 0].isin(["合计", None, ""])]


@pytest.fixture(scope="module")
def lines(folder: Path) -> pd.DataFrame:
    frame = pd.concat([table(folder / name) for name, _, _ in SALES_FILES])
    frame["day"] = pd.to_datetime(frame["单据日期"]).dt.date
    for written, name in (("不含税金额", "amount"), ("销售成本", "cost"), ("数量", "quantity")):
        frame[name] = frame[written].map(lambda cell: Decimal(str(cell)) if cell not in {None, ""} else None)
    frame["back"] = frame["业务类型"].str.contains("退") | (frame["quantity"] < 0)
    return frame


def total(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def between(lines: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    return lines[(lines.day >= date.fromisoformat(first)) & (lines.day <= date.fromisoformat(last))]


def test_every_month_to_the_cent(figures: MetricService, lines: pd.DataFrame) -> None:
    found = figures.run(
        Query(("net_sales", "quantity", "gross_profit", "returns", "order_count"), ("month",)), LOCAL_ADMIN
    )
    wanted = lines.groupby(lines.day.map(lambda day: day.replace(day=1)))
    assert len(found.rows) == len(wanted)
    for row in found:
        part = wanted.get_group(row["month"])
        assert row["net_sales"] == total(part.amount)
        assert row["quantity"] == total(part.quantity)
        assert row["returns"] == -total(part[part.back].amount)
        assert row["gross_profit"] == total(part.amount) - total(part.cost)
        assert row["order_count"] == part[~part.back]["单据编号"].nunique()


@pytest.mark.parametrize(("dimension", "column"), [("rep", "业务员编码"), ("region", "大区"), ("customer", "客户编码"),
                                                    ("product", "存货编码")])  # fmt: skip
def test_splits_of_the_running_month(figures: MetricService, lines: pd.DataFrame, dimension: str, column: str) -> None:
    """October is known up to the as-of day; last year's same days beside it."""
    query = Query(("net_sales",), (dimension,), OCTOBER, compare=Compare.LAST_YEAR)
    result = figures.run(query, LOCAL_ADMIN)
    assert result.partial
    last = result.as_of.isoformat()
    now = between(lines, "2026-10-01", last).groupby(column).amount.agg(total).to_dict()
    before = between(lines, "2025-10-01", last.replace("2026", "2025")).groupby(column).amount.agg(total).to_dict()
    assert {row[dimension]: row["net_sales"] for row in result if row["net_sales"]} == {
        k: v for k, v in now.items() if v
    }
    found = {row[dimension]: row["net_sales__before"] for row in result if row["net_sales__before"]}
    assert found == {key: value for key, value in before.items() if value}


def test_targets_of_reps_branches_and_the_company(figures: MetricService, folder: Path) -> None:
    reps = table(folder / "2026年业务员销售目标.xlsx").set_index("工号")["10月"]
    sheet = table(folder / "2026年分公司目标.xlsx")
    branches = sheet[sheet["指标"] == "净销售额"].set_index("分公司")["10月"]
    by_rep = {row["rep"]: row["target"] for row in figures.run(Query(("target",), ("rep",), OCTOBER), LOCAL_ADMIN)}
    assert {rep: by_rep[rep] for rep in reps.index[reps.notna()]} == reps.dropna().map(Decimal).to_dict()
    result = figures.run(Query(("target",), ("branch",), OCTOBER), LOCAL_ADMIN)
    labels = figures.labels("branch", [str(row["branch"]) for row in result])
    named = {labels[str(row["branch"])].removesuffix("分公司"): row["target"] for row in result if row["branch"]}
    assert named == branches.map(Decimal).to_dict()
    company = figures.run(Query(("target",), period=OCTOBER), LOCAL_ADMIN).one()["target"]
    assert company == branches.sum() == sum(decimal_of(target or Decimal(0)) for target in by_rep.values())


def test_category_targets_are_another_cut_of_the_same_money(figures: MetricService, folder: Path) -> None:
    frame = table(folder / "2026年品类销售目标.xlsx")
    scale = 10_000 if _unit_is_wan(folder / "2026年品类销售目标.xlsx") else 1
    wanted = {row[frame.columns[0]]: Decimal(str(row["10月"])) * scale for _, row in frame.iterrows()}
    found = figures.run(Query(("target",), ("category",), OCTOBER), LOCAL_ADMIN)
    assert {row["category"]: row["target"] for row in found if row["target"]} == wanted


def _unit_is_wan(path: Path) -> bool:
    return any("万元" in str(cell) for row in sheet_rows(path)[:3] for cell in row if cell)


def test_bridges_of_every_region_add_up(figures: MetricService) -> None:
    for against in Against:
        found = bridge(figures, LOCAL_ADMIN, Selection(OCTOBER), against, "region")
        for span in (found.whole, *found.parts):
            assert span.start + sum(amount for _, amount in span.steps) == span.end
        assert sum(span.end for span in found.parts) == found.whole.end
