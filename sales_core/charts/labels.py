"""What can be drawn of the values given: finite numbers, round marks, names that fit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal

from sales_core.format import as_decimal
from sales_core.kernel.display_width import display_width
from sales_core.kernel.figure import Figure, FigureState

#: The size or number at the end of a name.
_SIZE = re.compile(r"\s*[0-9][0-9A-Za-z.×x*/\- ]*$")
#: Letters of the name itself that have to be left before its size.
_LEAST = 5

PlotValue = Decimal | float | int | Figure | None


def number(value: PlotValue) -> float | None:
    """A float for drawing; None for missing, withheld, NaN and infinite."""
    if isinstance(value, Figure):
        known = as_decimal(value.value)
        return None if known is None else float(known)
    if value is None:
        return None
    plain = float(value)
    return plain if math.isfinite(plain) else None


def is_missing(value: PlotValue) -> bool:
    """Whether there is nothing to say of `value`; a figure that is withheld is said to be."""
    return value is None or (isinstance(value, Figure) and value.state is FigureState.NONE)


def is_withheld(value: PlotValue) -> bool:
    """Whether `value` cannot be drawn and has a text in place of its number all the same."""
    return isinstance(value, Figure) and value.is_withheld


def numbers(values: Iterable[PlotValue]) -> list[float]:
    """The drawable ones of `values`."""
    return [plain for value in values if (plain := number(value)) is not None]


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round values that cover `low`..`high`, about `count` of them; always at least two."""
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        high = low + max(1.0, abs(low) * 1e-6)
    rough = (high - low) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    # As fine as the step, however small: a fixed number of places would make all marks of a tiny range one.
    places = 3 - math.floor(math.log10(step))
    return [round(i * step, places) for i in range(first, last + 1)]


def shortened(name: str, width: int = 14) -> str:
    """`name` cut to about `width` Latin letters; a Chinese character counts two. Hovers carry it whole.

    A size at its end (280g, 12×500ml) is kept: it may be all that tells two names apart.
    """
    if display_width(name) <= width:
        return name
    found = _SIZE.search(name)
    size = found[0].strip() if found else ""
    if not size or display_width(size) > width - _LEAST:
        size = ""
    room = width - display_width(size) - 1
    while name and display_width(name) > room:
        name = name[:-1]
    return f"{name.rstrip()}…{size}"
