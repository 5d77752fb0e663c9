"""Another form of a figure is no difference; another figure is."""

import pytest

from tests.oracle.compare import compare
from tests.oracle.figure_form import same_figures


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("60% ▲", "60.0% ▲"),
        ("1234.5", "¥1,234.50"),
        ("3天", "3.0 天"),
        ("¥1,234", "¥1,235"),
        ("0.8765432", "87.65%"),
        ("¥123M · 12%", "¥123.5M · 12.3%"),
        ("净销售额 (¥) | 5", "净销售额 | 5"),
        ("text: a, 60% … 45 in all, 0123456789abcdef0123", "text: a, 60.0% … 45 in all, 9993456789abcdef0123"),
        ("12.5000 (#,##0.00) | 0.5 (0.0%)", '12.5000 ("¥"#,##0.00;"−¥"#,##0.00) | 0.5 (#,##0.00%;"−"#,##0.00%)'),
    ],
)
def test_the_same_figure(old: str, new: str) -> None:
    assert same_figures(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 rows", "6 rows"),
        ("¥123M", "¥125.5M"),
        ("−5%", "5.0%"),
        ("Sales 5", "Costs 5"),
        ("5", "5 6"),
        ("2026-05-01", "2026-05-02"),
        ("0.5 … 45 in all, 0123456789abcdef0123", "0.5 … 46 in all, 0123456789abcdef0123"),
        ("12.50", "12.52"),
    ],
)
def test_another_figure(old: str, new: str) -> None:
    assert not same_figures(old, new)


def test_only_what_people_read_may_change_its_form() -> None:
    assert not compare("tiny/pages", {"a": ["12%"]}, {"a": ["12.0%"]}, {})
    assert compare("tiny/figures", {"a": ["0.12"]}, {"a": ["0.120"]}, {})
