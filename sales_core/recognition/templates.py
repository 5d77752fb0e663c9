"""Upload templates: a workbook with the header in the reader's language, example rows, allowed values and notes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from sales_core.catalogue.dataset import Dataset, DatasetColumn, ValueKind
from sales_core.i18n import Locale, t
from sales_core.recognition.numbers import read_number
from sales_core.recognition.text_values import FALSE_WORDS

ROWS = 5_000
SAMPLE_ROWS = 6
#: So many example rows make one whole, where shares add up to 1; both numbers of example rows are multiples of it.
_PARTS = 2
_DATES = (ValueKind.DATE, ValueKind.MONTH)


def write_template(dataset: Dataset, path: Path, locale: Locale) -> None:
    """Writes the xlsx at `path`. It reads back without a problem; the two example rows are to be overwritten."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#E8EDF4", "bottom": 1})
    needed = book.add_format({"bold": True, "bg_color": "#FFE8B8", "bottom": 1})
    formats = {"day": book.add_format({"num_format": "yyyy-mm-dd"}), "text": book.add_format({"num_format": "@"})}
    sheet = book.add_worksheet(dataset.label.in_(locale)[:31])
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(dataset.columns):
        label = column.label.in_(locale)
        is_text = column.kind in (ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT, *_DATES)
        sheet.set_column(at, at, max(10, 2 * len(label)), formats["text"] if is_text else None)
        sheet.write_string(0, at, label, needed if column.required else head)
        for row in (1, 2):
            _example(sheet, (row, at), column, dataset, locale=locale, formats=formats)
        if column.choices:
            words = [choice_word(names, stored, locale) for stored, names in column.choices]
            sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": words, "error_type": "warning"})
    _notes(book, dataset, locale, head)
    book.close()


def write_sample(dataset: Dataset, path: Path, locale: Locale) -> None:
    """Writes a small file as a company could have exported it, to be loaded for a trial: the declared examples, varied
    from row to row in what tells rows apart. It reads back without a problem."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {"day": book.add_format({"num_format": "yyyy-mm-dd"}), "text": book.add_format({"num_format": "@"})}
    sheet = book.add_worksheet(dataset.label.in_(locale)[:31])
    for at, column in enumerate(dataset.columns):
        sheet.write_string(0, at, column.label.in_(locale))
        for row in range(1, SAMPLE_ROWS + 1):
            _example(sheet, (row, at), column, dataset, locale=locale, formats=formats)
    book.close()


def _example(
    sheet: xlsxwriter.worksheet.Worksheet,
    cell: tuple[int, int],
    column: DatasetColumn,
    dataset: Dataset,
    *,
    locale: Locale,
    formats: dict[str, object],
) -> None:
    row, at = cell
    text = column.example
    if not text:
        return
    again = _repeat(row, column, dataset)
    if column.kind in _DATES:
        day = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
        day += timedelta(days=again * (31 if column.kind is ValueKind.MONTH else 1))
        if column.kind is ValueKind.MONTH:
            sheet.write_string(row, at, f"{day:%Y-%m}", formats["text"])
        else:
            sheet.write_datetime(row, at, day, formats["day"])
    elif column.kind.is_number:
        is_share = any(column.id == share for share, _ in dataset.adds_up_to_one)
        number = Decimal(1) / _PARTS if is_share else read_number(text)[0] or Decimal(0)
        sheet.write_number(row, at, float(number))
    elif column.choices:
        first = next(at for at, (s, names) in enumerate(column.choices) if text in (s, *names))
        step = again % _PARTS if dataset.adds_up_to_one else 0
        stored, names = column.choices[(first + step) % len(column.choices)]
        sheet.write_string(row, at, choice_word(names, stored, locale), formats["text"])
    elif column.kind is ValueKind.FLAG:
        sheet.write_string(row, at, t("text.no" if text in FALSE_WORDS else "text.yes", locale))
    else:
        sheet.write_string(
            row,
            at,
            f"{text}{again + 1}" if again and column.kind in (ValueKind.CODE, ValueKind.NAME) else text,
            formats["text"],
        )


def _repeat(row: int, column: DatasetColumn, dataset: Dataset) -> int:
    """How often the example was varied before this row: what tells rows apart in each row, what tells wholes of shares
    apart once a whole, everything else never."""
    if column.id not in dataset.primary_key:
        return 0
    is_of_whole = any(column.id in keys for _, keys in dataset.adds_up_to_one)
    return (row - 1) // _PARTS if is_of_whole else row - 1


def choice_word(names: tuple[str, ...], stored: str, locale: Locale) -> str:
    """The word for a stored value in the reader's language."""
    return next((n for n in names if n.isascii() == (locale == "en")), stored)


def _notes(book: xlsxwriter.Workbook, dataset: Dataset, locale: Locale, head: object) -> None:
    sheet = book.add_worksheet(t("template.notes", locale))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 4, 30)
    sheet.write_string(0, 0, dataset.purpose.in_(locale))
    sheet.write_string(1, 0, t("template.hint", locale))
    for at, key in enumerate(("column", "required", "kind", "also", "note")):
        sheet.write_string(3, at, t(f"template.{key}", locale), head)
    for row, column in enumerate(dataset.columns, start=4):
        cells = (
            column.label.in_(locale),
            t("template.yes", locale) if column.required else "",
            t(f"template.kind.{column.kind}", locale),
            "、".join(column.aliases[:6]),
            column.help.in_(locale) if column.help else "",
        )
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text)
