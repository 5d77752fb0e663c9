"""From a mark on a chart to the address of exactly that number, and back to its question."""

import pytest

from pages.kit.render.chart import picked_key
from sales_core.api import Compare, Drill, Filter, NumberAddress, Period, Query, UsageError
from sales_core.catalogue.catalogue import product
from tests.support.present import present

MAY = Period.month(2026, 5)
ASKED = Query(
    ("achievement", "pace"),
    by=("branch", "month"),
    period=Period.year(2026),
    filters=(Filter("branch", ("SH", "BJ")), Filter("channel", ("KA",))),
    compare=Compare.LAST_YEAR,
    order_by="-pace",
    limit=5,
)


def test_a_cell_keeps_the_filters_and_replaces_its_own() -> None:
    number = present(Drill(ASKED, "achievement", ("branch", "month")).number(("SH", "2026-05-01"), product()))
    assert number.query == Query(
        ("achievement",), period=MAY, filters=(Filter("channel", ("KA",)), Filter("branch", ("SH",)))
    )


def test_a_mark_may_be_a_metric_of_its_own() -> None:
    drill = Drill(Query(("stock_value",), period=MAY), "stock_value", ("metric",), {"near": "near_expiry_value"})
    assert drill.number("near", product()) == NumberAddress("near_expiry_value", MAY)
    assert drill.number("fresh", product()) is None


def test_a_mark_of_a_metric_that_does_not_exist_opens_nothing() -> None:
    assert Drill(Query(("net_sales",)), "net_sales", ("metric",)).number("BR-OUT", product()) is None


def test_a_figure_that_cannot_be_split_so_has_no_address() -> None:
    assert Drill(Query(("receivables_open",)), "receivables_open", ("category",)).number("Tea", product()) is None


def test_filters_that_the_metric_of_a_mark_lacks_are_left_out() -> None:
    query = Query(("net_sales",), filters=(Filter("category", ("Tea",)), Filter("branch", ("SH",))))
    number = present(Drill(query, "net_sales", ("metric",)).number("collections", product()))
    assert number.filters == (Filter("branch", ("SH",)),)


@pytest.mark.parametrize(
    "number",
    [
        NumberAddress("net_sales"),
        NumberAddress("net_sales", MAY, (Filter("rep", ("E1", "E 2")), Filter("customer", (";a=b,c%", "")))),
        NumberAddress("yoy", Period.parse("2026-01-03..2026-05-20")),
    ],
)
def test_an_address_is_read_back(number: NumberAddress) -> None:
    assert NumberAddress.parse(str(number), product()) == number


@pytest.mark.parametrize("text", ["", "no_such_metric", "net_sales;period", "net_sales;period=soon", "net_sales;x=1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        NumberAddress.parse(text, product())


def test_the_key_of_the_first_mark_clicked() -> None:
    assert picked_key(None) is None
    assert picked_key({"selection": {"points": []}}) is None
    state = {"selection": {"points": [{"customdata": ["E1", "2026-05-01"]}, {"customdata": "x"}]}}
    assert picked_key(state) == ("E1", "2026-05-01")
    assert picked_key({"selection": {"points": [{"customdata": "a&lt;b"}]}}) == "a<b"


@pytest.mark.parametrize(
    "crafted",
    [
        [["a"], {"b": 1}],
        {"a": 1},
        [None],
        [],
        [[["deep"]]],
    ],
)
def test_a_crafted_key_names_no_mark(crafted: object) -> None:
    assert picked_key({"selection": {"points": [{"customdata": crafted}]}}) is None
    assert picked_key({"selection": {"points": [crafted]}}) is None
    assert picked_key({"selection": {"points": crafted}}) is None
    assert picked_key({"selection": crafted}) is None


def test_a_month_that_is_none_opens_nothing() -> None:
    drill = Drill(Query(("net_sales",)), "net_sales", ("month",))
    assert drill.number("never", product()) is None
