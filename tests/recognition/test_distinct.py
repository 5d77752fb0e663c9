"""Different texts of a column are counted, but not those of a long column of which most differ."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sales_core.recognition import table
from sales_core.recognition.grid import _may_begin_blank
from sales_core.recognition.near_names import _comparable, comparable_name


@pytest.mark.parametrize(
    ("texts", "counted"), [(["a", "b", "a"], 2), (["a"] * 30 + ["b"], 2), (list("abcdefghijkl"), None)]
)
def test_different_texts(monkeypatch: pytest.MonkeyPatch, texts: list[str], counted: int | None) -> None:
    monkeypatch.setattr(table, "_COUNTED", 10)
    for known in (None, len(set(texts))):  # reading the column may have counted them
        assert table._distinct(pa.array(texts), known) == counted


def test_names_are_compared_together_as_one_by_one() -> None:
    names = ["Ａ 公司", " a\u200b公司", "\u0301b", "STRASSE", "Straße", "", "ﾊﾞ", "ﾞ", "x\u3000y"]
    assert _comparable(names) == {name: comparable_name(name) for name in names}
    odd = [*names, "a\0b"]
    assert _comparable(odd) == {name: comparable_name(name) for name in odd}
    assert _comparable([]) == {}


@pytest.mark.parametrize(("texts", "may"), [(["甲", None, "", "b "], False), (["甲", " b"], True), ([None, ""], False)])
def test_spaces_at_the_beginning_are_seen(texts: list[str | None], may: bool) -> None:
    for type_ in (pa.string(), pa.large_string()):
        assert _may_begin_blank(pa.array(texts, type_)) is may
        assert _may_begin_blank(pa.array([" x", *texts, " x"], type_).slice(1, len(texts))) is may
    assert _may_begin_blank(pa.array(["\u3000"]))
