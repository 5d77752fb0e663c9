"""The SQL of count-back DSO, written out month by month because metric SQL has no loops."""

from __future__ import annotations

#: How far back months are subtracted.
COUNTBACK_MONTHS = 18


def countback_sql(invoicing: str) -> str:
    """Aggregate over movements up to `{closes}`: days of invoicing that what is open covers (DOUBLE).

    `invoicing` is the condition that makes a movement count as invoiced. NULL without movements; 0 when
    nothing is owed. Months before the first invoice add nothing: sales have run out.
    """
    first = f"min(CASE WHEN {invoicing} THEN {{at}} END)"
    terms = "\n + ".join(_term(back, invoicing, first) for back in range(COUNTBACK_MONTHS))
    return f"CASE WHEN count(*) > 0 THEN ({terms}) END"


def _month_start(back: int, close: str) -> str:
    return f"CAST(date_trunc('month', {close}) - INTERVAL {back} MONTH AS DATE)"


def _since(back: int, invoicing: str) -> str:
    """Invoiced from the start of the month `back` months before the close."""
    return f"sum(CASE WHEN {invoicing} AND datediff('month', {{at}}, {{closes}}) <= {back} THEN amount ELSE 0 END)"


def _term(back: int, invoicing: str, first: str) -> str:
    """Days that the month `back` months before the close adds; the close's own month ends with the close."""
    close = "max({closes})"
    day_after = f"({close} + 1)" if back == 0 else _month_start(back - 1, close)
    days = f"datediff('day', {_month_start(back, close)}, {day_after})"
    later = [_since(earlier, invoicing) for earlier in range(back)]
    covered = f"greatest(0, {', '.join(later)})" if later else "0"
    used, through = (later[-1] if later else "0"), _since(back, invoicing)
    return (
        f"CASE WHEN sum(amount) <= {covered} OR {first} IS NULL OR {first} >= {day_after} THEN 0"
        f" WHEN {through} <= {used} OR sum(amount) >= {through} THEN {days}"
        f" ELSE {days} * CAST(sum(amount) - {used} AS DOUBLE) / CAST({through} - {used} AS DOUBLE) END"
    )
