"""Builds plans: the candidate next version in staging, and what it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Upload
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import clock
from sales_core.kernel.problems import Problem, errors_in
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import EVERYTHING, Viewer
from sales_core.loading import currency_checks, impact, load_checks, period_locks, row_scope
from sales_core.loading.added_masters import added_masters, given_rows
from sales_core.loading.alias_checks import alias_problems
from sales_core.loading.drop_reader import READ, DropReader, stop_if
from sales_core.loading.load_units import answered, loads_of, store_loads
from sales_core.loading.master_changes import appeared, missing_masters, speaks_for_every_day
from sales_core.loading.open_items import listed_items
from sales_core.loading.period_locks import ChangedMonths
from sales_core.loading.plan import Plan, PlanKind
from sales_core.loading.read_together import labels_of, read_together
from sales_core.loading.reader import Reader
from sales_core.loading.receipts_beside_lists import receipts_beside_lists
from sales_core.loading.refused_answers import known_datasets, refused_answers
from sales_core.loading.renumbered_documents import renumbered_documents
from sales_core.loading.replacement import Replacement, replacements
from sales_core.loading.replay import Replay, with_build_facts
from sales_core.loading.row_changes import DatasetChange, dataset_changes, replaced_rows
from sales_core.loading.staging import Staging
from sales_core.loading.stated_days import days_without
from sales_core.loading.version_figures import VersionFigures
from sales_core.loading.version_meta import version_meta
from sales_core.recognition.reading import Answers, ProgressCallback, Question, Risk
from sales_core.semantic.company_calendar import CompanyCalendar
from sales_core.semantic.engine import Engine
from sales_core.warehouse.change import Change
from sales_core.warehouse.measure import Measured
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store

#: Share of the work that is done when the candidate is built.
_BUILT = 0.95
#: Plans of which uploads hold afterwards: none may be left.
_FROM_UPLOADS = frozenset((PlanKind.UNDO, PlanKind.REDO, PlanKind.RESTORE))
Extra = Callable[[Snapshot, Snapshot, Plan], Plan]


class Planner:
    """Plans of every kind go through `_with_candidate`, so all are shown and committed alike."""

    def __init__(
        self, home: Home, store: Store, appdb: AppDatabase, staging: Staging, *, reader: Reader, catalogue: Catalogue
    ) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._staging = staging
        self._files = DropReader(home, store, appdb, reader=reader, catalogue=catalogue)
        self._catalogue = catalogue
        self._replay = Replay(home, store, appdb, catalogue)
        self._calendar = CompanyCalendar(appdb, None)

    def load(
        self,
        files: Sequence[tuple[str, Path]],
        viewer: Viewer,
        answers: Answers,
        progress: ProgressCallback,
        cancel: threading.Event,
    ) -> Plan:
        """Reads the files and, when nothing stops it, builds the version they would make."""
        answers, unknown = known_datasets(answers, self._catalogue)
        base = self._appdb.current_version()
        self._store.snapshot(base)  # no load on a damaged version: it has to be mended first
        with self._staging.new() as plan_id:
            readings = self._files.read(
                files, viewer, answers, self._staging.folder(plan_id), progress=progress, cancel=cancel
            )
            problems = [*unknown, *(p for reading in readings for p in reading.all_problems)]
            problems += load_checks.same_file_twice(readings)
            questions = [answered(q, answers) for r in readings for table in r.tables for q in table.questions]
            risks = [risk for reading in readings for table in reading.tables for risk in table.risks]
            plan = Plan(
                id=plan_id,
                kind=PlanKind.LOAD,
                created=clock.now(),
                by=viewer.name,
                scope=viewer.scope,
                base_version=base,
                label=", ".join(name for name, _ in files),
                readings=readings,
                answers=answers,
                loads=tuple(loads_of(readings, self._appdb.history.next_upload_id(), self._catalogue)),
                problems=tuple(problems),
                questions=tuple(questions),
                risks=tuple(risks),
                currency=self._store.snapshot(base).currency,
            )
            plan = replace(plan, problems=(*plan.problems, *refused_answers(plan)))
            stop_if(cancel)
            found: dict[str, Replacement] = {}
            if plan.loads and not plan.errors:
                plan = self._with_added_masters(plan)
                plan, found = self._with_replacement(self._with_currency(plan))
                plan = replace(plan, problems=(*plan.problems, *refused_answers(plan)))
            if plan.loads and not plan.errors and not plan.unanswered:
                change = self._change(plan, found)
                plan = self._with_candidate(plan, change, self._load_verdicts, source=base, progress=progress)
            stop_if(cancel)
            self._save(plan)
            progress("done", 1.0)
            return plan

    def _with_added_masters(self, plan: Plan) -> Plan:
        """The plan with a load more for each master to which its maker adds what the files name and it lacks."""
        added = tuple(added_masters(plan.readings, self._staging.folder(plan.id), self._blobs, self._catalogue))
        if not added:
            return plan
        first = max(load.upload_id for load in plan.loads) + 1
        return replace(
            plan,
            readings=(*plan.readings, *added),
            loads=(*plan.loads, *loads_of(added, first, self._catalogue)),
        )

    def _with_currency(self, plan: Plan) -> Plan:
        """The plan with the question of the reporting currency, or with what rules every answer out."""
        base, company = self._store.snapshot(plan.base_version), self._appdb.company
        question, problems = currency_checks.decide_currency(plan.loads, base, company, plan.answers, self._catalogue)
        return replace(
            plan,
            questions=(*plan.questions, *([question] if question else [])),
            problems=(*plan.problems, *problems),
        )

    def _with_replacement(self, plan: Plan) -> tuple[Plan, dict[str, Replacement]]:
        """The plan with the questions and risks of what it does to the months and documents that are there."""
        snapshot = self._store.snapshot(plan.base_version)
        remembered = {one.signature: one.answers for one in self._appdb.mappings.all()}
        listed = [listed_items(one, snapshot, plan.answers, self._catalogue, remembered) for one in plan.loads]
        plan = replace(
            plan,
            loads=tuple(one.load for one in listed),
            questions=(*plan.questions, *(one.question for one in listed if one.question)),
        )
        found = replacements(plan.loads, snapshot, plan.answers, self._catalogue, plan.scope)
        questions = tuple(one.question for one in found.values() if one.question)
        risks = tuple(one.risk for one in found.values() if one.risk)
        risks += tuple(renumbered_documents(plan.loads, snapshot, self._catalogue, plan.scope))
        received = list(receipts_beside_lists(plan.loads, snapshot, self._catalogue, plan.scope))
        risks += tuple(one for one in received if isinstance(one, Risk))
        options = tuple(one.option for one in found.values() if one.option)
        plan = replace(
            plan,
            questions=(*plan.questions, *questions),
            risks=(*plan.risks, *risks),
            problems=(*plan.problems, *(one for one in received if isinstance(one, Problem))),
            load_options=options,
        )
        return plan, found

    def undo(self, upload: Upload, viewer: Viewer) -> Plan:
        """A plan whose candidate lacks the upload's rows and holds again those it had replaced; what was read from the
        same table goes with it."""
        base, both = self._appdb.current_version(), self._together(upload)
        gone = tuple(one.id for one in both)
        after = tuple(one for one in self._active(base) if one not in gone)
        meta = days_without(gone, self._store.snapshot(base))
        dropped = Change(drop=gone, kept=self._replay.rows_files(), meta=meta)
        source, change = self._replay.source(base, dropped, after)
        with self._staging.new() as plan_id:
            plan = self._bare(plan_id, PlanKind.UNDO, labels_of(both), viewer, upload.id)
            plan = self._with_candidate(replace(plan, uploads_after=after), change, None, source=source)
            self._save(plan)
            return plan

    def redo(self, upload: Upload, viewer: Viewer) -> Plan:
        """A plan whose candidate holds again what an undone upload brought, in its old place among the others; what was
        read from the same table comes with it."""
        base, both = self._appdb.current_version(), self._together(upload)
        after = tuple(sorted({*self._active(base), *(one.id for one in both)}))
        change = self._replay.with_upload(base, upload, after)
        with self._staging.new() as plan_id:
            plan = self._bare(plan_id, PlanKind.REDO, labels_of(both), viewer, upload.id)
            plan = self._with_candidate(replace(plan, uploads_after=after), change, None, source=None)
            self._save(plan)
            return plan

    def _together(self, upload: Upload) -> tuple[Upload, ...]:
        return read_together(upload, self._appdb.history.uploads(), self._catalogue)

    def restore(self, version: int, viewer: Viewer) -> Plan:
        """A plan whose candidate holds what `version` held; from its uploads when its file is damaged or gone."""
        uploads = self._active(version)
        source, change = self._replay.source(version, Change(), uploads)
        with self._staging.new() as plan_id:
            plan = self._bare(plan_id, PlanKind.RESTORE, f"v{version}", viewer, version)
            plan = self._with_candidate(replace(plan, uploads_after=uploads), change, None, source=source)
            self._save(plan)
            return plan

    def by_hand(self, tables: Mapping[str, pa.Table], viewer: Viewer, *, record: str = "", label: str = "") -> Plan:
        """A plan that adds rows given by a person, by dataset, as a record or to masters; a csv of each is kept."""
        with self._staging.new() as plan_id:
            folder, names = self._staging.folder(plan_id), _file_names(tables)
            readings = tuple(given_rows(names[one], one, rows, folder, self._blobs) for one, rows in tables.items())
            loads = tuple(loads_of(readings, self._appdb.history.next_upload_id(), self._catalogue))
            plan = self._bare(plan_id, PlanKind.MASTER, label or ", ".join(tables), viewer, None)
            plan = replace(plan, readings=readings, loads=loads, record=record)
            plan = self._with_candidate(plan, self._change(plan, {}), None, source=plan.base_version)
            self._save(plan)
            return plan

    def _bare(self, plan_id: str, kind: PlanKind, label: str, viewer: Viewer, subject: int | None) -> Plan:
        base = self._appdb.current_version()
        return Plan(plan_id, kind, clock.now(), viewer.name, base, label, scope=viewer.scope, subject=subject)

    def _change(self, plan: Plan, found: Mapping[str, Replacement]) -> Change:
        snapshot = self._store.snapshot(plan.base_version)
        active = self._active(plan.base_version)
        loads = store_loads(
            plan.loads,
            plan.answers,
            snapshot,
            active,
            self._catalogue,
            extra={name: one.extra for name, one in found.items()},
            shared={name: one.beside for name, one in found.items()},
        )
        return Change(
            add=loads,
            meta=version_meta(plan.loads, plan.answers, snapshot, self._appdb.company, self._catalogue),
        )

    def _active(self, version: int) -> tuple[int, ...]:
        return self._appdb.history.version(version).uploads if version else ()

    def _with_candidate(
        self,
        plan: Plan,
        change: Change,
        extra: Extra | None,
        *,
        source: int | None,
        progress: ProgressCallback = lambda _stage, _fraction: None,
    ) -> Plan:
        """`source`: the version that the candidate is changed from; None = from nothing."""
        path = self._staging.candidate(plan.id)
        version = plan.base_version + 1
        measured = self._store.build(
            source, path, version, change, lambda done: progress("build", READ + (_BUILT - READ) * done)
        )
        progress("compare", _BUILT)
        before, _ = self._store.readable(plan.base_version)
        after = self._store.preview(path, version)
        try:
            plan = self._compared(with_build_facts(plan, change, after), before, after, measured)
            if touched := impact.changed_outside(before, after, self._catalogue, plan.scope):
                return _refused(plan, touched)
            return extra(before, after, plan) if extra else plan
        finally:
            after.close()

    def _compared(self, plan: Plan, before: Snapshot, after: Snapshot, measured: Measured) -> Plan:
        labels = {upload.id: upload.label for upload in self._appdb.history.uploads()}
        changes = dataset_changes(before, after, self._catalogue.datasets.values())
        rows = {change.dataset.id: change.months for change in changes}
        sides = self._figures(before), self._figures(after)
        shown = impact.headlines(*sides, self._catalogue, plan.scope, rows)
        whole = impact.headlines(*sides, self._catalogue, EVERYTHING, rows) if plan.scope.allowed else shown
        months = period_locks.changed_months(
            before,
            after,
            changes,
            whole,
            catalogue=self._catalogue,
            rules=self._calendar.rules,
        )
        problems = (*plan.problems, *self._closed(plan, before, after, changes, months))
        problems += tuple(alias_problems(plan.label, before, after, changes, self._catalogue))
        problems += tuple(currency_checks.unconverted_amounts(after, self._catalogue, plan.label))
        active, mine = self._active(plan.base_version), tuple(load.upload_id for load in plan.loads)
        return replace(
            plan,
            candidate=not errors_in(problems),
            problems=problems,
            changed_months=months.all,
            measured=measured,
            headlines=shown,
            past_months=impact.past_months(shown, before),
            restated=impact.past_months(whole, before),
            new=appeared(before, after, self._catalogue),
            removed=appeared(after, before, self._catalogue),
            replaced=replaced_rows(changes, labels),
            as_of_before=None if before.is_empty else before.as_of,
            as_of_after=measured.as_of,
            currency=after.currency,
            uploads_after=plan.uploads_after if plan.kind in _FROM_UPLOADS else (*active, *mine),
        )

    def _figures(self, snapshot: Snapshot) -> VersionFigures:
        engine = Engine(
            snapshot, self._calendar.rules, self._catalogue, self._calendar.horizon, self._calendar.capital_rate
        )
        return VersionFigures(snapshot, engine)

    def _closed(
        self,
        plan: Plan,
        before: Snapshot,
        after: Snapshot,
        changes: Sequence[DatasetChange],
        months: ChangedMonths,
    ) -> Iterator[Problem]:
        closed = self._appdb.period_locks.months()
        yield from period_locks.locked(plan.label, months, closed)
        yield from period_locks.resolved_again(
            plan.label,
            before,
            after,
            changes,
            datasets=self._catalogue.datasets.values(),
            closed=closed.difference(months.all),
        )

    def _load_verdicts(self, before: Snapshot, after: Snapshot, plan: Plan) -> Plan:
        problems: list[Problem] = list(plan.problems)
        problems += load_checks.shared_partitions(plan.loads, self._catalogue)
        problems += load_checks.replaced_months(plan.loads, plan.replaced, before, after, self._catalogue)
        questions: list[Question] = list(plan.questions)
        questions += load_checks.replace_questions(plan.loads, plan.replaced, after, plan.answers, self._catalogue)
        problems += refused_answers(replace(plan, questions=tuple(questions)))
        daily = {one.id for one in self._catalogue.datasets.values() if speaks_for_every_day(one)}
        newest = max((load.last_month for load in plan.loads if load.dataset in daily), default="")
        return replace(
            plan,
            problems=tuple(problems),
            questions=tuple(questions),
            missing=missing_masters(after, newest, self._catalogue, plan.scope) if newest else (),
            candidate=not errors_in(problems),
        )

    def _save(self, plan: Plan) -> None:
        self._staging.save(plan)
        self._appdb.history.add_plan(plan.id, plan.by, plan.base_version, plan.kind, plan.label)


def _file_names(datasets: Collection[str]) -> dict[str, str]:
    """What the originals of rows given by a person are called, by dataset."""
    return {one: "by_hand.csv" if len(datasets) == 1 else f"by_hand_{one}.csv" for one in datasets}


def _refused(plan: Plan, touched: list[str]) -> Plan:
    """The plan without what it would show of others, and with the error that stops it."""
    problems = (*plan.problems, row_scope.scope_violation(plan.label, touched, plan.scope))
    return replace(plan, problems=problems, candidate=False, replaced=(), new=(), removed=())
