"""What a re-load replaces: the month of a branch for facts, the day for snapshots."""

from pathlib import Path

import pytest
from pyarrow import ipc

from sales_core.catalogue.catalogue import product
from sales_core.kernel.clock import today
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, ReferenceData


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("费用.csv", "日期,分公司,费用类型,金额\n2026-05-03,上海,差旅,10\n2026-05-20,上海,差旅,20\n", 1),
        ("库存.csv", "库存日期,仓库,产品编码,产品名称,库存数量\n2026-05-30,A,P1,茶,10\n2026-05-31,A,P1,茶,20\n", 2),
    ],
)
def test_slices(tmp_path: Path, name: str, text: str, expected: int) -> None:
    path = tmp_path / "in"
    path.write_text(text, encoding="utf-8")
    reading = read_file(
        path,
        name=name,
        catalogue=product(),
        reference=ReferenceData(today=today()),
        answers=Answers(),
        limits=Limits(),
        out=tmp_path,
        progress=lambda *_: None,
    )
    (table,) = reading.tables
    assert not [p for p in reading.all_problems if p.severity == "error"]
    rows = ipc.open_file(table.rows_file).read_all()
    assert len(set(rows["partition"].to_pylist())) == expected
