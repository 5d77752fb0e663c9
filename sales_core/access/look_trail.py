"""Who saw which figures, for who may read the audit trail."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sales_core.access.audit_trail import midnight
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Viewer
from sales_core.semantic.look_question import question_as_json
from sales_core.semantic.look_search import FoundLook, LookSearch, LookWanted
from sales_core.semantic.service import MetricService


@dataclass(frozen=True, slots=True)
class LookFilter:
    """Which looks. `dimension` and `value`: of one customer, product, … by code or name, '' = of anything; `right`:
    only figures that need it; `who` '' = everybody; days of UTC, both inclusive, None = open."""

    dimension: str = ""
    value: str = ""
    right: Right | None = None
    who: str = ""
    first: date | None = None
    last: date | None = None


class LookTrail:
    """Reads the log of looks; nothing here can change a line."""

    def __init__(self, figures: MetricService, search: LookSearch) -> None:
        self._figures = figures
        self._search = search

    def lines(self, viewer: Viewer, wanted: LookFilter, limit: int) -> tuple[FoundLook, ...]:
        """The newest first; to who sees a part of the company, codes outside of it are marks, and looks at one of them
        are none. Raises NotAllowedError for who may not read the trail, UsageError for an unknown dimension.
        """
        demand(viewer, Right.VIEW_AUDIT)
        since = midnight(wanted.first) if wanted.first else None
        before = midnight(wanted.last + timedelta(days=1)) if wanted.last else None
        value = self._code(wanted.dimension, wanted.value.strip(), viewer) if wanted.dimension and wanted.value else ""
        dimension = wanted.dimension if value else ""
        if dimension and viewer.scope.allowed and value not in self._codes(dimension, viewer):
            return ()
        found = self._search.found(LookWanted(dimension, value, wanted.right, wanted.who, since, before), limit)
        return tuple(self._narrowed(one, viewer) for one in found) if viewer.scope.allowed else found

    def people(self, viewer: Viewer) -> tuple[str, ...]:
        """Everybody who ever looked. Raises NotAllowedError for who may not read the trail."""
        demand(viewer, Right.VIEW_AUDIT)
        return self._search.people()

    def rights(self, viewer: Viewer) -> tuple[Right, ...]:
        """The rights by which looks can be told apart: those that facts need. Raises NotAllowedError."""
        demand(viewer, Right.VIEW_AUDIT)
        needed = {fact.right for fact in self._figures.catalogue.facts.values()}
        return tuple(right for right in Right if right in needed)

    def dimensions(self, viewer: Viewer) -> tuple[str, ...]:
        """The dimensions whose values have names of their own: customers, products, … Raises NotAllowedError."""
        demand(viewer, Right.VIEW_AUDIT)
        return tuple(one.id for one in self._figures.catalogue.dimensions.values() if one.table)

    def _narrowed(self, found: FoundLook, viewer: Viewer) -> FoundLook:
        """The look without what it tells of other parts of the company; one that cannot be read tells nothing."""
        if found.question is None:
            return replace(found, look=replace(found.look, question={}))
        narrowed = found.question.within(lambda dimension: self._codes(dimension, viewer))
        return replace(found, look=replace(found.look, question=question_as_json(narrowed)), question=narrowed)

    def _codes(self, dimension: str, viewer: Viewer) -> Container[str]:
        """The codes of a dimension that the viewer's rows have."""
        return dict(self._figures.values(dimension, viewer))

    def _code(self, dimension: str, text: str, viewer: Viewer) -> str:
        """The code that was typed, or that of the name that was typed."""
        codes = dict(self._figures.values(dimension, viewer))
        if text in codes:
            return text
        return next((code for code, name in codes.items() if name.casefold() == text.casefold()), text)
