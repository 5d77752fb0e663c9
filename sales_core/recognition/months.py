"""Months and years in headers, titles, file names and sheet names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sales_core.catalogue.month_words import MONTH_NAMES, MONTHS_AMONG_MONTHS
from sales_core.kernel.terms import Period
from sales_core.recognition.header_names import normalise_text

_CHINESE = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
#: Spellings beside those of CLDR: without accents, or longer than the short ones.
_MORE = (
    "",
    "febr fevr fevrier",
    "marz mrz maerz maart",
    "",
    "",
    "",
    "juillet",
    "aout ags",
    "sep sept",
    "",
    "",
    "decembre",
)
_NAMES = {
    written: number
    for names in (*MONTH_NAMES.values(), _MORE)
    for number, spellings in enumerate(names, start=1)
    for spelling in spellings.split()
    for written in (spelling, spelling.replace("ı", "i"))  # capitals of Turkish names lose which i it was
    if spelling not in MONTHS_AMONG_MONTHS
}
_WORD = "|".join(sorted(_NAMES, key=len, reverse=True))
_TAIL = r"(?:份|销售)?(?:目标|计划|任务|预算|指标|target|plan|budget|quota)?(?:额|数|金额)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-/.年]\s?(?P<m>\d{1,2})(?:[-/.]0?1(?:[t ]\S*)?|月(?:1日)?)?" + _TAIL,
        r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])" + _TAIL,
        r"(?:(?P<y2>\d{2})年)?(?P<m>\d{1,2})月" + _TAIL,
        r"(?P<c>十?[一二三四五六七八九十])月" + _TAIL,
        rf"(?P<w>{_WORD})\.?(?:[-/ ']*(?P<y>\d{{4}}|\d{{2}}))?",
        rf"(?P<y>\d{{4}})[-/ ]?(?P<w>{_WORD})\.?",
        r"m(?P<m>\d{1,2})",
        r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)",
    )
)
_SUM = re.compile(
    r"(?:.*年)?(?:合计|总计|小计|全年|年度|年度合计|全年合计|累计|上半年|下半年|(?:第)?[一二三四1-4]季度?(?:合计|小计)?|[qh][1-4]"
    r"|(?:20\d\d)?[- ]?q[1-4](?:[- ]?20\d\d)?|total|grand total|sum|ytd|full year|fy\d*|year|20\d\d年?|[一二三四1-4]季)"
)
_HALF = {"上": 1, "下": 2}
_AT_YEAR = r"(?:(?P<y>20\d\d)年?[- ]?)?"
_SPANS = (
    (
        re.compile(
            _AT_YEAR + r"(?:第|q|t|quarter )?(?P<n>[一二三四1-4])(?:季度|季|四半期|분기|q|. quartal)?"
            r"(?:[- ]?(?P<z>20\d\d))?" + _TAIL
        ),
        3,
    ),
    (re.compile(_AT_YEAR + r"(?P<n>[上下])半年(?P<z>)" + _TAIL), 6),
    (re.compile(_AT_YEAR + r"h(?P<n>[12])(?:[- ]?(?P<z>20\d\d))?"), 6),
)  # fmt: skip
_IS_SPAN = re.compile(r"季|q|半|분기|四半期|quart|h[12]", re.IGNORECASE)
_NAMED = (
    re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{6}(?!\d)|(?!\d))"),
    re.compile(r"(?<!\d)(20\d\d)[-_/.年]?(0[1-9]|1[0-2]|[1-9](?=月))(?:月)?(?!\d)(?:[-_/.日]?(0[1-9]|[12]\d|3[01])(?!\d))?"),
    re.compile(r"(?<!\d)(20\d\d)年\s?(\d{1,2})月(?:\s?(\d{1,2})日)?"),
    re.compile(r"(?<!\d)(20\d\d)[-_/.](\d{1,2})(?!\d)(?:[-_/.](\d{1,2})(?!\d))?"),
)  # fmt: skip
_YEAR_HEADER = re.compile(r"(?:fy|jahr|année|año)?\s?(20\d\d)\s?(?:年度?|년)?")
_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?:\.0)?")
#: Numbers that follow each other: fewer may be grades, or stretches of a week.
_TOGETHER = 4
#: Years that a header may be of: 1179.2 is an amount.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


def month_header(text: str) -> tuple[int | None, int] | None:
    """(year or None, month) when a header names a month: `1月`, `Jan-26`, `2026-05`, `2026年5月目标`."""
    words = normalise_text(text).replace(" 00:00:00", "").replace("\u0307", "")
    for form in _FORMS:
        found = form.fullmatch(words)
        if found is None:
            continue
        parts = found.groupdict()
        year = parts.get("y") or parts.get("y2")
        month = _NAMES.get(parts.get("w") or "") or _CHINESE.get(parts.get("c") or "") or int(parts["m"])
        if 1 <= month <= 12 and (not year or _FIRST_YEAR <= _full_year(int(year)) <= _LAST_YEAR):
            return (_full_year(int(year)) if year else None), month
    return None


def month_number(text: str) -> int | None:
    """The number from 1 to 12 that is all a text says; a month where others beside it follow each other."""
    found = _NUMBER.fullmatch(normalise_text(text))
    return int(found[1]) if found else None


def follow_each_other(numbers: Sequence[int]) -> bool:
    """Whether numbers of months are enough and each is that of the next month, once only."""
    follows = all(later == earlier % 12 + 1 for earlier, later in pairwise(numbers))
    return follows and _TOGETHER <= len(numbers) == len(set(numbers))


def month_among_months(text: str) -> int | None:
    """The month that a header names only where others beside it name months: `set`, `out`."""
    return MONTHS_AMONG_MONTHS.get(normalise_text(text).rstrip("."))


def year_header(text: str) -> int | None:
    """The year when a header is nothing but a year: `2025年`, `FY2026`."""
    found = _YEAR_HEADER.fullmatch(normalise_text(text))
    return int(found[1]) if found else None


def _full_year(year: int) -> int:
    return year if year > 99 else 2000 + year


def span_header(text: str) -> tuple[int | None, int, int] | None:
    """(year or None, first month, number of months) when a header names a quarter or half a year: `Q1`, `上半年`."""
    words = normalise_text(text)
    for form, span in _SPANS if _IS_SPAN.search(words) else ():
        found = form.fullmatch(words)
        if found is not None:
            year = found["y"] or found["z"]
            number = _CHINESE.get(found["n"]) or _HALF.get(found["n"]) or int(found["n"])
            return (_full_year(int(year)) if year else None), (number - 1) * span + 1, span
    return None


def is_sum_header(text: str) -> bool:
    """Whether a header between months adds some of them up: `合计`, `Q1`, `上半年`."""
    return bool(_SUM.fullmatch(normalise_text(text)))


def named_period(text: str) -> Period | None:
    """The day or month that a title, file name or sheet name states; None when it states none or several."""
    found = {p for form in _NAMED for m in form.finditer(text) if (p := _period(m)) is not None}
    months = {Period.month_of(p.start) for p in found}
    if len(months) != 1:
        return None
    days = [p for p in found if p.days == 1]
    return days[0] if len(days) == 1 else next(iter(months))


def _period(found: re.Match[str]) -> Period | None:
    try:
        year, month = int(found[1]), int(found[2])
        if found[3]:
            day = date(year, month, int(found[3]))
            return Period(day, day)
        return Period.month(year, month)
    except ValueError:
        return None


def named_year(text: str) -> int | None:
    """The one year that a text states, else None."""
    years = {int(y) for y in _YEAR.findall(text)} | {p.start.year for p in [named_period(text)] if p}
    return years.pop() if len(years) == 1 else None
