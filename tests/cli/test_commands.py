"""Commands on real files: what they print, what they leave behind, how they end."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl

from sales_core.kernel.settings import Home
from tests.cli.conftest import Cockpit, Said


def rows(said: Said) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said.out)["rows"]
    return found


def test_load_query_and_formats_agree(loaded: Cockpit) -> None:
    # By hand: April 123.40 + 37.02 = 160.42; May 500.50 + 0.01 = 500.51; together 660.93.
    by_month = loaded("query", "net_sales", "order_count", "--by", "month", "--format", "json")
    assert rows(by_month) == [
        {"month": "2026-04", "net_sales": "160.42", "order_count": 2},
        {"month": "2026-05", "net_sales": "500.51", "order_count": 2},
    ]
    text = loaded("query", "net_sales", "--by", "month", "--format", "csv").out
    assert list(csv.reader(io.StringIO(text))) == [["month", "net_sales"], ["2026-04", "160.42"], ["2026-05", "500.51"]]
    table = loaded("query", "net_sales").out.split()
    assert table[0] == "net_sales"
    assert table[-1] == "¥660.93", "people read the figure as the pages write it"


def test_where_period_order_and_limit(loaded: Cockpit) -> None:
    both = loaded(
        "query",
        "net_sales",
        "--where",
        "branch=上海",
        "--where",
        "branch=杭州",
        "--where",
        "region=华东",
        "--format",
        "json",
    )
    assert rows(both) == [{"net_sales": "660.92"}]
    april = loaded(
        "query",
        "net_sales",
        "--period",
        "2026-04",
        "--by",
        "rep",
        "--order",
        "-net_sales",
        "--limit",
        "1",
        "--format",
        "json",
    )
    assert rows(april) == [{"rep": "E1", "net_sales": "123.4"}]


def test_unknown_names_are_usage_with_the_nearest(loaded: Cockpit) -> None:
    said = loaded("query", "net_sale")
    assert (said.code, said.out) == (2, "")
    assert "net_sales" in said.err
    assert loaded("query", "net_sales", "--where", "region").code == 2
    assert loaded("query", "net_sales", "--as", "nobody").code == 2
    assert loaded("load", "/no/such/file.xlsx").code == 2
    assert loaded("query", "net_sales", "--period", "sometime").code == 2


def test_dry_run_changes_nothing(cockpit: Cockpit, sales_file: Path) -> None:
    said = cockpit("load", sales_file, "--dry-run", "--json")
    told = json.loads(said.out)
    assert (said.code, told["status"], told["version"]) == (0, "dry_run", None)
    assert told["files"][0]["tables"][0]["dataset"] == "sales"
    assert {"measure": "net_sales", "by": "total", "group": "", "before": None, "after": "660.93"} in told["headlines"]
    assert json.loads(cockpit("versions", "--json").out)["current"] == 0


def test_warnings_need_yes(cockpit: Cockpit, tmp_path: Path, sales_file: Path) -> None:
    path = tmp_path / "退货.csv"
    path.write_text(
        sales_file.read_text(encoding="gb18030").replace(
            "XS4,1,华南,广州,E3,C3,P1,1,0.01,0.01", "XS4,1,华南,广州,E3,C3,P1,-1,0.01,-0.01"
        ),
        encoding="utf-8",
    )
    asked = cockpit("load", path)
    assert asked.code == 6
    assert "--yes" in asked.err
    assert json.loads(cockpit("versions", "--json").out)["current"] == 0
    assert cockpit("load", path, "--yes").code == 0


def test_refused_names_cell_and_mend_in_both_languages(loaded: Cockpit, tmp_path: Path) -> None:
    bad = tmp_path / "坏.csv"
    bad.write_text("日期,工号,客户编码,产品编码,数量,单价,金额\n2026-05-01,E1,C1,P1,1,2,abc\n", encoding="utf-8")
    before = loaded("versions", "--json").out
    for lang in ("zh", "en"):
        said = loaded("load", bad, "--yes", lang=lang)
        assert said.code == 3
        assert "row 2" in said.out
        assert "abc" in said.out
        assert "→" in said.out
    assert loaded("versions", "--json").out == before
    assert loaded("check").code == 0


def test_two_versions_are_compared_in_money(loaded: Cockpit) -> None:
    assert loaded("undo", "1", "--yes").code == 0
    found = json.loads(loaded("versions", "--compare", "1", "2", "--by", "month", "--json").out)
    sold = {one["group"]: one["before"] for one in found["changes"] if one["metric"] == "net_sales"}
    assert sold == {"": "660.93", "2026-04": "160.42", "2026-05": "500.51"}
    assert "net_sales" in loaded("versions", "--compare", "1", "2", "--by", "branch").out
    assert loaded("versions", "--compare", "1", "9").code == 2
    assert loaded("versions", "--compare", "1", "2", "--by", "nothing").code == 2


def test_undo_and_restore(loaded: Cockpit) -> None:
    assert loaded("undo", "1").code == 6
    assert loaded("undo", "1", "--dry-run").code == 0
    assert rows(loaded("query", "net_sales", "--format", "json")) == [{"net_sales": "660.93"}]
    done = loaded("undo", "1", "--yes", "--json")
    assert (done.code, json.loads(done.out)["status"]) == (0, "done")
    after = rows(loaded("query", "net_sales", "--format", "json"))
    assert not after or after[0]["net_sales"] in (None, "0")
    assert loaded("restore", "1", "--yes").code == 0
    assert rows(loaded("query", "net_sales", "--format", "json")) == [{"net_sales": "660.93"}]
    assert loaded("undo", "99").code == 2


def test_versions_as_somebody_else(loaded: Cockpit) -> None:
    """The manager of 上海 sees his two lines of the upload and no sum of the company; a rep has no right to the history."""
    everything = json.loads(loaded("versions", "--json").out)
    assert everything["versions"][0]["rows"]["sales"] == 4
    assert loaded("user", "add", "王经理", "--role", "manager", "--scope", "branch=上海").code == 0
    assert loaded("user", "add", "小王", "--role", "rep", "--scope", "rep=E1").code == 0
    mine = json.loads(loaded("versions", "--json", "--as", "王经理").out)
    (upload,) = mine["uploads"]
    assert (upload["rows"], upload["live_rows"], upload["sums"], upload["sha256"]) == (2, 2, {}, "")
    assert [(one["version"], one["rows"]) for one in mine["versions"]] == [(1, {})]
    assert "2/2" in loaded("versions", "--as", "王经理").out
    assert loaded("versions", "--as", "小王").code == 4
    assert loaded("versions", "--as", "nobody").code == 2


def test_explain_and_its_code(loaded: Cockpit) -> None:
    (told,) = json.loads(loaded("explain", "net_sales", "--where", "branch=上海", "--rows", "5", "--json").out)
    assert told["value"] == "623.9"
    assert told["row_count"] == 2
    assert {(row["file"], row["source_row"]) for row in told["rows"]} == {("销售明细.csv", 2), ("销售明细.csv", 4)}
    (again,) = json.loads(loaded("explain", told["code"], "--json").out)
    assert (again["value"], again["version"], again["filters"]) == (
        told["value"],
        told["version"],
        {"branch": ["上海"]},
    )
    assert "623.9" in loaded("explain", told["code"]).out


def test_a_reps_own_rows_only(loaded: Cockpit) -> None:
    assert loaded("user", "add", "admin", "--role", "admin").code == 0
    assert loaded("user", "add", "小王", "--role", "rep", "--scope", "rep=E3").code == 0
    assert rows(loaded("query", "net_sales", "--by", "rep", "--as", "小王", "--format", "json")) == [
        {"rep": "E3", "net_sales": "0.01"}
    ]
    assert loaded("user", "add", "小李", "--scope", "regoin=东").code == 2, "a scope nobody can be held to"
    refused = loaded("undo", "1", "--yes", "--as", "小王")
    assert refused.code == 4
    people = json.loads(loaded("user", "list", "--json").out)
    assert {"name": "小王", "role": "rep", "scope": {"rep": ["E3"]}, "disabled": False} in people
    assert loaded("user", "disable", "小王").code == 0
    assert loaded("query", "net_sales", "--as", "小王").code == 2


def test_months_close_and_reopen(loaded: Cockpit, sales_file: Path) -> None:
    assert loaded("months", "close", "2026-04").code == 0
    assert json.loads(loaded("months", "list", "--json").out) == ["2026-04"]
    changed = sales_file.with_name("改.csv")
    changed.write_text(
        sales_file.read_text(encoding="gb18030").replace("123.40", "246.80").replace(",10,12.34", ",20,12.34"),
        encoding="utf-8",
    )
    assert loaded("load", changed, "--yes").code == 3
    assert loaded("months", "reopen", "2026-04").code == 2, "it takes a reason"
    assert loaded("months", "reopen", "2026-04", "--reason", "a late file").code == 0
    assert loaded("load", changed, "--yes").code == 0
    assert loaded("months", "close", "nonsense").code == 2


def test_backup_is_whole(loaded: Cockpit, tmp_path: Path) -> None:
    assert loaded("backup", tmp_path / "backups").code == 0
    (copy,) = (tmp_path / "backups").iterdir()
    assert rows(loaded("query", "net_sales", "--format", "json", home=copy)) == [{"net_sales": "660.93"}]
    assert loaded("check", home=copy).code == 0
    assert loaded("backup", tmp_path / "home" / "inside").code == 2


def test_check_notices_a_store_that_was_tampered_with(loaded: Cockpit, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with sqlite3.connect(home.appdb) as appdb:
        appdb.execute("UPDATE versions SET rows = '{\"sales\": 5}'")
    said = loaded("check", "--json")
    assert said.code == 5
    assert json.loads(said.out)["findings"]


def test_template_reads_back(cockpit: Cockpit, tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    assert cockpit("template", "sales", out, lang="zh").code == 0
    assert openpyxl.load_workbook(out).sheetnames
    assert cockpit("load", out, "--dry-run").code == 0
    assert cockpit("template", "sale", out).code == 2


def test_watch_moves_files_with_a_report(cockpit: Cockpit, tmp_path: Path, sales_file: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    sales_file.rename(folder / sales_file.name)
    (folder / "坏.csv").write_text("日期,产品编码,数量,金额\n2026-05-01,P1,1,abc\n", encoding="utf-8")
    (folder / "~$open.xlsx").write_bytes(b"lock")
    said = cockpit("watch", folder, "--once", "--yes")
    assert said.code == 3
    assert {p.name for p in (folder / "done").iterdir()} == {"销售明细.csv", "销售明细.csv.report.txt"}
    assert {p.name for p in (folder / "refused").iterdir()} == {"坏.csv", "坏.csv.report.txt", "坏.csv.marked.xlsx"}
    assert "abc" in (folder / "refused" / "坏.csv.report.txt").read_text(encoding="utf-8")
    assert [p.name for p in folder.iterdir() if p.is_file()] == ["~$open.xlsx"]
    assert rows(cockpit("query", "net_sales", "--format", "json")) == [{"net_sales": "660.93"}]


def test_signin_link_for_a_fresh_company(cockpit: Cockpit) -> None:
    said = cockpit("signin-link", "--base-url", "http://127.0.0.1:8501")
    assert said.code == 0
    assert said.out.startswith("http://127.0.0.1:8501/enter/")


def test_demo_refuses_a_company_with_data(loaded: Cockpit) -> None:
    assert loaded("demo").code == 2


def test_as_a_process(process: Cockpit, cockpit: Cockpit, sales_file: Path) -> None:
    done = process("load", sales_file, "--yes")
    assert (done.code, done.err) == (0, "")
    assert cockpit("query", "net_sales", "--format", "csv").out == "net_sales\n660.93\n"
    assert process("query", "no_such_figure").code == 2


def test_a_remembered_mapping_is_corrected_and_forgotten(loaded: Cockpit) -> None:
    (one,) = json.loads(loaded("mappings", "list", "--json").out)
    assert one["mapping"]["存货编码"] == "product"
    start = one["signature"][:8]
    assert loaded("mappings", "set", start, "--map", "存货编码=", "--map", "行号=product").code == 0
    (after,) = json.loads(loaded("mappings", "list", "--json").out)
    assert after["mapping"] == {**one["mapping"], "存货编码": "", "行号": "product"}
    twice = loaded("mappings", "set", start, "--map", "存货编码=customer")
    assert twice.code == 2
    assert "'存货编码' and '客户编码' cannot both be" in twice.err
    assert loaded("mappings", "set", "--map", "存货编码=customer").code == 2
    assert "--map COLUMN=FIELD" in loaded("mappings", "set", start).err
    assert loaded("mappings", "delete", start).code == 0
    assert json.loads(loaded("mappings", "list", "--json").out) == []


def test_the_company_adds_its_own_header_words(cockpit: Cockpit, tmp_path: Path) -> None:
    assert cockpit("mappings", "words", "add", "sales", "amount", "Kassenwert").code == 0
    assert cockpit("mappings", "words", "add", "sales", "amout", "Wert").code == 2
    assert cockpit("mappings", "words", "add", "sales").code == 2
    listed = json.loads(cockpit("mappings", "words", "--json").out)
    assert listed == [{"dataset": "sales", "column": "amount", "word": "Kassenwert"}]
    file = tmp_path / "kasse.csv"
    file.write_text("Datum,Kunde,Kassenwert\n2026-05-02,Alpha,20\n2026-05-03,Beta,22\n", encoding="utf-8")
    assert cockpit("load", str(file), "--yes").code == 0
    assert cockpit("query", "net_sales", "--format", "csv").out == "net_sales\n42\n"
    assert cockpit("mappings", "words", "remove", "sales", "amount", "kassenwert").code == 0
    assert json.loads(cockpit("mappings", "words", "--json").out) == []
    assert cockpit("mappings", "words", "remove", "sales", "amount", "Kassenwert").code == 2


def test_the_audit_trail_is_printed_as_table_csv_and_json(cockpit: Cockpit) -> None:
    assert cockpit("user", "add", "li", "--role", "rep").code == 0
    assert cockpit("user", "disable", "li").code == 0
    table = cockpit("audit", "--limit", "1")
    assert table.code == 0
    assert "li" in table.out
    assert len(cockpit("audit", "--csv").out.splitlines()) == 3
    (only,) = json.loads(cockpit("audit", "--what", "account_added", "--json").out)
    assert (only["what"], only["details"]["name"]) == ("account_added", "li")
    assert json.loads(cockpit("audit", "--until", "2001-01-01", "--json").out) == []
    assert cockpit("audit", "--limit", "-1").code == 2
    assert cockpit("audit", "--since", "yesterday").code == 2
    cockpit("user", "enable", "li")
    assert cockpit("audit", "--as", "li").code == 4


def test_the_audit_trail_tells_who_saw_a_branch(loaded: Cockpit) -> None:
    loaded("query", "net_sales", "--by", "branch")
    loaded("query", "net_sales")
    (one,) = json.loads(loaded("audit", "--saw", "branch=上海", "--of", "sales", "--json").out)
    assert one["question"]["by"] == ["branch"]
    assert one["seen"] == "yes"
    assert len(loaded("audit", "--of", "sales", "--csv").out.splitlines()) == 3
    assert "Figures: " in loaded("audit", "--saw", "branch=上海").out
    assert json.loads(loaded("audit", "--saw", "branch=nowhere", "--json").out) == []
    for wrong in (("--saw", "branch"), ("--saw", "moon=1"), ("--of", "weather")):
        assert loaded("audit", *wrong).code == 2


def test_the_table_of_rights_is_read_and_changed_by_command(loaded: Cockpit) -> None:
    before = json.loads(loaded("user", "rights", "--json").out)
    assert "view_cost" in before["manager"]
    assert not {"upload", "undo", "close_month", "add_records", "manage_users"} & {
        *before["auditor"],
        *before["viewer"],
    }
    assert loaded("settings", "set", "rights.manager", "view_sales").code == 0
    assert json.loads(loaded("user", "rights", "--json").out) == before | {"manager": ["view_sales"]}
    assert "view_cost" in loaded("user", "rights").out
    assert loaded("settings", "set", "rights.admin", "view_sales").code == 2, "administrators keep every right"
    assert loaded("settings", "set", "rights.auditor", "upload").code == 2, "who only reads changes nothing"
    assert loaded("user", "add", "王", "--role", "manager").code == 0
    assert loaded("query", "stock_value", "--as", "王").code == 4
    assert loaded("user", "role", "王", "--role", "executive").code == 0
    assert loaded("user", "list", "--json").out.count('"executive"') == 1


def test_find_names_the_page_that_shows_it(loaded: Cockpit) -> None:
    (first, *_) = json.loads(loaded("find", "E2", "--json").out)
    assert (first["name"], first["page"], first["set"]) == ("E2", "profile", {"kind": "rep", "code": "E2"})
    assert "/profile?kind=customer&code=C1&list=sales_documents&period=2026-05" in loaded("find", "xs3").out
    assert "/explore?metric=net_sales" in loaded("find", "净销售额", lang="zh").out
    assert loaded("user", "add", "li", "--role", "rep", "--scope", "rep=E1").code == 0
    assert "E2" not in loaded("find", "E2", "--as", "li").out.replace("'E2'", "")
