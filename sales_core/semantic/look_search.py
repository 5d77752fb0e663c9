"""Answers who saw what is known of one customer, product, rep or branch: the noted questions are asked once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sales_core.appdb.look_log import FigureLook, LookLog
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.dependencies import facts_of, list_rights
from sales_core.catalogue.sensitivity import dimension_classes, list_column_classes, metric_classes
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter, ListQuery, Query, ResultRow
from sales_core.kernel.terms import Right, Role, Viewer
from sales_core.semantic.look_question import LookKind, LookQuestion, question_from_json
from sales_core.semantic.service import MetricService


class SeenState(StrEnum):
    """Whether an answer showed it. `looks.seen_<value>` is its word."""

    YES = "yes"
    MASKED = "masked"
    """It did, behind a mark in place of the name, or with every figure masked."""
    UNKNOWN = "unknown"
    """The question cannot be asked again: its version's file is gone, or this release does not know it."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class LookWanted:
    """Which looks. `dimension` and `value`: of what (a code; '' = of anything); `right`: figures of facts that need it
    (None = all); `since`, `before`: moments, None = open."""

    dimension: str = ""
    value: str = ""
    right: Right | None = None
    who: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundLook:
    """One look that showed it, or may have. `question` None: this release cannot read it."""

    look: FigureLook
    question: LookQuestion | None
    seen: SeenState


class LookSearch:
    """Searches the log of looks. Answers are computed within the scope that the person had, on the version seen."""

    def __init__(self, figures: MetricService, log: LookLog) -> None:
        self._figures = figures
        self._log = log

    def found(self, wanted: LookWanted, limit: int) -> tuple[FoundLook, ...]:
        """The newest looks first. Raises UsageError for an unknown dimension."""
        if wanted.dimension:
            self._figures.catalogue.dimension(wanted.dimension)
        self._figures.looks.write()
        answers: dict[tuple[str, int], tuple[LookQuestion | None, SeenState]] = {}
        found: list[FoundLook] = []
        for look in self._log.between(wanted.since, wanted.before, wanted.who):
            key = (look.question_hash, look.version)
            if key not in answers:
                answers[key] = self._answer(look, wanted)
            question, seen = answers[key]
            if seen is not SeenState.NO:
                found.append(FoundLook(look, question, seen))
            if len(found) == limit:
                break
        return tuple(found)

    def people(self) -> tuple[str, ...]:
        """Everybody who ever looked, by name."""
        return self._log.people()

    def _answer(self, look: FigureLook, wanted: LookWanted) -> tuple[LookQuestion | None, SeenState]:
        try:
            question = question_from_json(look.question)
        except (KeyError, ValueError, TypeError):
            return None, SeenState.UNKNOWN
        try:
            return question, self._seen(question, look.version, wanted)
        except SalesError:
            return question, SeenState.UNKNOWN

    def _seen(self, question: LookQuestion, version: int, wanted: LookWanted) -> SeenState:
        """Raises SalesError for a question that cannot be asked again."""
        if wanted.right is not None and wanted.right not in _rights(self._figures.catalogue, question):
            return SeenState.NO
        seen = SeenState.YES
        if wanted.dimension:
            seen = self._shows(question, version, wanted.dimension, wanted.value)
        is_masked = seen is SeenState.YES and _is_masked(self._figures.catalogue, question, wanted.dimension)
        return SeenState.MASKED if is_masked else seen

    def _shows(self, question: LookQuestion, version: int, dimension: str, value: str) -> SeenState:
        """Raises SalesError for a question that cannot be asked again."""
        named = [item.values for item in question.asked.filters if item.dimension == dimension]
        if any(value not in values for values in named) or value not in dict(question.scope.allowed).get(
            dimension, (value,)
        ):
            return SeenState.NO
        rows: Iterable[object] | None = None
        viewer = Viewer("", Role.ADMIN, question.scope)
        if question.kind is LookKind.ROWS:
            rows = self._rows_behind(question, viewer, version, Filter(dimension, (value,)))
        elif isinstance(question.asked, Query):
            if dimension in question.asked.by:
                rows = self._rows(
                    self._figures.run(question.asked, viewer, version, is_shown=False), (dimension,), value
                )
        else:
            rows = self._list_rows(question.asked, viewer, version, dimension, value)
        if rows is None:  # a sum: of this one alone, or of some named ones with it
            return SeenState.YES if named else SeenState.NO
        return SeenState.YES if any(True for _ in rows) else SeenState.NO

    def _list_rows(
        self, asked: ListQuery, viewer: Viewer, version: int, dimension: str, value: str
    ) -> Iterator[object] | None:
        """The rows of a list that name it; None where the list has no column that could."""
        spec = self._figures.catalogue.list(asked.list_id)
        columns = tuple(column.id for column in spec.columns if (column.dimension or column.id) == dimension)
        if not columns:
            return None
        return self._rows(self._figures.run_list(asked, viewer, version, is_shown=False), columns, value)

    @staticmethod
    def _rows(rows: Iterable[ResultRow], columns: tuple[str, ...], value: str) -> Iterator[object]:
        return (row for row in rows if any(str(row.get(name)) == value for name in columns))

    def _rows_behind(self, question: LookQuestion, viewer: Viewer, version: int, one: Filter) -> Iterable[object]:
        asked = question.asked
        assert isinstance(asked, Query)  # noqa: S101 - narrows the type: rows stand behind a number
        if not self._figures.supports(question.metric, (one.dimension,)):
            return ()
        narrowed = replace(asked, filters=(*(f for f in asked.filters if f.dimension != one.dimension), one))
        return self._figures.rows(narrowed, question.metric, viewer, 1, 0, version, is_shown=False).rows


def _is_masked(catalogue: Catalogue, question: LookQuestion, dimension: str) -> bool:
    """Whether what was asked for was masked: the names of a dimension, or every figure."""
    hidden = {Sensitivity(one) for one in question.hidden}
    if dimension and dimension_classes(catalogue, dimension) & hidden:
        return True
    if isinstance(question.asked, ListQuery):
        spec = catalogue.list(question.asked.list_id)
        told = [list_column_classes(catalogue, spec, column) for column in spec.columns if column.unit is not None]
    else:
        told = [metric_classes(catalogue, name) for name in question.asked.metrics]
    return bool(told) and all(classes & hidden for classes in told)


def _rights(catalogue: Catalogue, question: LookQuestion) -> frozenset[Right]:
    """The rights of the facts that a question reads."""
    if isinstance(question.asked, ListQuery):
        return frozenset(list_rights(catalogue, catalogue.list(question.asked.list_id)))
    return frozenset(fact.right for name in question.asked.metrics for fact in facts_of(catalogue, name))
