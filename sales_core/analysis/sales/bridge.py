"""Where the gap comes from: price, volume, mix, new, lost, returns; exact to the cent at every level.

Each customer × product is a cell with what it sold now and before (returns apart). Customers that bought only now are
`new`, only before `lost`. Of the others, per cell: price = (P₁−P₀)·Q₁ where both prices exist, volume = (Q₁−Q₀)·the
customer's average price before, mix = all the rest (products taken up, dropped or shifted). Returns = change of
returns.
Price and volume are fixed to the cent and mix is the remainder, so that parts add up exactly in any grouping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import cast

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Filter, ListQuery
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.service import MetricService

EFFECTS = ("price", "volume", "mix", "new", "lost", "returns")
PLAN = "plan"
_ZERO = Decimal(0)


class Against(StrEnum):
    """What the actual is bridged from."""

    LAST_YEAR = "last_year"
    LAST_MONTH = "last_month"
    TARGET = "target"
    """From the target (of a running period: what is due by now) over last year to the actual."""


@dataclass(frozen=True, slots=True)
class Span:
    """One bridge: `start` + the sum of `steps` = `end`, to the last decimal. `key` '' is the whole selection.

    Steps are in order of `EFFECTS`, with `plan` (last year minus target) before them when bridged from a target.
    """

    key: str
    start: Decimal
    steps: tuple[tuple[str, Decimal], ...]
    end: Decimal

    @property
    def gap(self) -> Decimal:
        """End minus start."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Bridge:
    """The bridge of a selection and, when split, of each of its parts, largest loss first. Parts sum to the whole.

    `basis`: the metric that `start` is: net_sales (of `compared`), target or expected_to_date. `parts_basis` is
    net_sales although `basis` is a target when no targets are set by that dimension.
    """

    whole: Span
    parts: tuple[Span, ...]
    basis: str
    period: Period
    compared: Period | None
    by: str | None = None
    path: tuple[Filter, ...] = ()
    parts_basis: str = "net_sales"


def bridge(
    figures: MetricService,
    viewer: Viewer,
    selection: Selection,
    against: Against = Against.LAST_YEAR,
    by: str | None = None,
    *,
    path: tuple[Filter, ...] = (),
    version: int | None = None,
) -> Bridge:
    """The bridge of `selection`, split `by` a dimension of sales, inside `path` (the parts drilled into so far).

    New and lost are decided on the whole selection, so a drilled part shows the same effects as the row it was
    opened from:
    a customer handed from one rep to another is no lost customer. Raises UsageError when there is no target to
    start from.
    """
    compare = Compare.LAST_MONTH if against is Against.LAST_MONTH else Compare.LAST_YEAR
    spans = _spans(figures.reader(viewer, version), selection, compare, by, path)
    result = figures.run(selection.query("net_sales", compare=compare), viewer, version)
    whole = _sum("", spans)
    basis = parts_basis = "net_sales"
    if against is Against.TARGET:
        basis = "expected_to_date" if result.partial else "target"
        targets = _targets(figures, viewer, selection, basis, by, path, version)
        whole = _from_target(whole, targets[None])
        if len(targets) > 1:
            spans, parts_basis = _with_targets(spans, targets), basis
    parts = tuple(sorted(spans, key=lambda span: (span.gap, span.key))) if by else ()
    return Bridge(whole, parts, basis, result.period, result.compared, by, path, parts_basis)


def _spans(
    reader: FigureReader, selection: Selection, compare: Compare, by: str | None, path: tuple[Filter, ...]
) -> list[Span]:
    parameters = (("against", compare.value), ("path", path), ("split", by or ""))
    query = ListQuery(
        "price_volume_mix", selection.period, selection.filters, as_of=selection.as_of, parameters=parameters
    )
    return [_span(str(row["part"]), cast("Mapping[str, Decimal | None]", row)) for row in reader.run_list(query)]


def _span(key: str, row: Mapping[str, Decimal | None]) -> Span:
    steps = tuple((name, row[name] or _ZERO) for name in EFFECTS)
    return Span(key, row["start"] or _ZERO, steps, row["finish"] or _ZERO)


def _sum(key: str, spans: list[Span]) -> Span:
    totals = dict.fromkeys(EFFECTS, _ZERO)
    for span in spans:
        for name, amount in span.steps:
            totals[name] += amount
    start = sum((span.start for span in spans), _ZERO)
    return Span(key, start, tuple(totals.items()), sum((span.end for span in spans), _ZERO))


def _targets(  # noqa: PLR0917 - passed through as given
    figures: MetricService,
    viewer: Viewer,
    selection: Selection,
    basis: str,
    by: str | None,
    path: tuple[Filter, ...],
    version: int | None,
) -> dict[str | None, Decimal]:
    """Target per part, and under None of the whole."""
    inside = Selection(selection.period, selection.filters + path, selection.as_of)
    whole = figures.run(inside.query(basis), viewer, version).one().get(basis)
    if not isinstance(whole, Decimal):
        raise UsageError(Text("error.no_target"))
    found: dict[str | None, Decimal] = {None: whole}
    if by and figures.supports(basis, [by]):
        for row in figures.run(inside.query(basis, by=(by,)), viewer, version):
            if isinstance(amount := row[basis], Decimal):
                found[str(row[by])] = amount
    return found


def _from_target(span: Span, target: Decimal) -> Span:
    return Span(span.key, target, ((PLAN, span.start - target), *span.steps), span.end)


def _with_targets(spans: list[Span], targets: Mapping[str | None, Decimal]) -> list[Span]:
    """Each part from its own target; a part with a target and no sales stays, and the reverse."""
    known = {span.key: span for span in spans}
    empty = tuple((name, _ZERO) for name in EFFECTS)
    keys = dict.fromkeys([*known, *(key for key in targets if key is not None)])
    return [_from_target(known.get(key) or Span(key, _ZERO, empty, _ZERO), targets.get(key, _ZERO)) for key in keys]
