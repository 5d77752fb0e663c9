"""Pictures of every chart form: drawn from the figure of the page, whole, readable as XML, without anything left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from sales_core.charts.forms.columns import ChartColumn, columns
from sales_core.charts.forms.distance import distance
from sales_core.charts.forms.treemap import Tile, treemap
from sales_core.charts.markup import Piece, bold, coloured, pieces
from sales_core.charts.picture.areas import Box, squares
from sales_core.charts.picture.figure import WIDTH, Caption, chart_picture, figure_picture
from sales_core.charts.picture.letters import fitted, text_width, wrapped
from sales_core.charts.style import ChartStyle
from tests.charts.test_forms import FORMS, LOOKS, VALUES

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = Caption("销售落后 ¥394.4万", "万元", "截至 2026年10月22日 · 版本 8 · net_sales;period=2026-10")


def drawn(svg: str) -> Any:
    return etree.fromstring(svg)


def texts(root: Any) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("style", LOOKS, ids=["zh-light", "en-dark"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_on_every_input_is_a_picture(form: str, style: ChartStyle) -> None:
    for values in VALUES.values():
        spec = FORMS[form](values, style)
        picture = chart_picture(spec, SOURCE, style)
        root = drawn(picture.svg)
        assert float(root.get("width", 0)) == WIDTH
        assert "nan" not in picture.svg
        said = texts(root)
        assert said[0] == SOURCE.title
        assert SOURCE.source in said
        # All that the figure writes stands in the picture, and in no other words.
        for note in spec["layout"].get("annotations", ()):
            for line in pieces(note["text"]):
                assert "".join(piece.text for piece in line) in said


@pytest.mark.parametrize("form", FORMS)
def test_no_text_of_a_picture_leaves_it(form: str) -> None:
    style = LOOKS[0]
    picture = figure_picture(FORMS[form]([Decimal(12345), Decimal(-400), Decimal(99000)], style), style)
    for one in drawn(picture.svg).iter(f"{SVG}text"):
        words, size, x = "".join(one.itertext()), float(one.get("font-size", 0)), float(one.get("x", 0))
        wide = text_width(words, size)
        start = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
        if "rotate" not in picture.svg:
            assert start >= -1, words
            assert start + wide <= picture.width + 1, words
        assert 0 <= float(one.get("y", 0)) <= picture.height, words


def test_what_a_picture_cannot_draw_is_refused() -> None:
    spec = columns([ChartColumn("a", "A", Decimal(3))], LOOKS[0])
    with pytest.raises(ValueError, match="cannot draw: error_y"):
        figure_picture({**spec, "data": [{**spec["data"][0], "error_y": {}}]}, LOOKS[0])
    with pytest.raises(ValueError, match="cannot draw: polar"):
        figure_picture({**spec, "layout": {**spec["layout"], "polar": {}}}, LOOKS[0])


def test_bars_are_as_long_as_their_values() -> None:
    spec = columns([ChartColumn("a", "A", Decimal(100)), ChartColumn("b", "B", Decimal(50))], LOOKS[0])
    high = [float(one.get("height", 0)) for one in drawn(figure_picture(spec, LOOKS[0]).svg).iter(f"{SVG}rect")]
    assert high[0] == pytest.approx(2 * high[1], abs=0.02)


def test_tiles_are_as_large_as_their_values() -> None:
    spec = treemap([Tile(str(i), f"T{i}", Decimal(v)) for i, v in enumerate((600, 300, 100))], LOOKS[0])
    areas = [
        float(one.get("width", 0)) * float(one.get("height", 0))
        for one in drawn(figure_picture(spec, LOOKS[0]).svg).iter(f"{SVG}rect")
    ]
    assert [area / sum(areas) for area in areas] == pytest.approx([0.6, 0.3, 0.1], abs=0.001)


def test_squares_fill_their_ground() -> None:
    boxes = squares([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert sum(box.width * box.height for box in boxes) == pytest.approx(24)
    assert max(box.x + box.width for box in boxes) == pytest.approx(6)
    assert squares([], Box(0, 0, 1, 1)) == []
    assert all(box.width == 0 for box in squares([1, 2], Box(0, 0, 0, 5)))


def test_names_are_text_and_nothing_else() -> None:
    name = '<script>alert(1)</script> & "co"\x00\x0b\ufffe'
    root = drawn(figure_picture(columns([ChartColumn("a", name, Decimal(3))], LOOKS[0]), LOOKS[0]).svg)
    assert not list(root.iter(f"{SVG}script"))
    assert '<script>alert(1)</script> & "co"' in texts(root)


def test_a_landing_above_the_line_is_written_above_it() -> None:
    # The label of the demo's fan lay on its own line.
    up, down = (
        FORMS["distance"]([Decimal(last), Decimal(50)], LOOKS[0])["layout"]["annotations"][-1]["yshift"]
        for last in (900, -900)
    )
    assert (up > 0, down < 0) == (True, True)
    assert distance([], LOOKS[0])["layout"]["height"] == 260


def test_settings_of_a_text_become_pieces() -> None:
    found = pieces(f"{bold('张伟')}  1\n{coloured('▲2', '#0b7f6e')}\n")
    assert found == [[Piece("张伟", is_bold=True), Piece("  1")], [Piece("▲2", colour="#0b7f6e")], []]


def test_lines_break_where_a_reader_would() -> None:
    # The unit stays with its number, the comma with its word.
    assert wrapped("西部落后进度394.4万，差得最多的是成都", 10, 90) == ["西部落后进度", "394.4万，差得最多", "的是成都"]
    assert wrapped("Below the pace since October", 10, 90) == ["Below the pace", "since October"]
    assert wrapped("", 10, 90) == []


def test_a_name_is_cut_where_its_tile_ends() -> None:
    assert fitted("常温酸奶", 10, 40) == "常温酸奶"
    assert fitted("常温酸奶", 10, 35) == "常温…"
    assert fitted("常温酸奶", 10, 9) == ""
