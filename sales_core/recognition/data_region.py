"""Which rows below the header are data: blank, total, footer, repeated header and a second table are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc

from sales_core.recognition.grid import Grid, Mask, RowNumbers
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock, looks_like_header, repeats
from sales_core.recognition.sum_words import ANY_SUM_WORD, sum_label

SMALL = 50_000
#: What SAP lists put before a row of sums.
_SAP_SUM = ("*", "**", "***")
TAIL = 12
_FOOT = re.compile(
    r"\s*(制表|审核|复核|批准|审批|打印|填表|填报|制单|经办|主管签|负责人|备注[:：]|注[:：]|说明[:：]|数据来源|导出时间|第?\s*\d+\s*页|--+|=+|\*{2,}"
    r"|prepared by|approved by|checked by|printed|generated|note[s]?:|source:|page \d)", re.IGNORECASE
)  # fmt: skip


#: A lone cell that says something rather than names something.
_REMARK = re.compile(r"[^\W\d].*(\s|[:：。!！])|^[*※注].*[^\W\d]")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that states sums. `label`: 华东 in 华东小计; `is_grand`: 合计, 总计, Total.

    `start`: the first row that it adds up, where that was proved by its figures.
    """

    row: int
    label: str
    is_grand: bool
    start: int | None = None


@dataclass(slots=True)
class Body:
    """Rows of one table, as table row indexes."""

    rows: RowNumbers
    totals: list[TotalRow] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    second_table: int | None = None


def read_body(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary, *, wide: bool) -> Body:
    """Classifies every row from the header to the end, or to the first row of a second table."""
    start = block.body_start
    filled = grid.filled[start:]
    is_data: Mask = filled > 0
    body = Body(rows=np.empty(0, dtype=np.int64))
    last = int(np.flatnonzero(is_data)[-1]) if is_data.any() else -1
    body.blanks = [start + int(i) for i in np.flatnonzero(~is_data[: last + 1])]
    for index in _suspects(grid, start, filled, wide=wide):
        row = start + int(index)
        reason = _reason(grid, block, body, row, vocabulary=vocabulary, tail=row >= start + last - TAIL)
        if reason == "second table":
            body.second_table = row
            is_data[index:] = False
            body.blanks = [b for b in body.blanks if b < row]
            while body.blanks and body.blanks[-1] == row - 1:
                row = body.blanks.pop()
            break
        if reason:
            is_data[index] = False
            body.left_out.append((row, reason))
    body.rows = np.flatnonzero(is_data) + start
    _drop_outer_blanks(body)
    return body


def _drop_outer_blanks(body: Body) -> None:
    """Blank rows before the first or after the last data row say nothing."""
    if len(body.rows):
        first, last = int(body.rows[0]), int(body.rows[-1])
        body.blanks = [b for b in body.blanks if first < b < last]


def _suspects(grid: Grid, start: int, filled: RowNumbers, *, wide: bool) -> RowNumbers:
    """Rows worth a look, in order: short ones, ones after a blank row, ones with a total word."""
    usual = int(np.median(filled[filled > 0])) if (filled > 0).any() else 0
    found: Mask = np.zeros(len(filled), dtype=np.bool_)
    found[1:] |= (filled[:-1] == 0) & (filled[1:] > 0)
    short = (filled > 0) & (filled <= max(1, int(usual * 0.8)))
    if len(filled) <= SMALL or wide or grid.width <= 4 or short.sum() < 0.2 * len(filled):
        found |= short if short.sum() < 0.2 * len(filled) else False
    # Footers stand at the end, however few rows there are above them.
    found[-TAIL:] |= short[-TAIL:]
    texts = [c for c in range(grid.width) if not grid.is_numeric(c)][:8]
    look = np.arange(len(filled)) if len(filled) <= SMALL or wide or grid.width <= 4 else np.flatnonzero(short)
    for column in texts:
        cells = grid.columns[column].slice(start)
        cells = cells if len(look) == len(filled) else cells.take(look)
        hit = pc.match_substring_regex(cells, ANY_SUM_WORD).fill_null(False)
        found[look[np.asarray(hit.to_numpy(zero_copy_only=False), dtype=np.bool_)]] = True
    if texts and start > 0 and (heading := grid.columns[texts[0]][start - 1].as_py()):
        same = pc.equal(grid.columns[texts[0]].slice(start), heading).fill_null(False)
        found |= np.asarray(same.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return np.flatnonzero(found)


def _reason(  # noqa: PLR0911 - one return a reason, in the order in which they win
    grid: Grid, block: HeaderBlock, body: Body, row: int, *, vocabulary: Vocabulary, tail: bool
) -> str:
    cells = grid.row(row)
    texts = [c.strip() for c in cells if c.strip()]
    if not texts:
        return ""
    if repeats(cells, block):
        return "repeated header"
    total = _total(cells, grid)
    if total is not None:
        body.totals.append(TotalRow(row, total[0], total[1]))
        return "total" if total[1] else "subtotal"
    if _FOOT.match(texts[0]) and len(texts) <= max(2, grid.width // 2) and (tail or len(texts) <= 3):
        return "footer"
    after_blank = row > 0 and grid.filled[row - 1] == 0
    if after_blank and looks_like_header(cells, vocabulary):
        return "second table"
    if len(texts) <= 2 and (heads := _headed(grid, block, row, vocabulary)):
        return heads if after_blank or heads == "title" else ""
    if tail and len(texts) == 1 and grid.width >= 4 and (after_blank or _REMARK.search(texts[0])):
        return "footer"
    return ""


def _headed(grid: Grid, block: HeaderBlock, row: int, vocabulary: Vocabulary) -> str:
    """`title` for a line right above a repeated header, `second table` above another header, else empty."""
    for below in range(row + 1, min(row + 4, grid.height)):
        cells = grid.row(below)
        if repeats(cells, block):
            return "title"
        if looks_like_header(cells, vocabulary):
            return "second table"
    return ""


def _total(cells: list[str], grid: Grid) -> tuple[str, bool] | None:
    """(label, is grand) when a leading text cell states a total and the row carries a number."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if filled[0] in _SAP_SUM and 1 < len(filled) <= max(2, grid.width // 3):
        return "", True
    for column, cell in enumerate(cells):
        found = sum_label(cell)
        if found is None:
            continue
        blank = sum(not c.strip() for c in cells)
        if blank == 0 and found[0] and grid.width > 4:
            continue
        if not any(ch.isdigit() for c in cells[column + 1 :] for ch in c):
            continue
        return found
    return None
