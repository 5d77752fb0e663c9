"""Scores worked by hand: weights, caps, negative attainments, what is missing, places with ties."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from sales_core.analysis.people.scheme import (
    PRESET,
    Kpi,
    KpiScheme,
    KpiWeight,
    Lack,
    Score,
    scheme_of,
    score_places,
    scored,
)

D = Decimal
HALVES = KpiScheme(
    "rep", date(2026, 1, 1),
    (KpiWeight(Kpi.NET_SALES, D("0.6"), D("1.2")), KpiWeight(Kpi.COLLECTIONS, D("0.4"))),
)  # fmt: skip


def value(**attained: str) -> Score:
    return scored("A", HALVES, {Kpi(name): D(text) for name, text in attained.items()})


def test_weights_and_caps() -> None:
    # 0.6 × 0.9 + 0.4 × 1.5 = 0.54 + 0.60 = 1.14; above the cap of 1.2: 0.6 × 1.2 + 0.4 × 1 = 1.12; exactly at it the same.
    assert value(net_sales="0.9", collections="1.5").value == D("1.14")
    assert value(net_sales="3", collections="1").value == D("1.12")
    assert value(net_sales="1.2", collections="1").value == D("1.12")
    # Below 0 counts as 0, and is told as it is.
    below = value(net_sales="-0.5", collections="1")
    assert below.value == D("0.4")
    assert below.contributions[0].attained == D("-0.5")


def test_what_is_missing_is_not_zero_and_its_weight_goes_nowhere() -> None:
    found = value(net_sales="1")
    assert found.value is None
    assert (found.known, found.missing_weight) == (D("0.6"), D("0.4"))
    assert [one.lack for one in found.contributions] == [None, Lack.NO_DATA]
    hidden = scored("A", HALVES, {Kpi.NET_SALES: D(1), Kpi.COLLECTIONS: D(1)}, (Kpi.COLLECTIONS,))
    assert hidden.value is None
    assert hidden.contributions[1].lack is Lack.NO_RIGHT
    assert hidden.contributions[1].attained is None
    assert value(net_sales="0", collections="0").value == 0


def test_a_measure_without_weight_may_be_missing() -> None:
    scheme = KpiScheme("", date(2026, 1, 1), (KpiWeight(Kpi.NET_SALES, D(1)), KpiWeight(Kpi.QUANTITY, D(0))))
    assert scored("A", scheme, {Kpi.NET_SALES: D("0.8")}).value == D("0.8")


def test_places_share_a_tie_and_stay_inside_a_scheme() -> None:
    other = KpiScheme("boss", date(2026, 1, 1), HALVES.weights)
    given = (("A", HALVES, "1"), ("B", HALVES, "0.8"), ("C", HALVES, "1"), ("D", HALVES, "0.5"), ("E", other, "0.1"))
    scores = [scored(rep, scheme, {Kpi.NET_SALES: D(at), Kpi.COLLECTIONS: D(at)}) for rep, scheme, at in given]
    scores.append(scored("F", HALVES, {}))
    assert score_places(scores) == {"A": 1, "C": 1, "B": 3, "D": 4, "E": 1}
    assert score_places([]) == {}


def test_the_scheme_of_a_post_on_a_day() -> None:
    everybody = KpiScheme("", date(2026, 3, 1), HALVES.weights)
    later = KpiScheme("rep", date(2026, 6, 1), HALVES.weights)
    schemes = (HALVES, everybody, later)
    assert scheme_of(schemes, "rep", date(2025, 12, 31)) is PRESET
    assert scheme_of(schemes, "rep", date(2026, 1, 1)) is HALVES
    assert scheme_of(schemes, "rep", date(2026, 5, 31)) is HALVES, "a post's own scheme before the one for everybody"
    assert scheme_of(schemes, "rep", date(2026, 6, 1)) is later
    assert scheme_of(schemes, "other", date(2026, 6, 1)) is everybody
    assert scheme_of(schemes, "", date(2026, 6, 1)) is everybody
    assert PRESET.is_whole


def test_a_thousand_random_scores_agree_with_floats() -> None:
    drawn = random.Random(15)
    for _ in range(1000):
        parts = drawn.sample(list(Kpi), 3)
        first, second = sorted(drawn.randint(0, 100) for _ in range(2))
        shares = [first, second - first, 100 - second]
        caps = [None if drawn.random() < 0.3 else D(drawn.randint(50, 150)) / 100 for _ in parts]
        scheme = KpiScheme(
            "", date.min, tuple(KpiWeight(k, D(w) / 100, c) for k, w, c in zip(parts, shares, caps, strict=True))
        )
        at = {kpi: D(drawn.randint(-50, 200)) / 100 for kpi in parts}
        expected = sum(
            w / 100 * min(float("inf") if c is None else float(c), max(0.0, float(at[k])))
            for k, w, c in zip(parts, shares, caps, strict=True)
        )
        found = scored("A", scheme, at)
        assert scheme.is_whole
        assert found.value is not None
        assert abs(float(found.value) - expected) < 1e-9
        assert found.value == sum(one.points or D(0) for one in found.contributions)
