"""A derivation is declared in one place, runs inside the viewer's scope, and takes only dimensions of its questions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.catalogue.derivation import DERIVATION_PLACE, Derivation
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import DerivedQuery, Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.support.stores import make_store

TOY = Derivation(
    "toy_largest",
    "SELECT {key:split} AS key, max(net_sales) AS largest, count(*) AS customers"
    " FROM ({rows:sold}) AS s WHERE {where:path} AND net_sales >= {param:least} GROUP BY 1 ORDER BY 1",
    ("key", "largest", "customers"),
)
MAY = Period.parse("2026-05")
SOLD = Query(("net_sales",), ("region", "customer"), MAY)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """Two regions, three customers."""
    places = {"East": ("C1", "C2"), "West": ("C3",)}
    sales = [
        {"date": "2026-05-04", "region": region, "branch": region, "customer": customer, "amount": amount}
        for amount, (region, customer) in enumerate(
            ((region, customer) for region, customers in places.items() for customer in customers), start=10
        )
    ]
    store = make_store(tmp_path_factory.mktemp("toy"), sales=sales)
    catalogue: Catalogue = replace(product(), derivations={**product().derivations, TOY.id: TOY})
    return MetricService(store, None, CalendarRules(), catalogue)  # type: ignore[arg-type] # asks nothing of it


def asked(**more: object) -> DerivedQuery:
    query = DerivedQuery(TOY.id, (("sold", SOLD),), (("least", Decimal(0)),), (("path", ()),))
    return replace(query, **more)  # type: ignore[arg-type]


def test_splits_and_narrows(service: MetricService) -> None:
    reader = service.reader(LOCAL_ADMIN)
    whole = {"key": "", "largest": Decimal(12), "customers": 3}
    assert reader.derive(asked()) == (whole,)
    rows = reader.derive(asked(key="region"))
    assert [(row["key"], row["largest"], row["customers"]) for row in rows] == [("East", 11, 2), ("West", 12, 1)]
    narrowed = reader.derive(asked(where=(("path", (Filter("region", ("East",)),)),)))
    assert [row["customers"] for row in narrowed] == [2]
    assert [row["customers"] for row in reader.derive(asked(parameters=(("least", Decimal(11)),)))] == [2]


def test_stays_inside_the_scope(service: MetricService) -> None:
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("West",)}))
    assert service.reader(west).derive(asked()) == ({"key": "", "largest": Decimal(12), "customers": 1},)


def test_takes_no_dimension_that_the_questions_lack(service: MetricService) -> None:
    for wrong in (asked(key="rep"), asked(where=(("path", (Filter("rep", ("E1",)),)),))):
        with pytest.raises(UsageError):
            service.reader(LOCAL_ADMIN).derive(wrong)


@pytest.mark.parametrize("derivation_id", sorted(product().derivations))
def test_names_no_table(derivation_id: str) -> None:
    derivation = product().derivations[derivation_id]
    text = DERIVATION_PLACE.sub("", derivation.sql)
    facts = {source.table for fact in product().facts.values() for source in fact.sources}
    assert not [name for name in facts if f" {name} " in text]
    assert all(scan.reason for scan in derivation.references)
