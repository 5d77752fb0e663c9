"""Finds the header: one to three rows, with title rows above, however far down and right it starts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from sales_core.recognition.grid import Grid, Shape
from sales_core.recognition.header_names import Header, key, read_header
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.months import follow_each_other, is_sum_header, month_header, month_number

SCAN_ROWS = 40
DEPTH = 3
_PAIR = 2
#: Outweighs the further row of a header that only names the parts of a group.
_OF_GROUP = 0.7
_TITLE = re.compile(r"单位\s?[:：]|制表|截止|截至|会计期间|打印|期间\s?[:：]|^unit\s?:|as of", re.IGNORECASE)
#: A day of a row: `2026-05-11`, `11/05/2026`; the first of a month may head a column.
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ t]\S*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", re.IGNORECASE)
_NUMBER = re.compile(r"[-+(（]?[¥￥$]?\s?\d[\d,. ]*%?[)）]?")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The header of a table. `rows` are table row indexes; per column a Header and its texts (`parts`) from the top."""

    rows: tuple[int, ...]
    headers: tuple[Header, ...]
    parts: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    hits: int
    shapes: tuple[Shape, ...] = ()
    """What the columns of a table without a header hold: all that tells its layout."""

    @property
    def body_start(self) -> int:
        """Table row index of the first row below the header."""
        return self.rows[-1] + 1


def find_header(grid: Grid, vocabulary: Vocabulary, forced: int | None = None, *, start: int = 0) -> HeaderBlock | None:
    """The best header block at or below table row `start`; None when no row looks like one.

    `forced` is the table row index that the user has chosen as the (first) header row.
    """
    head = grid.head(start + SCAN_ROWS)
    spans = _horizontal_spans(grid)
    best: tuple[float, int, int] | None = None
    firsts = range(start, len(head)) if forced is None else range(forced, min(forced + 1, len(head)))
    for first in firsts:
        if not any(head[first]):
            continue
        for depth in range(1, DEPTH + 1):
            rows = range(first, first + depth)
            if rows[-1] >= len(head) or (depth > 1 and not all(_wordy(head[r]) for r in rows)):
                break
            if any(_is_lone(head[r], r, spans) for r in rows[:-1]):
                break
            parts = _compose(head, rows, spans)
            score = _hits(parts, vocabulary) - 0.6 * (depth - 1) + _OF_GROUP * _parts_of_group(head, rows)
            if best is None or score > best[0] + 1e-9:
                best = (score, first, depth)
    if best is None or (best[0] < 1 and forced is None):
        return None
    return _block(head, range(best[1], best[1] + best[2]), spans, vocabulary)


def _block(
    head: list[list[str]], rows: range, spans: dict[tuple[int, int], int], vocabulary: Vocabulary
) -> HeaderBlock:
    parts = _compose(head, rows, spans)
    titles = tuple(cell.strip() for row in head[: rows[0]] for cell in row if cell.strip())
    headers = tuple(_header(p, vocabulary) for p in parts)
    return HeaderBlock(tuple(rows), headers, parts, titles, _hits(parts, vocabulary))


def _horizontal_spans(grid: Grid) -> dict[tuple[int, int], int]:
    """(row, column) of every merged header cell → the column whose text it shows."""
    found = {}
    for top, left, bottom, right in grid.sheet.merges:
        if right > left and top < SCAN_ROWS * 4 and right - left < 512:
            for row in range(top, min(bottom, top + DEPTH) + 1):
                for column in range(left, right + 1):
                    found[row, column] = left
    return found


def _compose(head: list[list[str]], rows: range, spans: dict[tuple[int, int], int]) -> tuple[tuple[str, ...], ...]:
    """Per column its texts from the top. An upper text runs right over blanks where a lower row is filled."""
    width = len(head[rows[0]])
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        cells, last = head[row], ""
        is_lowest = depth == len(rows) - 1
        for column in range(width):
            text = cells[column].strip()
            if text:
                last = text
            elif not is_lowest and (row, column) in spans:
                text = head[row][spans[row, column]].strip()
            elif not is_lowest and head[rows[-1]][column].strip() and not columns[column]:
                text = last
            if text and text not in columns[column]:
                columns[column].append(text)
    return tuple(tuple(c) for c in columns)


