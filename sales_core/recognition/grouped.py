"""Grouped reports: a line of its own (客户：甲公司, Alpha Stores) heads the rows below and stands for a column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from sales_core.recognition.context import Context
from sales_core.recognition.grid import Grid, RowNumbers
from sales_core.recognition.header_names import read_header
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock

_FEWEST = 2
_LABELLED = re.compile(r"([^:：]{1,20}?)\s*[:：]\s*(.+)")
_BY = re.compile(
    r"\bby\s+(customer|client|product|item|salesperson|sales rep|representative|branch|store|warehouse)"
    r"|(?:按|分)(客户|产品|商品|存货|业务员|销售员|部门|分公司|门店|仓库|品牌|区域|大区)"
    r"|(客户|产品|商品|存货|业务员|门店)(?:销售|出库)?(?:明细|汇总|统计)|(得意先|商品|担当者)別|nach\s+(kunde|artikel|vertreter)"
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A grid with the headings as a last column. `headings`: their table rows; `is_clear`: what they name is known."""

    grid: Grid
    block: HeaderBlock
    headings: RowNumbers
    is_clear: bool


def carry_headings(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary, context: Context) -> Grouped | None:
    """The table with its headings carried down; None for a table that has none."""
    rows = _headings(grid, block)
    if rows is None:
        return None
    texts = [next(t.strip() for t in grid.row(int(r)) if t.strip()) for r in rows]
    labelled = [_LABELLED.fullmatch(text) for text in texts]
    names = {found[1].strip() for found in labelled if found}
    if len(names) == 1 and all(labelled) and vocabulary.knows(read_header(name := names.pop())):
        values = [found[2].strip() for found in labelled if found]
    else:
        name, values = _named(context), texts
    known = bool(name) and vocabulary.knows(read_header(name))
    header = read_header(name)
    wider = grid.with_column(_carried(grid, rows, values))
    headed = replace(block, headers=(*block.headers, header), parts=(*block.parts, (name,)))
    return Grouped(wider, headed, rows, known)


def _headings(grid: Grid, block: HeaderBlock) -> RowNumbers | None:
    """Rows of one text each, the first of them right below the header, each above a row of the usual width."""
    start = block.body_start
    filled = grid.filled[start:]
    used = np.flatnonzero(filled)
    if len(used) < 2 * _FEWEST or filled[used[0]] != 1:
        return None
    usual = int(np.median(filled[filled > 1])) if (filled > 1).any() else 0
    ones = used[filled[used] == 1]
    following = used[np.minimum(np.searchsorted(used, ones) + 1, len(used) - 1)]
    heads = ones[(filled[following] >= max(3, usual // 2)) & (following > ones)]
    if len(heads) < _FEWEST or heads[0] != used[0]:
        return None
    places = {next(c for c, t in enumerate(grid.row(start + int(r))) if t.strip()) for r in heads[:50]}
    texts = [next(t for t in grid.row(start + int(r)) if t.strip()) for r in heads[:50]]
    if len(places) > 1 or all(re.fullmatch(r"[\d.,/\-\s]+", t) for t in texts):
        return None
    rows: RowNumbers = heads + start
    return rows


def _named(context: Context) -> str:
    found = _BY.search(context.words)
    return next((group for group in found.groups() if group), "") if found else ""


def _carried(grid: Grid, rows: RowNumbers, values: list[str]) -> pa.Array:
    """Per table row the heading in force: nothing above the first, in headings, and in rows of fewer than two cells."""
    at = np.searchsorted(rows, np.arange(grid.height), side="right") - 1
    inside = (at >= 0) & (grid.filled > 1)
    return pa.array(values, pa.string()).take(pa.array(at, mask=~inside))
