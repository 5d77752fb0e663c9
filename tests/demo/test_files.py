"""The files look as an ERP writes them, agree with each other, and are the same every time."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from data.demo import LOADS, TINY, write_company
from data.demo.exports import SALES_FILES
from tests.support.sheets import sheet_rows


def text_rows(path: Path) -> list[list[str]]:
    return [line.split(",") for line in path.read_bytes().decode("gb18030").splitlines()]


def below(rows: Sequence[Sequence[object]], first_header: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    header = next(k for k, row in enumerate(rows) if row[0] == first_header)
    frame = pd.DataFrame([list(row) for row in rows[header + 1 :]], columns=[str(name) for name in rows[header]])
    return frame[frame[first_header] != "合计"], frame[frame[first_header] == "合计"]


def sales(folder: Path) -> pd.DataFrame:
    parts = []
    for name, _, _ in SALES_FILES:
        path = folder / name
        rows: Sequence[Sequence[object]] = sheet_rows(path) if path.suffix == ".xlsx" else text_rows(path)
        parts.append(below(rows, "单据日期")[0])
    frame = pd.concat(parts)
    frame["day"] = pd.to_datetime(frame["单据日期"])
    for column in ("不含税金额", "销售成本", "不含税单价", "数量"):
        frame[column] = frame[column].map(lambda v: Decimal(str(v)))
    return frame


def test_same_seed_same_files(tiny: Path, tmp_path: Path) -> None:
    again = write_company(tmp_path, TINY)
    assert {p.name: p.read_bytes() for p in again} == {p.name: p.read_bytes() for p in tiny.iterdir()}


def test_every_file_is_loaded_once(tiny: Path) -> None:
    listed = [name for load in LOADS for name in load.files]
    assert sorted(listed) == sorted(p.name for p in tiny.iterdir())


def test_total_rows_are_right_and_padded(tiny: Path) -> None:
    for name, _, _ in SALES_FILES[:7]:
        rows = text_rows(tiny / name)
        assert len({len(row) for row in rows}) == 1
        body, total = below(rows, "单据日期")
        for column in ("数量", "不含税金额", "销售成本"):
            assert sum(map(Decimal, body[column])) == Decimal(total[column].iloc[0])


def test_amount_is_quantity_times_price_and_returns_are_negative(tiny: Path) -> None:
    frame = sales(tiny)
    assert (frame["不含税金额"] == frame["数量"] * frame["不含税单价"]).all()
    returns = frame["业务类型"] == "退货"
    assert (frame.loc[returns, "数量"] < 0).all()
    assert (frame.loc[~returns, "数量"] > 0).all()
    assert not frame.duplicated(["单据编号", "行号"]).any()


def test_each_line_belongs_to_the_rep_posted_there_on_that_day(tiny: Path) -> None:
    postings = below(sheet_rows(tiny / "业务员任职表.xlsx"), "工号")[0]
    postings["until"] = pd.to_datetime(postings["失效日期"]).fillna(pd.Timestamp(2100, 1, 1))
    joined = sales(tiny).merge(postings, left_on="业务员编码", right_on="工号", suffixes=("", "_p"))
    fits = (joined["day"] >= joined["生效日期"]) & (joined["day"] <= joined["until"])
    assert fits.groupby([joined["单据编号"], joined["行号"]]).sum().eq(1).all()
    assert (joined.loc[fits, "分公司"] == joined.loc[fits, "分公司_p"]).all()


def test_invoices_are_sales_with_tax(tiny: Path) -> None:
    billed = Decimal(0)
    for year in (2023, 2024, 2025, 2026):
        body, _ = below(text_rows(tiny / f"应收单据_{year}年.csv"), "单据编号")
        billed += sum(map(Decimal, body["价税合计"]))
        count = len(body)
    expected = sum(sales(tiny)["不含税金额"], Decimal(0)) * Decimal("1.13")
    assert count
    assert abs(billed - expected) < 100  # each document is rounded to the cent


def test_receipts_name_documents_that_exist_or_none(tiny: Path) -> None:
    documents, named, unmatched = set(), set(), 0
    for year in (2023, 2024, 2025, 2026):
        documents |= set(below(text_rows(tiny / f"应收单据_{year}年.csv"), "单据编号")[0]["单据编号"])
        body = below(text_rows(tiny / f"收款单_{year}年.csv"), "收款单号")[0]
        named |= set(body["核销单据"]) - {""}
        unmatched += (body["核销单据"] == "").sum()
        assert body["收款日期"].max() <= "2026-10-22"
        assert not body.duplicated(["收款单号", "核销单据"]).any()
    assert named <= documents


def test_distributor_stock_balances_and_carries_over(tiny: Path) -> None:
    body, _ = below(sheet_rows(tiny / "经销商进销存.xlsx"), "截止日期")
    assert (body["期初数量"] + body["本期入库"] - body["本期出库"] == body["结存数量"]).all()
    body["month"] = pd.to_datetime(body["截止日期"]).dt.to_period("M")
    keys = ["经销商编码", "存货编码"]
    later = body.assign(month=body["month"] - 1).merge(body, on=[*keys, "month"], suffixes=("_next", ""))
    assert len(later)
    assert (later["期初数量_next"] == later["结存数量"]).all()


def test_targets_run_across_in_the_stated_unit(tiny: Path) -> None:
    rows = sheet_rows(tiny / "2025年业务员销售目标.xlsx")
    assert rows[0][0] == "2025年度业务员销售目标分解表"
    assert rows[2][0] == "单位：万元"
    body, total = below(rows, "大区")
    months = [f"{m}月" for m in range(1, 13)]
    numbers = body[[*months, "合计"]].astype(float).fillna(0)
    assert (numbers[months].sum(axis=1) - numbers["合计"]).abs().max() < 1e-6
    assert abs(float(total["合计"].iloc[0]) - numbers["合计"].sum()) < 1e-6
    assert 10 < numbers["合计"].max() < 5000  # 万元 a year, not yuan


def test_codes_keep_their_shape(tiny: Path) -> None:
    rows = text_rows(tiny / "存货档案.csv")
    assert all(row[0].count(".") == 2 for row in rows[1:])
