"""An entity, a metric and a list are one declaration each: names mean codes, figures come through service and terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Viewer
from tests.contracts import toy
from tests.contracts.conftest import SHANGHAI, Command, Rows, csv_file, load, xlsx_file


class Rightless(Viewer):
    """Somebody whose role carries no right at all."""

    def may(self, right: Right) -> bool:
        """Never."""
        return False


def test_a_name_means_the_code_that_the_master_gives_it(toys: Workspace) -> None:
    asked = Query(("tasting_cost",), by=("promoter",), order_by="promoter")
    found = toys.figures.run(asked, LOCAL_ADMIN)
    assert {row["promoter"]: row["tasting_cost"] for row in found} == {"T1": Decimal("710.5"), "T2": Decimal(200)}
    assert toys.figures.labels("promoter", ("T1", "T2")) == {"T1": "Mei", "T2": "Tom"}
    assert toys.figures.attributes("promoter", ("agency",), ("T2",), LOCAL_ADMIN) == {"T2": {"agency": "Bright"}}


def test_a_name_that_no_master_knows_means_the_code_of_other_rows(own_toys: Workspace, tmp_path: Path) -> None:
    rows = (
        toy.TASTING_ROWS[0],
        ("2026-06-01", "华东", "上海", "T9", "Ivy", 5, 50),
        ("2026-06-02", "华东", "上海", "", "Ivy", 6, 60),
    )
    load(own_toys, csv_file(tmp_path / "june.csv", rows))
    asked = Query(("tasting_cost",), by=("promoter",), period=Period.month(2026, 6))
    assert [tuple(row.values()) for row in own_toys.figures.run(asked, LOCAL_ADMIN)] == [("T9", Decimal(110))]
    assert own_toys.figures.labels("promoter", ("T9",)) == {"T9": "Ivy"}


@pytest.mark.parametrize("write", [csv_file, xlsx_file], ids=["csv", "xlsx"])
def test_an_alias_of_it_is_loaded_from_a_spreadsheet_and_undone(
    own_toys: Workspace, tmp_path: Path, write: Callable[[Path, Rows], tuple[str, Path]]
) -> None:
    asked = Query(("tasting_cost",), by=("promoter",), order_by="promoter")
    before = list(own_toys.figures.run(asked, LOCAL_ADMIN))
    rows = (("实体", "别称", "正式编码"), ("促销员", "T2", "T1"))
    plan = load(own_toys, write(tmp_path / f"merged.{'csv' if write is csv_file else 'xlsx'}", rows))
    assert [(one.dataset, one.rows) for one in plan.loads] == [("aliases", 1)]
    assert list(own_toys.figures.run(asked, LOCAL_ADMIN)) == [{"promoter": "T1", "tasting_cost": Decimal("910.5")}]
    own_toys.uploads.undo(max(one.id for one in own_toys.appdb.history.uploads()), LOCAL_ADMIN)
    assert list(own_toys.figures.run(asked, LOCAL_ADMIN)) == before


def test_an_alias_of_it_is_typed_and_documented(command: Command) -> None:
    words = ("--set", "entity=promoter", "--set", "alias=T2", "--set", "code=T1")
    code, out, err = command("record", "alias", "add", *words, "--dry-run", "--json")
    assert code == 0, out + err
    assert json.loads(out)["status"] == "dry_run"
    code, _, err = command("record", "alias", "add", "--set", "entity=nothing", *words[2:])
    assert code == 2
    assert "warehouse, promoter" in err
    assert "promoter = 促销员, promoter" in command("dataset", "aliases")[1]


def test_the_metric_is_computed_by_service_and_terminal(toys: Workspace, command: Command) -> None:
    asked = Query(("tasting_cost",), by=("branch",), order_by="-tasting_cost")
    assert [row["tasting_cost"] for row in toys.figures.run(asked, LOCAL_ADMIN)] == [Decimal("710.5"), Decimal(200)]
    code, out, _ = command("query", "tasting_cost", "--by", "branch", "--order", "-tasting_cost", "--format", "json")
    assert code == 0
    assert [row["tasting_cost"] for row in json.loads(out)["rows"]] == ["710.5", "200"]
    assert "¥710.50" in command("query", "tasting_cost", "--by", "branch")[1]
    code, _, err = command("query", "tasting_cots")
    assert code == 2
    assert "tasting_cost" in err


def test_the_metric_needs_its_right_and_shows_own_rows(toys: Workspace) -> None:
    asked = Query(("tasting_cost",))
    with pytest.raises(NotAllowedError):
        toys.figures.run(asked, Rightless("x"))
    assert toys.figures.run(asked, SHANGHAI).one()["tasting_cost"] == Decimal("710.5")


def test_the_list_runs_by_service_and_terminal(toys: Workspace, command: Command) -> None:
    found = toys.figures.run_list(ListQuery("tasting_days"), LOCAL_ADMIN)
    assert [(row["promoter"], row["guests"]) for row in found] == [("T2", 20), ("T1", 40), ("T1", 30)]
    assert [row["branch"] for row in toys.figures.run_list(ListQuery("tasting_days"), SHANGHAI)] == ["上海", "上海"]
    drill = found.drill_query(found.rows[0], "promoter")
    assert drill is not None
    assert drill.filters == (Filter("promoter", ("T2",)),)
    code, out, _ = command("list", "tasting_days", "--where", "branch=广州", "--json")
    assert code == 0
    assert [(row["promoter"], row["cost"]) for row in json.loads(out)["rows"]] == [("T2", "200")]
    assert "tasting_days" in command("list")[1]


def test_the_list_needs_its_right(toys: Workspace) -> None:
    with pytest.raises(NotAllowedError):
        toys.figures.run_list(ListQuery("tasting_days"), Rightless("x"))
    with pytest.raises(UsageError):
        toys.figures.run_list(ListQuery("tasting_dais"), LOCAL_ADMIN)
