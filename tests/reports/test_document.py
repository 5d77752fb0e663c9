"""PDFs and pictures: the page's figures as text that can be selected, in the type carried along, with where they come from."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from pypdf import PdfReader

from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    CardRow,
    Chart,
    Column,
    Headline,
    OpenBoard,
    Period,
    Table,
    boards,
    card_text,
)
from sales_core.boards.document import MOST_ROWS, block_pdf, board_pdf
from sales_core.boards.picture import block_png, block_svg
from sales_core.boards.words import foot_text, row_texts, total_row, total_texts, written_columns
from sales_core.boards.workbook import block_csv, block_rows, block_workbook
from sales_core.boards.writers import BOARD_FORMS, FileForm, block_file, block_forms, board_file
from sales_core.catalogue.company_settings import REPORT_PAPER
from sales_core.charts.style import ChartStyle
from sales_core.format import as_decimal
from sales_core.kernel.errors import UsageError
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.units import Unit
from tests.pages.stage import Stage
from tests.pages.tiny import everything
from tests.support.pdf import bare, pdf_fonts, pdf_text

pytestmark = pytest.mark.slow

BOARDS = boards()
#: Width and height of the lying sheets, in points.
A4 = (842, 595)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    plans = [{"date": "2026-01-01", "post": "", "tier_start": 0, "commission_rate": "0.02"}]
    return Stage.of(tmp_path_factory.mktemp("documents"), **everything(), commission_plans=plans)


def opened(stage: Stage, name: str, locale: str = "zh") -> OpenBoard:
    return OpenBoard(BOARDS[name], Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), locale=locale), stage.workspace)


def written(found: OpenBoard) -> list[str]:
    """Every figure and name that the blocks of a board write."""
    context, texts = found.context, []
    for _, block in found.blocks():
        match block:
            case Headline():
                texts += [block.sentence, block.detail]
            case CardRow():
                for card in block.cards:
                    text = card_text(context, card)
                    texts += [text.label, text.value, text.note, *(line.text for line in card.comparisons)]
            case Table():
                texts += [column.label for column in written_columns(block)] if block.rows else []
                texts += [cell for row in block.rows[:MOST_ROWS] for cell in row_texts(context, block, row)]
                texts += [foot_text(context, block)] if block.rows else []
            case Chart():
                texts += [block.title, block.note]
            case _:
                continue
    return [text for text in texts if text]


def first_chart(found: OpenBoard) -> Chart:
    return next(one for _, one in found.blocks() if isinstance(one, Chart) and one.result and one.result.query.by)


@pytest.mark.parametrize("name", BOARDS)
def test_a_pdf_says_what_its_page_says(stage: Stage, name: str) -> None:
    found = opened(stage, name)
    text = pdf_text(board_pdf(found))
    assert not [one for one in written(found) if bare(one) not in text]


def test_head_and_foot_of_every_page_say_what_of_when(stage: Stage) -> None:
    found = opened(stage, "targets", "en")
    file = board_pdf(found)
    pages = PdfReader(io.BytesIO(file)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        text = bare(page.extract_text())
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        for said in ("Targets", "As of 31 May 2026", "version 1", f"{number} / {len(pages)}"):
            assert bare(said) in text


def test_the_paper_is_a_setting(stage: Stage) -> None:
    company = stage.workspace.appdb.company
    company.set(REPORT_PAPER.id, "us-letter", LOCAL_ADMIN)
    file = board_pdf(opened(stage, "month"))
    company.set(REPORT_PAPER.id, "a4", LOCAL_ADMIN)
    page = PdfReader(io.BytesIO(file)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (792, 612)


def test_the_letters_are_those_carried_along(stage: Stage) -> None:
    fonts = pdf_fonts(board_pdf(opened(stage, "targets")))
    assert fonts
    assert all(name.startswith("NotoSans") for name in fonts), fonts


def test_a_chart_of_a_pdf_is_drawn_and_its_words_are_text(stage: Stage) -> None:
    found = opened(stage, "targets")
    block = next(one for _, one in found.blocks() if isinstance(one, Chart) and one.form.__name__ == "bullet")
    file = block_pdf(found.context, block)
    text = pdf_text(file)
    spec = block.figure(ChartStyle(locale=found.context.locale, currency=found.context.currency))
    for note in spec["layout"]["annotations"]:
        assert bare(note["text"]) in text
    assert not PdfReader(io.BytesIO(file)).pages[0].images, "a picture of a chart is no chart"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_pictures_say_what_they_show_and_where_it_comes_from(stage: Stage, locale: str) -> None:
    found = opened(stage, "targets", locale)
    block = first_chart(found)
    root = etree.fromstring(block_svg(found.context, block))
    assert block.result is not None
    text = "".join(root.itertext())
    for said in (block.title, found.context.as_of_line(block.result), f"{block.result.query.metrics[0]};period="):
        assert bare(said) in bare(text)
    width, height = struct.unpack(">II", block_png(found.context, block)[16:24])
    assert (width, height) == (2 * float(root.get("width")), pytest.approx(2 * float(root.get("height")), abs=1))


def test_a_chart_as_workbook_has_title_total_and_source(stage: Stage) -> None:
    found = opened(stage, "targets")
    block = first_chart(found)
    assert block.result is not None
    book = openpyxl.load_workbook(io.BytesIO(block_workbook(found.context, block)))
    sheet, rows = book.worksheets[0], block_rows(found.context, block)
    assert sheet["A1"].value == block.title
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert rows.total is not None
    (word,) = (cell for cell in cells if cell.value == "合计")
    metric = block.result.query.metrics[-1]
    at = [column.id for column in rows.columns].index(metric)
    total = sheet.cell(word.row, at + 1)
    whole = found.context.result(metric, period=block.result.query.period, filters=block.result.query.filters)
    assert total.value == pytest.approx(float(str(whole.one()[metric])))
    assert total.number_format == sheet.cell(word.row - 1, at + 1).number_format
    assert any("版本 1" in str(cell.value) for cell in cells)
    assert sheet.page_setup.orientation == "landscape"
    assert book.sheetnames[-1] == "说明"


def test_every_kind_of_block_has_its_forms_and_no_other(stage: Stage) -> None:
    found = opened(stage, "targets")
    blocks = dict(found.blocks())
    of_charts = {form for block in blocks.values() if isinstance(block, Chart) for form in block_forms(block)}
    assert of_charts == set(FileForm) - {FileForm.DOCX, FileForm.HTML}
    assert block_forms(next(one for one in blocks.values() if isinstance(one, Headline))) == ()
    assert set(BOARD_FORMS) == {FileForm.PDF, FileForm.PPTX, FileForm.XLSX}
    table = next(one for one in blocks.values() if isinstance(one, Table))
    with pytest.raises(UsageError):
        block_file(found.context, table, FileForm.PNG)
    for form in of_charts:
        with pytest.raises(UsageError):
            block_file(found.context, None, form)
    with pytest.raises(KeyError):
        board_file(found, FileForm.CSV)


def test_a_chart_without_rows_of_its_own_gives_what_it_draws(stage: Stage) -> None:
    found = opened(stage, "overview", "en")
    block = found.block("distance")
    assert isinstance(block, Chart)
    lines = block_csv(found.context, block).decode("utf-8-sig").splitlines()
    assert len(lines) == len(block.data[0]) + 1
    assert lines[1].startswith("2026-05-01,")


def test_tables_end_with_their_total(stage: Stage) -> None:
    """The metric layer's where rows are split figures, so a share is no sum; else the sum of what adds."""
    found = opened(stage, "targets")
    block = next(one for _, one in found.blocks() if isinstance(one, Table) and one.total is not None)
    whole = found.context.result("net_sales", "achievement").one()
    texts = dict(zip((column.id for column in written_columns(block)), total_texts(found.context, block), strict=True))
    assert texts["name"] == "合计"
    assert texts["net_sales"] == found.context.full("net_sales", whole["net_sales"])
    assert texts["achievement"] == found.context.full("achievement", whole["achievement"])
    assert bare("".join(texts.values())) in pdf_text(block_pdf(found.context, block))
    blocks = (one for _, one in opened(stage, "receivables").blocks() if isinstance(one, Table))
    late = next(one for one in blocks if one.file == "overdue")
    money = [row["receivables_overdue"] for row in late.rows]
    total = total_row(replace(late, rows=(*late.rows, *late.rows)))
    assert total is not None
    amounts = [as_decimal(one.value) or 0 for one in (total["receivables_overdue"], *money) if isinstance(one, Figure)]
    assert amounts[0] == 2 * sum(amounts[1:]) > 0


def test_what_is_withheld_has_no_sum() -> None:
    column = Column("amount", "Amount", Unit.MONEY, adds=True)
    hidden = Figure(None, Unit.MONEY, FigureState.MASKED)
    table = Table("", (Column("name", "Name"), column), ({"amount": hidden}, {"amount": Figure.of(3, Unit.MONEY)}))
    assert total_row(table) == {"amount": hidden}
    assert total_row(replace(table, rows=table.rows[:1])) is None
    assert total_row(replace(table, columns=(replace(column, adds=False),))) is None
