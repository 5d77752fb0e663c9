"""A downloaded workbook: numbers are numbers, names are inert texts, and the second sheet says what the figures are."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.reports.workbook import result_workbook
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of

EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    sales = [
        {"date": f"{year}-05-0{day}", "order_no": f"{year}{rep}{day}", "rep": rep, "region": region, "channel": channel,
         "amount": amount, "quantity": 2}
        for year, day, rep, region, channel, amount in (
            (2025, 1, "E1", "East", "KA", 50), (2026, 1, "E1", "East", EVIL, "123456789012.34"),
            (2026, 2, "E2", "North", "+1", "0.01"), (2026, 3, "E2", "North", "KA", "-7.5"),
        )
    ]  # fmt: skip
    return figures_of(tmp_path_factory.mktemp("books"), sales=sales, reps=[{"rep": "E1", "rep_name": "张伟"}])


def opened(figures: MetricService, query: Query, viewer: Viewer = LOCAL_ADMIN, locale: str = "en") -> Workbook:
    result = figures.run(query, viewer)
    return openpyxl.load_workbook(io.BytesIO(result_workbook(figures, viewer, result, locale)))


def test_numbers_are_numbers_with_formats(figures: MetricService) -> None:
    book = opened(
        figures, Query(("net_sales", "yoy"), ("rep", "month"), Period.parse("2026"), compare=Compare.LAST_YEAR)
    )
    sheet = book["Data"]
    assert [cell.value for cell in sheet[1]][:5] == ["Rep", "Rep name", "Month", "Net sales", "Net sales (last year)"]
    first = sheet[2]
    assert (first[0].value, first[1].value) == ("E1", "张伟")
    assert isinstance(first[2].value, datetime)
    assert first[2].value.date() == date(2026, 5, 1)
    assert first[2].number_format == "yyyy-mm"
    assert Decimal(str(first[3].value)) == Decimal("123456789012.34")
    assert first[3].number_format == '"¥"#,##0.00;"−¥"#,##0.00', "a cell reads as the figure does everywhere"
    assert first[4].value == 50
    assert first[5].number_format == '#,##0.00%;"−"#,##0.00%'


def test_names_that_look_like_formulas_stay_names(figures: MetricService) -> None:
    sheet = opened(figures, Query(("net_sales",), ("channel",), Period.parse("2026-05")))["Data"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} == {EVIL, "+1", "KA"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_second_sheet_tells_what_the_figures_are(figures: MetricService) -> None:
    query = Query(("net_sales", "return_rate"), (), Period.parse("2026-05"), (Filter("rep", ("E1",)),))
    viewer = Viewer("m", Role.MANAGER, Scope.of({"region": ("East",)}))
    about = {row[0].value: [cell.value for cell in row[1:]] for row in opened(figures, query, viewer)["About"]}
    assert about["Period"][0] == "2026-05-01..2026-05-03 (still running)"
    assert about["Filters"][0] == "Rep = 张伟"
    assert about["Rows you may see"][0] == "Region = East"
    assert (about["As of"][0], about["Data version"][0]) == ("2026-05-03", "1")
    assert about["Return rate"][1] == "Returns ÷ Gross sales"
    code = about["Net sales"][2]
    assert isinstance(code, str)
    number = figures.resolve(code, viewer)
    found = figures.explain(number.query, number.metric, viewer, number.version)
    assert found.value == Decimal("123456789012.34")


def test_both_languages(figures: MetricService) -> None:
    book = opened(figures, Query(("net_sales",), ("rep",), Period.parse("2026-05")), locale="zh")
    assert book.sheetnames == ["数据", "说明"]
    assert [cell.value for cell in book["数据"][1]][:2] == ["业务员", "业务员名称"]


def test_the_companys_name_stands_on_the_about_sheet(tmp_path: Path) -> None:
    figures = figures_of(tmp_path, sales=[{"date": "2026-05-01", "rep": "E1", "amount": 5, "quantity": 1}])
    query = Query(("net_sales",), period=Period.parse("2026-05"))
    assert "Company" not in {row[0] for row in opened(figures, query)["About"].iter_rows(values_only=True)}
    figures._appdb.company.set("company.name", "华兴食品", LOCAL_ADMIN)
    lines = {str(row[0]): row[1] for row in opened(figures, query)["About"].iter_rows(values_only=True)}
    assert lines["Company"] == "华兴食品"
