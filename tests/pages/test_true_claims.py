"""What a page claims is true of the days it speaks for: comparisons, age of the data, months without rows.

Expected figures are worked out by hand from the rows in `tiny.py`, whose last day is 2026-05-20.
"""

from datetime import date, timedelta

import pytest

from sales_core.api import Ask, CardRow, OpenBoard, Period, board
from sales_core.boards.cards import comparison_name
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything, receivables


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("true"), **everything())


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """1,000 a day from January to 20 May 2026 against 40,000 a month: silence for days is not usual here."""
    first = date(2026, 1, 1)
    days = [first + timedelta(days=step) for step in range((date(2026, 5, 20) - first).days + 1)]
    sales = [{"date": day, "order_no": f"{day}", "branch": "SH", "customer": "C1", "amount": 1_000} for day in days]
    targets = [
        {"month": f"2026-{month:02d}", "branch": "SH", "measure": "net_sales", "target": 40_000}
        for month in range(1, 13)
    ]
    return Stage.of(tmp_path_factory.mktemp("daily"), sales=sales, targets=targets)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    return monkeypatch


def opened(stage: Stage, name: str, period: str, locale: str = "en", **choices: str) -> OpenBoard:
    return OpenBoard(board(name), Ask(LOCAL_ADMIN, 1, Period.parse(period), (), choices, locale), stage.workspace)


def compared(stage: Stage, name: str, block: str, metric: str, period: str) -> tuple[str, str]:
    """Change and label of a card's comparison."""
    row = opened(stage, name, period).block(block)
    assert isinstance(row, CardRow)
    (line,) = next(card for card in row.cards if card.metric == metric).comparisons
    return line.text, line.label


@pytest.mark.parametrize("period", ["2026-05", "2026-Q2", "2026", "2026-01..2026-05"])
def test_a_balance_is_compared_with_the_same_day_whatever_the_period(stage: Stage, period: str) -> None:
    # Overdue on 20 May: C1 70,000 − 20,000, C2 30,000; on 20 April: C2 alone.
    wanted = ("+166.7%", "vs 20 Apr 2026")
    assert compared(stage, "receivables", "cards", "receivables_overdue", period) == wanted


@pytest.mark.parametrize(
    "period, label",
    [
        ("2026-05", "vs last month"),
        ("2026-Q2", "vs the quarter before"),
        ("2026-04..2026-05", "vs 1 Feb–20 Mar 2026"),
        ("2026", "vs last year"),
    ],
)
def test_what_happened_is_compared_with_the_stretch_that_the_label_names(stage: Stage, period: str, label: str) -> None:
    context = opened(stage, "overview", period).context
    result = context.result("net_sales", compare=Compare.LAST_MONTH)
    assert comparison_name(context, result, "net_sales") == label


@pytest.mark.parametrize(
    "locale, said", [("zh", "2026年6月还没有载入销售"), ("en", "No sales loaded for Jun 2026 yet")]
)
@pytest.mark.parametrize("page", ["overview", "targets"])
def test_a_month_without_sales_claims_nothing(stage: Stage, page: str, locale: str, said: str) -> None:
    app = stage.show(page, locale=locale, period="2026-06")
    text = words(app)
    assert said in text
    for claim in ("—，", "没有一个低于", "都跟上进度", "Nobody", "keeps pace", "keep pace", "没有设定目标"):
        assert claim not in text, claim


def test_nothing_is_needed_a_day_once_the_period_is_over(daily: Stage, today: pytest.MonkeyPatch) -> None:
    for page in ("overview", "targets"):
        while_it_runs = words(daily.show(page, locale="en"))
        assert "a day needed" in while_it_runs
        assert not daily.show(page).warning
    today.setenv("SALES_TODAY", "2026-06-25")
    for page in ("overview", "targets"):
        later = words(daily.show(page, locale="en"))
        assert "needed" not in later
    assert "days behind on 20 May 2026" in later
    assert "later sales are not loaded yet" in later
    late = daily.show("overview", locale="en")
    assert "On 20 May 2026: " in words(late).replace("\\", "")
    assert "the period is over, its data are not" in words(late)
    assert [warning.value for warning in late.warning] == ["Data end 20 May 2026, 36 days ago"]


def test_a_finished_month_has_no_days_ahead_or_behind(stage: Stage) -> None:
    row = opened(stage, "overview", "2026-04").block("standing")
    assert isinstance(row, CardRow)
    assert not [
        line for card in row.cards for line in card.comparisons if "ahead" in line.label or "behind" in line.label
    ]


def test_one_of_one_is_not_counted(stage: Stage) -> None:
    app = stage.show("targets", {"level": "region"}, locale="en", region=["North"])
    assert "1 of 1" not in words(app)


def test_limits_are_not_praised_where_there_are_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = Stage.of(tmp_path_factory.mktemp("bare"), receivables=receivables())
    assert "No customer has a credit limit" in words(bare.show("receivables", {"view": "credit"}, locale="en"))
