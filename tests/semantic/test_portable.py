"""The SQL of every metric parses and is rendered for PostgreSQL without anything it could not say there."""

import pytest
import sqlglot

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.semantic.service import MetricService


@pytest.mark.parametrize("metric_id", sorted(product().metrics))
def test_every_metric_is_rendered_for_postgresql(figures: MetricService, metric_id: str) -> None:
    compiled = figures.compiled(Query((metric_id,)), LOCAL_ADMIN)
    (text,) = sqlglot.transpile(
        compiled.sql, read="duckdb", write="postgres", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(text, read="postgres").find(sqlglot.exp.Select)
