"""The SQL of every metric and list parses and is rendered for PostgreSQL without anything it could not say there."""

from __future__ import annotations

import pytest
from sqlglot import exp

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.catalogue.list import ListSpec
from sales_core.kernel.query import Compare, ListQuery, Query
from sales_core.kernel.terms import EVERYTHING
from sales_core.semantic.list_runner import compiled_list
from sales_core.semantic.service import MetricService
from tests.semantic.company import compiled
from tests.support.postgresql_rows import parsed
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow


# What no metric may use is looked for in all of them: test_consistency.py.
@pytest.mark.parametrize("metric_id", sampled(sorted(product().metrics), 3))
def test_every_metric_is_rendered_for_postgresql(figures: MetricService, metric_id: str) -> None:
    """On its own, and split by a month and a dimension beside last year's."""
    assert parsed(compiled(figures, Query((metric_id,))).sql).find(exp.Select)
    able = dimensions_of(product(), metric_id)
    by = tuple(name for name in ("month", "region", "product") if name in able)
    assert parsed(compiled(figures, Query((metric_id,), by, compare=Compare.LAST_YEAR)).sql).find(exp.Select)


@pytest.mark.parametrize("spec", product().lists.values(), ids=lambda spec: spec.id)
def test_every_list_is_rendered_for_postgresql(figures: MetricService, spec: ListSpec) -> None:
    engine = figures._engine(figures._snapshot(None))
    choices = [((parameter.id, option),) for parameter in spec.parameters for option in parameter.options]
    for chosen in [(), *choices]:
        found = compiled_list(engine, spec, ListQuery(spec.id, parameters=chosen), EVERYTHING)
        assert parsed(found.text).find(exp.Select)
