"""Reports in every form: their figures are the pages', the first page is one page, and nothing hidden leaves with them."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from sales_core.boards.blocks import CardRow, Table
from sales_core.boards.board import Ask
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.registry import boards
from sales_core.boards.report.days import span_of, usual_period
from sales_core.boards.report.files import REPORT_FORMS, report_file, report_name
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.words import card_text, row_texts
from sales_core.boards.writers import FileForm
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.report import ReportSpan
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, RIGHTS, Period, Right, Role, Viewer
from sales_core.reports.document import HeadlinePart
from sales_core.reports.edition import Edition, EditionCut, EditionWords, edition_file
from tests.pages.stage import Stage
from tests.pages.tiny import everything, sales
from tests.support.pdf import bare, pdf_text
from tests.support.slides import charts, slide_texts

pytestmark = pytest.mark.slow

MAY, APRIL = Period.month(2026, 5), Period.month(2026, 4)
REPORTS = product().reports


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("reports"), **everything())


def opened(
    stage: Stage, name: str, period: Period, *filters: Filter, viewer: Viewer = LOCAL_ADMIN, locale: str = "en"
) -> OpenReport:
    return OpenReport(REPORTS[name], Ask(viewer, 1, period, filters, {}, locale), stage.workspace)


def texts(report: OpenReport, form: FileForm) -> str:
    """All that a file says, without blanks."""
    made = report_file(report, form)
    match form:
        case FileForm.PDF:
            return pdf_text(made)
        case FileForm.PPTX:
            return bare(slide_texts(made))
        case FileForm.DOCX:
            paper = Document(io.BytesIO(made))
            cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
            return bare("\n".join((*(paragraph.text for paragraph in paper.paragraphs), *cells)))
        case FileForm.HTML:
            return bare(re.sub(r"<[^>]+>", " ", made.decode().partition("<body>")[2].partition("<script>")[0]))
        case _:
            book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
            cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
            return bare("\n".join(str(cell) for cell in cells if cell is not None))


@pytest.mark.parametrize("form", REPORT_FORMS)
def test_every_form_has_the_figures_of_the_pages(stage: Stage, form: FileForm) -> None:
    said = texts(opened(stage, "monthly", APRIL), form)
    for name, block in (("overview", "standing"), ("receivables", "cards")):
        page = OpenBoard(boards()[name], Ask(LOCAL_ADMIN, 1, APRIL, locale="en"), stage.workspace)
        cards = page.block(block)
        assert isinstance(cards, CardRow)
        for card in cards.cards:
            if form is FileForm.HTML and card.metric == "gross_margin":
                continue  # rests on costs, which the lens hides
            text = card_text(page.context, card)
            assert bare(text.label) in said
            assert bare(text.full if form is FileForm.XLSX else text.value) in said
    if form is not FileForm.XLSX:  # a workbook has numbers, whose reading is the number format's
        page = OpenBoard(boards()["overview"], Ask(LOCAL_ADMIN, 1, APRIL, locale="en"), stage.workspace)
        needs = page.block("needs")
        assert isinstance(needs, Table)
        amounts = [row_texts(page.context, needs, row)[1] for row in needs.rows[:5]]
        assert amounts
        assert all(bare(amount) in said for amount in amounts if form is not FileForm.HTML)


def test_the_month_is_what_its_rows_add_up_to(stage: Stage) -> None:
    sold = sum((Decimal(str(row["amount"])) for row in sales() if str(row["date"])[:7] == "2026-04"), Decimal(0))
    message = opened(stage, "monthly", APRIL).message()
    shown = {card.metric: card.figure.value for _, card in message.cards}
    assert sold == Decimal(320_000)  # 160,000 on the 5th and the 15th
    assert shown["net_sales"] == sold
    assert shown["receivables_open"] == Decimal(100_000)  # D2 and D3; D1 and the receipt are of May


def test_the_first_page_is_one_page_and_each_subject_begins_another(stage: Stage) -> None:
    report = opened(stage, "monthly", APRIL)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(report_file(report, FileForm.PDF))).pages]
    first = bare(report.message().head.sentence)
    assert first in bare(pages[0])
    begins = [at for at, page in enumerate(pages) if bare("Sales and targets") in bare(page)]
    assert begins[0] == 1
    for section in report.sections():
        assert any(bare(section.title) in bare(page)[:400] for page in pages[1:])


def test_slides_have_native_charts_one_for_each_of_the_report(stage: Stage) -> None:
    made = report_file(opened(stage, "weekly", Period.parse("2026-05-11..2026-05-17")), FileForm.PPTX)
    assert len(charts(made)) >= 2
    assert "Weekly sales report" in slide_texts(made)


def test_totals_of_a_workbook_are_formulas_over_their_rows(stage: Stage) -> None:
    made = report_file(opened(stage, "monthly", MAY), FileForm.XLSX)
    formulas, values = (openpyxl.load_workbook(io.BytesIO(made), data_only=only) for only in (False, True))
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or not cell.value.startswith("=SUBTOTAL(109,"):
                    continue
                first, last = re.findall(r"[A-Z]+(\d+)", cell.value)
                above = [values[sheet.title].cell(line, cell.column).value for line in range(int(first), int(last) + 1)]
                assert int(last) == cell.row - 1
                assert values[sheet.title].cell(cell.row, cell.column).value == pytest.approx(
                    sum(float(value) for value in above if isinstance(value, int | float))
                )
                checked += 1
    assert checked >= 2


def test_a_report_of_one_branch_is_narrowed_to_it(stage: Stage) -> None:
    report = opened(stage, "branch", APRIL, Filter("branch", ("SH",)))
    shown = {card.metric: card.figure.value for _, card in report.message().cards}
    assert shown["net_sales"] == Decimal(320_000)
    assert report_name(report, FileForm.PDF).startswith("branch_SH_2026-04_")
    other = opened(stage, "branch", Period.month(2026, 3), Filter("branch", ("BJ",)))
    assert {card.metric: card.figure.value for _, card in other.message().cards}["net_sales"] == Decimal(80_000)
    with pytest.raises(UsageError, match="about one"):
        opened(stage, "branch", APRIL)
    with pytest.raises(UsageError, match="SH"):
        opened(stage, "branch", APRIL, Filter("branch", ("SHX",)))


def test_a_period_of_another_length_is_refused_with_the_right_one(stage: Stage) -> None:
    with pytest.raises(UsageError, match=r"2026-05-11\.\.2026-05-17"):
        opened(stage, "weekly", Period.parse("2026-05-11..2026-05-15"))
    with pytest.raises(UsageError, match="one calendar month"):
        opened(stage, "monthly", Period.quarter(2026, 1))


def test_usual_periods_are_the_last_that_the_data_reach_the_end_of() -> None:
    day = MAY.start.replace(day=20)  # a Wednesday
    assert usual_period(REPORTS["monthly"], day) == APRIL
    assert usual_period(REPORTS["monthly"], MAY.end) == MAY
    assert usual_period(REPORTS["daily"], day) == Period(day, day)
    assert usual_period(REPORTS["weekly"], day) == Period.parse("2026-05-11..2026-05-17")
    assert span_of(ReportSpan.WEEK, MAY.start.replace(month=1, day=1)) == Period.parse("2025-12-29..2026-01-04")


def test_what_one_may_not_see_is_left_out_and_said(stage: Stage) -> None:
    rights = tuple(right for right in RIGHTS[Role.EXECUTIVE] if right is not Right.VIEW_RECEIVABLES)
    report = opened(stage, "monthly", MAY, viewer=Viewer("eve", Role.EXECUTIVE, rights=rights))
    said = texts(report, FileForm.PDF)
    assert bare("Left out, since you may not see it: Receivables") in said
    assert bare("180,000") not in said
    assert "D1" not in said
    with pytest.raises(NotAllowedError):
        opened(stage, "daily", Period.parse("2026-05-15"), viewer=Viewer("nobody", Role.VIEWER, rights=()))


def test_the_one_file_edition_hides_what_the_lens_hides_and_asks_for_nothing(stage: Stage) -> None:
    report = opened(stage, "monthly", MAY, locale="zh")
    whole, edition = texts(report, FileForm.PDF), report_file(report, FileForm.HTML).decode()
    assert "华联超市" in whole
    assert "华联超市" not in edition
    assert "百货大楼" not in edition
    addresses = set(re.findall(r"""https?://[^"'\s<>)]+""", edition))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"""(src|href)=["'](?!#)""", edition)
    assert "default-src 'none'" in edition


