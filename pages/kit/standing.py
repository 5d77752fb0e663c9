"""The cards of where sales stand: the same on Overview and Targets."""

from __future__ import annotations

from pages.kit import cards
from pages.kit.amounts import Row, amount, plain, share
from pages.kit.cards import Against, Card
from pages.kit.context import PageContext
from sales_core.format import numbers
from sales_core.kernel.query import Result


def sales_card(page: PageContext, result: Result) -> Card:
    """Net sales with a bar to the target, the mark of the pace, days ahead and growth."""
    row = result.one()
    target = amount(row, "target")
    return Card(
        "net_sales",
        result.query,
        row.get("net_sales"),
        against=(*_days(page, row), _growth(page, row)),
        note=_of_target(page, row),
        lead=True,
        share=share(amount(row, "net_sales"), target),
        pace=share(amount(row, "expected_to_date"), target),
    )


def _of_target(page: PageContext, row: Row) -> str:
    if amount(row, "target") <= 0:
        return page.t("verdict.without_target")
    part, target = (page.compact(name, row.get(name)) for name in ("achievement", "target"))
    return page.t("standing.of_target", share=part, target=target)


def landing_card(page: PageContext, result: Result) -> Card:
    """Where the period lands: base, range, share of target."""
    row = result.one()
    part = plain(row, "landing_achievement")
    against: tuple[Against, ...] = ()
    if part is not None:
        tone = "flat" if abs(part - 1) < 0.005 else "good" if part > 1 else "bad"
        said = page.compact("landing_achievement", part)
        against = (Against(said, page.t("standing.of_the_target"), tone, part >= 1),)
    low, high = (page.compact(name, row.get(name)) for name in ("landing_low", "landing_high"))
    note = page.t("standing.range", low=low, high=high) if row.get("landing") is not None else ""
    return Card("landing", result.query, row.get("landing"), against=against, note=note)


def pace_card(page: PageContext, result: Result) -> Card:
    """Money behind or ahead of the pace, with what is needed a day."""
    row = result.one()
    gap = row.get("gap_to_pace") if result.partial else row.get("gap")
    metric = "gap_to_pace" if result.partial else "gap"
    note = ""
    if result.partial and row.get("needed_per_day") is not None:
        note = page.t("standing.needed", amount=page.compact("needed_per_day", row.get("needed_per_day")))
    return Card(metric, result.query, gap, against=_days(page, row), note=note)


def _days(page: PageContext, row: Row) -> tuple[Against, ...]:
    days = plain(row, "days_ahead")
    if days is None:
        return ()
    tone = cards.tone("days_ahead", days if abs(days) >= 0.05 else 0.0)
    key = "standing.days_ahead" if days >= 0 else "standing.days_behind"
    return (Against(numbers.compact(abs(days), "days", page.locale), page.t(key), tone, days >= 0),)


def _growth(page: PageContext, row: Row) -> Against:
    growth = plain(row, "yoy")
    if growth is None:
        return Against(numbers.DASH, page.t("shell.vs_last_year"))
    return Against(
        numbers.growth(growth, page.locale),
        page.t("shell.vs_last_year"),
        cards.tone("yoy", growth),
        growth >= 0,
    )
