"""What an analysis asks: figures and lists of one version for one viewer. It sees results, never SQL or a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sales_core.kernel.query import Filter, ListQuery, ParameterValue, Query, Result
from sales_core.kernel.terms import Period, Viewer

if TYPE_CHECKING:
    from datetime import date

    from sales_core.forecast.selling_days import SellingDays
    from sales_core.semantic.list_result import ListResult
    from sales_core.semantic.service import MetricService


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Answers questions for `viewer` on `version`; rights, scope and cache are the service's.

    Get one from the service: `service.reader(viewer, version)`.
    """

    service: MetricService
    viewer: Viewer
    version: int

    def run(self, query: Query) -> Result:
        """The answer to a question about metrics. Raises UsageError, NotAllowedError."""
        return self.service.run(query, self.viewer, self.version)

    def run_list(self, query: ListQuery) -> ListResult:
        """The rows of a declared list. Raises UsageError, NotAllowedError."""
        return self.service.run_list(query, self.viewer, self.version)

    def list_on(
        self,
        list_id: str,
        day: date,
        filters: tuple[Filter, ...] = (),
        parameters: Mapping[str, ParameterValue] | None = None,
    ) -> ListResult:
        """The rows of a declared list as they stood on `day`, which may lie after the data. Raises as `run_list`."""
        chosen = tuple(sorted((parameters or {}).items()))
        return self.run_list(ListQuery(list_id, Period(day, day), filters, as_of=day, parameters=chosen))

    @property
    def as_of(self) -> date:
        """The data's own "today"."""
        return self.service.as_of(self.version)

    @property
    def level_day(self) -> date:
        """The last day that any data reach: stock and receivables are known to stand as they do on it."""
        return self.service.level_day(self.version)

    @property
    def currency(self) -> str:
        """The reporting currency (ISO code), or the scale of a viewer who sees no exact amounts."""
        return self.service.currency(self.version, self.viewer)

    @property
    def selling_days(self) -> SellingDays:
        """The company's selling-day calendar."""
        return self.service.pacer(self.version).days
