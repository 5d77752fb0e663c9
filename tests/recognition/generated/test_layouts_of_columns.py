"""Generated tables: read right, or asked, or refused for a true reason; never another sum without a tick of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.problems import Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, ReferenceData, TableReading
from tests.recognition.conftest import load, write_csv
from tests.recognition.generated.column_layouts import MAKERS, ColumnLayout, Maker

EACH, EACH_OF_MANY = 24, 200
#: A table that is cut off from its figures may be refused: a column that is needed, a date, an empty cell that is needed.
TRUE_REASONS = frozenset(("E_MISSING_COLUMN", "E_NO_TABLE", "E_REQUIRED", "E_OTHER_KIND"))
_NEAR = Decimal("0.01")


def read(layout: ColumnLayout, folder: Path) -> TableReading | None:
    path = folder / "upload"
    write_csv(path, layout.rows)
    reading = read_file(
        path,
        name=layout.name,
        catalogue=product(),
        reference=ReferenceData(today=date(2026, 11, 27)),
        answers=Answers(),
        limits=Limits(),
        out=folder,
        progress=lambda stage, share: None,
    )
    return reading.tables[0] if reading.tables else None


def outcome(layout: ColumnLayout, table: TableReading | None) -> str:
    """right, asked, refused; else what is wrong."""
    if table is None:
        return "refused"
    if table.risks or any(q.answer is None and q.default is None for q in table.questions):
        return "asked"
    errors = {p.code for p in table.problems if p.severity is Severity.ERROR}
    if errors:
        return "refused" if errors <= TRUE_REASONS else f"refused for {sorted(errors)}"
    return difference(layout, table) or "right"


def difference(layout: ColumnLayout, table: TableReading) -> str:
    """What a loaded table says that is not true."""
    if layout.must_ask:
        return "two readings are true and none was asked about"
    if table.dataset != layout.dataset:
        return f"read as {table.dataset}"
    for name, true in layout.sums.items():
        got = table.sums.get(name) or Decimal(0)
        if abs(got - true) > _NEAR * len(layout.rows):
            return f"SILENT {name} {got} not {true}"
    if layout.days and table.rows_file is not None:
        rows: pa.Table = load(table.rows_file)
        if tuple(sorted(set(rows["date"].to_pylist()))) != layout.days:
            return "SILENT other days"
    return ""


def run(maker: Maker, count: int, folder: Path, seed: str) -> Counter[str]:
    rng, found = Random(f"{seed} {maker.__name__}"), Counter[str]()
    wrong = []
    for number in range(count):
        layout = maker(rng)
        ended = outcome(layout, read(layout, folder))
        found[ended if ended in ("right", "asked", "refused") else "wrong"] += 1
        if ended not in ("right", "asked", "refused"):
            wrong.append(f"{number} {layout.kind} {layout.notes}: {ended} {layout.rows[:3]}")
    assert not wrong, "\n".join(wrong)
    return found


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_generated_layout_is_right_asked_or_refused(maker: Maker, tmp_path: Path) -> None:
    found = run(maker, EACH, tmp_path, "2026")
    assert found["right"] + found["asked"] >= EACH // 2, found


@pytest.mark.endure
@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_two_thousand_generated_layouts(maker: Maker, tmp_path: Path) -> None:
    run(maker, EACH_OF_MANY, tmp_path, "endure")
