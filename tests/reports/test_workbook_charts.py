"""Workbooks: native charts over cells with the page's figures, printed one page wide; an office program reads them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Chart, OpenBoard, Period, boards
from sales_core.boards.workbook import board_workbook
from sales_core.charts.native import native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm
from tests.pages.stage import Stage
from tests.pages.tiny import everything

LYING = (NativeForm.BARS, NativeForm.STACKED_BARS)
BOARDS = ("overview", "targets", "inventory")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("books"), **everything())


def opened(stage: Stage, name: str) -> OpenBoard:
    return OpenBoard(boards()[name], Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), locale="zh"), stage.workspace)


def drawn_by(found: OpenBoard) -> list[NativeChart]:
    style = ChartStyle(locale=found.context.locale, currency=found.context.currency)
    blocks = [block for _, block in found.blocks() if isinstance(block, Chart)]
    made = (native_chart(block.form, block.data, style, block.options) for block in blocks)
    return [one for one in made if isinstance(one, NativeChart) and one.is_filled]


def charts(book: Any) -> list[Any]:
    return [chart for sheet in book.worksheets for chart in sheet._charts]


def cells(book: Any, reference: Any) -> list[Any]:
    sheet, _, area = reference.numRef.f.rpartition("!")
    area = area.replace("$", "")
    found = book[sheet.strip("'")][area if ":" in area else f"{area}:{area}"]
    return [row[0].value for row in found]


def assert_equal_figures(book: Any, wanted: list[NativeChart]) -> None:
    found = charts(book)
    assert len(found) == len(wanted)
    for chart, native in zip(found, wanted, strict=True):
        for series, own in zip(chart.series, native.series, strict=True):
            values = cells(book, series.yVal if native.form is NativeForm.DOTS else series.val)
            assert values == pytest.approx(list(own.values))


@pytest.mark.parametrize("name", BOARDS)
def test_charts_are_native_and_hold_the_page_s_figures(stage: Stage, name: str) -> None:
    found = opened(stage, name)
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(found)))
    wanted = drawn_by(found)
    assert wanted
    assert_equal_figures(book, wanted)


def test_names_of_lying_bars_stand_in_the_order_of_the_page(stage: Stage) -> None:
    found = opened(stage, "targets")
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(found)))
    made = [(chart, own) for chart, own in zip(charts(book), drawn_by(found), strict=True) if own.form in LYING]
    assert made
    for chart, _ in made:
        assert (chart.x_axis.scaling.orientation, chart.y_axis.scaling.orientation) == ("maxMin", "minMax")


def test_a_sheet_is_printed_one_page_wide(stage: Stage) -> None:
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(opened(stage, "targets"))))
    for sheet in book.worksheets[1:-2]:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        setup = sheet.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        # A width of one page is what a file says by saying none.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice has no Calc here")
def test_libreoffice_reads_equal_figures(stage: Stage, tmp_path: Path) -> None:
    found = opened(stage, "targets")
    source = tmp_path / "board.xlsx"
    source.write_bytes(board_workbook(found))
    profile, out = f"-env:UserInstallation=file://{tmp_path}/profile", str(tmp_path / "back")
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    assert_equal_figures(openpyxl.load_workbook(tmp_path / "back" / "board.xlsx"), drawn_by(found))
