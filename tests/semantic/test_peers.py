"""A place among peers: ranks and counts of five others or more, and nothing else that depends on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales_core.analysis.sales.rank import Cohort, Leaderboard, leaderboard
from sales_core.analysis.sales.selection import Selection
from sales_core.catalogue.catalogue import product
from sales_core.kernel.figure import FigureState
from sales_core.kernel.query import Compare, Query, Result
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from sales_core.semantic.peers import (
    TOO_FEW_PEERS,
    PeerCohorts,
    PeerMeasure,
    PeerPlaces,
    PeerQuestion,
    peer_places,
    ranks,
)
from sales_core.semantic.row_security import LEAST_PEERS, PeerReason, peer_scope
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of

APRIL = Period.parse("2026-04")
SINGLE = (PeerMeasure("net_sales", 1.0),)
MIXED = (PeerMeasure("achievement", 0.5, 1.2), PeerMeasure("net_sales", 0.5))
Values = Mapping[str, Decimal]


@dataclass
class Figures:
    """Answers with the values given, inside the scope asked for, as the service does."""

    values: Values
    cohorts: Mapping[str, str] = field(default_factory=dict)
    catalogue = product()
    metric = staticmethod(product().metric)

    def run(self, query: Query, viewer: Viewer, _version: int | None, *, is_shown: bool = True) -> Result:
        """One row a rep that the viewer may see."""
        del is_shown
        allowed = viewer.scope.as_mapping().get("rep", tuple(self.values))
        rows = tuple(
            {"rep": rep} | {name + side: value for name in query.metrics for side in ("", "__before")}
            for rep, value in self.values.items()
            if rep in allowed
        )
        return Result(query, cast("Any", rows), 1, APRIL.end, APRIL)

    def attributes(
        self, _entity: str, _names: object, codes: tuple[str, ...], _viewer: object, _version: object
    ) -> object:
        """The cohort of each."""
        return {code: {"role": self.cohorts.get(code)} for code in codes}


def places(values: Values, own: tuple[str, ...], measures: tuple[PeerMeasure, ...] = SINGLE) -> PeerPlaces:
    """What a viewer of `own` reps is told."""
    query = Query(tuple(each.metric for each in measures), ("rep",), APRIL, compare=Compare.LAST_MONTH)
    viewer = Viewer("v", Role.REP, Scope.of({"rep": own}))
    return peer_places(cast("MetricService", Figures(values)), viewer, PeerQuestion(query, measures), None)


NAMES = tuple(f"R{number}" for number in range(12))
AMOUNT = st.integers(-99_999_999, 99_999_999).map(lambda cents: Decimal(cents) / 100)
COMPANIES = st.dictionaries(st.sampled_from(NAMES), AMOUNT, min_size=1)
#: How fast a loaded machine draws examples is nothing that these tests are about.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(found: PeerPlaces) -> object:
    """All that leaves."""
    return found.own.rows, found.places, found.sizes, found.has_hidden


@STEADY
@given(COMPANIES, st.data())
def test_nothing_but_ranks_and_counts_depends_on_the_others(values: dict[str, Decimal], data: st.DataObject) -> None:
    own = tuple(data.draw(st.lists(st.sampled_from(sorted(values)), unique=True, min_size=1)))
    others = sorted(set(values) - set(own))
    for measures in (SINGLE, MIXED):
        found = places(values, own, measures)
        assert set(found.places) == set(own)
        assert not any(f"'{other}'" in repr(told(found)) for other in others)
        drawn = {other: data.draw(AMOUNT) for other in others}
        changed = places(values | drawn, own, measures)
        assert changed.sizes == found.sizes
        if 0 < len(others) < LEAST_PEERS:
            assert told(changed) == told(found), "of too few, nothing"
            assert all(each.rank.state is FigureState.UNKNOWN for each in found.places.values())
            assert {each.rank.reason for each in found.places.values()} == {TOO_FEW_PEERS}
        assert [each.score for each in changed.places.values()] == [each.score for each in found.places.values()]


@STEADY
@given(COMPANIES, st.data())
def test_other_figures_in_the_same_order_are_the_same_answer(values: dict[str, Decimal], data: st.DataObject) -> None:
    """Everybody's figure but the viewer's moves, no place does: the answer is the same in every part."""
    (own,) = data.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=1))
    mine = values[own]
    moved = {
        rep: value if value == mine else value * 3 - mine * 2 for rep, value in values.items()
    }  # further from the viewer's, on the same side
    assert told(places(moved, (own,))) == told(places(values, (own,)))


def test_ties_share_a_rank() -> None:
    assert ranks({"a": 1.0, "b": 2.0, "c": 2.0, "d": None, "e": 0.5}) == {"b": 1, "c": 1, "a": 3, "e": 4}
    assert ranks({}) == {}


def test_the_limit_counts_the_others_of_the_cohort() -> None:
    values = {f"R{number}": Decimal(number) for number in range(12)}
    figures = Figures(values, {rep: "a" if int(rep[1:]) < 6 else "b" for rep in values})
    query = Query(("net_sales",), ("rep",), APRIL, compare=Compare.LAST_MONTH)
    question = PeerQuestion(query, SINGLE, PeerCohorts("role"))
    own = Viewer("v", Role.REP, Scope.of({"rep": ("R0", "R6", "R7")}))
    found = peer_places(cast("MetricService", figures), own, question, None)
    assert (found.places["R0"].rank.value, found.sizes["a"].value) == (6, 6)
    assert (found.places["R6"].rank.value, found.sizes["b"].value) == (None, None), "four others in b"


def test_only_peers_of_a_dimension_that_has_some_are_counted() -> None:
    rep, region = product().dimension("rep"), product().dimension("region")
    own = Scope.of({"rep": ("a",), "region": ("East",)})
    assert peer_scope(PeerReason.RANK, own, rep) == Scope.of({"region": ("East",)})
    assert peer_scope(PeerReason.RANK, own, region) == own
    nobody = Scope.of({"rep": ()})
    assert peer_scope(PeerReason.RANK, nobody, rep) == nobody


def test_a_cohort_by_time_since_a_day() -> None:
    tenure = PeerCohorts("hired", ((6, "new"), (24, "settled")), "veteran")
    day = date(2026, 4, 30)
    held = (date(2025, 11, 1), date(2025, 10, 30), date(2024, 4, 30), None)
    assert [tenure.name(each, day) for each in held] == ["new", "settled", "veteran", ""]


# Eight reps, targets 1,000; every amount is a number that nobody else has.
AMOUNTS = {"R0": 811, "R1": 823, "R2": 827, "R3": 829, "R4": 839, "R5": 853, "R6": 857, "R7": 859}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """Eight reps with sales in March and April."""
    path: Path = tmp_path_factory.mktemp("peers")
    sales = [
        {"date": f"2026-{month}-10", "rep": rep, "amount": amount + (month == "03") * 100, "quantity": 1,
         "customer": f"c{rep}", "region": "East"}
        for rep, amount in AMOUNTS.items() for month in ("03", "04")
    ]  # fmt: skip
    targets = [{"month": "2026-04", "rep": rep, "target": 1000} for rep in AMOUNTS]
    reps = [{"rep": rep, "rep_name": f"Name of {rep}", "role": "rep", "hired": "2020-01-01"} for rep in AMOUNTS]
    return figures_of(path, sales=sales, targets=targets, reps=reps)


@pytest.mark.parametrize("cohort", [None, *Cohort])
@pytest.mark.parametrize("weights", [{"achievement": 1.0}, {"achievement": 0.5, "net_sales": 0.5}, {"net_sales": 1.0}])
def test_a_rep_is_told_his_place_and_nothing_of_the_others(
    team: MetricService, weights: dict[str, float], cohort: Cohort | None
) -> None:
    own = Viewer("b", Role.REP, Scope.of({"rep": ("R2",)}))
    board: Leaderboard = leaderboard(team, own, Selection(APRIL), weights, cohort=cohort)
    (one,) = board.standings
    assert (one.key, one.rank, one.moved, board.peers[one.cohort]) == (
        "R2",
        6,
        0 if weights == {"net_sales": 1.0} else None,
        8,
    )
    assert (one.values["net_sales"], one.gap_share, board.unknown) == (827, None, None)
    assert (one.score is None) is (len(weights) > 1), "a mix holds the worst and the best of the others"
    text = repr(board)
    for rep, amount in AMOUNTS.items():
        if rep != "R2":
            assert not [word for word in (f"{rep}'", f"{amount}", f"{amount + 100}") if word in text], rep


def test_the_service_is_what_it_stands_for() -> None:
    """The stand-in of the property tests has the service's own signatures."""
    for name in ("run", "attributes"):
        mine, real = (getattr(one, name).__code__.co_argcount for one in (Figures, MetricService))
        assert mine == real, name
