"""Any number explains itself: by construction, so every metric is walked."""

from datetime import date
from decimal import Decimal

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.support.present import cells_of, decimal_of, float_of
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

APRIL = Period.parse("2026-04")
EVERY = sorted(product().metrics)


# Every metric by its number too: tests/agreement/test_agreement.py.
@pytest.mark.parametrize("metric_id", sampled(EVERY, 2))
def test_every_metric_explains_itself(figures: MetricService, metric_id: str) -> None:
    told = figures.explain(Query((metric_id,), period=APRIL), metric_id, LOCAL_ADMIN)
    assert told.value == figures.run(Query((metric_id,), period=APRIL), LOCAL_ADMIN).one()[metric_id]
    for text in (told.label, told.definition, told.formula, told.formula_with_values):
        assert text.in_("zh")
        assert text.in_("en")
        assert "{" not in text.in_("zh") + text.in_("en")
    assert (told.why is not None) == (told.value is None)
    assert told.version == 1
    assert told.as_of == date(2026, 5, 19)
    behind = figures.rows(Query((metric_id,), period=APRIL), metric_id, LOCAL_ADMIN, limit=5)
    assert behind.total == told.row_count
    assert len(behind) == min(5, behind.total)
    for row in behind:
        assert {"fact", "file", "sheet", "source_row"} <= row.keys()


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.endure)])
@pytest.mark.parametrize("metric_id", EVERY)
def test_every_metric_answers_by_every_dimension_it_names(figures: MetricService, metric_id: str, every: int) -> None:
    """`every`: so manieth only of the dimensions, beginning with another one for each metric."""
    dimensions = sorted(dimensions_of(product(), metric_id))
    for dimension in dimensions[EVERY.index(metric_id) % every :: every]:
        result = figures.run(Query((metric_id,), (dimension,), APRIL, compare=Compare.LAST_YEAR), LOCAL_ADMIN)
        for row in result:
            assert row.keys() == {dimension, metric_id, metric_id + "__before"}


@pytest.mark.parametrize(("metric_id", "column", "sign"), [("net_sales", "amount", 1), ("gross_sales", "amount", 1),
                                                           ("returns", "amount", -1), ("quantity", "quantity", 1),
                                                           ("cost_of_sales", "cost", 1), ("target", "target", 1)])  # fmt: skip
def test_rows_behind_add_up_to_the_number(figures: MetricService, metric_id: str, column: str, sign: int) -> None:
    query = Query((metric_id,), period=APRIL, filters=(Filter("region", ("East",)),))
    behind = figures.rows(query, metric_id, LOCAL_ADMIN, limit=10_000)
    assert behind.total == len(behind)
    found = sign * sum((decimal_of(row[column]) for row in behind), Decimal(0))
    assert found == figures.run(query, LOCAL_ADMIN).one()[metric_id]
    assert all(row["sheet"] == "test" and cells_of(row)["source_row"] >= 2 for row in behind)


def test_pages_of_rows_meet_without_overlap(figures: MetricService) -> None:
    query = Query(("achievement",), period=APRIL)
    every = figures.rows(query, "achievement", LOCAL_ADMIN, limit=10_000).rows
    paged = [
        row for start in range(0, len(every), 37) for row in figures.rows(query, "achievement", LOCAL_ADMIN, 37, start)
    ]
    assert tuple(paged) == every
    assert {row["fact"] for row in every} == {"sales", "targets"}


def test_a_row_of_a_result_can_be_opened(figures: MetricService) -> None:
    query = Query(("net_sales",), ("rep", "month"), Period.parse("2026-01..2026-05"))
    for row in figures.run(query, LOCAL_ADMIN).rows[:8]:
        narrow = figures.narrowed(query, row)
        assert figures.explain(narrow, "net_sales", LOCAL_ADMIN).value == row["net_sales"]


def test_formula_shows_the_values(figures: MetricService) -> None:
    told = figures.explain(Query(("return_rate",), period=APRIL), "return_rate", LOCAL_ADMIN)
    assert told.formula.in_("en") == "Returns ÷ Gross sales"
    returns, gross = dict(told.inputs)["returns"], dict(told.inputs)["gross_sales"]
    assert told.formula_with_values.in_("en") == f"{returns:,.2f} ÷ {gross:,.2f} = {float_of(told.value) * 100:,.2f}%"


def test_codes_reopen_the_number(figures: MetricService) -> None:
    query = Query(("net_sales", "target"), ("rep",), APRIL, (Filter("region", ("East",)),), as_of=date(2026, 4, 10))
    code = figures.code(query, "net_sales", LOCAL_ADMIN)
    with pytest.raises(UsageError):
        figures.resolve(code, LOCAL_ADMIN)  # looking stores nothing
    assert figures.keep_code(query, "net_sales", LOCAL_ADMIN) == code
    assert code == figures.code(query, "net_sales", LOCAL_ADMIN)
    number = figures.resolve(f" {code.lower()} ", LOCAL_ADMIN)
    assert (number.metric, number.version, number.query.as_of) == ("net_sales", 1, date(2026, 4, 10))
    told = figures.explain(number.query, number.metric, LOCAL_ADMIN, number.version)
    assert told.value == figures.explain(query, "net_sales", LOCAL_ADMIN).value
    with pytest.raises(UsageError):
        figures.resolve("NOSUCHCODE", LOCAL_ADMIN)


def test_unknown_names_answer_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        product().metric("net_sale")
    assert "net_sales" in caught.value.near
    with pytest.raises(UsageError) as caught:
        product().dimension("regoin")
    assert caught.value.near[0] == "region"