def test_the_edition_can_be_cut_by_region_and_each_cut_has_its_own_figures(stage: Stage) -> None:
    edition = report_file(opened(stage, "monthly", Period.month(2026, 3)), FileForm.HTML).decode()
    cuts = re.findall(r'<article data-cut="(\d+)" aria-label="([^"]+)"', edition)
    assert [name for _, name in cuts] == ["All", "East", "North"]
    articles = edition.split("<article ")[1:]
    for article, sold in zip(articles, ("¥400.0K", "¥320.0K", "¥80.0K"), strict=True):
        assert f"<b>{sold}</b>" in article, article[:600]
    narrowed = report_file(
        opened(stage, "monthly", Period.month(2026, 3), Filter("region", ("East",))), FileForm.HTML
    ).decode()
    assert narrowed.count("<article ") == 1


def test_names_that_are_markup_stay_text() -> None:
    cut = EditionCut("a", (HeadlinePart("<script>alert(1)</script>"),))
    made = edition_file(Edition("t", "c", "", "", (cut,), "en", EditionWords("", "", "", "", "")))
    assert b"<script>alert" not in made
    assert b"&lt;script&gt;alert(1)" in made


def test_a_company_with_sales_only_gets_a_report_that_says_what_is_missing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    bare_stage = Stage.of(tmp_path_factory.mktemp("sales_only"), sales=sales())
    report = opened(bare_stage, "monthly", APRIL)
    lines = [text for text, _ in report.message().sentences]
    assert any("Receivables" in line for line in lines)
    for form in REPORT_FORMS:
        assert report_file(report, form)
