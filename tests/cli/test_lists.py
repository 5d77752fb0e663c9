"""`list`: every declared list for people and for programs, in both languages."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

import pytest

from sales_core.catalogue.catalogue import product


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.endure)], ids=["few", "all"])
def test_every_list_is_printed_under_its_labels_and_exported_under_its_ids(
    cockpit: Callable[..., Any], *, is_whole: bool
) -> None:
    """In one language and one form each, the next list in the other; or in both."""
    home = cockpit("list")
    assert home.out.split() == list(product().lists)
    languages, forms = ("zh", "en"), ("csv", "json")
    for number, (list_id, spec) in enumerate(product().lists.items()):
        shown = [column.id for column in spec.columns if column.is_shown]
        for lang in languages if is_whole else languages[number % 2 :][:1]:
            said = cockpit("list", list_id, lang=lang)
            assert said.code == 0, said.err
            head = said.out.splitlines()[0]
            at = -1
            for name in shown:
                found = head.find(spec.column_label(name).in_(lang), at + 1)
                assert found > at, (list_id, name, head)
                at = found
        for form in forms if is_whole else forms[number % 2 :][:1]:
            out = cockpit("list", list_id, "--format", form).out
            head = next(csv.reader(out.splitlines())) if form == "csv" else json.loads(out)["columns"]
            assert head == shown


def test_figures_are_written_in_full_and_values_in_words(cockpit: Callable[..., Any], tmp_path: Any) -> None:
    file = tmp_path / "应收.csv"
    file.write_text(
        "单据编号,开票日期,到期日,客户编码,客户名称,应收金额,已收金额\nD1,2026-03-01,2026-04-01,C1,甲,1234.5,0\n",
        encoding="utf-8",
    )
    assert cockpit("load", file, "--yes", "--map", "应收金额=amount").code == 0
    said = cockpit("list", "open_items", lang="zh").out
    assert "发票" in said
    assert "¥1,234.50" in said
    (row,) = json.loads(cockpit("list", "open_items", "--json").out)["rows"]
    assert (row["kind"], row["open"]) == ("invoice", "1234.5")
    assert (row["file"], row["source_row"]) == ("应收.csv", 2)
