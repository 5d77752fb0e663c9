"""Masters kept by people: edits, merges and aliases are one version; figures are worked out here from the rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api import (
    Ask,
    MasterDraft,
    OpenBoard,
    Unit,
    board,
    board_json,
    checked_alias,
    checked_edit,
    checked_merge,
    found_items,
    missing_items,
    near_names,
    plan_draft,
)
from sales_core.api import master_aliases as aliases_of
from sales_core.boards.masters.items import master_items
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.recognition.near_names import near_pairs
from tests.pages.stage import Stage, workspace_of
from tests.support.command import run_inside
from tests.support.company import Company

D = Decimal
YEAR = Period.parse("2026")
#: day, customer, name, branch, amount
SALES = [
    ("2026-03-02", "C1", "上海华联超市有限公司", "SH", 100),
    ("2026-04-02", "C2", "上海华联超市", "SH", 40),
    ("2026-05-02", "C3", "北京广和商贸", "BJ", 7),
    ("2026-05-03", "C1", "上海华联超市有限公司", "SH", 11),
]
#: What was sold to C2 under its name alone.
NAMED = 5
CUSTOMERS: list[dict[str, object]] = [
    {
        "customer": "C1",
        "customer_name": "上海华联超市有限公司",
        "region": "East",
        "customer_class": "A",
        "phone": "021",
    },
    {"customer": "C2", "customer_name": "上海华联超市", "region": "East", "credit_limit": 500},
    {"customer": "C3", "customer_name": "北京广和商贸", "region": "North", "term_days": 30},
]
REPS: list[dict[str, object]] = [{"rep": "E1", "rep_name": "李娜", "branch": "SH", "valid_from": "2026-01-01"}]
SCOPED = Viewer("mei", Role.MANAGER, Scope((("branch", ("BJ",)),)))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    root: Path = tmp_path_factory.mktemp("masters")
    company = Company(root)
    company.load("customers.csv", CUSTOMERS)
    company.load("reps.csv", REPS)
    names = ("date", "customer", "customer_name", "branch", "amount")
    rows: list[dict[str, object]] = [dict(zip(names, row, strict=True)) for row in SALES]
    rows.append({"date": "2026-05-04", "customer_name": "上海华联超市", "branch": "SH", "amount": NAMED})
    company.load("sales.csv", [row | {"rep": "E1", "quantity": 1, "order_no": f"N{n}"} for n, row in enumerate(rows)])
    made = workspace_of(company.store, company.appdb)
    made.uploads = company.uploads
    return Stage(made)


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, **choices: str) -> OpenBoard:
    version = stage.workspace.appdb.current_version()
    return OpenBoard(board("masters"), Ask(viewer, version, YEAR, choices=choices, locale="en"), stage.workspace)


def saved(stage: Stage, draft: MasterDraft) -> list[int]:
    work = stage.workspace
    plan = plan_draft(draft, work.uploads, product(), LOCAL_ADMIN, work.appdb.current_version())
    assert not plan.errors
    assert not [one for one in plan.headlines if one.unit is Unit.MONEY and one.change], "sums of money stay"
    done = work.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    return [upload.id for upload in done.uploads]


def undone(stage: Stage, uploads: Iterable[int]) -> None:
    for upload in uploads:
        stage.workspace.uploads.undo(upload, LOCAL_ADMIN)


def sold(stage: Stage) -> dict[str, Decimal]:
    result = stage.workspace.figures.run(Query(("net_sales",), by=("customer",), period=YEAR), LOCAL_ADMIN)
    return {str(row["customer"]): D(str(row["net_sales"])) for row in result}


def buyers(stage: Stage) -> int:
    found = stage.workspace.figures.run(Query(("active_customers",), period=YEAR), LOCAL_ADMIN).one()
    return int(str(found["active_customers"]))


def own(*codes: str) -> Decimal:
    coded = sum(amount for _, code, _, _, amount in SALES if code in codes)
    return D(coded + (NAMED if "C2" in codes else 0))


def test_two_become_one_and_part_again(stage: Stage) -> None:
    before, customers = sold(stage), buyers(stage)
    assert before == {code: own(code) for code in ("C1", "C2", "C3")}, "a name alone is its code's"
    merge = checked_merge(opened(stage).context, "customer", ("C1", "C2"), "C1", "one shop")
    uploads = saved(stage, MasterDraft(aliases=merge))
    assert sold(stage) == {"C1": own("C1", "C2"), "C3": own("C3")}
    assert buyers(stage) == customers - 1
    after = opened(stage).context
    (alias,) = aliases_of(after)
    assert (alias.alias, alias.code, alias.by, alias.reason) == ("C2", "C1", LOCAL_ADMIN.name, "one shop")
    assert {one.code for one in master_items(after, "customer")} == {"C1", "C3"}
    undone(stage, uploads)
    assert (sold(stage), buyers(stage)) == (before, customers)
    assert not list(aliases_of(opened(stage).context))


@pytest.mark.endure  # undone with all else above
def test_a_merge_is_taken_back_alone_and_that_can_be_undone(stage: Stage) -> None:
    before = sold(stage)
    all_three = checked_merge(opened(stage).context, "customer", ("C1", "C2", "C3"), "C1", "")
    merged = saved(stage, MasterDraft(aliases=all_three))
    assert sold(stage) == {"C1": own("C1", "C2", "C3")}
    back = saved(stage, MasterDraft(aliases=(checked_alias(opened(stage).context, "C3", ""),)))
    assert sold(stage) == {"C1": own("C1", "C2"), "C3": own("C3")}
    assert [one.alias for one in aliases_of(opened(stage).context)] == ["C2"]
    moved = saved(stage, MasterDraft(aliases=(checked_alias(opened(stage).context, "C2", "C3"),)))
    assert sold(stage) == {"C1": own("C1"), "C3": own("C2", "C3")}
    undone(stage, [*moved, *back])
    assert sold(stage) == {"C1": own("C1", "C2", "C3")}
    undone(stage, merged)
    assert sold(stage) == before


def test_edits_of_two_masters_and_a_merge_are_one_version_in_the_history(stage: Stage) -> None:
    context, work = opened(stage).context, stage.workspace
    draft = MasterDraft(aliases=checked_merge(context, "customer", ("C1", "C2"), "C1", "one shop"))
    draft = draft.with_edit(checked_edit(context, "customer", "C3", "region", "West"))
    draft = draft.with_edit(checked_edit(context, "customer", "C1", "term_days", "45"))
    draft = draft.with_edit(checked_edit(context, "rep", "E1", "team", "one"))
    version = work.appdb.current_version()
    uploads = saved(stage, draft)
    assert work.appdb.current_version() == version + 1
    made = work.appdb.history.version(version + 1)
    assert made.by == LOCAL_ADMIN.name
    assert "C3 region: North → West" in made.reason
    assert "C2: C2 → C1" in made.reason
    items = {one.code: one for one in master_items(opened(stage).context, "customer")}
    assert items["C3"].stated["region"] == "West"
    assert (items["C1"].stated["term_days"], items["C1"].stated["customer_class"]) == (45, "A")
    phones = work.store.current().rows("SELECT phone FROM raw_customers WHERE customer = 'C1'")
    assert phones == [{"phone": "021"}], "what the grid does not show stays"
    undone(stage, uploads)
    items = {one.code: one for one in master_items(opened(stage).context, "customer")}
    assert (items["C3"].stated["region"], items["C1"].stated["term_days"]) == ("North", None)


def test_a_new_name_keeps_the_rows_that_carry_the_old_one(stage: Stage) -> None:
    before = sold(stage)
    edit = checked_edit(opened(stage).context, "customer", "C2", "customer_name", "徐汇店")
    uploads = saved(stage, MasterDraft().with_edit(edit))
    assert sold(stage) == before
    assert [one.name for one in master_items(opened(stage).context, "customer") if one.code == "C2"] == ["徐汇店"]
    undone(stage, uploads)


def test_a_posting_that_begins_later_leaves_the_one_before(stage: Stage) -> None:
    context = opened(stage).context
    draft = MasterDraft().with_edit(checked_edit(context, "rep", "E1", "valid_from", "2026-05-01"))
    uploads = saved(stage, draft.with_edit(checked_edit(context, "rep", "E1", "branch", "BJ")))
    rows = stage.workspace.store.current().rows("SELECT branch, valid_from FROM rep_postings ORDER BY 2")
    assert [(row["branch"], row["valid_from"]) for row in rows] == [("SH", date(2026, 1, 1)), ("BJ", date(2026, 5, 1))]
    (rep,) = master_items(opened(stage).context, "rep")
    assert (rep.stated["valid_from"], rep.stated["branch"]) == (date(2026, 5, 1), "BJ")
    undone(stage, uploads)


def test_who_lacks_data_and_the_money_of_them(stage: Stage) -> None:
    found = opened(stage, entity="customer")
    (table,) = [one for one in board_json(found)["blocks"] if one["id"] == "gaps"]
    rows = dict(zip(table["keys"], table["rows"], strict=True))
    assert (rows["term_days"]["count"], D(str(rows["term_days"]["money"]))) == (2, own("C1", "C2"))
    assert "region" not in rows
    assert [one.code for one in missing_items(found.context, "customer", "term_days")] == ["C1", "C2"]
    items = master_items(found.context, "customer")
    assert [one.code for one in found_items(items, "华联 c1")] == ["C1"]
    assert [one.money for one in items] == [own("C1"), own("C2"), own("C3")]


def test_near_names_are_offered_as_loading_would_ask_about_them(stage: Stage) -> None:
    (pair,) = near_names(opened(stage, entity="customer").context)
    assert (pair.kept.code, pair.other.code) == ("C1", "C2")
    assert near_pairs(["Acme Trading Ltd", "acme  trading"]) == [("Acme Trading Ltd", "acme  trading")]
    assert near_pairs(["Riverside Bakery", "Riverside Bakerry", "Lakeside Bakery"]) == [
        ("Riverside Bakerry", "Riverside Bakery")
    ]
    assert not near_pairs(["Shop 11 of Riverside", "Shop 12 of Riverside", "甲店", "甲 店"])


def test_who_sees_a_part_reads_his_own_and_changes_nothing(stage: Stage) -> None:
    scoped = opened(stage, SCOPED, entity="customer")
    assert [one.code for one in master_items(scoped.context, "customer")] == ["C3"]
    draft = MasterDraft().with_edit(checked_edit(scoped.context, "customer", "C3", "region", "West"))
    with pytest.raises(NotAllowedError):
        plan_draft(draft, stage.workspace.uploads, product(), SCOPED, scoped.context.version)
    with pytest.raises(UsageError):
        checked_edit(scoped.context, "customer", "C1", "region", "West")
    with pytest.raises(NotAllowedError):
        opened(stage, Viewer("v", Role.EXECUTIVE))


@pytest.mark.parametrize(
    ("column", "value"),
    [("term_days", "soon"), ("term_days", "-1"), ("rep", "E9"), ("customer", "C9"), ("customer_name", ""), ("x", "y")],
)
def test_what_cannot_be_is_refused(stage: Stage, column: str, value: str) -> None:
    with pytest.raises(UsageError):
        checked_edit(opened(stage).context, "customer", "C1", column, value)


def test_nothing_is_no_draft(stage: Stage) -> None:
    context = opened(stage).context
    with pytest.raises(UsageError):
        checked_merge(context, "customer", ("C1",), "C1", "")
    with pytest.raises(UsageError):
        plan_draft(MasterDraft(), stage.workspace.uploads, product(), LOCAL_ADMIN, context.version)
    edit = checked_edit(context, "customer", "C3", "region", "West")
    assert MasterDraft().with_edit(edit).with_edit(checked_edit(context, "customer", "C3", "region", "North")).is_empty


def test_the_page_draws_and_a_merge_goes_to_the_draft(stage: Stage) -> None:
    app = stage.show("masters", {"entity": "customer"}, locale="en")
    assert not [one for one in app.button if one.key == "masters_save"]
    app.button(key="merge_add_customer").click().run()
    assert not app.exception
    assert [one for one in app.button if one.key == "masters_save"]
    assert any("C2 → C1" in one.value for one in app.markdown)
    for entity in ("rep", "product", "branch", "outlet"):
        stage.show("masters", {"entity": entity}, locale="zh")
    scoped = stage.show("masters", {"entity": "customer"}, viewer=SCOPED)
    assert not [one for one in scoped.button if (one.key or "").startswith("merge_add")]


@pytest.mark.endure  # aliases by command: tests/records/test_saved_as_load.py
def test_a_script_does_the_same(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name, rows in (("customers.csv", CUSTOMERS), ("reps.csv", REPS)):
        path = tmp_path / name
        columns = list(dict.fromkeys(key for row in rows for key in row))
        body = [",".join(columns), *(",".join(str(row.get(key, "")) for key in columns) for row in rows)]
        path.write_text("\n".join(body), encoding="utf-8")
        run_inside(home, "load", path, "--yes")
    merged = json.loads(run_inside(home, "masters", "merge", "customer", "C1", "C2", "--yes", "--json").stdout)
    assert merged["status"] == "loaded"
    (alias,) = json.loads(run_inside(home, "masters", "spellings", "customer", "--json").stdout)
    assert (alias["alias"], alias["code"]) == ("C2", "C1")
    assert run_inside(home, "masters", "unalias", "customer", "C2", "--yes").returncode == 0
    assert json.loads(run_inside(home, "masters", "spellings", "customer", "--json").stdout) == []
    assert run_inside(home, "masters", "set", "customer", "C3", "--set", "region=West", "--yes").returncode == 0
    rows = json.loads(run_inside(home, "masters", "list", "customer", "--find", "west", "--json").stdout)
    assert [row["code"] for row in rows] == ["C3"]
    assert run_inside(home, "masters", "merge", "customer", "C1", "C9").returncode == 2
