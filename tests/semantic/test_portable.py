"""The SQL of every metric parses and is rendered for PostgreSQL without anything it could not say there."""

import pytest
import sqlglot

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from tests.semantic.company import compiled


@pytest.mark.parametrize("metric_id", sorted(product().metrics))
def test_every_metric_is_rendered_for_postgresql(figures, metric_id):
    found = compiled(figures, Query((metric_id,)))
    (text,) = sqlglot.transpile(found.sql, read="duckdb", write="postgres", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(text, read="postgres").find(sqlglot.exp.Select)
