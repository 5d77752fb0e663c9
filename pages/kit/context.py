"""What a page is given: who looks, at which figures, in which language. Frozen for one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.format import full, short
from sales_core.i18n import Locale, t
from sales_core.kernel.query import Compare, Filter, Query, Result, Value
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.kernel.units import Unit

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class PageContext:
    """One run of one page. `version` 0 means that nothing is loaded yet; `period` and `filters` come from the URL."""

    workspace: Workspace
    viewer: Viewer
    locale: Locale
    theme: Theme
    version: int
    is_latest: bool
    """False when the time machine shows an earlier version."""
    as_of: date
    currency: str
    period: Period
    filters: tuple[Filter, ...] = ()
    session: str = ""
    """The sign-in session, for exports."""

    def t(self, key: str, /, **values: object) -> str:
        """The text for `key` in the page's language."""
        return t(key, self.locale, **values)

    def say(self, text: Text) -> str:
        """A bilingual text in the page's language."""
        return text.in_(self.locale)

    def may(self, right: Right) -> bool:
        """Whether the viewer carries `right`."""
        return self.viewer.may(right)

    def query(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        period: Period | None = None,
        filters: tuple[Filter, ...] | None = None,
        compare: Compare | None = None,
        order_by: str | None = None,
        limit: int | None = None,
    ) -> Query:
        """A Query with the bar's period and filters unless others are given."""
        return Query(
            metrics=metrics,
            by=by,
            period=period or self.period,
            filters=self.filters if filters is None else filters,
            compare=compare,
            order_by=order_by,
            limit=limit,
        )

    def run(self, query: Query) -> Result:
        """The answer on this page's version within the viewer's scope; cached there. Raises SalesError."""
        return self.workspace.figures.run(query, self.viewer, self.version)

    def ask(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        compare: Compare | None = None,
        order_by: str | None = None,
        limit: int | None = None,
    ) -> Result:
        """`run(query(...))` with the bar's period and filters."""
        return self.run(self.query(*metrics, by=by, compare=compare, order_by=order_by, limit=limit))

    def label(self, dimension: str, code: Value) -> str:
        """The name shown for a stored code; the code itself when it has no name."""
        found = self.labels(dimension, (str(code),))
        return found.get(str(code)) or str(code) or self.t("shell.unassigned")

    def labels(self, dimension: str, codes: tuple[str, ...]) -> dict[str, str]:
        """Names of many codes at once, of those inside the viewer's scope; cached by version."""
        return self.workspace.figures.labels(dimension, codes, self.version, self.viewer)

    def metric_name(self, metric: str) -> str:
        """The metric's label in the page's language."""
        return self.say(product().metric(metric).label)

    def unit(self, metric: str) -> Unit:
        """`money`, `percent`, `days`, `count`, `quantity`, …"""
        return product().metric(metric).unit

    def compact(self, metric: str, value: Value) -> str:
        """A metric's value as a headline."""
        return short(value, self.unit(metric), self.locale, self.currency)

    def exact(self, metric: str, value: Value) -> str:
        """A metric's value in full."""
        return full(value, self.unit(metric), self.locale, self.currency)


@st.cache_resource(show_spinner=False)
def opened_workspace() -> Workspace:
    """The one workspace of this process."""
    return Workspace.open()
