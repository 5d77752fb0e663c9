"""Figures as a workbook: real numbers under headers in the reader's language, and a sheet that says what they are."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.sensitivity import masked_figure
from sales_core.format import Form, cell_format, date_format, text
from sales_core.i18n import Locale
from sales_core.i18n.catalogue import t
from sales_core.kernel.display_width import display_width
from sales_core.kernel.figure import Figure
from sales_core.kernel.native_chart import NativeChart
from sales_core.kernel.query import Result, Value
from sales_core.kernel.terms import Viewer
from sales_core.kernel.units import Unit
from sales_core.reports.basis import Basis, Definition, basis_lines, definitions
from sales_core.reports.workbook_charts import CHART_ROWS, PlacedChart, draw_charts
from sales_core.semantic.service import MetricService

ExportRow = Mapping[str, Figure | Value]
_BEFORE, _NAME = "__before", "__name"
#: Texts are written as text, so a name that looks like a formula stays a name.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
#: The most letters that a sheet's name can have.
_SHEET_NAME = 31
#: The number of the paper, and letters of a title that a footer holds beside the page number.
_A4, _FOOTER = 9, 120
_WIDEST, _NARROWEST, _SAMPLED = 48, 9, 200


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of the data sheet. `grain`: the span that its dates begin (`month`, `year`), by default a day.

    `adds`: the cell of the total is the sum of those above it, and stays so when rows are filtered or changed.
    """

    id: str
    header: str
    unit: Unit | None = None
    grain: str = ""
    adds: bool = False


@dataclass(frozen=True, slots=True)
class _Styles:
    """The cell formats of a book: one for each number format that occurs."""

    book: Any
    locale: Locale
    currency: str
    made: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def number(self, value: Value, unit: Unit, *, is_total: bool = False) -> Any:
        """The format in which a cell reads as the figure does everywhere."""
        return self._of(cell_format(value, unit, self.locale, self.currency), is_total=is_total)

    def total(self) -> Any:
        """The format of the word beside totals, and of cells without one."""
        return self._of("General", is_total=True)

    def date(self, grain: str) -> Any:
        """The format of the first day of a month or year, or of a day."""
        return self._of(date_format(grain))

    def _of(self, number_format: str, *, is_total: bool = False) -> Any:
        key = (number_format, is_total)
        if key not in self.made:
            look = {"bold": True, "top": 1} if is_total else {}
            self.made[key] = self.book.add_format({"num_format": number_format, **look})
        return self.made[key]


def result_workbook(figures: MetricService, viewer: Viewer, result: Result, locale: Locale) -> bytes:
    """A Result as xlsx: one row a group, codes with their names, every figure in full."""
    columns, rows = result_table(figures, result, locale)
    return table_workbook(figures, viewer, result_basis(result), columns, rows, locale=locale)


def result_basis(result: Result) -> Basis:
    """What the figures of a Result rest on."""
    return Basis(
        result.query, result.period, result.as_of, result.version, result.currency, result.compared, result.partial,
        result.notes,
    )  # fmt: skip


def result_table(
    figures: MetricService, result: Result, locale: Locale
) -> tuple[tuple[ExportColumn, ...], Sequence[ExportRow]]:
    """The columns of a Result as a file has them, and its rows with the names of their codes."""
    named = {name: _names(figures, name, result) for name in result.query.by if figures.catalogue.dimension(name).table}
    masked = {
        name + side: masked_figure(figures.metric(name).unit)
        for name in result.masked
        for side in ("", _BEFORE)
        if not side or result.query.compare
    }
    rows: list[ExportRow] = [
        {**row, **{name + _NAME: named[name].get(str(row[name]), "") for name in named}, **masked} for row in result
    ]
    return _columns(figures.catalogue, result, locale), rows


def _columns(catalogue: Catalogue, result: Result, locale: Locale) -> tuple[ExportColumn, ...]:
    """Dimensions (a code and, where there are names, its name), then each metric, with what it is compared with."""
    columns: list[ExportColumn] = []
    for name in result.query.by:
        label = catalogue.dimension(name).label.in_(locale)
        columns.append(ExportColumn(name, label, grain=name if name in {"month", "year"} else ""))
        if catalogue.dimension(name).table:
            columns.append(ExportColumn(name + _NAME, t("export.name", locale, of=label)))
    for name in result.query.metrics:
        metric = catalogue.metric(name)
        columns.append(ExportColumn(name, metric.label.in_(locale), metric.unit))
        if result.query.compare:
            compared = t(f"export.{result.query.compare.value}", locale, of=metric.label.in_(locale))
            columns.append(ExportColumn(name + _BEFORE, compared, metric.unit))
    return tuple(columns)


