"""Slides: native charts with the page's figures, verdict as title, source line; an office program opens them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Chart, OpenBoard, Period, boards
from sales_core.boards.slides import block_slide, board_slides
from sales_core.charts.forms.heat import heat
from sales_core.charts.native import native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.errors import UsageError
from sales_core.kernel.native_chart import NativeChart, NativeTable
from tests.pages.stage import Stage
from tests.pages.tiny import everything
from tests.support.slides import charts, slide_texts

pytestmark = pytest.mark.slow

BOARDS = boards()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("slides"), **everything())


def opened(stage: Stage, name: str, locale: str = "en") -> OpenBoard:
    return OpenBoard(BOARDS[name], Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), locale=locale), stage.workspace)


def drawn_by(found: OpenBoard) -> list[NativeChart]:
    style = ChartStyle(locale=found.context.locale, currency=found.context.currency)
    made = (
        native_chart(block.form, block.data, style, block.options)
        for _, block in found.blocks()
        if isinstance(block, Chart)
    )
    return [one for one in made if isinstance(one, NativeChart)]


@pytest.mark.parametrize("name", BOARDS)
def test_charts_are_native_and_hold_the_page_s_figures(stage: Stage, name: str) -> None:
    found = opened(stage, name)
    wanted, made = drawn_by(found), charts(board_slides(found))
    assert len(made) == len(wanted)
    for chart, native in zip(made, wanted, strict=True):
        series = list(chart.plots[0].series)
        assert [one.name for one in series] == [one.name for one in native.series]
        for one, own in zip(series, native.series, strict=True):
            assert list(one.values) == list(own.values)


def test_a_slide_says_where_its_figures_come_from(stage: Stage) -> None:
    found = opened(stage, "targets")
    block_id, block = next((i, one) for i, one in found.blocks() if isinstance(one, Chart) and one.result)
    lines = slide_texts(block_slide(found.context, found.block(block_id))).splitlines()
    assert isinstance(block, Chart)
    assert block.result is not None
    assert lines[0] == block.title
    assert found.context.as_of_line(block.result) in lines[-1]
    assert f"{block.result.query.metrics[0]};period=2026-05" in lines[-1]


def test_a_heat_map_is_a_tinted_table(stage: Stage) -> None:
    found = opened(stage, "targets")
    block = next(one for _, one in found.blocks() if isinstance(one, Chart) and one.form is heat)
    made = native_chart(block.form, block.data, ChartStyle(), block.options)
    assert isinstance(made, NativeTable)
    assert any(cell.colour for row in made.rows for cell in row)
    texts = slide_texts(block_slide(found.context, block))
    assert all(cell.text in texts for cell in made.rows[0])


def test_what_has_no_figures_is_no_slide(stage: Stage) -> None:
    with pytest.raises(UsageError):
        block_slide(opened(stage, "targets").context, None)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice is installed")
@pytest.mark.parametrize("locale", ["zh", pytest.param("en", marks=pytest.mark.endure)])
def test_libreoffice_opens_every_slide(stage: Stage, tmp_path: Path, locale: str) -> None:
    found = opened(stage, "targets", locale)
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(board_slides(found))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odp", "--outdir", str(tmp_path), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    back = ["soffice", profile, "--headless", "--convert-to", "pptx:Impress MS PowerPoint 2007 XML", "--outdir"]
    subprocess.run(
        [*back, str(tmp_path / "back"), str(tmp_path / "deck.odp")], check=True, capture_output=True, timeout=180
    )
    again = charts((tmp_path / "back" / "deck.pptx").read_bytes())
    for chart, native in zip(again, drawn_by(found), strict=True):
        for one, own in zip(chart.plots[0].series, native.series, strict=True):
            known = [value for value in own.values if value is not None]
            assert [value for value in one.values if value is not None] == pytest.approx(known)
