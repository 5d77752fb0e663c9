"""Whatever a sheet holds, reading it ends in a reading: never an exception, never a rows file beside an error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies._internal.core import DataObject

from sales_core.catalogue.catalogue import product
from sales_core.formats.cells import CellMark, RawSheet
from sales_core.kernel.problems import Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_raw_sheets
from sales_core.recognition.reading import Answers
from tests.recognition.conftest import NOTHING_KNOWN

pytestmark = pytest.mark.slow

WORDS = [
    "日期",
    "大区",
    "客户名称",
    "金额",
    "数量",
    "单价",
    "目标",
    "月份",
    "1月",
    "2月",
    "2026-03",
    "合计",
    "小计",
    "单位：万元",
    "币种",
    "汇率",
    "库存数量",
    "产品编码",
    "Total",
    "含税金额",
    "毛利",
    "折扣",
    "回款",
    "是",
    "USD",
    "CNY",
]
VALUES = [
    "2026-05-01",
    "3/4/26",
    "46145",
    "5月",
    "12",
    "-3.5",
    "(4)",
    "1.2万",
    "12%",
    "-",
    "#REF!",
    "1e400",
    "9" * 40,
    "=1",
    " ",
    "\x00",
    "甲",
    "E1",
    "NA",
    "0",
    "1,2",
    "1.234,5",
    "退货",
]
cell = st.one_of(st.none(), st.sampled_from(WORDS), st.sampled_from(VALUES), st.text(max_size=6))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.data(),
    width=st.integers(1, 8),
    height=st.integers(1, 9),
    is_text=st.booleans(),
    answers=st.sampled_from(
        [
            Answers(),
            Answers(
                answers={"*": {"year": "2026", "stock_date": "2026-05-31", "tables": "all", "date_order:date": "dmy"}}
            ),
        ]
    ),
)
def test_any_cells_give_a_reading(data: DataObject, width: int, height: int, is_text: bool, answers: Answers) -> None:
    headed = data.draw(st.booleans())
    body = st.one_of(st.none(), st.sampled_from(VALUES)) if headed else cell
    columns = [data.draw(st.lists(body, min_size=height, max_size=height)) for _ in range(width)]
    if headed:
        columns = [[data.draw(st.sampled_from(WORDS)), *c[1:]] for c in columns]
    table = pa.table({f"c{i}": pa.array(c, pa.string()) for i, c in enumerate(columns)})
    spot = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1))
    marks = data.draw(st.dictionaries(spot, st.sampled_from(list(CellMark)), max_size=3))
    corners = data.draw(st.lists(st.tuples(spot, spot), max_size=2))
    merges = tuple((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in corners)
    numeric = tuple(data.draw(st.booleans()) for _ in range(width))
    sheet = RawSheet(
        "f.xlsx", "S", table, numeric=numeric, marks=marks, merges=merges, merge_count=len(merges), is_text_file=is_text
    )
    with tempfile.TemporaryDirectory() as folder:
        tables, problems = read_raw_sheets(
            [sheet],
            catalogue=product(),
            reference=NOTHING_KNOWN,
            answers=answers,
            limits=Limits(),
            out=Path(folder),
            progress=lambda s, f: None,
        )
        for reading in tables:
            refused = any(p.severity is Severity.ERROR for p in reading.problems)
            assert not (refused and reading.rows_file)
        assert tables or problems
