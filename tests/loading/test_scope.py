"""What a manager of one region is shown of plans, history and files, and what he cannot change."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sales_core.kernel.errors import NotAllowedError, RefusedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.load_units import REPLACE, REPLACE_MONTH
from sales_core.loading.plan import Plan
from sales_core.loading.uploads import PLANS_KEPT
from sales_core.recognition.reading import Answers
from tests.support.company import Company

EAST = Viewer("max", Role.MANAGER, Scope.of({"region": ("华东",)}))
WHOLE = Viewer("ann", Role.MANAGER)


def line(  # noqa: PLR0917 - a line of the tables below
    day: str, region: str, branch: str, rep: str, customer: str, amount: float, **more: object
) -> dict[str, object]:
    row = {"date": day, "region": region, "branch": branch, "rep": rep, "customer": customer, "product": "P1"}
    return row | {"quantity": 1, "amount": amount} | more


APRIL = [
    line("2026-04-10", "华东", "SH", "E1", "C1", 100),
    line("2026-04-11", "华南", "GZ", "S1", "C9", 900),
    line("2026-04-12", "华南", "GZ", "S1", "C8", 50),
]
MAY = [line("2026-05-01", "华东", "SH", "E1", "C1", 10), line("2026-05-02", "华南", "GZ", "S1", "C8", 7)]
MINE = [line("2026-05-01", "华东", "SH", "E1", "C2", 30)]


def every_text(plan: Plan) -> str:
    """All that a plan would show, in one string."""
    shown = (plan.headlines, plan.past_months, plan.restated, plan.new, plan.removed, plan.missing, plan.replaced)
    return repr((*shown, plan.problems, plan.questions, plan.measured))


def test_a_plan_shows_only_figures_of_the_scope(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-may-sh.csv", MINE, EAST)
    totals = {h.measure: (h.before, h.after) for h in plan.headlines if h.by == "total"}
    assert totals == {"net_sales": (Decimal(110), Decimal(130)), "quantity": (Decimal(2), Decimal(2))}
    assert {(h.by, h.group) for h in plan.headlines if h.by != "total"} == {("branch", "SH"), ("month", "2026-05")}
    assert {c.kind: c.shown for c in plan.missing} == {"customers": (("C1", "C1"),)}
    text = every_text(plan)
    for hidden in ("C9", "C8", "GZ", "S1", "900", "1050", "1160", "1067"):
        assert hidden not in text, hidden
    whole = company.plan("sales-may-sh.csv", MINE, WHOLE)
    assert {c.kind: [code for code, _ in c.shown] for c in whole.missing} == {"customers": ["C1", "C9"]}


def test_restated_months_are_the_companys_and_not_shown_to_him(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-apr-sh.csv", [APRIL[0] | {"amount": 80}], EAST)
    assert [(h.before, h.after) for h in plan.past_months if h.measure == "net_sales"] == [(Decimal(100), Decimal(80))]
    company.uploads.commit(plan.id, EAST, confirmed=True)
    (one,) = company.uploads.history.restatements(LOCAL_ADMIN, "2026-04")
    assert (one.before, one.after) == (Decimal(1050), Decimal(1030))
    assert company.uploads.history.restatements(EAST) == []
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    again = company.plan("sales-apr-sh2.csv", [APRIL[0] | {"amount": 81}], EAST)
    with pytest.raises(RefusedError):
        company.uploads.commit(again.id, EAST, confirmed=True)


def test_a_change_that_reaches_others_is_refused(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    # Somebody else's rep moved into one's own region: his sales that name no region would follow.
    company.load("sales-rep.csv", [{"date": "2026-04-13", "rep": "S2", "product": "P1", "amount": 70}])
    company.load("reps.csv", [{"rep": "S2", "rep_name": "Two", "region": "华南", "branch": "GZ"}])
    mover = {"rep": "S2", "rep_name": "Two", "region": "华东", "branch": "SH"}
    stolen = company.plan("reps-x.csv", [mover], EAST)
    assert [p.code for p in stolen.errors] == ["E_OUTSIDE_SCOPE"]
    assert not stolen.candidate
    assert "1120" not in every_text(stolen)
    with pytest.raises(RefusedError):
        company.uploads.commit(stolen.id, EAST, confirmed=True)
    # Answering that the whole month goes.
    answers = Answers(answers={"*": {REPLACE: REPLACE_MONTH}})
    month = company.plan("sales-y.csv", [APRIL[0] | {"amount": 5}], EAST, answers=answers)
    assert "E_OUTSIDE_SCOPE" in [p.code for p in month.errors]
    assert company.one("SELECT sum(amount) FROM sales") == Decimal(1120)


def test_masters_of_others_stay_theirs(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    master = {"customer": "C9", "customer_name": "Nine", "region": "华南", "credit_limit": 1000}
    company.load("customers.csv", [master])
    plan = company.plan("customers-x.csv", [master | {"region": "华东", "credit_limit": 1}], EAST)
    assert "E_OUTSIDE_SCOPE" in [p.code for p in plan.errors]
    fresh = company.plan("customers-y.csv", [{"customer": "C7", "customer_name": "Seven", "region": "华东"}], EAST)
    assert company.uploads.commit(fresh.id, EAST, confirmed=True).version == 3


SHARED = [line("2026-04-10", "华东", "SH", "E1", "C1", 100), line("2026-04-11", "华南", "GZ", "S1", "C1", 900)]


@pytest.mark.parametrize(
    "attribute",
    # A limit and a term are written and judged as a class is.
    [
        {"customer_class": "A"},
        *(pytest.param(one, marks=pytest.mark.endure) for one in ({"credit_limit": 5}, {"term_days": 90})),
        {"channel": "online"},
    ],
)
def test_a_customer_of_others_too_is_not_his_to_describe(company: Company, attribute: dict[str, object]) -> None:
    company.load("sales-apr.csv", SHARED)
    master = {"customer": "C1", "customer_name": "One", "region": "华东"}
    if "channel" not in attribute:  # with a master of before that lies inside, and without one
        company.load("customers.csv", [master | {"customer_class": "B"}])
    plan = company.plan("customers-x.csv", [master | attribute], EAST)
    assert [p.code for p in plan.errors] == ["E_OUTSIDE_SCOPE"]
    assert "customers (C1)" in plan.errors[0].value
    with pytest.raises(RefusedError):
        company.uploads.commit(plan.id, EAST, confirmed=True)
    assert not company.plan("customers-y.csv", [master | attribute], WHOLE).errors


def test_a_customer_of_his_own_is_his_to_describe(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    master = {"customer": "C1", "customer_name": "One", "region": "华东"}
    company.load("customers.csv", [master], EAST)
    company.load("customers-2.csv", [master | {"customer_class": "A", "credit_limit": 7}], EAST)
    assert company.one("SELECT customer_class FROM dim_customer WHERE customer = 'C1'") == "A"


def test_his_sales_neither_rename_what_others_sell_nor_stop_at_their_own_words(company: Company) -> None:
    company.load("sales-apr.csv", [one | {"product_name": "Tea", "channel": "shop"} for one in SHARED])
    later = line("2026-05-03", "华东", "SH", "E1", "C1", 8)
    plan = company.plan("sales-x.csv", [later | {"product_name": "Coffee", "channel": "shop"}], EAST)
    assert [p.code for p in plan.errors] == ["E_OUTSIDE_SCOPE"]
    company.load("sales-y.csv", [later | {"product_name": "Tea", "channel": "online"}], EAST)
    assert company.one("SELECT name FROM dim_product WHERE product = 'P1'") == "Tea"


def test_history_shows_rows_of_the_scope_and_files_of_his_own(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    company.load("sales-gz.csv", [line("2026-03-01", "华南", "GZ", "S1", "C9", 4)])
    company.load("sales-may-sh.csv", MINE, EAST)
    seen = {e.upload.id: e for e in company.uploads.history.entries(EAST)}
    assert set(seen) == {1, 3}
    assert (seen[1].upload.rows, seen[1].live_rows, seen[1].upload.sums, seen[1].is_whole) == (1, 1, {}, False)
    assert seen[1].upload.sha256 == ""
    assert (seen[3].upload.sums["amount"], seen[3].is_whole) == (Decimal(30), True)
    assert [e.upload.rows for e in company.uploads.history.entries(WHOLE)] == [1, 1, 3]
    with pytest.raises(NotAllowedError):
        company.uploads.history.original(1, EAST)
    assert company.uploads.history.original(3, EAST)[0] == "sales-may-sh.csv"
    assert company.uploads.history.original(1, WHOLE)[0] == "sales-apr.csv"
    for act in (company.uploads.plan_undo, company.uploads.undo):
        with pytest.raises(NotAllowedError):
            act(1, EAST)
    assert company.uploads.undo(3, EAST).version == 4


def test_versions_count_rows_of_the_scope(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    (one,) = company.uploads.history.versions(EAST)
    assert (one.rows, one.sums, one.periods, one.reason) == ({}, {}, {}, "")
    counted = company.uploads.history.version(1, EAST)
    assert counted.rows == {"sales": 1}
    assert counted.periods == {"sales": {"2026-04": (1, Decimal(100))}}
    assert company.uploads.history.version(1, WHOLE).rows["sales"] == 3


def test_who_may_not_upload_sees_no_files(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    for viewer in (Viewer("eva", Role.EXECUTIVE), Viewer("E1", Role.REP, Scope.of({"rep": ("E1",)}))):
        for act in (
            lambda viewer=viewer: company.uploads.history.entries(viewer),
            lambda viewer=viewer: company.uploads.history.original(1, viewer),
            lambda viewer=viewer: company.uploads.history.restatements(viewer),
        ):
            with pytest.raises(NotAllowedError):
                act()


def test_plans_belong_to_their_maker_as_he_was(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    plan = company.plan("sales-may-sh.csv", MINE, EAST)
    whole = company.plan("sales-may.csv", MAY, LOCAL_ADMIN)
    scoped_admin = Viewer("east admin", Role.ADMIN, EAST.scope)
    for viewer, other in ((EAST, whole), (scoped_admin, whole), (scoped_admin, plan), (WHOLE, plan)):
        with pytest.raises(NotAllowedError):
            company.uploads.open_plan(other.id, viewer)
        with pytest.raises(NotAllowedError):
            company.uploads.discard(other.id, viewer)
    assert [p.id for p in company.uploads.open_plans(EAST)] == [plan.id]
    moved = replace(EAST, scope=Scope.of({"region": ("华南",)}))
    with pytest.raises(UsageError, match="changed"):
        company.uploads.open_plan(plan.id, moved)
    company.uploads.discard(plan.id, moved)


def test_remembered_mappings_of_others_are_not_his_to_forget_or_correct(company: Company) -> None:
    company.load("sales-apr.csv", APRIL)
    assert company.uploads.mappings.all(EAST) == []
    with pytest.raises(NotAllowedError):
        company.uploads.mappings.forget("sig-sales", EAST)
    with pytest.raises(NotAllowedError):
        company.uploads.mappings.correct("sig-sales", {"customer": ""}, EAST)
    company.uploads.mappings.forget("sig-sales", WHOLE)


def test_a_person_keeps_only_the_newest_plans(company: Company) -> None:
    for number in range(PLANS_KEPT + 2):
        company.plan(f"sales-{number}.csv", MAY)
    open_ones = company.uploads.open_plans(LOCAL_ADMIN)
    assert [p.label for p in open_ones] == [f"sales-{n}.csv" for n in range(PLANS_KEPT + 1, 1, -1)]
    assert len(list((company.settings.home.root / "staging").iterdir())) == PLANS_KEPT
