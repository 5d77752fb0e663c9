"""Which sign is the decimal one: decided for a table from what its columns say clearly, asked where nothing does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, ValueKind
from sales_core.recognition.draft import Draft
from sales_core.recognition.money_factor import PER_UNIT, money_factor, offer_money_units
from sales_core.recognition.number_words import number_word, take_currency, take_goods, take_magnitude, take_side
from sales_core.recognition.numbers import NumberStyle, parse_numbers
from sales_core.recognition.parsed import ColumnCells
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading_options import option_label, option_reason

_SAMPLE = 300
_NEAR = 0.006
_CLEAR_DOT = re.compile(
    r"\d{1,3}(?:[, '’]\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+\.\d{1,2}|\d+\.\d{4,}"
    r"|\d{4,}\.\d+|0\.\d+|\.\d+"
)
_CLEAR_COMMA = re.compile(
    r"\d{1,3}(?:[. '’]\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}|\d+,\d{5,}|\d{4,},\d{3,}|0,\d+"
)
_EITHER_DOT, _EITHER_COMMA = re.compile(r"[1-9]\d{0,2}\.\d{3}"), re.compile(r"[1-9]\d{0,2},\d{3}")
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?:\s.*)?")


def declared_columns(draft: Draft) -> dict[int, DatasetColumn]:
    """Grid column → what it is declared as, the months across included."""
    layout = draft.dataset.month_columns
    months = draft.wide.months if draft.wide and layout else ()
    found = {c: draft.dataset.column(f.field) for c, f in draft.columns.found.items()}
    return {**found, **{m.column: draft.dataset.column(layout.value) for m in months if layout}}


def number_styles(draft: Draft, cells: Mapping[int, ColumnCells]) -> None:
    """Decides for every number column how it is read: `draft.styles`, `draft.factors`."""
    declared_as = declared_columns(draft)
    commas = comma_columns(draft, {c: one for c, one in cells.items() if declared_as[c].kind.is_number})
    sides = [c for c, one in cells.items() if declared_as[c].kind.is_number and _has_sides(one)]
    side = _positive_side(draft, cells, sides)
    for column, declared in declared_as.items():
        if declared.kind.is_number:
            style = number_style(draft, column, declared)
            own = side if column in sides else ""
            draft.styles[column] = replace(style, comma=column in commas, positive_side=own)
    offer_money_units(draft, declared_as)


def _has_sides(cells: ColumnCells) -> bool:
    head = cells.texts.slice(0, _SAMPLE)
    return not cells.numeric.all() and bool(pc.any(pc.match_substring_regex(head, r"(?i)\d\)?\s*[dc]r\.?\s*$")).as_py())


def _positive_side(draft: Draft, cells: Mapping[int, ColumnCells], columns: list[int]) -> str:
    """`dr` or `cr` as the user says; `?` until then, empty when no column has sides."""
    if not columns:
        return ""
    example = next((t for t in cells[columns[0]].distinct.to_pylist() if t[-3:].strip(" .").casefold() == "cr"), "")
    text = words("debit_credit", column=draft.header(columns[0]), example=example)
    return draft.ask("debit_credit", text, choices("debit_credit", "dr", "cr")) or "?"


def number_style(draft: Draft, column: int, declared: DatasetColumn) -> NumberStyle:
    """How a column is read while nothing is known of its decimal sign."""
    factor = draft.factors[column] = money_factor(draft, column, declared)
    return NumberStyle(declared.kind, factor, declared.role in PER_UNIT)


def style_beside(draft: Draft, column: int, declared: DatasetColumn, cells: ColumnCells, like: Draft) -> NumberStyle:
    """How a column is read that another reading of the same table has for itself: its own signs decide, else those of
    the table's other numbers."""
    evidence = _evidence(cells) if not cells.numeric.any() else _Evidence()
    is_clear = evidence.dot or evidence.comma
    comma = not evidence.dot if is_clear else any(style.comma for style in like.styles.values())
    return replace(number_style(draft, column, declared), comma=comma and not cells.numeric.any())


@dataclass(slots=True)
class _Evidence:
    """How many different texts of a column say each reading, and how many say neither."""

    dot: int = 0
    comma: int = 0
    either_dot: int = 0
    either_comma: int = 0

    def see(self, text: str) -> None:
        """Counts one text."""
        if text.isdecimal():
            return
        word = take_magnitude(take_goods(take_currency(take_side(number_word(text))[0].strip("-+() "))[0])[0])[0]
        word = word.strip("-+()% ")
        for name, form in _FORMS:
            if form.fullmatch(word):
                setattr(self, name, getattr(self, name) + 1)
                return


_FORMS = (("dot", _CLEAR_DOT), ("comma", _CLEAR_COMMA), ("either_dot", _EITHER_DOT), ("either_comma", _EITHER_COMMA))


