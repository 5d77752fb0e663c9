"""The formulas of what is computed from the calendar and from history, with every value put in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales_core.forecast.landing import (
    ERRORS_NEEDED,
    CurrentMonthRemainder,
    Forecast,
    FutureMonths,
    forecast,
    past_remainders,
)
from sales_core.forecast.progress import PeriodProgress, decimal, needed_per_day, position
from sales_core.format import FormulaNumber, FormulaTerms
from sales_core.kernel.query import ResultRow, Value
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit


def explain_needed_per_day(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """(target − actual) ÷ remaining selling days = needed a day; None without a target or a day left."""
    result = needed_per_day(row, progress)
    if result is None:
        return None
    return _sentence(
        "needed" if result else "needed_reached", target=_money(row["target"]), actual=_money(row["net_sales"]),
        days=progress.remaining, result=_money(result),
    )  # fmt: skip


def explain_expected_to_date(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """Targets of months over + the closing month's × its share due = expected to date; None without targets."""
    due, target = decimal(row.get("expected_to_date")), decimal(row.get("target_closing_month")) or Decimal(0)
    if due is None:
        return None
    over = due - target * Decimal(f"{progress.share:.8f}")
    return _sentence(
        "expected", over=_money(over), target=_money(target), share=_share(progress.share), elapsed=progress.elapsed,
        total=progress.total, result=_money(due),
    )  # fmt: skip


def explain_days_ahead(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """The selling day on the curve − elapsed days = days ahead, and how the place on the curve was found."""
    found = position(row, progress)
    if found is None:
        return None
    first = _sentence(
        "days_ahead", day=_days(found.day), elapsed=progress.elapsed, result=_days(found.day - progress.elapsed)
    )
    then = _sentence(
        "position", day=_days(found.day), total=progress.total, reached=_share(found.reached),
        actual=_money(row["net_sales"]), expected=_money(row["expected_to_date"]),
        target=_money(row["target_closing_month"]), share=_share(progress.share),
    )  # fmt: skip
    return Text.lines(first, then)


def explain_landing(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """Sales to date + what is expected of the remaining days = landing, and where each part comes from."""
    found = forecast(row, progress)
    return Text.lines(_landing_sum(found, progress), *_part_texts(found, progress)) if found else None


def explain_landing_low(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """As `explain_landing`, with what is expected times the factor of the low end."""
    return _interval_end(row, progress, 0)


def explain_landing_high(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """As `explain_landing`, with what is expected times the factor of the high end."""
    return _interval_end(row, progress, 1)


def explain_landing_achievement(row: ResultRow, progress: PeriodProgress) -> Text | None:
    """Landing ÷ target = achievement, and how the landing came about; None without a target."""
    found, target = forecast(row, progress), row.get("target")
    if found is None or not isinstance(target, Decimal) or target <= 0:
        return None
    base = found.at(1.0)
    first = _sentence(
        "ratio", above=_money(base), below=_money(target), result=FormulaNumber(float(base / target), Unit.PERCENT)
    )
    return Text.lines(first, _landing_sum(found, progress), *_part_texts(found, progress))


def _landing_sum(found: Forecast, progress: PeriodProgress) -> Text:
    """The landing as a sum."""
    base = _money(found.at(1.0))
    if found.remainder is None or found.future is None:
        return _sentence("over", result=base)
    values = {"actual": _money(found.actual), "days": progress.remaining, "result": base}
    if not progress.later_days:
        return _sentence("landing", rest=_money(found.remainder.amount), **values)
    values["days"] = progress.remaining - progress.later_days
    return _sentence(
        "landing_later", rest=_money(found.remainder.amount), later=_money(found.future.amount),
        later_days=progress.later_days, **values,
    )  # fmt: skip


def _interval_end(row: ResultRow, progress: PeriodProgress, end: int) -> Text | None:
    found = forecast(row, progress)
    if found is None:
        return None
    if found.interval is None:
        return _landing_sum(found, progress)
    factor = found.factors[end]
    first = _sentence(
        "landing_end", actual=_money(found.actual), ahead=_money(found.ahead), factor=_factor(factor),
        days=progress.remaining, result=_money(found.at(factor)),
    )  # fmt: skip
    return Text.lines(first, _factor_text(found, factor), _landing_sum(found, progress), *_part_texts(found, progress))


def _factor_text(found: Forecast, factor: float) -> Text:
    """Where the factor of a low or high end comes from."""
    interval = found.interval
    if interval is None or not interval.factors:
        return _sentence("factor_plain", factor=_factor(factor), needed=ERRORS_NEEDED)
    key = "factor_low" if factor == interval.low else "factor_high"
    return _sentence(
        key, factor=_factor(factor), factors=FormulaTerms(tuple(_factor(each) for each in interval.factors), " · ")
    )


def _part_texts(found: Forecast, progress: PeriodProgress) -> list[Text]:
    remainder = _remainder_texts(found, found.remainder, progress) if found.remainder else []
    return remainder + (_future_texts(found.future, progress) if found.future and progress.later_days else [])


def _remainder_texts(found: Forecast, remainder: CurrentMonthRemainder, progress: PeriodProgress) -> list[Text]:
    """How the rest of the closing month was read, a line for each reading."""
    lines = []
    weights = {"share": _share(progress.share), "left": _share(1 - progress.share)}
    if remainder.from_curve is not None and remainder.mean is not None:
        curve, mean = _money(remainder.from_curve), _money(remainder.mean)
        lines.append(_sentence("weighed", rest=_money(remainder.amount), curve=curve, mean=mean, **weights))
    if remainder.from_curve is not None:
        lines.append(_sentence("curve", curve=_money(remainder.from_curve), in_month=_money(found.in_month), **weights))
    if remainder.mean is not None:
        sums, months = _sum(past_remainders(progress)), len(progress.past)
        lines.append(_sentence("mean", mean=_money(remainder.mean), sum=sums, months=months))
    return lines


def _future_texts(future: FutureMonths, progress: PeriodProgress) -> list[Text]:
    """How the whole months still to come were read."""
    if future.mean_month is None:
        return [
            _sentence(
                "later_growth", later=_money(future.amount), last_year=_money(future.last_year), now=_money(future.now),
                before=_money(future.before),
            )
        ]  # fmt: skip
    full = tuple(whole for _, whole in progress.past)
    return [
        _sentence(
            "later_mean", later=_money(future.amount), mean=_money(future.mean_month), total=progress.total,
            days=progress.later_days,
        ),
        _sentence("mean_month", mean=_money(future.mean_month), sum=_sum(full), months=len(full)),
    ]  # fmt: skip


def _sentence(key: str, **values: object) -> Text:
    """The sentence of the catalogue with these values, in every language."""
    return Text(f"formula_trace.{key}", values)


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
