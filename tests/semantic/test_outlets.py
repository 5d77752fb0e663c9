"""Outlet scores: the latest audit of each outlet counts, weights are as stated, the scheme halves volume and shelf."""

from decimal import Decimal
from typing import Any

import pytest

from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.present import Cells, cells_of

MAY = Period.parse("2026-05")
# E1 keeps C1, C2; E2 keeps C3. C1 was audited twice in May, the later one counts:
#   C1  12 May  100, 80, 60, 40 → 0.4·100 + 0.2·80 + 0.2·60 + 0.2·40 = 76
#   C2   3 May  distribution 50 and price 90 only → (2·50 + 1·90) / 3 = 63.3333
#   C3  20 May  stated total 88, whatever the parts say
#   C4  has no code in the list, only a name that nobody knows
# E1 sold 150 of 100 in May: 150 %, counted as 120 %. E2 sold 45 of 90: 50 %.
AUDITS = [
    {"date": "2026-05-02", "customer": "C1", "distribution_score": 0, "facing_score": 0, "price_score": 0, "display_score": 0},
    {"date": "2026-05-12", "customer": "C1", "distribution_score": 100, "facing_score": 80, "price_score": 60, "display_score": 40},
    {"date": "2026-05-03", "customer_name": "Corner shop", "distribution_score": 50, "price_score": 90},
    {"date": "2026-05-20", "customer": "C3", "distribution_score": 10, "score": 88},
    {"date": "2026-04-20", "customer": "C3", "score": 40},
    {"date": "2026-05-21", "customer_name": "Nobody's", "branch": "SH", "score": 20},
]  # fmt: skip


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(
        tmp_path_factory.mktemp("outlets"),
        customers=[
            {"customer": "C1", "customer_name": "One", "rep": "E1", "branch": "SH", "channel": "KA"},
            {"customer": "C2", "customer_name": "Corner shop", "rep": "E1", "branch": "SH", "channel": "Retail"},
            {"customer": "C3", "customer_name": "Three", "rep": "E2", "branch": "BJ", "channel": "KA"},
        ],
        sales=[
            {"date": "2026-05-06", "rep": "E1", "branch": "SH", "customer": "C1", "amount": 150},
            {"date": "2026-05-31", "rep": "E2", "branch": "BJ", "customer": "C3", "amount": 45},
        ],
        targets=[
            {"month": "2026-05", "rep": "E1", "branch": "SH", "target": 100},
            {"month": "2026-05", "rep": "E2", "branch": "BJ", "target": 90},
        ],
        outlet_audits=AUDITS,
    )


def asked(
    figures: MetricService,
    *metrics: str,
    by: tuple[str, ...] = (),
    period: Period = MAY,
    viewer: Viewer = LOCAL_ADMIN,
    compare: Compare | None = None,
) -> dict[tuple[Any, ...], Cells]:
    result = figures.run(Query(metrics, by, period, compare=compare), viewer)
    return {tuple(row[name] for name in by): cells_of(row) for row in result}


def test_the_latest_audit_of_each_outlet_counts_once(shops: MetricService) -> None:
    by_outlet = asked(shops, "outlet_score", by=("customer",))
    assert {key: row["outlet_score"] for (key,), row in by_outlet.items()} == {
        "C1": 76.0, "C2": 63.3333, "C3": 88.0, "Nobody's": 20.0,
    }  # fmt: skip
    whole = asked(shops, "outlet_score", "outlets_audited")[()]
    assert whole["outlet_score"] == pytest.approx((76 + 63.3333 + 88 + 20) / 4, abs=1e-12)
    assert whole["outlets_audited"] == 4


def test_the_parts_leave_out_what_was_not_scored(shops: MetricService) -> None:
    row = asked(shops, *(f"outlet_{part}_score" for part in ("distribution", "facing", "price", "display")))[()]
    assert row["outlet_distribution_score"] == pytest.approx((100 + 50 + 10) / 3)
    assert row["outlet_facing_score"] == 80.0
    assert row["outlet_price_score"] == 75.0
    assert row["outlet_display_score"] == 40.0


def test_half_volume_and_half_shelf_with_a_cap(shops: MetricService) -> None:
    rows = asked(shops, "scheme_score", by=("rep",))
    assert rows["E1",]["scheme_score"] == pytest.approx(0.5 * 1.2 + 0.5 * (76 + 63.3333) / 2 / 100, abs=1e-12)
    assert rows["E2",]["scheme_score"] == pytest.approx(0.5 * 0.5 + 0.5 * 0.88, abs=1e-12)
    assert rows["",]["scheme_score"] is None  # the outlet nobody keeps has no target


def test_months_stand_each_for_itself(shops: MetricService) -> None:
    rows = asked(shops, "outlet_score", "outlets_audited", by=("month",), period=Period.parse("2026-04..2026-05"))
    assert [(key[0].month, row["outlet_score"], row["outlets_audited"]) for key, row in rows.items()] == [
        (4, 40.0, 1), (5, pytest.approx((76 + 63.3333 + 88 + 20) / 4), 4),
    ]  # fmt: skip
    compared = asked(shops, "outlet_score", compare=Compare.LAST_MONTH)[()]
    assert compared["outlet_score__before"] == 40.0


def test_no_audit_is_no_score(shops: MetricService) -> None:
    row = asked(shops, "outlet_score", "outlets_audited", "scheme_score", period=Period.parse("2026-03"))[()]
    assert (row["outlet_score"], row["scheme_score"]) == (None, None)


def test_a_rep_sees_his_own_outlets(shops: MetricService) -> None:
    viewer = Viewer("e2", Role.REP, Scope.of({"rep": ("E2",)}))
    assert asked(shops, "outlet_score", "outlets_audited", viewer=viewer)[()] == {
        "outlet_score": 88.0, "outlets_audited": 1,
    }  # fmt: skip


def test_shelves_are_not_split_by_product(shops: MetricService) -> None:
    with pytest.raises(UsageError):
        asked(shops, "outlet_score", by=("category",))


def test_the_rows_behind_are_the_audits_that_counted(shops: MetricService) -> None:
    behind = shops.rows(Query(("outlet_score",), (), MAY), "outlet_score", LOCAL_ADMIN, 10, 0, 1)
    assert {(row["customer"], row["score"]) for row in behind} == {
        ("C1", Decimal(76)), ("C2", Decimal("63.3333")), ("C3", Decimal(88)), ("Nobody's", Decimal(20)),
    }  # fmt: skip
