"""Terms of payment as days of credit: 月结30天, 现结, 货到付款, NET 30, 30 days, 2/10 net 30."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from sales_core.kernel.problems import Severity
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.number_words import plain_digits
from sales_core.recognition.numbers import NIL
from sales_core.recognition.parsed import ColumnCells, Parsed, by_text

_CASH = re.compile(
    r"(?:现结|现付|现金|现款(?:现货)?|款到发货|先款后货|货到付款|预付(?:款)?|预收|当日|即期|立即付款)"
    r"|cash(?: on delivery)?|cod|cia|prepaid|prepayment|in advance|due (?:on|upon) receipt|immediate(?:ly)?"
    r"|sofort|vorkasse|contado|comptant|0 days?"
)
_DAYS = re.compile(
    r"(?:\d+(?:\.\d+)?%?\s?/\s?\d+,?\s*)?(?:net|n|账期|信用期|开票后|票到|货到|月结|netto|a)?\s?[:：]?\s?(\d{1,3})"
    r"\s?(?:天|日|days?|d|tage|jours|días|dias)?(?:\s?(?:账期|付款|内付款|内|net|netto))?"
)
_MONTH_END = re.compile(r"月结|eom|end of month")


def parse_terms(cells: ColumnCells) -> Parsed:
    """Whole days; W_TERMS_MONTH_END for terms from the end of the month, which are counted from the document."""

    def read(text: str) -> tuple[int | None, str]:
        word = plain_digits(normalise_text(text))
        if word in NIL or not word:
            return None, ""
        if _CASH.fullmatch(word):
            return 0, ""
        bare = re.sub(r"\s*(?:eom|end of month)\s*", "", word)
        found = _DAYS.fullmatch(bare) or re.fullmatch(r"(\d{1,3})\.0+", bare)
        if found is None:
            return (30, "W_TERMS_MONTH_END") if word in ("月结", "eom") else (None, "E_NUMBER")
        return int(found[1]), "W_TERMS_MONTH_END" if _MONTH_END.search(word) else ""

    values, found = by_text(cells, read, pa.int64())
    parsed = Parsed(values)
    parsed.add("E_NUMBER", Severity.ERROR, cells.rows_of(found.get("E_NUMBER", ())))
    parsed.add("W_TERMS_MONTH_END", Severity.WARNING, np.asarray(cells.rows_of(found.get("W_TERMS_MONTH_END", ()))))
    return parsed
