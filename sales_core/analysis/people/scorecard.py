"""Everybody's score of a period from the company's figures, and how it went over the months before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sales_core.analysis.pay.plans_read import post_key, postings_of
from sales_core.analysis.people.scheme import (
    NEEDED_RIGHT,
    PRESET,
    Kpi,
    KpiScheme,
    KpiWeight,
    Score,
    scheme_of,
    score_places,
    scored,
)
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader

#: Measure → the metric that says how far it is attained, and what that is out of.
_METRICS: Mapping[Kpi, tuple[str, Decimal]] = {
    Kpi.NET_SALES: ("achievement", Decimal(1)),
    Kpi.QUANTITY: ("achievement_quantity", Decimal(1)),
    Kpi.COLLECTIONS: ("achievement_collections", Decimal(1)),
    Kpi.GROSS_PROFIT: ("achievement_gross_profit", Decimal(1)),
    Kpi.OUTLET_SCORE: ("outlet_score", Decimal(100)),
}
_MONTHS = 6


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A person's score, his post, his place among equals (None without a whole score or equals), and the months."""

    score: Score
    post: str
    rank: int | None
    equals: int
    """How many of those scored by the same scheme have a whole score."""
    trend: tuple[Decimal | None, ...]
    """The scores of the last months, the oldest first; None = not known."""

    @property
    def rep(self) -> str:
        """Whose it is."""
        return self.score.rep


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Scores of a period, the best first and those that are not known last. `schemes`: those that scored somebody."""

    period: Period
    lines: tuple[ScoreLine, ...]
    schemes: tuple[KpiScheme, ...]

    @property
    def is_preset(self) -> bool:
        """Whether nobody is scored by a scheme that was loaded."""
        return set(self.schemes) <= {PRESET}


def schemes_of(rows: Iterable[Mapping[str, Any]]) -> tuple[KpiScheme, ...]:
    """The schemes that rows of the list `kpi_schemes` state; one whose weights do not add up to 1 is none."""

    def key(row: Mapping[str, Any]) -> tuple[date, str]:
        return row["date"], post_key(row["post"])

    found = (
        KpiScheme(post, day, tuple(KpiWeight(Kpi(row["kpi"]), row["weight"], row["cap"]) for row in group))
        for (day, post), group in groupby(sorted(rows, key=key), key)
    )
    return tuple(one for one in found if one.is_whole)


def scorecard(reader: FigureReader, period: Period, filters: tuple[Filter, ...] = ()) -> Scorecard:
    """Of every rep who belongs to what is asked for. Raises NotAllowedError without the right to see sales."""
    schemes = schemes_of(reader.run_list(ListQuery("kpi_schemes", period)))
    posts = reader.run_list(ListQuery("rep_posts", period, filters)).rows
    held = postings_of(posts)
    own = {str(row["rep"]) for row in posts if row["is_own"]}
    now = _scores(reader, schemes, held, period, filters)
    scores = {one.rep: one for one in now if one.rep in own or one.rep not in held}
    past = [{one.rep: one.value for one in _scores(reader, schemes, held, month, filters)} for month in _months(period)]
    places = score_places(scores.values())
    lines = []
    for rep, one in scores.items():
        equals = sum(1 for other in places if scores[other].scheme == one.scheme)
        place = places.get(rep) if equals > 1 else None
        trend = tuple(month.get(rep) for month in past)
        lines.append(ScoreLine(one, _post_on(held, rep, period.end), place, equals, trend))
    lines.sort(key=lambda line: (line.score.value is None, -line.score.known, line.rep))
    used = sorted({line.score.scheme for line in lines}, key=lambda one: (one.post, one.valid_from))
    return Scorecard(period, tuple(lines), tuple(used))


def _scores(
    reader: FigureReader, schemes: tuple[KpiScheme, ...], held: Mapping[str, Any], period: Period,
    filters: tuple[Filter, ...],
) -> list[Score]:  # fmt: skip
    hidden = [kpi for kpi, right in NEEDED_RIGHT.items() if not reader.viewer.may(right)]
    wanted = {one.kpi for scheme in (*schemes, PRESET) for one in scheme.weights}
    asked = [kpi for kpi in Kpi if kpi in wanted and kpi not in hidden]
    attained: dict[str, dict[Kpi, Decimal | None]] = {}
    for kpi in asked:
        metric, whole = _METRICS[kpi]
        for row in reader.run(Query((metric,), ("rep",), period, filters)):
            if row["rep"]:
                value = row[metric]
                known = None if value is None else Decimal(str(value)) / whole
                attained.setdefault(str(row["rep"]), {})[kpi] = known
    found = []
    for rep in sorted({*attained, *held}):
        scheme = scheme_of(schemes, post_key(_post_on(held, rep, period.end)), period.end)
        found.append(scored(rep, scheme, attained.get(rep, {}), hidden))
    return found


def _post_on(held: Mapping[str, Any], rep: str, day: date) -> str:
    """The post that a rep holds on a day, the one that began last; else his last before it."""
    postings = [one for one in held.get(rep, ()) if one.start <= day]
    return str(max(postings, key=lambda one: (one.holds_on(day), one.start)).post) if postings else ""


def _months(period: Period) -> list[Period]:
    """The last months up to the one in which the period ends, the oldest first."""
    last = Period.month_of(period.end)
    return [Period.month_of(add_months(last.start, -back)) for back in reversed(range(_MONTHS))]
