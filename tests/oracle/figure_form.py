"""Whether two texts say the same figures in another form: `60%` and `60.0%`, `1234.5` and `¥1,234.50`, `3天` and `3.0 天`.

Version 0.1 wrote one figure in five ways; there is one now. What is written has to be the same figure still: each is
read as a number, and the two may be apart by no more than the rounding of the shorter one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import zip_longest

_SCALES = {"亿": 8, "万": 4, "B": 9, "M": 6, "K": 3, "%": -2}
_FIGURE = re.compile(
    r"(?P<sign>[−+±-]?)(?P<symbol>CN¥|HK\$|A\$|[A-Z]{3} |[¥$€£]|)(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<scale>亿|万|[KMB%](?![A-Za-z])|)(?: ?(?:天|d|pp|个百分点|×)(?![A-Za-z]))?"
)
#: What was cut off and hashed: its items are seen only as far as they are shown.
_HASH = re.compile(r"( … \d+ in all|\d+ rows), [0-9a-f]{20}$")
_CURRENCY = re.compile(r" ?\((?:¥|\$|€|A\$)\)")
#: The number format behind a number of a workbook.
_CELL_FORMAT = re.compile(r" \((?=[^()]*[#0])[#0,.%;\"¥$€−\-\[\]A-Za-z 天×]+\)")


def same_figures(old: str, new: str) -> bool:
    """Whether the texts differ in the form of their figures only."""
    old, new = (_CELL_FORMAT.sub("", _CURRENCY.sub("", _HASH.sub(r"\1", text))) for text in (old, new))
    if _words(old) != _words(new):
        return False
    pairs = list(zip_longest(_FIGURE.finditer(old), _FIGURE.finditer(new)))
    return all(left and right and _near(left, right) for left, right in pairs)


def _words(text: str) -> str:
    """The text without its figures, without white space and at most one stroke: widths of columns decide on those."""
    return re.sub(r"─+", "─", re.sub(r"\s+", "", _FIGURE.sub("#", text)))


def _near(left: re.Match[str], right: re.Match[str]) -> bool:
    """Half a last digit apart; a whole one where both are rounded, as 0.1 rounded halves to the even digit."""
    (a, step_a), (b, step_b) = (_value(found) for found in (left, right))
    are_rounded = all(found["symbol"] or found["scale"] for found in (left, right))
    return abs(a - b) <= ((step_a + step_b) if are_rounded else max(step_a, step_b)) * Decimal("0.5001")


def _value(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The number and the size of its last digit."""
    number = Decimal(found["number"].replace(",", ""))
    scale = Decimal(10) ** _SCALES.get(found["scale"], 0)
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return (-number if found["sign"] in {"−", "-"} else number) * scale, step * scale
