"""The leaderboard, the split of growth, the way back, the pace line: against calculations on the raw rows."""

import statistics
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from sales_core.analysis.sales.drivers import drivers
from sales_core.analysis.sales.growth import sales_growth
from sales_core.analysis.sales.landing import track_record
from sales_core.analysis.sales.pace import pace_line
from sales_core.analysis.sales.rank import Cohort, leaderboard
from sales_core.analysis.sales.recovery import way_back
from sales_core.analysis.sales.selection import Selection
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.peers import TOO_FEW_PEERS
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.present import decimal_of, present

D = Decimal
MAY, APRIL = Selection(Period.parse("2026-05")), Selection(Period.parse("2026-04"))


# April 2026, targets 100 each: ann 120, bob 90, cid 90, dee 50, eve without target 10. March: ann 50, bob 60, cid 80, dee 90.
# Ranks April ann 1, bob and cid 2, dee 4; March dee 1, cid 2, bob 3, ann 4. Moves: ann +3, bob +1, cid 0, dee −3.
# Missing to target: bob 10, cid 10, dee 50 of 70.
REPS = {"ann": (50, 120), "bob": (60, 90), "cid": (80, 90), "dee": (90, 50), "eve": (5, 10)}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    sales = [
        {"date": f"2026-{month:02d}-10", "rep": rep, "amount": pair[month - 3], "quantity": 1, "customer": rep + "1",
         "product": "p", "region": "East"}
        for rep, pair in REPS.items() for month in (3, 4)
    ]  # fmt: skip
    targets = [{"month": f"2026-{m:02d}", "rep": rep, "target": 100} for rep in REPS if rep != "eve" for m in (3, 4)]
    reps = [
        {"rep": "ann", "role": "senior", "hired": "2020-01-01"}, {"rep": "bob", "role": "senior", "hired": "2026-01-05"},
        {"rep": "cid", "role": "junior", "hired": "2025-03-01"}, {"rep": "dee", "role": "junior", "hired": "2025-12-01"},
    ]  # fmt: skip
    sales.append({"date": "2026-04-30", "rep": "", "amount": 0, "quantity": 1})
    return figures_of(tmp_path_factory.mktemp("team"), sales=sales, targets=targets, reps=reps)


def test_of_fewer_than_five_others_a_rep_is_told_nothing(team: MetricService) -> None:
    own = Viewer("b", Role.REP, Scope.of({"rep": ("bob",)}))
    board = leaderboard(team, own, APRIL)
    (one,) = board.standings
    assert (one.key, one.rank, one.moved, one.gap_share) == ("bob", None, None, None)
    assert (board.peers, board.has_hidden, board.unknown) == ({}, True, TOO_FEW_PEERS)
    assert one.values["net_sales"] == 90  # noqa: PD011 - no frame
    nobody = leaderboard(team, Viewer("n", Role.REP, Scope.of({"rep": ()})), APRIL)
    assert (nobody.standings, nobody.has_hidden, nobody.unknown) == ((), False, None)


def test_ranks_moves_and_gap(team: MetricService) -> None:
    board = leaderboard(team, LOCAL_ADMIN, APRIL)
    found = {one.key: (one.rank, one.moved) for one in board.standings}
    assert found == {"ann": (1, 3), "bob": (2, 1), "cid": (2, 0), "dee": (4, -3), "eve": (None, None)}
    shares = {one.key: one.gap_share for one in board.standings}
    assert shares == {"ann": None, "bob": pytest.approx(1 / 7), "cid": pytest.approx(1 / 7),
                      "dee": pytest.approx(5 / 7), "eve": None}  # fmt: skip
    assert [one.streak for one in board.standings][:2] == [1, 0]
    assert board.standings[0].trend == (D(50), D(120))


def test_cohorts_rank_equals_only(team: MetricService) -> None:
    board = leaderboard(team, LOCAL_ADMIN, APRIL, cohort=Cohort.ROLE)
    found = {one.key: (one.cohort, one.rank) for one in board.standings}
    assert found == {
        "ann": ("senior", 1),
        "bob": ("senior", 2),
        "cid": ("junior", 1),
        "dee": ("junior", 2),
        "eve": ("", None),
    }
    tenure = {one.key: one.cohort for one in leaderboard(team, LOCAL_ADMIN, APRIL, cohort=Cohort.TENURE).standings}
    assert tenure == {"ann": "veteran", "bob": "new", "cid": "settled", "dee": "new", "eve": ""}


def test_weighted_score(team: MetricService) -> None:
    """Half achievement (at most 1.2), half net sales between worst 10 and best 120: ann 0.6 + 0.5; bob .45 + .5·80/110."""
    board = leaderboard(team, LOCAL_ADMIN, APRIL, {"achievement": 3, "net_sales": 3})
    scores = {one.key: one.score for one in board.standings}
    assert scores["ann"] == pytest.approx(1.1)
    assert scores["bob"] == pytest.approx(0.45 + 0.5 * 80 / 110)
    assert scores["eve"] is None


def test_a_rep_sees_himself_only(team: MetricService) -> None:
    viewer = Viewer("dee", Role.REP, Scope.of({"rep": ("dee",)}))
    assert [one.key for one in leaderboard(team, viewer, APRIL).standings] == ["dee"]


def test_drivers_against_the_median_of_peers(team: MetricService) -> None:
    found = {one.metric: one for one in drivers(team, LOCAL_ADMIN, APRIL, "ann", ["bob", "cid", "dee", "ann"])}
    assert (found["average_price"].value, found["average_price"].peers) == (120.0, 90.0)
    assert found["average_price"].lead == pytest.approx(1 / 3)


