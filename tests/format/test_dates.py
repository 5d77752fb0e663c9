"""Days, months and periods in words."""

from datetime import date

import pytest

from sales_core.format import day, month, period_text, short_month
from sales_core.kernel.terms import Period


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2026-05", "2026年5月", "May 2026"),
        ("2026-Q2", "2026年第2季度", "Q2 2026"),
        ("2026", "2026年", "2026"),
        ("2026-01..2026-05", "2026年1月–5月", "Jan–May 2026"),
        ("2025-11..2026-02", "2025年11月–2026年2月", "Nov 2025–Feb 2026"),
        ("2026-05-03", "2026年5月3日", "3 May 2026"),
        ("2026-05-01..2026-05-12", "2026年5月1日–12日", "1–12 May 2026"),
        ("2026-04-01..2026-05-12", "2026年4月1日–5月12日", "1 Apr–12 May 2026"),
        ("2025-12-30..2026-01-02", "2025年12月30日 – 2026年1月2日", "30 Dec 2025 – 2 Jan 2026"),
        ("2025-05-30..2026-05-02", "2025年5月30日 – 2026年5月2日", "30 May 2025 – 2 May 2026"),
    ],
)
def test_periods(text: str, zh: str, en: str) -> None:
    assert period_text(Period.parse(text), "zh") == zh
    assert period_text(Period.parse(text), "en") == en


def test_days_and_months() -> None:
    assert [day(date(2026, 5, 31), locale) for locale in ("zh", "en")] == ["2026年5月31日", "31 May 2026"]
    assert [month(date(2026, 5, 31), locale) for locale in ("zh", "en")] == ["2026年5月", "May 2026"]


def test_a_short_january_carries_its_year() -> None:
    assert [short_month(date(2026, 5, 1), locale) for locale in ("zh", "en")] == ["5月", "May"]
    assert [short_month(date(2026, 1, 1), locale) for locale in ("zh", "en")] == ["26年1月", "Jan 26"]