def table_workbook(
    figures: MetricService,
    viewer: Viewer,
    basis: Basis,
    columns: Sequence[ExportColumn],
    rows: Iterable[ExportRow],
    *,
    locale: Locale,
    metrics: Iterable[str] | None = None,
) -> bytes:
    """Any rows as xlsx. The second sheet defines `metrics`, by default those columns that are one.

    Texts are written as text, so a name that looks like a formula stays a name.
    """
    if metrics is None:
        metrics = [column.id for column in columns if column.id in figures.catalogue.metrics]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        styles = _Styles(book, locale, basis.currency)
        _data(styles, Sheet("", "", columns, list(rows)), t("export.data", locale))
        defined = definitions(figures, viewer, basis, metrics, locale)
        _about(book, basis_lines(figures, viewer, basis, locale), defined, locale)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under columns; `title` names the sheet and stands above them with `note` and `chart`, `foot` below.

    `total` stands under the rows, behind the word that says so.
    """

    title: str
    note: str
    columns: Sequence[ExportColumn]
    rows: Sequence[ExportRow]
    foot: str = ""
    chart: NativeChart | None = None
    total: ExportRow | None = None


def sheets_workbook(
    figures: MetricService,
    viewer: Viewer,
    basis: Basis,
    sheets: Sequence[Sheet],
    lines: Sequence[tuple[str, str]],
    *,
    locale: Locale,
    metrics: Iterable[str],
) -> bytes:
    """Several sheets as xlsx: first a summary of `lines` (label, text), if any; last what figures are."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        styles = _Styles(book, locale, basis.currency)
        if lines:
            _summary(book, lines, t("boards.summary", locale))
        names: set[str] = {t("boards.summary", locale).lower(), t("export.about", locale).lower()}
        placed: list[PlacedChart] = []
        for sheet in sheets:
            name = _sheet_name(sheet.title, names)
            placed += _data(styles, sheet, name)
        charts = _sheet_name(t("export.charts", locale), names)
        draw_charts(book, placed, charts, locale=locale, currency=basis.currency)
        defined = definitions(figures, viewer, basis, metrics, locale)
        _about(book, basis_lines(figures, viewer, basis, locale), defined, locale)
    return target.getvalue()


def _summary(book: Any, lines: Sequence[tuple[str, str]], name: str) -> None:
    sheet = book.add_worksheet(name)
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30, bold)
    sheet.set_column(1, 1, 90, wrap)
    for at, (label, words) in enumerate(lines):
        sheet.write_string(at, 0, label, bold)
        sheet.write_string(at, 1, words, wrap)


