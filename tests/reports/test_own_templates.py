"""A company's own workbooks and slides: bound, filled, moved about and filled again; formats and formulas stay.

Figures are worked out by hand from `tests/pages/tiny.py`: in May 2026 E1 sold 2 × 100,000 + 10 and E2 2 × 60,000
(East), nobody in the North, with targets of 360,000 and 90,000; in April 200,000 and 120,000 against the same.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from pptx import Presentation
from pptx.util import Inches

from sales_core.api import Ask, AskFacts, BoardContext, FilledTemplateFile, OwnTemplates, make_export, recipe_as_json
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from sales_core.reports.office.own_workbook import OwnWorkbook
from tests.pages.stage import Stage
from tests.pages.tiny import everything

APRIL, MAY = Period.month(2026, 4), Period.month(2026, 5)
BLIND = replace(LOCAL_ADMIN, lens=(Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS))
REP = Viewer("e3", Role.REP, Scope.of({"rep": ("E3",)}))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("own"), **everything())


@pytest.fixture
def templates(stage: Stage) -> OwnTemplates:
    return of_viewer(stage, LOCAL_ADMIN)


def of_viewer(stage: Stage, viewer: Viewer) -> OwnTemplates:
    return OwnTemplates(stage.workspace, stage.workspace.settings.home.blobs, viewer)


def asked(stage: Stage, month: Period, viewer: Viewer = LOCAL_ADMIN) -> BoardContext:
    return BoardContext(Ask(viewer, 1, month, locale="en"), stage.workspace, lambda _: "")


def workbook(path: Path, made: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    made(book)
    book.save(path)
    return path


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def the_bosses(book: Any) -> None:
    """Formats, formulas, a chart, a rule, a list to choose from, a comment and a merged title."""
    sheet = book.active
    sheet.title = "经营 报告"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "{{month}} report"
    sheet["B2"], sheet["B3"] = "{{net_sales|region=East|month}}", "{{target|region=East}}"
    sheet["B2"].number_format, sheet["B2"].font = "#,##0.00", Font(bold=True, color="FF112233")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFEECC00")
    sheet["B4"], sheet["B5"] = "=B2-B3", "=SUM(B2:B3)"
    sheet["B6"] = "East reached {{achievement|region=East}}."
    sheet["B6"].comment = Comment("The board looks here", "boss")
    sheet["C2"] = "{{net_sales|region=East|last_month}}"
    sheet.column_dimensions["B"].width = 31
    rule: Any = CellIsRule  # has no types
    red = rule("lessThan", ["0"], font=Font(color="FFFF0000"))
    sheet.conditional_formatting.add("B4", red)
    choices = DataValidation(type="list", formula1='"yes,no"')
    choices.add("D5")
    sheet.add_data_validation(choices)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "F2")
    other = book.create_sheet("Notes")
    other["A1"] = "untouched"


def test_a_workbook_keeps_formats_and_formulas_and_is_right_next_month_too(
    stage: Stage, templates: OwnTemplates, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "boss.xlsx", the_bosses)
    template = templates.one(str(templates.keep("Boss", path)))
    for month, name, sold, before in (
        (APRIL, "Apr 2026", Decimal(320_000), Decimal(320_000)),
        (MAY, "May 2026", Decimal(320_010), Decimal(320_000)),
    ):
        sheet = (book := opened(templates.filled(asked(stage, month), template)))["经营 报告"]
        assert sheet["A1"].value == f"{name} report"
        assert [Decimal(str(sheet[cell].value)) for cell in ("B2", "B3", "C2")] == [sold, Decimal(360_000), before]
        assert (sheet["B4"].value, sheet["B5"].value) == ("=B2-B3", "=SUM(B2:B3)")
        assert sheet["B6"].value == "East reached 88.9%."
        look = sheet["B2"]
        assert (look.number_format, look.font.b, look.font.color.rgb) == ("#,##0.00", True, "FF112233")
        assert look.fill.fgColor.rgb == "FFEECC00"
        assert "#,##0" in sheet["C2"].number_format, "a cell without a format takes that of its unit"
        assert sheet.column_dimensions["B"].width == 31
        assert len(sheet._charts) == 1
        assert "B4" in {str(area.sqref) for area in sheet.conditional_formatting}
        assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D5"]
        assert "A1:D1" in {str(area) for area in sheet.merged_cells.ranges}
        assert book["Notes"]["A1"].value == "untouched"
        code = look.comment.text.rpartition(" · ")[2]
        number = stage.workspace.figures.resolve(code, LOCAL_ADMIN)
        assert (number.metric, number.query.period) == ("net_sales", month)
        assert sheet["B6"].comment.text.startswith("The board looks here")
        values = openpyxl.load_workbook(io.BytesIO(templates.filled(asked(stage, month), template)), data_only=True)
        assert values["经营 报告"]["B4"].value is None, "a value of the time before would be wrong until reckoned again"


def test_moved_cells_stay_bound_and_those_that_are_gone_are_told(
    stage: Stage, templates: OwnTemplates, tmp_path: Path
) -> None:
    def grown(book: Any) -> None:
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"] = "{{net_sales}}", "{{target}}", "{{collections}}"

    template = templates.one(str(templates.keep("Moved", workbook(tmp_path / "a.xlsx", grown))))
    # As Excel does when a row is inserted above and the last is deleted: names follow their cells.
    book = opened(templates.filled(asked(stage, MAY), template))
    sheet = book.active
    for row in (2, 1):
        sheet.cell(row + 1, 1).value, sheet.cell(row, 1).value = sheet.cell(row, 1).value, None
    for name in book.defined_names.values():
        place = {"$A$1": "$A$2", "$A$2": "$A$3"}.get(name.attr_text.rpartition("!")[2])
        name.attr_text = f"'Sheet'!{place}" if place else "#REF!"
    book.save(tmp_path / "b.xlsx")
    lost = templates.replace(template, tmp_path / "b.xlsx")
    assert [one.pattern for one in lost] == ["{{collections}}"]
    template = templates.one("Moved")
    assert [(one.where, one.why is None) for one in templates.shown(asked(stage, MAY), template)] == [
        ("Sheet!A2", True), ("Sheet!A3", True), ("", False),
    ]  # fmt: skip
    sheet = opened(templates.filled(asked(stage, APRIL), template)).active
    assert [sheet["A2"].value, sheet["A3"].value] == [320_000, 450_000]


def test_a_cell_is_bound_by_picking_it(stage: Stage, templates: OwnTemplates, tmp_path: Path) -> None:
    def plain(book: Any) -> None:
        book.active["A1"], book.active["A2"], book.active["B1"] = "Sales", "=1+1", "{{target}}"

    template = templates.one(str(templates.keep("Picked", workbook(tmp_path / "p.xlsx", plain))))
    with pytest.raises(UsageError, match="A2"):
        templates.bind(template, "Sheet", "A2", "net_sales")
    templates.bind(template, "Sheet", "C7", "net_sales|region=East|ytd")
    sheet = opened(templates.filled(asked(stage, MAY), templates.one("Picked"))).active
    assert sheet["C7"].value == 5 * 320_000 + 10
    assert sheet["B1"].value == 450_000
    for cell, question in (("C7", "net_sales"), ("B1", "collections")):
        templates.bind(templates.one("Picked"), "Sheet", cell, question)
    assert [one.pattern for one in templates.shown(asked(stage, MAY), templates.one("Picked"))] == [
        "{{collections}}", "{{net_sales}}",
    ], "what was picked holds, whatever stood in the cell"  # fmt: skip


def test_a_deck_is_filled_this_month_and_the_next(stage: Stage, templates: OwnTemplates, tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "{{month}}"
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(1)).text_frame
    run = box.paragraphs[0].add_run()
    run.text, run.font.bold = "Sales {{net_", True
    box.paragraphs[0].add_run().text = "sales|region=East}}, well done"
    box.add_paragraph().text = "no figure"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(4), Inches(6), Inches(1)).table
    table.cell(0, 1).text = "{{target|region=East}}"
    slide.notes_slide.notes_text_frame.text = "Say hello"
    deck.save(str(tmp_path / "deck.pptx"))
    template = templates.one(str(templates.keep("Deck", tmp_path / "deck.pptx")))
    for month, name in ((APRIL, "Apr 2026"), (MAY, "May 2026")):
        content = templates.filled(asked(stage, month), template)
        shapes = list((filled := Presentation(io.BytesIO(content)).slides[0]).shapes)
        assert [shape.text_frame.text for shape in shapes if shape.has_text_frame] == [
            name, "Sales ¥320.0K, well done\nno figure",
        ]  # fmt: skip
        assert shapes[1].text_frame.paragraphs[0].runs[0].font.bold
        assert shapes[2].table.cell(0, 1).text == "¥360.0K"
        said = filled.notes_slide.notes_text_frame.text
        assert said.startswith("Say hello\n◆ ")
        assert said.count("◆") == 3
    # The filled deck, its shape moved by hand, is the template from now on.
    moved = Presentation(io.BytesIO(content))
    moved.slides[0].shapes[1].left = Inches(3)
    moved.save(str(tmp_path / "moved.pptx"))
    lost = templates.replace(template, tmp_path / "moved.pptx")
    assert [one.pattern for one in lost] == ["{{target|region=East}}"], "a cell of a table has no name to be found by"
    again = Presentation(io.BytesIO(templates.filled(asked(stage, APRIL), templates.one("Deck")))).slides[0]
    assert next(shape.text_frame.text for shape in again.shapes if shape.has_text_frame) == "Apr 2026"
    assert again.notes_slide.notes_text_frame.text.count("◆") == 2


def test_what_cannot_be_filled_is_named_with_its_mend(stage: Stage, templates: OwnTemplates, tmp_path: Path) -> None:
    def wrong(book: Any) -> None:
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"] = "{{net_sals}}", "{{net_sales|region=Est}}", "{{net_sales|someday}}"
        sheet["A4"], sheet["A5"] = "{{净销售额|大区=East|上月}}", "{{Net sales|2026-03}}"

    template = templates.one(str(templates.keep("Wrong", workbook(tmp_path / "w.xlsx", wrong))))
    shown = templates.shown(asked(stage, MAY), template)
    told = [one.why.in_("en") if one.why else one.text for one in shown]
    assert "net_sales" in told[0]
    assert "East" in told[1]
    assert "this month" in told[2] or "month" in told[2]
    assert told[3:] == ["¥320.0K", "¥400.0K"]
    with pytest.raises(UsageError, match="Sheet!A1"):
        templates.filled(asked(stage, MAY), template)
    for name, content in (("x.xlsx", b"PK no workbook"), ("x.pptx", b"nothing"), ("x.docx", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError):
            templates.keep("x", tmp_path / name)
    with pytest.raises(UsageError):
        templates.keep("none", workbook(tmp_path / "n.xlsx", lambda _: None))


def test_unknown_is_not_zero_and_who_may_not_see_does_not(
    stage: Stage, templates: OwnTemplates, tmp_path: Path
) -> None:
    def made(book: Any) -> None:
        book.active["A1"], book.active["A2"] = "{{net_sales|2020-01}}", "{{achievement|region=North|2020-01}}"

    template = templates.one(str(templates.keep("Unknown", workbook(tmp_path / "u.xlsx", made))))
    sheet = opened(templates.filled(asked(stage, MAY), template)).active
    assert [sheet[cell].value in {0, "0", "¥0"} for cell in ("A1", "A2")] == [False, False]
    for viewer in (BLIND, REP):
        assert of_viewer(stage, viewer).used() == ()
        recipe = recipe_as_json(FilledTemplateFile(template.row.id, AskFacts.of(asked(stage, MAY, viewer).ask)))
        with pytest.raises((UsageError, NotAllowedError)):
            make_export(stage.workspace, recipe, viewer)
    recipe = recipe_as_json(FilledTemplateFile(template.row.id, AskFacts.of(asked(stage, MAY).ask)))
    assert OwnWorkbook(_file(tmp_path, make_export(stage.workspace, recipe, LOCAL_ADMIN))).sheets == ("Sheet",)
    templates.retire(template)
    with pytest.raises(UsageError):
        templates.one("Unknown")


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "made.xlsx"
    path.write_bytes(content)
    return path


def test_the_page_keeps_shows_and_offers_them(stage: Stage, templates: OwnTemplates, tmp_path: Path) -> None:
    def made(book: Any) -> None:
        book.active["A1"], book.active["A2"] = "{{net_sales}}", "{{nonsense}}"

    templates.keep("On the page", workbook(tmp_path / "page.xlsx", made))
    drawn = stage.show("reports", locale="en")
    assert not drawn.exception
    said = " ".join([one.value for one in drawn.markdown] + [str(table.value) for table in drawn.dataframe])
    assert "On the page" in said
    assert "nonsense" in said
