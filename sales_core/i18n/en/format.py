"""The shapes of numbers, dates and periods: data for the formatter, not sentences.

`format.steps`: `power of ten:word`, largest first. Date patterns are Unicode's; a `|` divides the pattern of the first
day from that of the last.
"""

TEXTS: dict[str, str] = {
    "format.babel": "en_US",
    "format.steps": "9:B 6:M 3:K",
    "format.days": "{number} d",
    "format.minutes": "{number} min",
    "format.points": "{number} pp",
    "format.day": "d MMM y",
    "format.month": "MMM y",
    "format.month_short": "MMM",
    "format.january_short": "MMM yy",
    "format.quarter": "Q{quarter} {year}",
    "format.year": "y",
    "format.days_of_month": "d–|d MMM y",
    "format.days_of_year": "d MMM–|d MMM y",
    "format.days_of_years": "d MMM y – |d MMM y",
    "format.months_of_year": "MMM–|MMM y",
    "format.months_of_years": "MMM y–|MMM y",
}