def _sheet_name(title: str, taken: set[str]) -> str:
    """The title as far as a sheet's name may carry it; told apart by a number. Adds it to `taken`."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:_SHEET_NAME] or "-"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _SHEET_NAME - 1 - len(str(number))]} {number}"
    taken.add(name.lower())
    return name


def _names(figures: MetricService, dimension: str, result: Result) -> dict[str, str]:
    return figures.labels(dimension, {str(row[dimension]) for row in result}, result.version)


def _data(styles: _Styles, given: Sheet, name: str) -> list[PlacedChart]:
    """A sheet of rows, printed as wide as one page; title, note and chart above the columns' headers, foot below.

    The chart that is still to be drawn, if there is one.
    """
    book, columns, rows = styles.book, given.columns, given.rows
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    styled = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2", "text_wrap": True, "valign": "top"})
    right = book.add_format(
        {"bold": True, "bottom": 1, "bg_color": "#F2F2F2", "text_wrap": True, "valign": "top", "align": "right"}
    )
    above = [line for line in (given.title, given.note) if line]
    start = len(above) + 1 if above else 0
    top = start + (CHART_ROWS if given.chart else 0)
    if given.chart is None:  # what stands above would fill the window
        sheet.freeze_panes(top + 1, 0)
    _printed(sheet, given.title or name, top)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column, rows))
    for line, words in enumerate(above):
        sheet.write_string(line, 0, words, bold if line == 0 else None)
    for at, column in enumerate(columns):
        # Headers stand over what they head.
        sheet.write_string(top, at, column.header, right if column.unit else styled)
    if columns:
        sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
    for line, row in enumerate(rows, start=top + 1):
        for at, column in enumerate(columns):
            _write(sheet, (line, at), row.get(column.id), styles, column)
    end = top + len(rows)
    if given.total is not None:
        end += 1
        _total(sheet, (top + 1, end), given.total, styles, columns)
    if given.foot:
        sheet.write_string(end + 2, 0, given.foot)
    return [PlacedChart(given.chart, sheet, start)] if given.chart else []


def _total(
    sheet: Any, lines: tuple[int, int], total: ExportRow, styles: _Styles, columns: Sequence[ExportColumn]
) -> None:
    """Bold below a line; `lines`: the first row and that of the total. The word stands in the first column."""
    first, line = lines
    for at, column in enumerate(columns):
        given = total.get(column.id)
        value, unit = (given.value, given.unit) if isinstance(given, Figure) else (given, column.unit)
        if at == 0:
            sheet.write_string(line, at, t("export.total", styles.locale), styles.total())
        elif isinstance(given, Figure) and given.is_withheld:
            sheet.write_string(line, at, text(given, Form.FULL, styles.locale), styles.total())
        elif unit is not None and isinstance(value, Decimal | int | float) and math.isfinite(value):
            look = styles.number(value, unit, is_total=True)
            if column.adds:
                sheet.write_formula(line, at, f"=SUBTOTAL(109,{xl_range(first, at, line - 1, at)})", look, float(value))
            else:
                sheet.write_number(line, at, float(value), look)
        else:
            sheet.write_blank(line, at, None, styles.total())


def _printed(sheet: Any, title: str, header: int) -> None:
    """Landscape A4, one page wide, the header again on each page, title and page number below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer(f"&L{title.replace('&', '&&')[:_FOOTER]}&R&P / &N")


def _write(sheet: Any, cell: tuple[int, int], given: Figure | Value, styles: _Styles, column: ExportColumn) -> None:
    """A number stays a number that reads as everywhere; a figure that is withheld is the text it has everywhere."""
    if isinstance(given, Figure) and given.is_withheld:
        sheet.write_string(*cell, text(given, Form.FULL, styles.locale))
        return
    value, unit = (given.value, given.unit) if isinstance(given, Figure) else (given, column.unit)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, date):
        sheet.write_datetime(*cell, value, styles.date(column.grain))
    elif isinstance(value, Decimal | int | float):
        # A spreadsheet number is a double: 15 digits hold any amount to the cent.
        unit = unit or (Unit.MONEY if isinstance(value, Decimal) else None)
        sheet.write_number(*cell, float(value), styles.number(value, unit) if unit else None)
    else:
        sheet.write_string(*cell, str(value))


def _width(column: ExportColumn, rows: Sequence[ExportRow]) -> int:
    if column.unit:
        return max(14, min(_WIDEST, display_width(column.header)))
    texts = (str(row.get(column.id) or "") for row in rows[:_SAMPLED])
    longest = max([display_width(column.header), *map(display_width, texts)])
    return max(_NARROWEST, min(_WIDEST, longest + 2))


def _about(book: Any, lines: Sequence[tuple[str, str]], defined: Sequence[Definition], locale: Locale) -> None:
    sheet = book.add_worksheet(t("export.about", locale))
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"})
    for at, width in enumerate((22, 60, 48, 16)):
        sheet.set_column(at, at, width)
    for line, (label, value) in enumerate(lines):
        sheet.write_string(line, 0, label, bold)
        sheet.write_string(line, 1, value, wrap)
    if not defined:
        return
    for at, key in enumerate(("metric", "definition", "formula", "code")):
        sheet.write_string(len(lines) + 1, at, t(f"export.{key}", locale), head)
    for number, metric in enumerate(defined, start=len(lines) + 2):
        sheet.write_string(number, 0, metric.label, bold)
        sheet.write_string(number, 1, metric.definition, wrap)
        sheet.write_string(number, 2, metric.formula, wrap)
        sheet.write_string(number, 3, metric.code)
