"""`load` decides by file and sheet; what is without effect is an error, and nothing that rests on a guess slips in by --yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Cockpit

HEAD: list[object] = ["单据日期", "单据编号", "客户编码", "存货编码", "数量", "不含税金额"]


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def months(folder: Path) -> Path:
    may: list[list[object]] = [HEAD, ["2026-05-06", "A1", "C1", "P1", 1, 10], ["2026-05-07", "A2", "C1", "P1", 1, 15]]
    june: list[list[object]] = [HEAD, ["2026-04-06", "A3", "C1", "P1", 2, 20], ["2026-04-07", "A4", "C2", "P1", 2, 22]]
    return book(
        folder / "months.xlsx", {"五月": may, "四月": june, "汇总": [["月份", "金额"], ["五月", 25], ["四月", 42]]}
    )


def foreign(folder: Path) -> Path:
    path = folder / "eksport.csv"
    path.write_text("Dato;Bilagsnr;Kjøper;Vare;Stk;Kroner\n2026-05-06;A1;C1;P1;1;10\n2026-05-07;A2;C1;P1;1;15\n")
    return path


def net_sales(cockpit: Cockpit) -> float:
    said = cockpit("query", "net_sales", "--format", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)["rows"]
    return float(row["net_sales"])


def test_a_summary_sheet_is_left_out_and_told(cockpit: Cockpit, tmp_path: Path) -> None:
    done = cockpit("load", months(tmp_path), "--yes")
    assert done.code == 0, done.err
    assert "W_SHEET_REPEATS" in done.out
    assert net_sales(cockpit) == 67


def test_sheets_are_skipped_and_chosen(cockpit: Cockpit, tmp_path: Path) -> None:
    path = months(tmp_path)
    skipped = cockpit("load", path, "--skip", "!四月", "--skip", "months.xlsx!汇总", "--yes")
    assert skipped.code == 0, skipped.err
    assert net_sales(cockpit) == 25
    chosen = cockpit("load", path, "--sheet", "!四月", "--yes", "--json")
    assert chosen.code == 0, chosen.err
    tables = json.loads(chosen.out)["files"][0]["tables"]
    assert [(one["sheet"], one["omitted"]) for one in tables] == [("五月", "chosen"), ("四月", ""), ("汇总", "chosen")]
    assert net_sales(cockpit) == 67


def test_leaving_everything_out_is_no_error(cockpit: Cockpit, tmp_path: Path) -> None:
    path = months(tmp_path)
    assert cockpit("load", path, "--skip", "months.xlsx").code == 0
    assert cockpit("load", path, "--answer", "dataset=skip").code == 0


def test_a_foreign_file_is_read_once_its_columns_are_named(cockpit: Cockpit, tmp_path: Path) -> None:
    path = foreign(tmp_path)
    asked = cockpit("load", path, "--yes")
    assert asked.code == 6
    assert "dataset" in asked.err
    named = ("Dato=date", "Bilagsnr=order_no", "Kjøper=customer", "Vare=product", "E=quantity", "Kroner=amount")
    maps = [word for one in named for word in ("--map", f"eksport.csv:{one}")]
    done = cockpit("load", path, "--dataset", "eksport.csv=sales", *maps, "--yes")
    assert done.code == 0, done.err + done.out
    assert net_sales(cockpit) == 25


def test_a_table_without_a_header_is_read_by_its_letters(cockpit: Cockpit, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("2026-05-06,A1,C1,P1,1,10\n2026-05-07,A2,C1,P1,1,15\n")
    named = ("A=date", "B=order_no", "C=customer", "D=product", "E=quantity", "F=amount")
    maps = [word for one in named for word in ("--map", one)]
    done = cockpit("load", path, "--dataset", "sales", "--header-row", "0", *maps, "--yes")
    assert done.code == 0, done.err + done.out
    assert net_sales(cockpit) == 25


def test_the_ready_ones_of_a_drop_are_loaded(cockpit: Cockpit, tmp_path: Path) -> None:
    good = months(tmp_path)
    bad = tmp_path / "broken.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    assert cockpit("load", good, bad, "--yes").code == 3
    done = cockpit("load", good, bad, foreign(tmp_path), "--ready-only", "--yes")
    assert done.code == 0, done.err
    assert net_sales(cockpit) == 67


def test_what_is_without_effect_is_an_error(cockpit: Cockpit, tmp_path: Path) -> None:
    path = months(tmp_path)
    for words, told in (
        (("--skip", "!Mai"), "!Mai"),
        (("--dataset", "other.csv=sales"), "other.csv"),
        (("--map", "Betrag=amount"), "Betrag"),
        (("--answer", "which=a"), "which"),
        (("--period", "2026-05"), "2026-05"),
        (("--accept", "sum_rows"), "sum_rows"),
        (("--dataset", "sale"), "sales"),
        (("--header-row", "first"), "first"),
    ):
        refused = cockpit("load", path, *words, "--yes")
        assert (refused.code, told in refused.err) == (2, True), (words, refused)


def test_a_kind_without_a_dataset_is_named(cockpit: Cockpit, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Customer", "Current", "1 - 30", "31 - 60", "Over 60", "Total"],
        ["Alpha", 10, 0, 5, 0, 15],
        ["Beta", 1, 2, 3, 4, 10],
    ]
    refused = cockpit("load", book(tmp_path / "ageing.xlsx", {"A_R Aging Summary": rows}), "--yes")
    assert refused.code == 3
    assert "ageing summary by customer" in refused.out
    assert "Export the open items" in refused.out


def loaded(cockpit: Cockpit, path: Path, *words: str) -> tuple[str, str]:
    """Net sales after a load, and the unit of money that the file was read with."""
    done = cockpit("load", path, *words, "--yes", "--json")
    assert done.code == 0, done.err + done.out
    plan = json.loads(done.out)
    (unit,) = [one["value"] for one in plan["options"] if one["id"] == "money_unit"]
    totals = [one["after"] for one in plan["headlines"] if (one["measure"], one["by"]) == ("net_sales", "total")]
    return str(float(*totals)), unit


def sales(folder: Path, month: int) -> Path:
    rows = [f"2026-{month:02}-0{day},A{month}{day},C1,P1,1,10" for day in (6, 7)]
    path = folder / f"m{month}.csv"
    path.write_text("\n".join(["单据日期,单据编号,客户编码,存货编码,数量,不含税金额", *rows]))
    return path


def test_what_a_file_is_read_with_is_said_otherwise_and_remembered(cockpit: Cockpit, tmp_path: Path) -> None:
    assert loaded(cockpit, sales(tmp_path, 4), "--answer", "money_unit=1000") == ("20000.0", "1000")
    assert loaded(cockpit, sales(tmp_path, 5)) == ("40000.0", "1000")


@pytest.mark.endure
def test_what_can_not_be_said_is_refused_and_what_counts_twice_has_its_risk(cockpit: Cockpit, tmp_path: Path) -> None:
    refused = cockpit("load", sales(tmp_path, 4), "--answer", "money_unit=7", "--yes")
    assert (refused.code, "10000" in refused.out) == (3, True), refused
    assert loaded(cockpit, sales(tmp_path, 4), "--replace")[0] == "20.0"
    again = cockpit("load", sales(tmp_path, 4), "--add", "--yes")
    assert (again.code, "counts_twice:2026-04" in again.err, "money_unit=1" in again.out) == (6, True, True), again
    assert loaded(cockpit, sales(tmp_path, 4), "--add", "--accept", "counts_twice:2026-04")[0] == "40.0"


#: Two columns of days under headers that nobody knows.
DATED = "{a},{b},order no,customer,amount\n2026-05-01,2026-05-02,N1,C1,5\n2026-05-03,2026-05-04,N2,C2,7\n"


def invoices(path: Path) -> Path:
    """Invoices under a name that says sales: which of the two they are is asked."""
    lines = [f"I{n},2026-05-{n:02},2026-06-{n:02},Customer {n % 3},{n * 10}" for n in range(1, 13)]
    path.write_text("\n".join(["Invoice No,Invoice Date,Due Date,Customer,Amount", *lines]))
    return path


def test_an_answer_that_is_not_offered_is_refused_with_what_is(cockpit: Cockpit, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(DATED.format(a="Posted", b="Shipped"))
    asked = json.loads(cockpit("load", path, "--json").out)["questions"]
    (question,) = [one for one in asked if one["id"] == "field:date"]
    given = f"{question['id']}=nonsense"
    for yes in ((), ("--yes",)):
        refused = cockpit("load", path, "--answer", given, *yes, "--json")
        assert refused.code == 3, refused.err
        said = json.loads(refused.out)
        assert said["status"] == "refused"
        (problem,) = [one for one in said["problems"] if one["code"] == "E_ANSWER_NOT_OFFERED"]
        assert "nonsense" in problem["message"]
        assert all(value in problem["mend"] for value in question["choices"])
    right = f"{question['id']}={next(iter(question['choices']))}"
    assert cockpit("load", path, "--answer", right, "--yes").code == 0


def test_what_is_said_of_all_answers_those_that_offer_it(cockpit: Cockpit, tmp_path: Path) -> None:
    """Two layouts ask for their date by their own headers: the answer is one of theirs, and the other stays open."""
    north, south = tmp_path / "north.csv", tmp_path / "south.csv"
    north.write_text(DATED.format(a="Posted", b="Shipped"))
    south.write_text(DATED.format(a="Gebucht", b="Verladen").replace("N", "S"))
    said = cockpit("load", north, south, "--answer", "field:date=Posted", "--yes", "--json")
    assert said.code == 6, said.err
    shown = json.loads(said.out)
    assert "E_ANSWER_NOT_OFFERED" not in {one["code"] for one in shown["problems"]}
    answers = {one["key"]: one["answer"] for one in shown["questions"] if one["id"] == "field:date"}
    assert answers == {"north.csv!north": "Posted", "south.csv!south": None}


def test_a_dataset_that_does_not_exist_is_no_answer(cockpit: Cockpit, tmp_path: Path) -> None:
    path = invoices(tmp_path / "sales.csv")
    refused = cockpit("load", path, "--answer", "dataset=sale", "--yes", "--json")
    assert refused.code == 3, refused.err
    said = json.loads(refused.out)
    assert {"receivables", "sales"} <= next(q for q in said["questions"] if q["id"] == "dataset")["choices"].keys()
    assert "E_ANSWER_NOT_OFFERED" in {one["code"] for one in said["problems"]}
    assert cockpit("load", path, "--answer", "dataset=sales", "--yes").code == 0


def test_rows_of_the_same_days_are_added_or_replaced(cockpit: Cockpit, tmp_path: Path) -> None:
    rows: list[list[object]] = [HEAD, ["2026-05-06", "A1", "C1", "P1", 1, 10]]
    assert cockpit("load", book(tmp_path / "one.xlsx", {"May": rows}), "--yes").code == 0
    rows = [HEAD, ["2026-05-06", "A2", "C1", "P1", 1, 7]]
    more = book(tmp_path / "two.xlsx", {"May": rows})
    assert cockpit("load", more, "--yes").code == 6
    for words, total in ((("--replace",), 7), (("--add",), 17)):
        shown = cockpit("load", more, *words, "--dry-run", "--json")
        assert shown.code == 0, shown.err
        after = [
            h["after"] for h in json.loads(shown.out)["headlines"] if (h["measure"], h["by"]) == ("net_sales", "total")
        ]
        assert list(map(float, after)) == [total]
