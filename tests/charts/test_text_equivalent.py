"""What a chart says mark by mark: each point once, with its place where a line of all is read together."""

from __future__ import annotations

from sales_core.charts.axes import ChartSpec
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.forms.trend import Series, trend
from sales_core.charts.style import ChartStyle
from sales_core.charts.text_equivalent import mark_texts

STYLE = ChartStyle(locale="en")


def texts(figure: ChartSpec) -> list[str]:
    return [mark.text for mark in mark_texts(figure, STYLE)]


def test_a_line_says_month_name_and_value_and_nothing_where_there_is_none() -> None:
    figure = trend(["Apr", "May"], [Series("a", "Sales", (1000, None)), Series("b", "Before", (500, 600))], STYLE)
    assert texts(figure) == ["Apr: Sales ¥1.0K", "Apr: Before ¥500", "May: Before ¥600"]
    assert [(one.trace, one.point) for one in mark_texts(figure, STYLE)] == [(0, 0), (1, 0), (1, 1)]


def test_what_is_pointed_at_is_headed_by_its_month_between_the_labels_too() -> None:
    months = [f"2026-{number:02d}" for number in range(1, 13)]
    figure = trend(months, [Series("a", "Sales", tuple(range(12)))], STYLE)
    axis, line = figure["layout"]["xaxis"], figure["data"][0]
    assert len(axis["ticktext"]) < len(months), "not every month has a label"
    assert "x" in line["hoverinfo"].split("+"), "else the box that opens has no heading"
    assert [axis["labelalias"][str(place)] for place in line["x"]] == months


def test_bars_say_their_names_without_markup() -> None:
    places = [RankRow("a", "<b>East</b>", 3000), RankRow("b", "West", 1000)]
    found = texts(ranked(places, STYLE, moves=False))
    assert len(found) == 2
    assert "<b>East</b>" in found[0], "a name is text as it was written"
    assert "\ufdd0" not in "".join(found)
    assert "3.0K" in found[0]


def test_a_chart_of_nothing_says_nothing() -> None:
    assert mark_texts({"data": [], "layout": {}}, STYLE) == ()
