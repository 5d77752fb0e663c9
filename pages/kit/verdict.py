"""The sentence on where sales stand against target at this point of the period."""

from __future__ import annotations

from pages.kit.amounts import Row, amount, plain
from pages.kit.context import PageContext
from sales_core.format.numbers import as_decimal
from sales_core.kernel.query import Result

#: Less than this is neither ahead nor behind.
CALM_DAYS = 0.5

METRICS = (
    "net_sales",
    "target",
    "achievement",
    "expected_to_date",
    "pace",
    "gap",
    "gap_to_pace",
    "days_ahead",
    "needed_per_day",
    "yoy",
    "line_count",
)
LANDING = ("landing", "landing_low", "landing_high", "landing_achievement")


def verdict(page: PageContext, result: Result) -> str:
    """Ahead or behind by days and money, where it lands; says plainly when there is no target."""
    row = result.one()
    said = {
        "sales": page.compact("net_sales", row.get("net_sales")),
        "share": page.compact("achievement", row.get("achievement")),
    }
    if as_decimal(row.get("target")) is None or amount(row, "target") <= 0:
        return page.t("verdict.no_target", **said, yoy=page.compact("yoy", row.get("yoy")))
    if not result.partial:
        return _over(page, row, said)
    return _running(page, row, said)


def _over(page: PageContext, row: Row, said: dict[str, str]) -> str:
    gap = amount(row, "gap")
    key = "verdict.reached" if gap >= 0 else "verdict.missed"
    return page.t(key, **said, gap=page.compact("gap", abs(gap)))


def _running(page: PageContext, row: Row, said: dict[str, str]) -> str:
    days = plain(row, "days_ahead")
    if days is None:
        return page.t("verdict.running", **said)
    said |= {
        "days": f"{abs(days):.1f}",
        "gap": page.compact("gap_to_pace", abs(amount(row, "gap_to_pace"))),
        "needed": page.compact("needed_per_day", row.get("needed_per_day")),
    }
    if abs(days) < CALM_DAYS:
        return page.t("verdict.on_pace", **said)
    return page.t("verdict.ahead" if days > 0 else "verdict.behind", **said)


def is_empty(row: Row) -> bool:
    """Whether the selection has neither a sales line nor a target."""
    return not row.get("line_count") and row.get("target") is None


def landing_text(page: PageContext, row: Row) -> str:
    """`落点 ¥1.02亿（¥9,800万 ~ ¥1.07亿），为目标的 96%`; empty when history does not allow one."""
    if as_decimal(row.get("landing")) is None:
        return ""
    said = {name: page.compact(name, row.get(name)) for name in LANDING}
    key = "verdict.landing" if as_decimal(row.get("landing_achievement")) is not None else "verdict.landing_only"
    return page.t(key, **said)