def _header(parts: tuple[str, ...], vocabulary: Vocabulary) -> Header:
    if len(parts) <= 1:
        return read_header(parts[0] if parts else "")
    whole, lowest, upper = read_header("".join(parts)), read_header(parts[-1]), read_header(parts[0])
    order = [whole, lowest, upper] if vocabulary.knows(whole) else [lowest, whole, upper]
    if not vocabulary.knows(lowest) and vocabulary.knows(upper):
        order = [whole, upper, lowest]
    keys = tuple(dict.fromkeys(k for h in order for k in h.keys))
    unit = next((h.unit for h in (lowest, whole, upper) if h.unit), "")
    return Header("/".join(parts), keys, unit)


def _hits(parts: tuple[tuple[str, ...], ...], vocabulary: Vocabulary) -> int:
    """Columns that any dataset knows, plus month columns when there are at least two different months.

    Months count together whose columns say the same beside them: two days below two headers of dates are a row.
    """
    known = sum(bool(p) and vocabulary.knows(_header(p, vocabulary)) for p in parts)
    groups: defaultdict[tuple[str, ...], set[tuple[int | None, int]]] = defaultdict(set)
    numbers: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for part in parts:
        for text in part:
            others = tuple(other for other in part if other != text)
            if (month := month_header(text)) is not None:
                groups[others].add(month)
            elif others and (number := month_number(text)):
                numbers[others].append(number)
    for others, found in numbers.items():
        if follow_each_other(found):
            groups[others].update((None, number) for number in found)
    months = max(map(len, groups.values()), default=0)
    return known + (months if months >= _PAIR else 0)


def _wordy(cells: list[str]) -> bool:
    """Whether a row can be part of a header: filled, no days, and no numbers but years and several months.

    One number that reads as a month is an amount: 2098.12.
    """
    texts = [c.strip() for c in cells if c.strip()]
    if any(_TITLE.search(t) for t in texts):
        return False
    if any(_DAY.fullmatch(t) and month_header(t) is None for t in texts):
        return False
    months = sum(bool(_NUMBER.fullmatch(t)) and month_header(t) is not None for t in texts)
    numbers = [number for t in texts if (number := month_number(t))]
    follow = follow_each_other(numbers)
    return bool(texts) and all(
        not _NUMBER.fullmatch(t)
        or (months >= _PAIR and month_header(t) is not None)
        or is_sum_header(t)
        or (follow and month_number(t))
        for t in texts
    )


def _parts_of_group(head: list[list[str]], rows: range) -> int:
    """1 when the lowest row only names the parts of one group: filled below one text and the blanks beside it."""
    if len(rows) < _PAIR:
        return 0
    upper, lower = head[rows[-2]], head[rows[-1]]
    filled = [c for c, text in enumerate(lower) if text.strip()]
    if len(filled) < _PAIR or filled[-1] - filled[0] != len(filled) - 1:
        return 0
    rest = [c for c in range(len(upper)) if c not in filled]
    is_group = bool(upper[filled[0]].strip()) and not any(upper[c].strip() for c in filled[1:])
    return int(is_group and len(rest) > _PAIR and all(upper[c].strip() for c in rest))


def _is_lone(cells: list[str], row: int, spans: dict[tuple[int, int], int]) -> bool:
    """Whether a row holds one unmerged text: a title or a unit line, never the upper part of a header."""
    filled = [column for column, text in enumerate(cells) if text.strip()]
    return len(filled) == 1 and (row, filled[0]) not in spans


def looks_like_header(cells: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a row further down could head a second table: two or more known words, no numbers."""
    texts = [c.strip() for c in cells if c.strip()]
    if len(texts) < 2 or not _wordy(texts):
        return False
    known = sum(vocabulary.knows(read_header(t)) for t in texts)
    return known >= 2 and known * 2 >= len(texts)


def repeats(cells: list[str], block: HeaderBlock) -> bool:
    """Whether a row shows the header again."""
    pairs = [(key(c), block.parts[i]) for i, c in enumerate(cells) if c.strip()]
    return len(pairs) >= 2 and sum(k in [key(p) for p in parts] for k, parts in pairs) >= 0.8 * len(pairs)
