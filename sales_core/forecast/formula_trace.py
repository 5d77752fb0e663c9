"""The formulas of what is computed from the calendar and from history, with every value put in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales_core.forecast.outlook import ERRORS_NEEDED, Later, Outlook, Rest, outlook, rests
from sales_core.forecast.progress import Progress, decimal, needed_per_day, position
from sales_core.format import FormulaNumber, FormulaTerms
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

Row = dict[str, Value]


def needed(row: Row, progress: Progress) -> Text | None:
    """(target − actual) ÷ remaining selling days = needed a day; None where none is told."""
    result = needed_per_day(row, progress)
    if result is None:
        return None
    return _said(
        "needed" if result else "needed_reached", target=_money(row["target"]), actual=_money(row["net_sales"]),
        days=progress.remaining, result=_money(result),
    )  # fmt: skip


def expected(row: Row, progress: Progress) -> Text | None:
    """Targets of months over + the closing month's × its share due = expected to date; None without targets."""
    due, target = decimal(row.get("expected_to_date")), decimal(row.get("target_closing_month")) or Decimal(0)
    if due is None:
        return None
    over = due - target * Decimal(f"{progress.share:.8f}")
    return _said(
        "expected", over=_money(over), target=_money(target), share=_share(progress.share), elapsed=progress.elapsed,
        total=progress.total, result=_money(due),
    )  # fmt: skip


def days_ahead(row: Row, progress: Progress) -> Text | None:
    """The selling day on the curve − elapsed days = days ahead, and how the place on the curve was found."""
    found = position(row, progress)
    if found is None:
        return None
    first = _said(
        "days_ahead", day=_days(found.day), elapsed=progress.elapsed, result=_days(found.day - progress.elapsed)
    )
    then = _said(
        "position", day=_days(found.day), total=progress.total, reached=_share(found.reached),
        actual=_money(row["net_sales"]), expected=_money(row["expected_to_date"]),
        target=_money(row["target_closing_month"]), share=_share(progress.share),
    )  # fmt: skip
    return Text.lines(first, then)


def landing(row: Row, progress: Progress) -> Text | None:
    """Sales to date + what is expected of the remaining days = landing, and where each part comes from."""
    found = outlook(row, progress)
    return Text.lines(_whole(found, progress), *_parts(found, progress)) if found else None


def landing_low(row: Row, progress: Progress) -> Text | None:
    """As `landing`, with what is expected times the factor of the low end."""
    return _end(row, progress, 0)


def landing_high(row: Row, progress: Progress) -> Text | None:
    """As `landing`, with what is expected times the factor of the high end."""
    return _end(row, progress, 1)


def landing_achievement(row: Row, progress: Progress) -> Text | None:
    """Landing ÷ target = achievement, and how the landing came about; None without a target."""
    found, target = outlook(row, progress), row.get("target")
    if found is None or not isinstance(target, Decimal) or target <= 0:
        return None
    base = found.at(1.0)
    first = _said(
        "ratio", above=_money(base), below=_money(target), result=FormulaNumber(float(base / target), Unit.PERCENT)
    )
    return Text.lines(first, _whole(found, progress), *_parts(found, progress))


def _whole(found: Outlook, progress: Progress) -> Text:
    """The landing as a sum."""
    base = _money(found.at(1.0))
    if found.rest is None or found.later is None:
        return _said("over", result=base)
    values = {"actual": _money(found.actual), "days": progress.remaining, "result": base}
    if not progress.later_days:
        return _said("landing", rest=_money(found.rest.amount), **values)
    values["days"] = progress.remaining - progress.later_days
    return _said(
        "landing_later", rest=_money(found.rest.amount), later=_money(found.later.amount),
        later_days=progress.later_days, **values,
    )  # fmt: skip


def _end(row: Row, progress: Progress, end: int) -> Text | None:
    found = outlook(row, progress)
    if found is None:
        return None
    if found.spread is None:
        return _whole(found, progress)
    factor = found.factors[end]
    first = _said(
        "landing_end", actual=_money(found.actual), ahead=_money(found.ahead), factor=_factor(factor),
        days=progress.remaining, result=_money(found.at(factor)),
    )  # fmt: skip
    return Text.lines(first, _told(found, factor), _whole(found, progress), *_parts(found, progress))


def _told(found: Outlook, factor: float) -> Text:
    """Where the factor of a low or high end comes from."""
    spread = found.spread
    if spread is None or not spread.factors:
        return _said("factor_plain", factor=_factor(factor), needed=ERRORS_NEEDED)
    key = "factor_low" if factor == spread.low else "factor_high"
    return _said(
        key, factor=_factor(factor), factors=FormulaTerms(tuple(_factor(each) for each in spread.factors), " · ")
    )


def _parts(found: Outlook, progress: Progress) -> list[Text]:
    rest = _rest(found, found.rest, progress) if found.rest else []
    return rest + (_later(found.later, progress) if found.later and progress.later_days else [])


def _rest(found: Outlook, rest: Rest, progress: Progress) -> list[Text]:
    """How the rest of the closing month was read, a line for each reading."""
    lines = []
    weights = {"share": _share(progress.share), "left": _share(1 - progress.share)}
    if rest.from_curve is not None and rest.mean is not None:
        curve, mean = _money(rest.from_curve), _money(rest.mean)
        lines.append(_said("weighed", rest=_money(rest.amount), curve=curve, mean=mean, **weights))
    if rest.from_curve is not None:
        lines.append(_said("curve", curve=_money(rest.from_curve), in_month=_money(found.in_month), **weights))
    if rest.mean is not None:
        sums, months = _sum(rests(progress)), len(progress.past)
        lines.append(_said("mean", mean=_money(rest.mean), sum=sums, months=months))
    return lines


def _later(later: Later, progress: Progress) -> list[Text]:
    """How the whole months still to come were read."""
    if later.mean_month is None:
        return [
            _said(
                "later_growth", later=_money(later.amount), last_year=_money(later.last_year), now=_money(later.now),
                before=_money(later.before),
            )
        ]  # fmt: skip
    full = tuple(whole for _, whole in progress.past)
    return [
        _said(
            "later_mean", later=_money(later.amount), mean=_money(later.mean_month), total=progress.total,
            days=progress.later_days,
        ),
        _said("mean_month", mean=_money(later.mean_month), sum=_sum(full), months=len(full)),
    ]  # fmt: skip


def _said(key: str, **values: object) -> Text:
    """The sentence of the catalogue with these values, in every language."""
    return Text(f"working.{key}", values)


def _money(value: Value) -> FormulaNumber:
    return FormulaNumber(value, Unit.MONEY)


def _days(value: float) -> FormulaNumber:
    return FormulaNumber(value, Unit.DAYS)


def _sum(values: Sequence[Decimal]) -> FormulaTerms:
    return FormulaTerms(tuple(_money(each) for each in values))


def _share(value: float) -> FormulaNumber:
    """A share with so many decimals that the amounts it is taken of come out right when worked again by hand."""
    return FormulaNumber(value, Unit.PERCENT, decimals=4)


def _factor(value: float) -> FormulaNumber:
    return FormulaNumber(value, Unit.RATIO, decimals=4)
