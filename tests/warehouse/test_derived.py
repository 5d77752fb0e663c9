"""What is derived from nothing is empty, so a company that never loaded its rows need not wait for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.warehouse.derived import VIEWS, made_of
from tests.support.sample_rows import sample_row
from tests.support.sampled import sampled
from tests.support.stores import store_of

FILES = [path for path in sorted(VIEWS.glob("*.sql")) if made_of(path)]


@pytest.mark.parametrize("path", sampled(FILES, 3), ids=lambda path: path.stem)
def test_without_the_rows_it_is_made_of_a_file_makes_empty_tables(path: Path, tmp_path: Path) -> None:
    made = re.findall(r"CREATE OR REPLACE TABLE (\w+)", path.read_text(encoding="utf-8"))
    assert made
    others = {one.id: [sample_row(one)] for one in product().datasets.values() if one.id not in made_of(path)}
    filled = store_of(tmp_path / "others", others).current()
    assert [table for table in made if filled.has_rows(table)] == []
    sources = {name: [sample_row(product().dataset(name))] for name in made_of(path)}
    whole = store_of(tmp_path / "all", others | sources).current()
    assert [table for table in made if whole.has_rows(table)] != []
