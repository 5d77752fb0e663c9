"""How far a long file is: bytes while its cells are read, rows, columns and checks afterwards, in the language chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.i18n import Locale
from sales_core.kernel.settings import Limits
from sales_core.recognition.checks import CHECKS
from sales_core.recognition.progress_stages import bytes_stage, stage_kind, stage_text
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, ReferenceData

LINE = "2026-05-{day:02},D{n},K{c},客户名称很长很长很长很长很长很长很长很长的有限公司,P1,2,5,10\n"


def test_a_long_file_tells_bytes_columns_and_checks_and_never_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "may.csv"
    lines = (LINE.format(day=1 + n % 28, n=n, c=n % 9) for n in range(90_000))
    path.write_text("".join(["日期,单号,客户编码,客户名称,产品编码,数量,单价,金额\n", *lines]), "utf-8")
    told: list[tuple[str, float]] = []
    read_file(
        path, name="may.csv", catalogue=product(), reference=ReferenceData(today=date(2026, 6, 1)), answers=Answers(),
        limits=Limits(), out=tmp_path, progress=lambda stage, share: told.append((stage, share)),
    )  # fmt: skip
    size = path.stat().st_size
    assert next(stage for stage, _ in told if stage.startswith("read:")) != bytes_stage(size, size)
    assert (bytes_stage(size, size), 0.5) in told
    assert [stage for stage, _ in told if stage_kind(stage) == "columns"][-1] == "columns:90000/8/8"
    assert f"check:90000/{len(CHECKS)}/{len(CHECKS)}" in {stage for stage, _ in told}
    assert [share for _, share in told] == sorted(share for _, share in told)


@pytest.mark.parametrize(
    ("stage", "locale", "text"),
    [
        ("read:12400000/80000000", "en", "Reading cells: 13 of 80 MB"),
        ("read:12400000/80000000", "zh", "读取单元格：80 MB 中的 13 MB"),
        ("read", "en", "Reading cells"),
        ("columns:1000000/3/12", "en", "Reading 1,000,000 rows: column 3 of 12"),
        ("check:1000000/2/5", "zh", "检查 1,000,000 行：第 2 项，共 5 项"),
        ("build", "en", "Building the trial version"),
        ("something", "en", "Working"),
    ],
)
def test_a_stage_is_said_in_words(stage: str, locale: Locale, text: str) -> None:
    assert stage_text(stage, locale) == text
