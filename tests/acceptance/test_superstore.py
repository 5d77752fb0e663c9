"""The real retailer: five layouts through the command line, totals against a pandas calculation made here."""

import json
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pandas as pd
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from tests.support.command import run_command, run_inside
from tests.support.preview_figures import not_as_pages

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT.parent / "shared" / "data" / "company_superstore"
ORDERS = {
    "Sales Argentina.csv": "utf-8-sig",
    "Sales Chile.csv": "utf-8-sig",
    "Sales Colombia.csv": "utf-8-sig",
    "Superstore Sales 2021.csv": "utf-8-sig",
    "Superstore Sales 2022.csv": "mac_roman",
    "Superstore Sales Orders - Canada.xlsx": "",
    "Superstore Sales Orders - US.xlsx": "",
}
OTHERS = ["Product Database.xlsx", "Sales Targets.xlsx", "SuperStore 2022 Budget.xlsx"]
CENT = Decimal("0.01")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.exists(), reason="../shared/data/company_superstore is not on this machine"),
]


def cockpit(home: Path, *words: str | Path, expect: int = 0) -> str:
    return said(run_inside(home, *words), expect)


def said(done: CompletedProcess[str], expect: int = 0) -> str:
    assert done.returncode == expect, (done.args, done.returncode, done.stdout[-3000:], done.stderr[-3000:])
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("superstore")
    told = said(run_command(home, "load", *(FOLDER / name for name in [*ORDERS, *OTHERS]), "--yes", "--json"))
    home.with_suffix(".json").write_text(told, encoding="utf-8")
    return home


def test_the_preview_has_shown_what_pages_show(home: Path) -> None:
    told = json.loads(home.with_suffix(".json").read_text(encoding="utf-8"))
    shown = [
        (one["measure"], one["by"], one["group"], None if one["after"] is None else Decimal(str(one["after"])))
        for one in told["headlines"]
    ]
    count, wrong = not_as_pages(Workspace.open(Settings(home=Home(home))), shown)
    assert not wrong
    assert count > len(ORDERS), "totals, months and branches of several metrics"


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    frames = []
    for name, encoding in ORDERS.items():
        path = FOLDER / name
        frame = (
            pd.read_csv(path, encoding=encoding, dtype=str)
            if encoding
            else pd.read_excel(path, dtype=str, engine="calamine")
        )
        frame = frame.rename(columns={"Revenue": "Sales", "Country/Region": "Country"})
        frame["day"] = pd.to_datetime(frame["Order Date"], format="mixed")
        frames.append(frame[["Country", "Region", "day", "Sales", "Quantity", "Profit"]])
    everything = pd.concat(frames)
    kept: pd.DataFrame = everything[everything.day.dt.year < 2099]
    return kept


def totals(frame: pd.DataFrame, value: str, *keys: Callable[[Any], object]) -> dict[Any, Decimal]:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for row in frame.itertuples():
        sums[tuple(k(row) for k in keys)] += Decimal(getattr(row, value))
    return sums


def asked(home: Path, metric: str, by: str, *more: str) -> dict[Any, Any]:
    rows = json.loads(cockpit(home, "query", metric, "--by", by, "--format", "json", *more))
    rows = rows["rows"] if isinstance(rows, dict) else rows
    return {tuple(str(row[d])[:7] if d == "month" else row[d] for d in by.split(",")): row[metric] for row in rows}


@pytest.mark.parametrize(
    ("metric", "value"), [("net_sales", "Sales"), ("quantity", "Quantity"), ("gross_profit", "Profit")]
)
def test_country_and_month_agree_to_the_cent(home: Path, raw: pd.DataFrame, metric: str, value: str) -> None:
    mine = totals(raw, value, lambda r: r.Country, lambda r: f"{r.day:%Y-%m}")
    theirs = asked(home, metric, "country,month")
    assert set(mine) == {key for key, found in theirs.items() if found is not None}
    wrong = {k: (v, theirs[k]) for k, v in mine.items() if abs(v - Decimal(str(theirs[k]))) >= CENT}
    assert not wrong


def test_grand_total(home: Path, raw: pd.DataFrame) -> None:
    (total,) = asked(home, "net_sales", "country", "--where", "country=Canada").values()
    assert abs(Decimal(str(total)) - sum(map(Decimal, raw[raw.Country == "Canada"].Sales))) < CENT


def test_junk_rows_are_reported_not_loaded(home: Path) -> None:
    years = {key[0][:4] for key in asked(home, "net_sales", "month")}
    assert "2099" not in years
    assert "2099" in home.with_suffix(".json").read_text(encoding="utf-8")


def test_targets_across_months(home: Path) -> None:
    wide = pd.read_excel(FOLDER / "Sales Targets.xlsx", engine="calamine").set_index("Country")
    theirs = asked(home, "target", "country,month", "--period", "2014")
    for country, months in wide.iterrows():
        for month, value in months.items():
            assert abs(Decimal(str(theirs[country, f"{month:%Y-%m}"])) - Decimal(str(value))) < CENT


def test_budget_by_category(home: Path) -> None:
    wide = pd.read_excel(FOLDER / "SuperStore 2022 Budget.xlsx", engine="calamine")
    wide = wide.set_index(wide.columns[0])
    theirs = asked(home, "target", "category", "--period", "2022")
    for category, months in wide.iterrows():
        assert Decimal(str(theirs[(category,)])) == Decimal(str(int(months.sum())))
    (total,) = asked(home, "target", "year", "--period", "2022").values()
    assert Decimal(str(total)) == Decimal(str(int(wide.to_numpy().sum())))


def test_products_are_named(home: Path) -> None:
    master = pd.read_excel(FOLDER / "Product Database.xlsx", engine="calamine", dtype=str)
    assert len(master) == 10292
    by_category = asked(home, "net_sales", "category")
    assert {("Furniture",), ("Office Supplies",), ("Technology",)} <= set(by_category)


def test_a_refused_file_changes_nothing(home: Path, tmp_path: Path) -> None:
    before = cockpit(home, "versions", "--json")
    bad = tmp_path / "坏文件.csv"
    bad.write_text(
        "日期,工号,业务员,客户编码,客户名称,产品编码,产品名称,数量,单价,金额\n2026-05-01,E1,张伟,C1,客户,P1,产品,1,2,abc\n",
        encoding="utf-8",
    )
    told = cockpit(home, "load", bad, "--yes", "--json", expect=3)
    for part in ("row 2", "金额", "mend"):
        assert part in told
    cockpit(home, "check")
    assert cockpit(home, "versions", "--json") == before
