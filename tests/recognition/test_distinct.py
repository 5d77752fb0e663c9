"""Different texts of a column are counted, but not those of a long column of which most differ."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sales_core.recognition import table


@pytest.mark.parametrize(
    ("texts", "counted"), [(["a", "b", "a"], 2), (["a"] * 30 + ["b"], 2), (list("abcdefghijkl"), None)]
)
def test_different_texts(monkeypatch: pytest.MonkeyPatch, texts: list[str], counted: int | None) -> None:
    monkeypatch.setattr(table, "_COUNTED", 10)
    assert table._distinct(pa.array(texts)) == counted