def comma_columns(draft: Draft, cells: Mapping[int, ColumnCells]) -> frozenset[int]:
    """The number columns in which 1.234,50 is written; asks when nothing in the table tells 1.234 from 1,234."""
    seen = {c: _evidence(one) for c, one in cells.items() if not one.numeric.any()}
    dots = [c for c, e in seen.items() if e.dot]
    commas = [c for c, e in seen.items() if e.comma and not e.dot]
    open_ = [c for c, e in seen.items() if not e.dot and not e.comma and (e.either_dot or e.either_comma)]
    is_clear = not open_ or bool(commas or dots) or not _is_doubtful(draft, seen, open_)
    if is_clear:
        with_commas = frozenset((*commas, *(() if dots else open_)) if commas else ())
        return _offered(draft, with_commas, [*dots, *commas, *open_])
    if style := _by_arithmetic(draft, cells, open_):
        return _offered(draft, frozenset(open_ if style == "comma" else ()), open_)
    return frozenset(open_ if _asked(draft, cells, open_) == "comma" else ())


def _offered(draft: Draft, found: frozenset[int], columns: list[int]) -> frozenset[int]:
    """The columns with a decimal comma as found, or as the user says for all in which a sign is written."""
    if not columns or (
        found and not found.issuperset(columns)
    ):  # one style a column: nothing that one answer could say
        return found
    style = draft.offer(
        "number_style",
        option_label("number_style"),
        "comma" if found else "dot",
        option_reason("values"),
        choices=choices("number_style", "dot", "comma"),
    )
    return frozenset(columns if style == "comma" else ())


def _evidence(cells: ColumnCells) -> _Evidence:
    """Of a sample where it is clear, else of every different text with a sign in it."""
    found = _Evidence()
    for text in cells.texts.slice(0, _SAMPLE).drop_null().to_pylist():
        found.see(text)
    if found.dot and not found.comma and not found.either_comma:
        return found
    if not any(pc.any(pc.match_substring(cells.texts, sign)).as_py() for sign in ".,"):
        return _Evidence()
    found = _Evidence()
    for _, text in cells.odd("[.,]"):
        found.see(text)
    return found


def _is_doubtful(draft: Draft, seen: Mapping[int, _Evidence], open_: list[int]) -> bool:
    """Whether the columns may be read either way: 1,234 is thousands unless the file has other continental signs."""
    if any(seen[c].either_dot for c in open_):
        return True
    return draft.grid.sheet.separator == ";" or _has_dotted_days(draft)


def _has_dotted_days(draft: Draft) -> bool:
    for column, found in draft.columns.found.items():
        if draft.dataset.column(found.field).kind is ValueKind.DATE:
            rows = draft.body.rows[:50]
            texts = [draft.grid.columns[column][int(r)].as_py() for r in rows]
            if any(_DOTTED_DAY.fullmatch(t.strip()) for t in texts if t):
                return True
    return False


def _by_arithmetic(draft: Draft, cells: Mapping[int, ColumnCells], open_: list[int]) -> str:
    """The style in which quantity × price is the amount; empty when both or none fit."""
    names = [draft.dataset.role(role) for role in (ColumnRole.QUANTITY, ColumnRole.PRICE, ColumnRole.AMOUNT)]
    columns = [draft.column(name) for name in names if name]
    if len(columns) < 3 or any(c is None or c not in cells for c in columns):
        return ""
    fits = {}
    for style in ("dot", "comma"):
        read = [_floats(cells[c], comma=style == "comma" and c in open_) for c in columns if c is not None]
        size = np.maximum(np.abs(read[2]), 0.01)
        fits[style] = float(np.mean(np.abs(read[0] * read[1] - read[2]) <= _NEAR * size))
    best, other = sorted(fits, key=lambda s: -fits[s])
    return best if fits[best] >= 0.9 and fits[other] < 0.5 else ""


def _floats(cells: ColumnCells, *, comma: bool) -> np.ndarray:
    head = ColumnCells(cells.texts.slice(0, _SAMPLE), cells.numeric[:_SAMPLE])
    values = parse_numbers(head, NumberStyle(ValueKind.MONEY, is_price=True, comma=comma)).values
    return np.nan_to_num(np.asarray(values.cast("float64").to_numpy(zero_copy_only=False), dtype=np.float64))


def _asked(draft: Draft, cells: Mapping[int, ColumnCells], open_: list[int]) -> str | None:
    """One question for the table, with what the first measure adds up to either way."""
    declared = declared_columns(draft)
    measures = [c for c in open_ if declared[c].id in draft.dataset.measures]
    column = measures[-1] if measures else open_[0]
    field = declared[column].id
    sums = {style: (draft.figure(field, _values(cells[column], comma=style == "comma")),) for style in ("dot", "comma")}
    example = next((t for t in cells[column].distinct.to_pylist() if re.search(r"\d[.,]\d{3}", t)), "")
    text = words("number_style", column=draft.header(column), example=example)
    return draft.ask("number_style", text, choices("number_style", "dot", "comma"), figures=sums)


def _values(cells: ColumnCells, *, comma: bool) -> pa.Array:
    return parse_numbers(cells, NumberStyle(ValueKind.MONEY, comma=comma)).values
