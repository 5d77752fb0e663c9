"""What the figures of a file rest on, in words, and what its metrics are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.format import currency_name
from sales_core.i18n import Locale
from sales_core.i18n.catalogue import t
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.semantic.explanation import labelled
from sales_core.semantic.service import MetricService


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures rest on. `query` narrows to them all; its `by` does not matter."""

    query: Query
    period: Period
    as_of: date
    version: int
    currency: str
    compared: Period | None = None
    partial: bool = False
    notes: tuple[Text, ...] = ()


def basis_lines(figures: MetricService, viewer: Viewer, basis: Basis, locale: Locale) -> list[tuple[str, str]]:
    """What the figures rest on as (label, text): company, period, filters, last day, version and the like."""
    scope = tuple(Filter(name, values) for name, values in viewer.scope.allowed)
    facts = {
        "company": figures.company_name,
        "period": str(basis.period) + (f" ({t('export.partial', locale)})" if basis.partial else ""),
        "compared": str(basis.compared or ""),
        "filters": _filters(figures, viewer, basis, basis.query.filters, locale) or t("export.no_filters", locale),
        "scope": _filters(figures, viewer, basis, scope, locale),
        "as_of": basis.as_of.isoformat(),
        "finality": figures.finality.of(basis.period, basis.version).text.in_(locale),
        "version": str(basis.version),
        "currency": _currency(basis.currency, locale),
        "notes": "; ".join(note.in_(locale) for note in basis.notes),
    }
    return [(t(f"export.{key}", locale), value) for key, value in facts.items() if value]


def _currency(currency: str, locale: Locale) -> str:
    """The code of a currency; of a scale what it measures by."""
    return currency_name(currency, locale) if isinstance(currency, MoneyScale) else currency


def _filters(figures: MetricService, viewer: Viewer, basis: Basis, filters: Iterable[Filter], locale: Locale) -> str:
    parts = []
    for item in filters:
        names = figures.labels(item.dimension, item.values, basis.version, viewer)
        values = ", ".join(names.get(value, value) or "-" for value in item.values) or "-"
        parts.append(f"{figures.catalogue.dimension(item.dimension).label.in_(locale)} = {values}")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Definition:
    """A metric in words, with the code of its figure; an empty code where the filters do not fit it."""

    label: str
    definition: str
    formula: str
    code: str


def definitions(
    figures: MetricService, viewer: Viewer, basis: Basis, metrics: Iterable[str], locale: Locale
) -> list[Definition]:
    """Each metric, with the code of its figure over all rows."""
    named = [item.dimension for item in basis.query.filters]
    found = []
    for name in metrics:
        metric = figures.catalogue.metric(name)
        fits = supports_dimensions(figures.catalogue, name, named)
        found.append(
            Definition(
                metric.label.in_(locale),
                metric.definition.in_(locale),
                labelled(metric, figures.catalogue).in_(locale),
                figures.keep_code(basis.query, name, viewer, basis.version) if fits else "",
            )
        )
    return found
