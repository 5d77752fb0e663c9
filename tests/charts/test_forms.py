"""Every chart form, on ordinary and on degenerate input, light and dark, zh and en."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import plotly.graph_objects
import pytest

from sales_core.charts.axes import apart
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.charts.forms.columns import ChartColumn, columns
from sales_core.charts.forms.cumulative import Fan, Point, cumulative
from sales_core.charts.forms.days_of_supply import Cover, days_of_supply
from sales_core.charts.forms.distance import distance
from sales_core.charts.forms.expiry import expiry
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.forms.stacked import Stack, StackedBand, bands_bar, stacked
from sales_core.charts.forms.treemap import Tile, treemap
from sales_core.charts.forms.trend import Series, trend
from sales_core.charts.forms.waterfall import Step, waterfall
from sales_core.charts.magnified import magnified
from sales_core.charts.room import beside_bars, told_apart
from sales_core.charts.style import ChartStyle
from sales_core.charts.theme import DARK, LIGHT, theme_named
from sales_core.kernel.units import Unit

LOOKS = [ChartStyle(LIGHT, "zh"), ChartStyle(DARK, "en", "USD")]
D = Decimal
BANDS = [StackedBand("not_due", "未到期", 0), StackedBand("d30", "1-30", 1), StackedBand("over", ">120", 4)]
VALUES = {
    "none": [],
    "one": [D("12345.67")],
    "zeros": [D(0), D(0), D(0)],
    "negatives": [D("-5"), D("-100000"), D("3")],
    "missing": [None, D(7), None],
    "all_missing": [None, None],
    "not_a_number": [float("nan"), float("inf"), 1.0],
    "huge": [D("123456789012.3456"), D("0.0001")],
}


def start(i: int) -> date:
    return date(2026, 5, 1) + timedelta(days=i)


FORMS = {
    "bullet": lambda v, k: bullet([Bar(str(i), f"上海{i}", x, x, x, x) for i, x in enumerate(v)], k),
    "bullet_no_target": lambda v, k: bullet([Bar(str(i), "a", x) for i, x in enumerate(v)], k),
    "columns": lambda v, k: columns([ChartColumn(str(i), "5月", x, x, partial=True) for i, x in enumerate(v)], k),
    "cumulative": lambda v, k: cumulative(
        [Point(start(i), x) for i, x in enumerate(v)],
        [Point(start(i), D(i * 10)) for i in range(31)] if v else [],
        k,
        landing=Fan(*(v[0] if v else None for _ in "abc")),
        last_year=[Point(start(i), x) for i, x in enumerate(v)],
    ),
    "cumulative_alone": lambda v, k: cumulative([Point(start(i), x) for i, x in enumerate(v)], [], k),
    "distance": lambda v, k: distance(
        [Point(start(i), x) for i, x in enumerate(v)],
        k,
        ends=start(30),
        landing=Fan(*(v[0] if v else None for _ in "abc")),
    ),
    "expiry": lambda v, k: expiry(dict(zip(["expired", "fresh", "no_expiry"], v, strict=False)), k),
    "heat": lambda v, k: heat(
        [(str(i), "张伟") for i in range(len(v))],
        [("m", "5月")],
        [HeatCell(str(i), "m", x) for i, x in enumerate(v)],
        k,
    ),
    "quadrant": lambda v, k: quadrant(
        [Dot(str(i), "a", x, x, x) for i, x in enumerate(v)],
        k,
        middle=(0.5, 1),
        units=(Unit.MONEY, Unit.PERCENT),
        titles=("x", "y"),
        corners=("a", "b", "c", "d"),
    ),
    "ranked": lambda v, k: ranked([RankRow(str(i), "李娜", x, i + 1, i - 1) for i, x in enumerate(v)], k),
    "bands_bar": lambda v, k: bands_bar([StackedBand(str(i), "b", i) for i in range(len(v))], v, k),
    "stacked": lambda v, k: stacked(BANDS, [Stack(str(i), "客户", (x, x, D(1))) for i, x in enumerate(v)], k),
    "supply": lambda v, k: days_of_supply([Cover(str(i), "水", x, 10, 45) for i, x in enumerate(v)], k),
    "supply_no_band": lambda v, k: days_of_supply([Cover(str(i), "水", x) for i, x in enumerate(v)], k),
    "treemap": lambda v, k: treemap([Tile(str(i), "a", x, "组" if i % 2 else "") for i, x in enumerate(v)], k),
    "trend": lambda v, k: trend(
        [str(i) for i in range(len(v))], [Series("a", "DSO", tuple(v), strong=True)], k, partial=True
    ),
    "waterfall": lambda v, k: waterfall([Step(str(i), "新客户", x, total=i == 0) for i, x in enumerate(v)], k),
}


@pytest.mark.parametrize("style", LOOKS, ids=["zh-light", "en-dark"])
@pytest.mark.parametrize("form", FORMS)
def test_any_input_gives_a_figure_that_plotly_accepts(form: str, style: ChartStyle) -> None:
    for values, given in VALUES.items():
        figure = FORMS[form](given, style)
        assert figure["data"], f"{values}: plotly refuses a figure without a trace"
        plotly.graph_objects.Figure(figure)
        text = json.dumps(figure, allow_nan=False)
        assert "NaN" not in text, values
        assert "nan%" not in text, values
        assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)", values


@pytest.mark.parametrize("form", FORMS)
def test_on_a_wall_pixels_grow_and_what_is_said_stays(form: str) -> None:
    given = FORMS[form](VALUES["one"], LOOKS[0])
    large = magnified(given, 2)
    plotly.graph_objects.Figure(large)
    before, after = given["layout"], large["layout"]
    assert after["height"] == 2 * before["height"]
    assert after["margin"] == {side: 2 * pixels for side, pixels in before["margin"].items()}
    texts = [(one["layout"]["font"]["size"], *_type_sizes(one["layout"])) for one in (given, large)]
    assert texts[1] == tuple(2 * size for size in texts[0])
    for axis in ("xaxis", "yaxis"):
        assert all(after[axis].get(name) == before[axis].get(name) for name in ("range", "tickvals", "ticktext"))
    for small, grown in zip(given["data"], large["data"], strict=True):
        assert all(grown.get(name) == small.get(name) for name in ("x", "y", "base", "width", "values", "hovertext"))


def _type_sizes(layout: dict[str, Any]) -> list[float]:
    """Sizes of every direct label and axis."""
    notes = [note["font"]["size"] for note in layout.get("annotations", ())]
    return notes + [layout[axis]["tickfont"]["size"] for axis in ("xaxis", "yaxis") if "tickfont" in layout[axis]]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_to_draw_is_said_in_words(form: str) -> None:
    zh, en = (FORMS[form]([], style) for style in LOOKS)
    assert "没有可画的数据" in json.dumps(zh, ensure_ascii=False)
    assert "Nothing to draw" in json.dumps(en)


def test_waterfall_ends_where_the_steps_add_up() -> None:
    # 100 + 30 − 50 = 80: the last bar stands on the floor and is as high as the sum.
    steps = [
        Step("a", "A", D(100), total=True),
        Step("b", "B", D(30)),
        Step("c", "C", D(-50)),
        Step("d", "D", D(80), total=True),
    ]
    bars = waterfall(steps, LOOKS[0])["data"][0]
    assert bars["base"] == [0.0, 100.0, 80.0, 0.0]
    assert bars["x"] == [100.0, 30.0, 50.0, 80.0]


def test_a_rise_is_red_where_it_is_wanted() -> None:
    steps = [Step("a", "A", D(100), total=True), Step("b", "B", D(30)), Step("c", "C", D(-50))]
    usual, chinese = LOOKS[0], replace(LOOKS[0], theme=theme_named("light", "red"))
    assert waterfall(steps, usual)["data"][0]["marker"]["color"][1:] == [LIGHT.good, LIGHT.bad]
    assert waterfall(steps, chinese)["data"][0]["marker"]["color"][1:] == [LIGHT.bad, LIGHT.good]


def test_each_step_of_a_bridge_has_a_line_of_its_own() -> None:
    steps = [Step(str(at), f"A step with a long name {at}", D(at - 6)) for at in range(14)]
    figure = waterfall(steps, LOOKS[1], height=380)
    texts = figure["layout"]["yaxis"]["ticktext"]
    assert [text.replace("\n", " ") for text in texts] == [step.name for step in steps], "whole, at any width"
    assert all(len(line) <= 18 for text in texts for line in text.split("\n")), "on two lines where it is long"
    assert figure["layout"]["height"] / len(steps) >= 38


def test_waterfall_says_when_its_axis_is_cut() -> None:
    steps = [Step("a", "A", D(1000), total=True), Step("b", "B", D(-30)), Step("d", "D", D(970), total=True)]
    figure = waterfall(steps, LOOKS[1])
    assert figure["layout"]["xaxis"]["range"][0] > 0
    assert any("does not start at 0" in note["text"] for note in figure["layout"]["annotations"])


def test_bullet_says_no_target_instead_of_zero_percent() -> None:
    notes = bullet([Bar("a", "A", D(5), D(0))], LOOKS[0])["layout"]["annotations"]
    assert notes[0]["text"] == "无目标"


def test_bullet_colours_by_the_pace_and_not_by_the_month() -> None:
    # 60 of 100 is behind the month but ahead of the 50 due by now.
    figure = bullet([Bar("a", "A", D(60), D(100), D(50))], LOOKS[0])
    assert figure["data"][1]["marker"]["color"] == [LIGHT.good]
    assert figure["layout"]["annotations"][0]["text"] == "60.0% ▲"


def test_two_people_of_one_name_stay_two_rows() -> None:
    figure = ranked([RankRow("e1", "张伟", D(2), 1, 0), RankRow("e2", "张伟", D(1), 2, None)], LOOKS[0])
    assert figure["data"][0]["y"] == [0, 1]
    assert figure["data"][0]["customdata"] == ["e1", "e2"]
    assert "✦" in figure["layout"]["annotations"][1]["text"]


def test_bands_write_value_and_share() -> None:
    notes = bands_bar(BANDS, [D(500_000), D(250_000), D(250_000)], LOOKS[0])["layout"]["annotations"]
    assert [n["text"] for n in notes] == ["¥50.0万 · 50.0%", "¥25.0万 · 25.0%", "¥25.0万 · 25.0%"]


def test_treemap_groups_hold_their_leaves() -> None:
    trace = treemap([Tile("a", "A", D(3), "G"), Tile("b", "B", D(4), "G"), Tile("c", "C", D(-1), "G")], LOOKS[0])[
        "data"
    ][0]
    assert trace["values"] == [7.0, 3.0, 4.0]
    assert trace["parents"] == ["", "group:G", "group:G"]


def test_supply_cuts_a_dead_product_and_says_so() -> None:
    figure = days_of_supply([Cover("a", "A", 2000.0, 10, 50), Cover("b", "B", 5.0, 10, 50)], LOOKS[0])
    assert figure["data"][0]["x"] == [150.0, 5.0]
    assert [n["text"] for n in figure["layout"]["annotations"]] == ["→ 2,000.0 天 ▲", "5.0 天 ▼"]


def test_labels_do_not_touch_and_stay_inside() -> None:
    # Three at 9, 9.5 and 10 with a gap of 2 under a top of 11: pushed up to 9, 11, 13, then back down to 7, 9, 11.
    ends = [(9.0, "a", ""), (9.5, "b", ""), (10.0, "c", "")]
    assert [height for height, _, _ in apart(ends, 2, 11)] == [7, 9, 11]
    assert apart([(1.0, "a", ""), (9.0, "b", "")], 2, 11) == [(1.0, "a", ""), (9.0, "b", "")]


def test_names_of_dots_fit_beside_each_other_on_a_phone() -> None:
    """Forty dots in two crowds at the edges: named ones stay inside 260 pixels, 8 at most, none over another."""
    dots = [Dot(str(at), f"上海分公司{at:02d}", (at % 2) + at / 400, 1 + at / 40, D(1)) for at in range(40)]
    drawn = quadrant(
        dots, LOOKS[0], middle=(0.5, 1.5), units=(Unit.PERCENT, Unit.QUANTITY), titles=("x", "y"),
        corners=("花得少", "花得多", "少", "多"),
    )["layout"]  # fmt: skip
    (low, high), (bottom, top) = drawn["xaxis"]["range"], drawn["yaxis"]["range"]
    tall = drawn["height"] - drawn["margin"]["t"] - drawn["margin"]["b"] - 48  # the axis and its title
    boxes = []
    for one in (note for note in drawn["annotations"] if note["xref"] == "x"):
        wide = 11 * 12 / 2
        middle = (
            260 * (one["x"] - low) / (high - low) + {"left": wide / 2, "center": 0, "right": -wide / 2}[one["xanchor"]]
        )
        boxes.append((middle, wide, tall * (one["y"] - bottom) / (top - bottom) + one["yshift"]))
    assert 2 <= len(boxes) <= 8
    assert all(middle - wide / 2 >= -1 and middle + wide / 2 <= 261 for middle, wide, _ in boxes)
    pairs = [(one, two) for at, one in enumerate(boxes) for two in boxes[at + 1 :]]
    assert all(abs(a - b) >= (m + n) / 2 - 1 or abs(u - v) >= 12 for (a, m, u), (b, n, v) in pairs)


def test_ends_of_native_lines_are_written_where_they_are_apart() -> None:
    """In order of importance, 6 % of what is drawn apart: 100 of 0 to 100 leaves no room at 95, none at 94.5."""
    assert told_apart([100.0, 95.0, 94.0, None, 50.0, 55.0], [0.0, 100.0]) == [True, False, True, False, True, False]
    assert told_apart([], []) == []


def test_texts_behind_bars_have_room_on_a_phone() -> None:
    """Bars of 0 to 10 beside names of 10 letters (73 of 310 pixels): a text of 12 letters has 87 of the other 237 and 6."""
    axis = beside_bars({"range": [0.0, 10.0]}, ["abcdefghij"], ["¥100.0K · 5%"])
    assert axis["range"] == [0.0, pytest.approx(10 / (1 - 93.6 / 237), rel=0.01)]
