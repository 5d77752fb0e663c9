"""The shapes of numbers, dates and periods: data for the formatter, not sentences.

`format.steps`: `power of ten:word`, largest first. Date patterns are Unicode's; a `|` divides the pattern of the first
day from that of the last.
"""

TEXTS: dict[str, str] = {
    "format.babel": "zh_Hans_CN",
    "format.steps": "8:亿 4:万",
    "format.days": "{number} 天",
    "format.minutes": "{number} 分钟",
    "format.points": "{number} 个百分点",
    "format.day": "y年M月d日",
    "format.month": "y年M月",
    "format.month_short": "M月",
    "format.january_short": "yy年M月",
    "format.quarter": "{year}年第{quarter}季度",
    "format.year": "y年",
    "format.days_of_month": "y年M月d日–|d日",
    "format.days_of_year": "y年M月d日–|M月d日",
    "format.days_of_years": "y年M月d日 – |y年M月d日",
    "format.months_of_year": "y年M月–|M月",
    "format.months_of_years": "y年M月–|y年M月",
}
