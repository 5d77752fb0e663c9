"""The masks of viewers: what each may not see, and the company's secret that marks are made with."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.sensitivity import AMOUNT_CLASSES, hidden_classes
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.query import Filter, Query, Value
from sales_core.kernel.terms import MoneyForm, Viewer
from sales_core.semantic.dimension_codes import dimension_codes
from sales_core.semantic.masking import ViewerMask
from sales_core.semantic.result_cache import ResultCache
from sales_core.warehouse.snapshot import Snapshot

_KEY = "mark_key"


class ViewerMasks:
    """Makes masks; the secret is made when it is first needed. Safe to share between threads."""

    def __init__(
        self,
        appdb: AppDatabase,
        catalogue: Catalogue,
        cache: ResultCache,
        scale: Callable[[Viewer], MoneyScale | None],
    ) -> None:
        """`scale`: what amounts are measured by for a viewer who sees no exact ones; None where there is nothing."""
        self._scale = scale
        self._appdb = appdb
        self._catalogue = catalogue
        self._cache = cache
        self._key = b""

    def of(self, viewer: Viewer, snapshot: Snapshot) -> ViewerMask | None:
        """What is masked for the viewer; None for who sees everything."""
        hidden, is_exact = hidden_classes(viewer), viewer.amounts is MoneyForm.EXACT
        if not hidden and is_exact:
            return None
        if not self._key:
            self._key = self._company_key()
        scale = None if is_exact else self._scale(viewer)
        if scale is None and not is_exact:
            hidden |= AMOUNT_CLASSES
        return ViewerMask(
            self._catalogue, hidden, self._key, lambda name: self.codes(name, viewer, snapshot), scale, viewer.has_lens
        )

    def question(self, query: Query, viewer: Viewer, snapshot: Snapshot) -> Query:
        """What is asked in place of a question: of codes where the viewer has marks."""
        mask = self.of(viewer, snapshot)
        return query if mask is None else mask.question(query)

    def shown(self, query: Query, viewer: Viewer, snapshot: Snapshot) -> Query:
        """A question of codes as the viewer may see it."""
        mask = self.of(viewer, snapshot)
        return query if mask is None else replace(query, filters=mask.shown_filters(query.filters))

    def attributes(
        self, found: dict[str, dict[str, Value]], viewer: Viewer, snapshot: Snapshot
    ) -> dict[str, dict[str, Value]]:
        """What masters say of codes as the viewer may see it."""
        mask = self.of(viewer, snapshot)
        return found if mask is None else {code: mask.attributes(values) for code, values in found.items()}

    def codes(self, dimension: str, viewer: Viewer, snapshot: Snapshot, among: Sequence[Filter] = ()) -> list[str]:
        """Every code of a dimension that the viewer has rows of; with `among` of those that meet his filters."""
        if among:
            mask = self.of(viewer, snapshot)
            real = tuple(among) if mask is None else mask.real_filters(among)
            return dimension_codes(self._catalogue, dimension, viewer, snapshot, real)
        key = ("codes", snapshot.version, dimension, viewer.sight)
        return self._cache.held(key, lambda: dimension_codes(self._catalogue, dimension, viewer, snapshot))

    def shown_codes(
        self, dimension: str, shown: Iterable[str], viewer: Viewer, snapshot: Snapshot
    ) -> Mapping[str, str]:
        """By code what the viewer sees of it: itself, or its mark."""
        mask, wanted = self.of(viewer, snapshot), set(shown)
        if mask is None or not mask.hides_dimension(dimension):
            return {code: code for code in wanted}
        marks = {code: str(mask.mark(dimension, code)) for code in self.codes(dimension, viewer, snapshot)}
        return {code: mark for code, mark in marks.items() if mark in wanted}

    def _company_key(self) -> bytes:
        """The company's secret; while nothing can be written, one that holds until the process ends."""
        if (kept := self._appdb.settings.get(_KEY)) is None:
            made = secrets.token_hex(16)
            if self._appdb.view_only is not None:
                return made.encode()
            self._appdb.settings.set(_KEY, made)
            kept = self._appdb.settings.get(_KEY)
        return str(kept).encode()
