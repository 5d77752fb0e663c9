"""History tells forwards what the last change did to which figures, since yesterday by one click, and takes undo back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.boards.version_changes import metric_changes
from sales_core.boards.version_compare import group_changes
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.pages.stage import Stage, words, workspace_of
from tests.support.company import Company


def sale(day: str, amount: int) -> dict[str, object]:
    return {
        "date": day,
        "branch": "SH",
        "rep": "E1",
        "customer": "C1",
        "product": "P1",
        "quantity": 1,
        "amount": amount,
    }


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-06")
        made = Company(tmp_path_factory.mktemp("history"))
        made.load("sales-april.csv", [sale("2026-04-04", 1)])
        made.load("sales-may.csv", [sale("2026-05-04", 10)])
        made.load("sales-may2.csv", [sale("2026-05-04", 100)])
        yield made


@pytest.fixture(scope="module")
def stage(company: Company) -> Stage:
    made = workspace_of(company.store, company.appdb)
    made.uploads = company.uploads
    return Stage(made)


def test_the_last_change_is_told_forwards_and_all_of_today_by_one_click(stage: Stage) -> None:
    app = stage.show("history", locale="en")
    moved = app.dataframe[0].value.set_index("figure")
    assert (moved.loc["Net sales", "before"], moved.loc["Net sales", "after"]) == ("¥11.00", "¥101.00")
    assert str(moved.loc["Net sales", "difference"]).lstrip("+") == "¥90"
    assert "Quantity" not in moved.index, "what did not move is not told"
    assert "sales-may2.csv" in words(app)
    app.segmented_control[0].set_value("yesterday").run()
    moved = app.dataframe[0].value.set_index("figure")
    assert (moved.loc["Net sales", "before"], moved.loc["Net sales", "after"]) == ("—", "¥101.00")


def test_what_a_later_upload_replaced_is_told_and_names_stand_before_hashes(stage: Stage) -> None:
    app = stage.show("history", locale="en")
    states = list(app.dataframe[1].value["status"])
    assert states == ["in force", "replaced by later uploads #3", "in force"]


def test_any_version_is_compared_with_any_other_by_month_place_and_dataset(stage: Stage) -> None:
    app = stage.show("history", locale="en")
    app.segmented_control[0].set_value("versions").run()
    app.selectbox(key="compare_before").set_value(1).run()
    assert not app.exception
    totals, months = app.dataframe[0].value.set_index("figure"), app.dataframe[1].value
    assert (totals.loc["Net sales", "before"], totals.loc["Net sales", "after"]) == ("¥1.00", "¥101.00")
    sold = months[months["figure"] == "Net sales"]
    assert list(sold["group"]) == ["2026-05"], "April is the same in both"
    assert list(sold["after"]) == ["¥100.00"]
    app.segmented_control(key="compare_by").set_value("branch").run()
    places = app.dataframe[1].value
    assert list(places[places["figure"] == "Net sales"]["difference"]) == ["+¥100"]
    app.segmented_control(key="compare_by").set_value("dataset").run()
    (row,) = app.dataframe[1].value.to_dict("records")
    assert (row["month"], row["rows_before"], row["rows_after"], row["after"]) == ("2026-05", 0, 1, "100")


def test_money_that_moved_to_another_place_is_told_though_the_total_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-07-05")
    made = Company(tmp_path)
    made.load("sales.csv", [sale("2026-04-04", 7)])
    made.load("targets.csv", [{"month": f"2026-{month:02d}-01", "branch": "SH", "target": 5} for month in (4, 5, 6)])
    made.load("branches.csv", [{"branch": "SH", "region": "East"}])
    made.load("sales-june.csv", [sale("2026-06-30", 9)])
    figures = workspace_of(made.store, made.appdb).figures
    later, after, before, _ = made.appdb.history.versions()
    assert not [one for one in metric_changes(figures, LOCAL_ADMIN, before, after) if one.metric == "net_sales"]
    moved = group_changes(figures, LOCAL_ADMIN, before, after, "region")
    assert {one.group: one.change for one in moved if one.metric == "net_sales"} == {"": -7, "East": 7}
    sold = group_changes(figures, LOCAL_ADMIN, after, later, "month")
    assert {(one.metric, one.group) for one in sold} == {("net_sales", "2026-06"), ("quantity", "2026-06")}, (
        "a target of June stood before June was sold"
    )


def test_the_number_that_a_row_opens_is_the_one_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-07-05")
    made = Company(tmp_path)
    for name, target in (("first", 5), ("second", 6)):
        made.load("sales.csv", [sale("2026-04-04", target)])
        made.load(
            f"targets-{name}.csv",
            [{"month": f"2026-{month:02d}-01", "branch": "SH", "target": target} for month in (4, 11)],
        )
    figures = workspace_of(made.store, made.appdb).figures
    after, *_, before, _ = made.appdb.history.versions()
    for by in ("month", "branch", "rep"):
        found = group_changes(figures, LOCAL_ADMIN, before, after, by)
        assert {one.metric for one in found} == {"net_sales", "target"}
        for one in found:
            assert (one.query is None) == (not one.group), "targets of no rep open nothing"
            if one.query is None:
                continue
            for version, value in ((before, one.before), (after, one.after)):
                shown = figures.run(one.query, LOCAL_ADMIN, version.id).one()[one.metric]
                assert shown == value, (by, one)


def test_an_undone_upload_can_be_redone(stage: Stage, company: Company) -> None:
    company.uploads.undo(1, LOCAL_ADMIN)
    plan = company.uploads.plan_redo(1, LOCAL_ADMIN)
    app = stage.show("history", {"history_plan": plan.id}, locale="en")
    assert "↷" in words(app)
    app.button(key="undo").click().run()
    assert not app.exception
    assert {one.id for one in company.appdb.history.uploads(active_only=True)} == {1, 2, 3}
