"""What a generated table is: its bytes, what is true of it, and the words that nobody has put together before.

`SPELLED` and `word` give headers of the vocabulary in nine languages; the truth is computed beside the cells, not from them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

import openpyxl

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.header_words import EVERY_DATASET, header_words
from sales_core.recognition.header_names import key

LANGUAGES = ("zh", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "pt")
Cells = list[list[object]]
Columns = list[tuple[str, Sequence[object]]]
D = Decimal

#: A table that is cut off from its figures may be refused: a column that is needed, a date, an empty cell that is needed.
TRUE_REASONS = frozenset(("E_MISSING_COLUMN", "E_NO_TABLE", "E_REQUIRED", "E_OTHER_KIND"))

#: Simplified characters of headers → the traditional ones; written here, so that the product's own table is not its test.
_TRADITIONAL = str.maketrans(
    "产数额单价销员业务区编号货类别项订发库仓实总计币种税门县国规点电话备开据达预费净损积进转领体时间结余账户应标称条码买卖还运营组织状态处无换环节铺范围权导购来过让选择优满减赠记录",
    "產數額單價銷員業務區編號貨類別項訂發庫倉實總計幣種稅門縣國規點電話備開據達預費淨損積進轉領體時間結餘賬戶應標稱條碼買賣還運營組織狀態處無換環節鋪範圍權導購來過讓選擇優滿減贈記錄",
)


@dataclass(frozen=True)
class Case:
    """One file. `dataset`: what it holds; empty when no dataset does, then it may never load."""

    name: str
    content: bytes
    dataset: str
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    """Field → its true sum."""
    notes: str = ""
    must_ask: bool = False
    """Two readings are true, so it may not load without a question."""
    days: tuple[date, ...] = ()
    """The different days of the rows, where they are part of what is true."""
    different: Mapping[str, int] = field(default_factory=dict)
    """Field → how many different values it holds, where that is part of what is true."""
    constants: Mapping[str, object] = field(default_factory=dict)
    """Field → the one value that every row holds."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What a person answers who knows; then the sums hold."""
    also: str = ""
    """The other dataset that the table holds once answered; its figures are among the sums."""
    refusals: frozenset[str] = TRUE_REASONS
    """The reasons for which it may be refused."""


Maker = Callable[[Random], Case]


def delimited(rows: Sequence[Sequence[object]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as delimited text."""
    out = io.StringIO()
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(cells)
    return out.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """Sheets of rows as a workbook."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(out)
    return out.getvalue()


@cache
def words(dataset: str, column: str, language: str) -> tuple[str, ...]:
    """Headers that mean the column in a language: those of the vocabulary, and its label in Chinese and English."""
    if language == "zh-Hant":
        return tuple(word.translate(_TRADITIONAL) for word in words(dataset, column, "zh"))
    kind = product().dataset(dataset)
    meant: dict[str, set[str]] = {}
    for one in kind.readable_columns:
        for name in (one.id, *one.aliases, one.label.in_("zh"), one.label.in_("en")):
            meant.setdefault(key(name), set()).add(one.id)
    for other in header_words():
        if other.dataset == dataset:
            meant.setdefault(key(other.word), set()).add(other.column)
    found = [
        w.word
        for w in header_words()
        if w.column == column
        and w.language == language
        and (w.dataset == dataset or (w.dataset == EVERY_DATASET and key(w.word) not in meant))
        and meant.get(key(w.word), {column}) == {column}
    ]
    if language in ("zh", "en"):
        found.append(kind.column(column).label.in_("zh" if language == "zh" else "en"))
    return tuple(found) or words(dataset, column, "en")


def word(rng: Random, dataset: str, column: str, language: str) -> str:
    """One of them, in a case and spacing of its own."""
    text = rng.choice(words(dataset, column, language))
    if text.isascii() and rng.random() < 0.3:
        text = rng.choice((text.upper(), text.lower(), text.replace(" ", "_"), text.replace(" ", "")))
    return text


def spelled(rng: Random, texts: Mapping[str, Sequence[str]], language: str) -> str:
    """One of the texts in a language; traditional characters from the simplified ones, English where there is none."""
    if language == "zh-Hant":
        return spelled(rng, texts, "zh").translate(_TRADITIONAL)
    return rng.choice(texts.get(language) or texts["en"])


def some_days(rng: Random, count: int) -> list[date]:
    """Days of one month of 2026."""
    start = date(2026, rng.randint(1, 9), 1)
    return [start + timedelta(days=rng.randint(0, 27)) for _ in range(count)]


def some_amounts(rng: Random, count: int, most: int = 9000) -> list[Decimal]:
    """Amounts in cents."""
    return [D(rng.randint(100, most * 100)) / 100 for _ in range(count)]


def table(rng: Random, columns: Columns) -> Cells:
    """The columns in any order under their headers."""
    order = list(columns)
    rng.shuffle(order)
    return [[header for header, _ in order], *[list(row) for row in zip(*(values for _, values in order), strict=True)]]


def sales_lines(rng: Random, language: str, count: int) -> Columns:
    """Date, document, customer and product of sales lines."""
    return [
        (word(rng, "sales", "date", language), sorted(some_days(rng, count))),
        (word(rng, "sales", "order_no", language), [f"SO{1000 + n}" for n in range(count)]),
        (word(rng, "sales", "customer_name", language), [f"Kunde {rng.choice('ABCDE')}" for _ in range(count)]),
        (word(rng, "sales", "product_name", language), [f"Ware {rng.choice('VWXYZ')}" for _ in range(count)]),
    ]


def total_of(values: Sequence[Decimal]) -> Decimal:
    """Their sum."""
    return sum(values, D(0))