def test_growth_cells(tmp_path: Path) -> None:
    """May 2026 on May 2025. P9 launched 2025-08 and c9 first bought 2025-09 are new; the rest old.

    old/old 50−40 = 10; old product at c9 20; new product at c1 7; new product at c9 3. Growth 40 = 80 − 40.
    """
    rows = [
        ("2025-05-06", "c1", "P1", 40), ("2025-09-01", "c9", "P1", 1), ("2026-05-06", "c1", "P1", 50),
        ("2026-05-07", "c9", "P1", 20), ("2026-05-08", "c1", "P9", 7), ("2026-05-31", "c9", "P9", 3),
    ]  # fmt: skip
    sales = [{"date": d, "customer": c, "product": p, "amount": a, "quantity": 1} for d, c, p, a in rows]
    products = [{"product": "P9", "launched": "2025-08-01"}]
    found = present(sales_growth(figures_of(tmp_path, sales=sales, products=products), LOCAL_ADMIN, MAY))
    cells = {(c.new_product, c.new_customer): c.growth for c in found.cells}
    assert cells == {(False, False): 10, (False, True): 20, (True, False): 7, (True, True): 3}
    assert found.total == 40


def test_growth_cells_sum_to_the_growth(figures: MetricService) -> None:
    for text in ("2026-05", "2026", "2025-Q4", "2026-04"):
        selection = Selection(Period.parse(text))
        row = figures.run(selection.query("net_sales_change"), LOCAL_ADMIN).one()
        assert present(sales_growth(figures, LOCAL_ADMIN, selection)).total == row["net_sales_change"]


def test_way_back_equals_the_raw_rows(figures: MetricService, table: pd.DataFrame) -> None:
    found = way_back(figures, LOCAL_ADMIN, MAY, limit=1_000)
    days, closes = SellingDays(), date(2026, 5, 19)
    index, of = days.elapsed(closes), len(days.month(closes))
    months = [date(2025 + (m > 11), m % 12 + 1, 1) for m in range(4, 17)]
    wanted = {}
    for customer, part in table.groupby("customer"):
        sums = []
        for month in months:
            selling = days.month(month)
            reach = round(index * len(selling) / of)
            last = closes if month == months[-1] else (selling[reach] if reach < len(selling) else None)
            mine = part[part.month == month]
            keep = [last is None or (d <= last if month == months[-1] else d < last) for d in mine.date]
            sums.append((len(mine), sum((a for a, k in zip(mine.amount, keep, strict=True) if k), D(0))))
        first = next((n for n, (count, _) in enumerate(sums) if count), None)
        past = [amount for _, amount in sums[first:-1]] if first is not None else []
        if len(past) >= 3 and statistics.median(past) > max(0, sums[-1][1]):
            wanted[customer] = statistics.median(past) - sums[-1][1]
    assert {one.customer: one.missing for one in found.customers} == wanted
    assert list(found.customers) == sorted(found.customers, key=lambda one: (-one.missing, one.customer))
    pace = figures.run(MAY.query("gap_to_pace"), LOCAL_ADMIN).one()["gap_to_pace"]
    assert found.gap == max(-decimal_of(pace), 0)
    if found.gap and found.enough:
        closed = [one.missing for one in found.customers[: found.enough]]
        assert sum(closed) >= found.gap > sum(closed[:-1])


def test_pace_line_meets_the_metrics(figures: MetricService, table: pd.DataFrame) -> None:
    line = pace_line(figures, LOCAL_ADMIN, MAY)
    by_day = {point.day: point for point in line.points}
    told = figures.run(MAY.query("net_sales", "target", "expected_to_date", "net_sales_last_year"), LOCAL_ADMIN).one()
    close = by_day[date(2026, 5, 19)]
    assert close.actual == told["net_sales"]
    assert close.due == decimal_of(told["expected_to_date"]).quantize(D("0.01"))
    assert close.last_year == told["net_sales_last_year"]
    assert by_day[date(2026, 5, 31)].due == told["target"]
    assert by_day[date(2026, 5, 20)].actual is None
    assert len(line.points) == 31
    assert line.months_learned == 12


def test_pace_line_over_months_ends_at_the_target(figures: MetricService) -> None:
    selection = Selection(Period.parse("2026-01..2026-06"))
    line = pace_line(figures, LOCAL_ADMIN, selection)
    target = figures.run(selection.query("target"), LOCAL_ADMIN).one()["target"]
    assert line.points[-1].due == target
    assert [p.due for p in line.points] == sorted(present(p.due) for p in line.points)


def test_track_record_uses_only_what_was_known(figures: MetricService) -> None:
    record = track_record(figures, LOCAL_ADMIN, MAY)
    last = record.months[-1]
    assert last.month == date(2026, 4, 1)
    at = SellingDays().cutoff(date(2026, 4, 1), round(SellingDays().elapsed(date(2026, 5, 19)) * 21 / 19))
    then = figures.run(Query(("landing",), period=Period.parse("2026-04"), as_of=at), LOCAL_ADMIN).one()["landing"]
    assert last.forecast == then
    assert last.actual == figures.run(APRIL.query("net_sales"), LOCAL_ADMIN).one()["net_sales"]
    errors = sum(abs(one.forecast - one.actual) for one in record.months)
    assert record.wape == pytest.approx(float(errors / sum(one.actual for one in record.months)))
