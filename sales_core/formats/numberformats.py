"""Which number formats show a number as a date or a time, and turning serials into ISO text."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from sales_core.formats.refusal import Refusal

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LONGEST = 1_000
_CURRENCY_BRACKET = re.compile(r"\[\$([^\]\-]+)(?:-[0-9A-Fa-f]+)?\]")
_QUOTED = re.compile(r'"([^"]*)"')
#: Signs in formats → currency; the longer ones first. `¥` is two currencies, so it is kept.
_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "USD": "USD", "EUR": "EUR", "GBP": "GBP",
    "CNY": "CNY", "RMB": "CNY",
    "HKD": "HKD", "JPY": "JPY", "KRW": "KRW", "INR": "INR", "CHF": "CHF", "€": "EUR", "£": "GBP",
    "₹": "INR", "₩": "KRW",
    "￥": "¥", "¥": "¥", "$": "USD",
}  # fmt: skip

#: Day 60 of the 1900 system is the 29 February 1900 that never was; from 61 on the epoch is this.
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheet dates have no zone
#: Seconds by which binary noise may miss midnight.
DAY_NOISE = 0.001
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a cell of this format holds a day or a time of day. Raises Refusal for a code no program
    writes.

    Elapsed times like `[h]:mm` are durations, not dates.
    """
    if code is None:
        return number in _BUILT_IN
    if len(code) > _LONGEST:
        raise Refusal("E_CORRUPT", sheet="styles", value=f"number format of {len(code)} characters")
    return _has_date_letter(code)


def _has_date_letter(code: str) -> bool:
    """One pass, no pattern matching: quoted text, escapes and brackets are skipped."""
    position, letters = 0, ""
    code = code.split(";", 1)[0]
    while position < len(code):
        character = code[position]
        if character in "\\_*":
            position += 2
        elif character in '"[':
            end = code.find('"' if character == '"' else "]", position + 1)
            if end < 0:
                break
            if character == "[" and code[position + 1 : end].lower() in ("h", "hh", "m", "mm", "s", "ss"):
                return False
            position = end + 1
        else:
            letters += character.lower()
            position += 1
    letters = letters.replace("general", "").replace("am/pm", "").replace("a/p", "")
    return any(letter in letters for letter in "ymdhs") or any(word in letters for word in "年月日")


def whole_seconds(serial: float) -> int:
    """Seconds of a serial, rounded, but never up into the next day: 23:59:59.997 is of its own day."""
    exact = serial * 86_400
    seconds = round(exact)
    return seconds - 1 if seconds % 86_400 == 0 and exact < seconds - DAY_NOISE else seconds


def serial_to_iso(serial: float, *, is_1904: bool) -> str | None:
    """ISO text of a date serial: a date, a date and time, or a time of day for serials below 1.

    None when there is no such day (negative, day 60 of the 1900 system, after 9999).
    """
    if serial < 0 or serial >= 2_958_466:
        return None
    if serial < 1 and serial != 0:
        return (EPOCH_1904 + timedelta(seconds=whole_seconds(serial))).time().isoformat()
    if is_1904:
        moment = EPOCH_1904 + timedelta(seconds=whole_seconds(serial))
    elif 60 <= serial < 61 or serial < 1:
        return None
    else:
        epoch = EPOCH_1900 if serial >= 61 else EPOCH_1900 + timedelta(days=1)
        moment = epoch + timedelta(seconds=whole_seconds(serial))
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()


def named_currency(code: str) -> str:
    """The currency of a number format: `USD` for `[$USD] #,##0` and `$#,##0`, `¥` for `[$¥-804]`; else empty."""
    bracket = _CURRENCY_BRACKET.search(code)
    shown = bracket[1] if bracket else "".join(_QUOTED.findall(code)) or code
    sign = next((sign for sign in _SIGNS if sign in shown.upper()), "")
    return _SIGNS[sign] if sign else ""
