"""Bridges add up to the last decimal, in any selection, split and drill; and the effects are what they are called."""

import random
from decimal import Decimal

import pytest

from sales_core.analysis.sales.bridge import EFFECTS, Against, Span, bridge
from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Filter
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of

pytestmark = pytest.mark.slow

D = Decimal
MAY = Selection(Period.parse("2026-05"))


def line(day: str, customer: str, product: str, quantity: int, amount: int, *, rep: str = "a") -> dict[str, int | str]:
    return {"date": day, "customer": customer, "product": product, "quantity": quantity, "amount": amount, "rep": rep,
            "region": "East"}  # fmt: skip


# May 2025 → May 2026 of one company; prices per piece in brackets:
#   kept: p1 10 pcs 100 [10] → 12 pcs 144 [12]; p2 10 pcs 50 [5] → nothing; p3 nothing → 2 pcs 30 [15]
#     its average price before = 150/20 = 7.5
#     price  p1 (12 − 10)·12 = 24
#     volume p1 (12−10)·7.5 = 15; p2 (0−10)·7.5 = −75; p3 (2−0)·7.5 = 15; together −45
#     mix    p1 144−100−24−15 = 5; p2 0−50+75 = 25; p3 30−15 = 15; together 45
#   fresh bought only now 70: new +70.   gone bought only before 80: lost −80.
#   returns: 5 before, 9 now: −4.  Before 150+80−5 = 225; now 144+30+70−9 = 235; 225+24−45+45+70−80−4 = 235.
LINES = [
    line("2025-05-06", "kept", "p1", 10, 100),
    line("2025-05-07", "kept", "p2", 10, 50, rep="b"),
    line("2025-05-08", "gone", "p1", 8, 80),
    line("2025-05-09", "kept", "p1", -1, -5),
    line("2026-05-06", "kept", "p1", 12, 144, rep="b"),
    line("2026-05-07", "kept", "p3", 2, 30),
    line("2026-05-08", "fresh", "p1", 7, 70),
    line("2026-05-31", "kept", "p1", -1, -9),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    targets = [{"month": "2026-05", "region": "East", "rep": "a", "target": 300}]
    return figures_of(tmp_path_factory.mktemp("bridge"), sales=LINES, targets=targets)


def test_effects_of_the_tiny_company(tiny: MetricService) -> None:
    whole = bridge(tiny, LOCAL_ADMIN, MAY).whole
    assert (whole.start, whole.end) == (D(225), D(235))
    assert dict(whole.steps) == {"price": 24, "volume": -45, "mix": 45, "new": 70, "lost": -80, "returns": -4}


def test_by_rep_a_handed_over_customer_is_not_lost(tiny: MetricService) -> None:
    parts = {part.key: part for part in bridge(tiny, LOCAL_ADMIN, MAY, by="rep").parts}
    assert (parts["a"].start, parts["a"].end) == (D(175), D(91))
    assert dict(parts["a"].steps)["lost"] == -80
    assert dict(parts["b"].steps)["new"] == 0


def test_from_the_target(tiny: MetricService) -> None:
    found = bridge(tiny, LOCAL_ADMIN, MAY, Against.TARGET, by="rep")
    assert found.basis == "target"
    assert (found.whole.start, found.whole.end) == (D(300), D(235))
    assert found.whole.steps[0] == ("plan", D(-75))
    assert {part.key: part.start for part in found.parts} == {"a": 300, "b": 0}


def test_no_target_is_said(tiny: MetricService) -> None:
    with pytest.raises(UsageError):
        bridge(tiny, LOCAL_ADMIN, Selection(Period.parse("2025-05")), Against.TARGET)


def test_an_empty_selection_is_a_flat_bridge(tiny: MetricService) -> None:
    found = bridge(tiny, LOCAL_ADMIN, MAY.narrowed("rep", "nobody"), by="rep")
    assert (found.whole.start, found.whole.gap, found.parts) == (D(0), D(0), ())


def adds_up(span: Span) -> bool:
    return span.start + sum((amount for _, amount in span.steps), D(0)) == span.end


def random_selection(rng: random.Random) -> Selection:
    first = rng.randrange(28)
    months = [f"{2024 + m // 12}-{m % 12 + 1:02d}" for m in range(29)]
    period = Period.parse(rng.choice([months[first], f"{months[first]}..{months[rng.randrange(first, 29)]}",
                                      f"{months[first]}-{rng.randrange(1, 28):02d}..{months[28]}-19"]))  # fmt: skip
    filters = []
    for name, values in (("region", ["East", "South"]), ("rep", [f"R{n}" for n in range(6)]), ("category", ["K0", "K1", "K2"]),
                         ("channel", ["H0", "H1", "H2"]), ("customer", [f"C{n}" for n in range(60)])):  # fmt: skip
        if rng.random() < 0.25:
            filters.append(Filter(name, tuple(rng.sample(values, rng.randrange(1, len(values))))))
    return Selection(period, tuple(filters))


@pytest.mark.parametrize("count", [60, pytest.param(1_000, marks=[pytest.mark.slow, pytest.mark.endure])])
def test_random_bridges_add_up(figures: MetricService, count: int) -> None:
    rng = random.Random(11)
    viewers = [LOCAL_ADMIN, Viewer("v", Role.REP, Scope.of({"rep": ("R1", "R4")}))]
    for _ in range(count):
        selection, by = random_selection(rng), rng.choice(["rep", "customer", "product", "branch", "category", None])
        against = rng.choice([Against.LAST_YEAR, Against.LAST_MONTH])
        viewer = rng.choice(viewers)
        found = bridge(figures, viewer, selection, against, by)
        assert adds_up(found.whole), selection
        assert all(adds_up(part) for part in found.parts)
        for _, amount in found.whole.steps:
            assert amount == amount.quantize(D("0.01"))
        if by:
            for number, name in enumerate(EFFECTS):
                assert sum((part.steps[number][1] for part in found.parts), D(0)) == found.whole.steps[number][1], name
        compare = Compare.LAST_YEAR if against is Against.LAST_YEAR else Compare.LAST_MONTH
        told = figures.run(selection.query("net_sales", compare=compare), viewer).one()
        assert found.whole.end == (told["net_sales"] or 0)
        assert found.whole.start == (told["net_sales__before"] or 0)


def test_target_bridges_add_up(figures: MetricService) -> None:
    for month in range(1, 6):
        selection = Selection(Period.month(2026, month))
        for by in ("region", "branch", "rep", "category", "customer"):
            found = bridge(figures, LOCAL_ADMIN, selection, Against.TARGET, by)
            told = figures.run(selection.query(found.basis), LOCAL_ADMIN).one()
            assert found.whole.start == told[found.basis]
            assert adds_up(found.whole)
            assert all(adds_up(part) for part in found.parts)
            if found.parts_basis == found.basis and by != "category":
                assert sum(part.start for part in found.parts) == found.whole.start


def test_drilled_parts_equal_the_row_they_were_opened_from(figures: MetricService) -> None:
    selection = Selection(Period.parse("2026-Q1"))
    for rep in bridge(figures, LOCAL_ADMIN, selection, by="rep").parts:
        path = (Filter("rep", (rep.key,)),)
        customers = bridge(figures, LOCAL_ADMIN, selection, by="customer", path=path)
        assert customers.whole.steps == rep.steps
        first = customers.parts[0]
        products = bridge(figures, LOCAL_ADMIN, selection, by="product", path=(*path, Filter("customer", (first.key,))))
        assert products.whole.steps == first.steps
