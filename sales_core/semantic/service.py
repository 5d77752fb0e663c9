"""The facade of every figure: pages, exports, alerts and the command line ask here and nowhere else."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue import company_settings as settings
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import rests_on_pace, supports_dimensions
from sales_core.catalogue.metric import Metric
from sales_core.catalogue.sensitivity import MASKED_REASON, dimension_classes, hidden_classes
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.errors import StorageError
from sales_core.kernel.memory import memory_limits
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.periods import bucket_of, within
from sales_core.kernel.query import Filter, ListQuery, Query, Result, Value
from sales_core.kernel.terms import MoneyForm, Viewer
from sales_core.semantic import codes, lineage
from sales_core.semantic.codes import NumberDefinition
from sales_core.semantic.company_calendar import CompanyCalendar
from sales_core.semantic.dimension_codes import dimension_labels
from sales_core.semantic.engine import Engine
from sales_core.semantic.explanation import PACE_REFERENCE, Explanation, labelled
from sales_core.semantic.finality import FinalityReader
from sales_core.semantic.limits import check_limit
from sales_core.semantic.list_compiler import check_list
from sales_core.semantic.list_result import ListResult
from sales_core.semantic.list_runner import run_list
from sales_core.semantic.look_question import LookKind, LookQuestion
from sales_core.semantic.look_recorder import LookRecorder
from sales_core.semantic.master_attributes import latest_attributes, latest_validity
from sales_core.semantic.pacing import PacingModel
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.restricted import refuse_part, restricted_list, restricted_metrics, viewer_of_rows
from sales_core.semantic.result_cache import ResultCache
from sales_core.semantic.rights import allow_list, allow_metric
from sales_core.semantic.scale_base import scale_base
from sales_core.semantic.upload_feeds import upload_feeds, upload_files, uploads_of
from sales_core.semantic.viewer_masks import ViewerMasks
from sales_core.semantic.worked_formula import worked_formula
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store

_ENGINES_KEPT = 6


class MetricService:
    """Numbers for a viewer on a version (None = the current one). Safe to share between threads.

    Every answer is cached on (version, calendar, today, question, scope): a version never changes, so nothing ever
    expires. A change of the calendar's settings is seen after a second.
    """

    def __init__(
        self, store: Store, appdb: AppDatabase, catalogue: Catalogue, rules: CalendarRules | None = None
    ) -> None:
        self.catalogue = catalogue
        self._store = store
        self._appdb = appdb
        self.company_calendar = CompanyCalendar(appdb, rules)
        self._engines: OrderedDict[int, Engine] = OrderedDict()
        self.looks = LookRecorder(appdb.looks)
        self._cache = ResultCache(memory_limits().figures)
        self._lock = threading.Lock()
        self.finality = FinalityReader(appdb, catalogue, self.company_calendar)
        self._masks = ViewerMasks(appdb, catalogue, self._cache, self.money_scale)
        store.on_let_go(self._forget_version)

    def run(self, query: Query, viewer: Viewer, version: int | None = None, *, is_shown: bool = True) -> Result:
        """The answer for this viewer. Raises UsageError, or NotAllowedError when the role lacks the facts' right.

        `is_shown` False: the viewer sees only a place, a count or a yes or no of it. Restricted figures of which no
        look can be noted are not shown: they are None, and the notes say so; StorageError when all are restricted.
        """
        self._allow(query.metrics, viewer)
        snapshot = self._snapshot(version)
        asked = self._masks.question(query, viewer, snapshot)
        if is_shown:
            held = restricted_metrics(self.catalogue, query, viewer)
            try:
                look = LookQuestion.of(LookKind.FIGURES, asked, viewer)
                self.looks.note(viewer, snapshot.version, look, is_restricted=bool(held))
            except StorageError as error:
                return refuse_part(
                    query, held, error, lambda rest: self.run(rest, viewer, snapshot.version, is_shown=False)
                )
        return self._answer(query, asked, viewer, snapshot)

    def _answer(self, query: Query, asked: Query, viewer: Viewer, snapshot: Snapshot) -> Result:
        """What the viewer sees as the answer to `query`; `asked` is what is asked in its place."""
        engine, mask = self._engine(snapshot), self._masks.of(viewer, snapshot)
        key = ("run", snapshot.version, engine.rules, engine.capital_rate, engine.horizon, asked, viewer.scope)
        kept = self._cache.held(key, lambda: engine.run(asked, viewer.scope))
        return kept if mask is None else mask.result(query, kept)

    def run_list(
        self, query: ListQuery, viewer: Viewer, version: int | None = None, *, is_shown: bool = True
    ) -> ListResult:
        """The rows of a declared list. Raises UsageError, NotAllowedError when the role lacks one of its rights, and
        StorageError for a restricted one of which no look can be noted."""
        spec = self.catalogue.list(query.list_id)
        allow_list(self.catalogue, spec, viewer)
        snapshot = self._snapshot(version)
        engine, mask = self._engine(snapshot), self._masks.of(viewer, snapshot)
        if mask is not None:
            check_list(spec, query, self.catalogue)
        asked = query if mask is None else mask.list_question(spec, query)
        if is_shown:
            is_restricted = restricted_list(self.catalogue, spec, viewer)
            look = LookQuestion.of(LookKind.LIST, asked, viewer)
            self.looks.note(viewer, snapshot.version, look, is_restricted=is_restricted)
        key = ("list", snapshot.version, engine.rules, engine.capital_rate, engine.horizon, asked, viewer.scope)
        kept = self._cache.held(key, lambda: run_list(engine, spec, asked, viewer.scope))
        return kept if mask is None else mask.list_result(spec, query, kept)

    def list_files(self, result: ListResult, viewer: Viewer) -> Mapping[int, str]:
        """Upload id to file name of what the rows of a list with lineage come from."""
        return upload_files(self._appdb, result, viewer)

    def reader(self, viewer: Viewer, version: int | None = None) -> FigureReader:
        """What analyses ask: every question for this viewer on one version."""
        return FigureReader(self, viewer, self._snapshot(version).version)

    def as_of(self, version: int | None = None) -> date:
        """The data's own "today": the last day that sales reach, the whole month once that is over."""
        return self._engine(self._snapshot(version)).as_of

    def level_day(self, version: int | None = None) -> date:
        """The last day that any data reach: stock and receivables are known to stand as they do on it."""
        return self._engine(self._snapshot(version)).level_day

    def currency(self, version: int | None = None, viewer: Viewer | None = None) -> str:
        """The reporting currency (ISO code); for a viewer who sees no exact amounts the scale that they are in."""
        snapshot = self._snapshot(version)
        return (None if viewer is None else self.money_scale(viewer)) or snapshot.currency

    def money_scale(self, viewer: Viewer) -> MoneyScale | None:
        """What amounts are measured by for a viewer who sees no exact ones, on every version the same; None for
        everybody else, and where there is nothing to measure by."""
        if viewer.amounts is MoneyForm.EXACT:
            return None
        snapshot = self._store.readable()[0]
        engine = self._engine(snapshot)
        key = ("scale", snapshot.version, engine.rules, engine.horizon, viewer.scope)
        base = self._cache.held(key, lambda: (scale_base(engine, viewer.scope),))[0]
        return None if base is None else MoneyScale(viewer.amounts, base.amount, snapshot.currency, base.name)

    def pacer(self, version: int | None = None) -> PacingModel:
        """Selling days and the learned curve of a version."""
        return self._engine(self._snapshot(version)).pacer

    def metric(self, metric_id: str) -> Metric:
        """The declaration: label, definition, unit, which way is good. Raises UsageError with the nearest names."""
        return self.catalogue.metric(metric_id)

    def supports(self, metric_id: str, dimensions: Iterable[str]) -> bool:
        """Whether the metric can be split or filtered by all of these."""
        return supports_dimensions(self.catalogue, metric_id, dimensions)

    def values(
        self, dimension: str, viewer: Viewer, version: int | None = None, among: Sequence[Filter] = ()
    ) -> list[tuple[str, str]]:
        """Code and label of every value that he may see (on rows that meet `among`), by label; marks where masked."""
        self.catalogue.dimension(dimension)
        snapshot = self._snapshot(version)
        key = ("values", snapshot.version, dimension, viewer.sight, tuple(among))
        return list(self._cache.held(key, lambda: self._values(dimension, viewer, snapshot, among)))

    def _values(
        self, dimension: str, viewer: Viewer, snapshot: Snapshot, among: Sequence[Filter]
    ) -> list[tuple[str, str]]:
        found, mask = self._masks.codes(dimension, viewer, snapshot, among), self._masks.of(viewer, snapshot)
        if mask is not None and mask.hides_dimension(dimension):
            return [(mark, mark) for mark in sorted(str(mask.mark(dimension, code)) for code in found)]
        names = self.labels(dimension, found, snapshot.version)
        return sorted(names.items(), key=lambda pair: pair[1])

    def labels(
        self, dimension: str, values: Iterable[str], version: int | None = None, viewer: Viewer | None = None
    ) -> dict[str, str]:
        """Code to name; a code without a known name, or outside what `viewer` may see, is its own label."""
        names = self.names(dimension, version, viewer)
        return {str(code): names.get(code, str(code)) for code in values}

    def names(self, dimension: str, version: int | None = None, viewer: Viewer | None = None) -> Mapping[str, str]:
        """Code to name of every code that `viewer` may see by name; codes that are absent are their own labels."""
        declared, snapshot = self.catalogue.dimension(dimension), self._snapshot(version)
        is_masked = viewer is not None and bool(dimension_classes(self.catalogue, dimension) & hidden_classes(viewer))
        if not declared.table or is_masked:
            return {}
        if viewer is not None and viewer.scope.allowed:
            seen = ("names", snapshot.version, dimension, viewer.sight)
            return self._cache.held(seen, lambda: dict(self.values(dimension, viewer, snapshot.version)))
        key = ("labels", snapshot.version, declared.table)
        return self._cache.held(key, lambda: dimension_labels(declared, snapshot))

    def attributes(
        self, entity_id: str, names: tuple[str, ...], codes: Iterable[str], viewer: Viewer, version: int | None = None
    ) -> dict[str, dict[str, Value]]:
        """Latest master attributes of codes that the viewer's figures name; a code without a master is absent.

        Raises UsageError for an unknown entity, KeyError for an attribute that it does not declare.
        """
        entity, snapshot = self.catalogue.entity(entity_id), self._snapshot(version)
        shown = self._masks.shown_codes(entity.code, codes, viewer, snapshot)
        return self._masks.attributes(latest_attributes(entity, names, snapshot, shown), viewer, snapshot)

    def validity(
        self, entity_id: str, codes: Iterable[str], viewer: Viewer, version: int | None = None
    ) -> dict[str, tuple[date | None, date | None]]:
        """First and last day of the latest validity of codes that the viewer's figures name; None where it is open.

        Raises UsageError for an unknown entity or one without validity.
        """
        entity, snapshot = self.catalogue.entity(entity_id), self._snapshot(version)
        return latest_validity(entity, snapshot, self._masks.shown_codes(entity.code, codes, viewer, snapshot))

    def explain(self, query: Query, metric: str, viewer: Viewer, version: int | None = None) -> Explanation:
        """What one number is made of. `query` narrowed by filters and period to that number; `by` is ignored."""
        declared, snapshot = self.catalogue.metric(metric), self._snapshot(version)
        self._allow([metric], viewer)
        named = [item.dimension for item in query.filters]
        inputs = [name for name in declared.named if supports_dimensions(self.catalogue, name, named)]
        asked = _single(query, metric, inputs)
        result = self.run(asked, viewer, snapshot.version)
        row = {**self._totals(query, declared, named, viewer, snapshot.version), **result.one()}
        row["days"] = result.period.days
        engine, mask = self._engine(snapshot), self._masks.of(viewer, snapshot)
        real, is_masked = self._masks.question(asked, viewer, snapshot), metric in result.masked
        compiled = engine.compile(real, viewer.scope)
        parts = lineage.drill_through_sources(engine.prepare(real, viewer.scope), metric)
        return Explanation(
            metric=metric,
            label=declared.label,
            definition=declared.definition,
            formula=labelled(declared, self.catalogue),
            formula_with_values=worked_formula(
                engine, declared, real, viewer, row, is_masked=is_masked or viewer.amounts is not MoneyForm.EXACT
            ),
            value=row.get(metric),
            unit=declared.unit,
            polarity=declared.polarity,
            why=MASKED_REASON if is_masked else declared.null_reason if row.get(metric) is None else None,
            is_masked=is_masked,
            reference=PACE_REFERENCE if rests_on_pace(self.catalogue, metric, query.period) else None,
            inputs=tuple((name, row.get(name)) for name in declared.named),
            filters=query.filters,
            scope=viewer.scope.allowed,
            period=result.period,
            compared=result.compared,
            partial=result.partial,
            as_of=result.as_of,
            version=result.version,
            currency=result.currency,
            tax_basis=snapshot.tax_basis,
            sql=compiled.sql,
            params=() if mask is not None and mask.hides_names else compiled.params,
            uploads=upload_feeds(self._appdb, snapshot, parts, viewer),
            row_count=sum(lineage.count_rows(snapshot, part) for part in parts),
        )

    def _totals(
        self, query: Query, declared: Metric, named: Iterable[str], viewer: Viewer, version: int
    ) -> dict[str, Value]:
        """Inputs that are a total of everything, whatever the filters: asked without those they cannot take."""
        found: dict[str, Value] = {}
        for name in declared.named:
            if not supports_dimensions(self.catalogue, name, named):
                kept = tuple(
                    item for item in query.filters if supports_dimensions(self.catalogue, name, [item.dimension])
                )
                alone = _single(replace(query, filters=kept), name, ())
                found |= self.run(alone, viewer, version).one()
        return found

    def rows(  # noqa: PLR0917 - a page of rows: limit and offset read best in place
        self,
        query: Query,
        metric: str,
        viewer: Viewer,
        limit: int = 100,
        offset: int = 0,
        version: int | None = None,
        *,
        is_shown: bool = True,
    ) -> lineage.DrillThroughPage:
        """The rows behind a number, each with `fact`, its columns, and `file`, `sheet`, `source_row`, `source_col`.

        Restricted columns are masked while no look can be noted; StorageError when the number itself is restricted.
        """
        check_limit(limit)
        self._allow([metric], viewer)
        snapshot = self._snapshot(version)
        asked = self._masks.question(_single(query, metric, ()), viewer, snapshot)
        prepared = self._engine(snapshot).prepare(asked, viewer.scope)
        parts = lineage.drill_through_sources(prepared, metric)
        shown = dict.fromkeys(name for part in parts for name, _ in part.columns)
        sees = viewer
        if is_shown:
            look = LookQuestion.of(LookKind.ROWS, asked, viewer, metric)
            note = partial(self.looks.note, viewer, snapshot.version, look)
            sees = viewer_of_rows(self.catalogue, asked, shown, viewer, note)
        found = lineage.page(snapshot, parts, limit, offset)
        files = uploads_of(self._appdb, (row["upload_id"] for row in found if row["upload_id"]))
        for row in found:
            row["file"] = files[row["upload_id"]].file if row["upload_id"] in files else ""
        columns = ("fact", *shown, "file", "sheet", "source_row", "source_col", "upload_id")
        total = sum(lineage.count_rows(snapshot, part) for part in parts)
        page = lineage.DrillThroughPage(columns, tuple({n: row.get(n) for n in columns} for row in found), total)
        mask = self._masks.of(sees, snapshot)
        return page if mask is None else mask.page(page)

    def code(self, query: Query, metric: str, viewer: Viewer, version: int | None = None) -> str:
        """The short code of this number on this version. Writes nothing: `keep_code` makes it one that reopens it."""
        asked, number = self._coded(query, metric, viewer, version)
        return codes.code_of(asked, metric, number)

    def keep_code(self, query: Query, metric: str, viewer: Viewer, version: int | None = None) -> str:
        """Stores the number's code when it leaves the program (copied, exported, printed), and returns it.

        It reopens the number within the opener's rights, and its version is kept from then on.
        """
        asked, number = self._coded(query, metric, viewer, version)
        return codes.keep(self._appdb, asked, metric, number)

    def _coded(self, query: Query, metric: str, viewer: Viewer, version: int | None) -> tuple[Query, int]:
        """The question of the number alone and its version. Raises UsageError, NotAllowedError."""
        self._allow([metric], viewer)
        snapshot = self._snapshot(version)
        asked = self._masks.question(_single(query, metric, ()), viewer, snapshot)
        self._engine(snapshot).prepare(asked, viewer.scope)
        return asked, snapshot.version

    def resolve(self, code: str, viewer: Viewer) -> NumberDefinition:
        """What a code stands for. Raises UsageError for an unknown code, NotAllowedError without the right."""
        number = codes.find(self._appdb, code)
        self._allow([number.metric], viewer)
        return replace(number, query=self._masks.shown(number.query, viewer, self._snapshot(None)))

    def narrowed(self, query: Query, row: Mapping[str, Value]) -> Query:
        """The question about one row of a result, so that explain and rows can open it.

        Its keys become filters; its day, week, month, quarter or year becomes the period.
        """
        filters, period = query.filters, query.period
        for name in query.by:
            found = row[name]
            if isinstance(found, date):
                period = within(bucket_of(found, name), period)
            else:
                filters = (*filters, Filter(name, (str(found),)))
        return replace(query, by=(), filters=filters, period=period, order_by=None, limit=None)

    def _snapshot(self, version: int | None) -> Snapshot:
        return self._store.current() if version is None else self._store.snapshot(version)

    def _allow(self, metric_ids: Iterable[str], viewer: Viewer) -> None:
        """Raises UsageError for unknown metrics, NotAllowedError for facts the role may not see."""
        for metric_id in metric_ids:
            allow_metric(self.catalogue, metric_id, viewer)

    @property
    def company_name(self) -> str:
        """The company's name, for what leaves the program; empty while none is set."""
        return self._appdb.company.value(settings.COMPANY_NAME)

    @property
    def calendar(self) -> CalendarRules:
        """The company's calendar by its settings."""
        return self.company_calendar.rules

    def _forget_version(self, version: int) -> None:
        """Lets go what is worked out of a version that is held open no more: hardly anybody will ask for it again."""
        with self._lock:
            self._engines.pop(version, None)
        self._cache.forget(version)

    def _engine(self, snapshot: Snapshot) -> Engine:
        told = (self.calendar, self.company_calendar.horizon, self.company_calendar.capital_rate)
        with self._lock:
            engine = self._engines.get(snapshot.version)
            held = engine and (engine.rules, engine.horizon, engine.capital_rate)
            if engine is None or engine.snapshot is not snapshot or held != told:
                engine = self._engines[snapshot.version] = Engine(snapshot, told[0], self.catalogue, *told[1:])
            self._engines.move_to_end(snapshot.version)
            while len(self._engines) > _ENGINES_KEPT:
                self._engines.popitem(last=False)
            return engine


def _single(query: Query, metric: str, more: Iterable[str]) -> Query:
    return replace(query, metrics=(metric, *more), by=(), order_by=None, limit=None, compare=None)
