"""What a declared thing needs and does not have, in words; nothing when it is whole."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pages.kit.page_spec import SECTIONS, PageSpec
from sales_core import i18n
from sales_core.api import Board
from sales_core.catalogue.alert import AlertRule, ListMeasure, MetricMeasure
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, DatasetGrain
from sales_core.catalogue.dependencies import dimensions_of, facts_of, list_dimensions, supports_dimensions
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.catalogue.entity import Entity
from sales_core.catalogue.list import ListSpec
from sales_core.catalogue.metric import Metric
from sales_core.catalogue.record import Record, SavedAs, SubjectKind
from sales_core.catalogue.report import ReportSpec
from sales_core.kernel.terms import Text
from sales_core.loading.dataset_page import dataset_page
from sales_core.loading.measures import label_of, measures_of

GUIDE = Path(__file__).parents[2] / "docs" / "upload.md"

#: Pages that draw themselves, and why: what they show is no figure of a version.
WITHOUT_BOARD: Mapping[str, str] = {
    "start": "what can be loaded and what is missing, before there is a figure too",
    "upload": "a load is looked at, corrected and committed step by step",
    "history": "what was loaded, with the mappings remembered: each can be undone or changed",
    "health": "the state of the store, also while nothing is loaded",
    "people": "accounts, not figures",
    "target_entry": "a sheet to type in; what it changes is looked at as a load",
    "audit": "acts, not figures; its command is `audit`",
    "messages": "channels and what became of messages, not figures; its command is `messages`",
    "account": "one's own password and sign-ins",
    "n": "one number reopened by its code",
    "meetings": "scripts that are made, ordered and written on; its commands are `record` of meetings and their slides",
    "meet": "a slide at a time of boards that have commands of their own",
    "presenter": "the same slides, in the presenter's own window",
}
#: Pages that everybody who is signed in may open, and why.
WITHOUT_RIGHT: Mapping[str, str] = {
    "n": "the number itself asks for the right of its figure",
    "account": "everybody has his own",
}


def _texts(*texts: Text | str) -> Iterator[str]:
    for text in texts:
        for locale in i18n.locales():
            key = text if isinstance(text, str) else text.key
            if key not in i18n.catalogue.catalogue(locale):
                yield f"text {key} ({locale})"


def dataset_lacks(dataset: Dataset, catalogue: Catalogue, guide: str | None = None) -> list[str]:
    """Of a dataset; `guide` is the upload guide, where it has to stand in one."""
    missing = [*_texts(dataset.label, dataset.purpose, *(column.label for column in dataset.columns))]
    measures = measures_of(dataset)
    missing += _texts(*(label_of(dataset, measure) for measure in measures))
    columns = set(dataset.column_ids)
    missing += [f"column {name}" for name in _named_columns(dataset) if name not in columns]
    missing += [f"entity {ref.entity}" for ref in dataset.entities if ref.entity not in catalogue.entities]
    if dataset.completed_by and dataset.completed_by not in catalogue.datasets:
        missing.append(f"dataset {dataset.completed_by}")
    if (dataset.period is not None) != dataset.locks_with_period:
        missing.append("period lock")
    if dataset.rollups.tables and dataset.period is None:
        missing.append("period by which its rollups are kept")
    if dataset.grain is not DatasetGrain.REFERENCE and not columns & _scoped(catalogue) and not dataset.holds_aliases:
        missing.append("column by which rows can be scoped")
    if dataset.period is not None and not (dataset.headlines or dataset.measures):
        missing.append("headlines")
    if not any(column.required for column in dataset.columns) and not dataset.any_of:
        missing.append("columns that are needed")
    if not missing:
        missing += _documentation(dataset)
    if guide is not None and f"`{dataset.id}`" not in guide:
        missing.append("place in docs/upload.md")
    return missing


def _named_columns(dataset: Dataset) -> Iterator[str]:
    yield from (*dataset.primary_key, *dataset.partition, *dataset.document_key, *dataset.measures)
    yield from (name for name, _ in dataset.defaults)
    yield from (name for group in (*dataset.any_of, *dataset.surrogate_key_columns) for name in group)
    yield from (name for ref in dataset.entities for name in (ref.code, ref.name, *ref.attributes) if name)
    yield from (name for one in dataset.headlines for name in (one.column, *dict(one.where)))
    yield from dataset.month_columns.filled if dataset.month_columns else ()
    yield from (name for name in (dataset.period, dataset.document_number) if name)


def _scoped(catalogue: Catalogue) -> set[str]:
    return {name for name, dimension in catalogue.dimensions.items() if not dimension.is_time}


def _documentation(dataset: Dataset) -> Iterator[str]:
    for locale in i18n.locales():
        labels = [column.label.in_(locale) for column in dataset.columns]
        if len(labels) != len(set(labels)):
            yield f"labels that tell its columns apart ({locale})"
        page = dataset_page(dataset, locale)
        if any(f"| `{column.id}` | {column.label.in_(locale)} |" not in page for column in dataset.columns):
            yield f"documentation page ({locale})"


def report_lacks(report: ReportSpec, boards: Mapping[str, Board], catalogue: Catalogue) -> list[str]:
    """Of a report."""
    missing = [*_texts(report.label, report.help, *(f"report_section.{section.id}" for section in report.sections))]
    if report.one_of and report.one_of not in catalogue.dimensions:
        missing.append(f"dimension {report.one_of}")
    if not report.message or not report.sections:
        missing.append("message and sections")
    for part in report.parts:
        board = boards.get(part.board)
        if board is None:
            missing.append(f"board {part.board}")
            continue
        known, choices = {spec.id for spec in board.blocks}, {choice.id for choice in board.choices}
        missing += [f"block {name} of {board.id}" for name in part.blocks if name not in known]
        missing += [f"choice {name} of {board.id}" for name, _ in part.choices if name not in choices]
    return missing


def entity_lacks(entity: Entity, catalogue: Catalogue) -> list[str]:
    """Of an entity."""
    missing: list[str] = []
    if entity.resolved_as not in catalogue.entities:
        missing.append(f"entity {entity.resolved_as}")
    if not entity.kind_of:
        missing += _texts(entity.label)
        missing += [f"words ({locale})" for locale in ("zh", "en") if not _word_of(entity, locale)]
        if entity.id not in catalogue.dimensions:
            missing.append(f"dimension {entity.id}")
    for problem in filter(None, (entity.unknown_problem, entity.unknown_problem_in_masters)):
        missing += _texts(f"problem.{problem}.message", f"problem.{problem}.mend")
    missing += _profile_lacks(entity, catalogue)
    if not entity.master:
        return missing
    master = catalogue.datasets.get(entity.master)
    if master is None:
        return [*missing, f"master {entity.master}"]
    if master.definition is None or master.definition.entity != entity.id:
        missing.append(f"definition in {master.id}")
    if not entity.table:
        missing.append("table")
    sources = {attribute.source for attribute in entity.attributes} | {entity.code, entity.name}
    sources |= {*entity.validity.starts, entity.validity.ends} if entity.validity else set()
    return missing + [f"column {name} of {master.id}" for name in sorted(sources - set(master.column_ids))]


def _profile_lacks(entity: Entity, catalogue: Catalogue) -> Iterator[str]:
    profile = entity.profile
    if profile is None:
        return
    for name in profile.figures:
        if name not in catalogue.metrics or not supports_dimensions(catalogue, name, [entity.id]):
            yield f"figure {name} of one {entity.id}"
    if not profile.figures or profile.split not in dimensions_of(catalogue, profile.figures[0]):
        yield f"split {profile.split}"
    for name in profile.lists:
        if name not in catalogue.lists or entity.id not in list_dimensions(catalogue, catalogue.lists[name]):
            yield f"list {name} of one {entity.id}"


def _word_of(entity: Entity, locale: str) -> bool:
    """Whether one of its words is of the language."""
    return any(word.isascii() is (locale == "en") for word in entity.words)


def metric_lacks(metric: Metric, catalogue: Catalogue) -> list[str]:
    """Of a metric."""
    missing = [*_texts(metric.label, metric.definition, metric.formula, metric.null_reason)]
    unknown = [name for name in metric.depends_on if name not in catalogue.metrics]
    if not missing:
        unknown += [name for name in metric.named if name not in catalogue.metrics]
    missing += [f"metric {name}" for name in dict.fromkeys(unknown)]
    if unknown:
        return missing
    for fact in facts_of(catalogue, metric.id):
        missing += _texts(fact.label)
        missing += [f"dimension {name}" for name in fact.dimensions if name not in catalogue.dimensions]
        if not set(fact.dimensions) & _scoped(catalogue):
            missing.append(f"dimension by which {fact.id} can be scoped")
    if not dimensions_of(catalogue, metric.id):
        missing.append("dimension")
    return missing


def list_lacks(spec: ListSpec, catalogue: Catalogue) -> list[str]:
    """Of a list."""
    # Hidden columns are exported and need a header too.
    headers = (spec.column_label(column.id) for column in spec.columns)
    missing = [*_texts(spec.label, spec.help, *headers)]
    for column in spec.columns:
        if column.dimension and column.dimension not in catalogue.dimensions:
            missing.append(f"dimension {column.dimension}")
    for drill in spec.drill:
        by = drill.dimension or spec.column(drill.column).dimension
        if drill.metric not in catalogue.metrics:
            missing.append(f"metric {drill.metric}")
        elif not by or by not in catalogue.dimensions or not supports_dimensions(catalogue, drill.metric, [by]):
            missing.append(f"drill of {drill.column} to {drill.metric}")
    if not list_dimensions(catalogue, spec):
        missing.append("dimension by which its rows can be scoped")
    return missing


def record_lacks(record: Record, catalogue: Catalogue) -> list[str]:
    """Of a record."""
    missing = [*_texts(*record.text_keys())]
    if record.subject.kind is SubjectKind.ENTITY:
        if record.subject.entity not in catalogue.dimensions:
            missing.append(f"dimension {record.subject.entity}")
        if record.subject.metric not in catalogue.metrics:
            missing.append(f"metric {record.subject.metric}")
    if record.saved_as is SavedAs.LOAD and record.dataset not in catalogue.datasets:
        missing.append(f"dataset {record.dataset}")
    stuck = [state for state in record.states if not _is_moved(record, state)]
    missing += [f"move from or to {state}" for state in stuck if len(record.states) > 1]
    if record.derived is not None:
        module, _, name = record.derived.function.partition(":")
        if not callable(getattr(importlib.import_module(module), name, None)):
            missing.append(f"function {record.derived.function}")
        missing += [f"list {name}" for name in record.derived.lists if name not in catalogue.lists]
    return missing


def alert_lacks(rule: AlertRule, catalogue: Catalogue) -> list[str]:
    """Of an alert rule."""
    missing = [*_texts(rule.label, rule.step, f"alert.area.{rule.area}", f"alert.condition.{rule.condition.kind}")]
    if rule.risk is not None:
        missing += _texts(f"alert.risk.{rule.risk}")
    metrics = [rule.stake.metric, *((rule.stake.minus,) if rule.stake.minus else ())]
    measure, by = rule.measure, getattr(rule.measure, "by", ())
    if isinstance(measure, MetricMeasure):
        metrics.append(measure.metric)
    elif isinstance(measure, ListMeasure):
        spec = catalogue.lists.get(measure.list_id)
        wanted = {measure.column, rule.stake.column, *measure.by, *(measure.where or ())[:1]}
        if spec is None:
            missing.append(f"list {measure.list_id}")
        else:
            missing += [f"column {name} of {spec.id}" for name in sorted(wanted - {one.id for one in spec.columns})]
    elif measure.dataset not in catalogue.datasets:
        missing.append(f"dataset {measure.dataset}")
    missing += [f"metric {name}" for name in metrics if name not in catalogue.metrics]
    known = [name for name in metrics if name in catalogue.metrics]
    missing += [f"split of {name} by {by}" for name in known if not supports_dimensions(catalogue, name, by)]
    if rule.owner and rule.owner not in ORGANISATION:
        missing.append(f"level {rule.owner}")
    return missing + [f"rule {name}" for name in rule.unless if name not in catalogue.alerts]


def _is_moved(record: Record, state: str) -> bool:
    return any(state in {one.source, one.target} for one in record.transitions)


def board_lacks(board: Board, catalogue: Catalogue, pages: Iterable[PageSpec]) -> list[str]:
    """Of a board."""
    labels = [choice.label for choice in board.choices if isinstance(choice.label, str)]
    missing = [*_texts(board.question, f"page.{board.id}", *labels)]
    if not any(spec.board is board for spec in pages):
        missing.append("page")
    blocks, choices = [spec.id for spec in board.blocks], [choice.id for choice in board.choices]
    missing += [f"second name for {name}" for name in dict.fromkeys(blocks) if blocks.count(name) > 1]
    used = {name for spec in board.blocks for name in (*spec.choices, *((spec.shown[0],) if spec.shown else ()))}
    used |= {name for choice in board.choices for name in choice.reads}
    missing += [f"choice {name}" for name in sorted(used - set(choices))]
    missing += [f"block that reads {one.id}" for one in board.choices if one.id not in used and not one.rows_of]
    missing += [f"block {one.rows_of}" for one in board.choices if one.rows_of and one.rows_of not in blocks]
    if not callable(board.metrics):
        missing += [f"metric {name}" for name in board.metrics if name not in catalogue.metrics]
    return missing


def page_lacks(spec: PageSpec, boards: Mapping[str, Board]) -> list[str]:
    """Of a page."""
    question = spec.board.question if spec.board is not None else spec.question
    missing = [*_texts(spec.title_key)] + ([*_texts(question)] if question else ["question"])
    if spec.section and spec.section not in SECTIONS:
        missing.append(f"section {spec.section}")
    elif spec.section:
        missing += _texts(f"shell.section_{spec.section}")
    if spec.needed_right is None and spec.id not in WITHOUT_RIGHT:
        missing.append("right")
    if spec.board is None and spec.id not in WITHOUT_BOARD:
        missing.append("board, or a reason for none")
    if spec.board is not None and boards.get(spec.board.id) is not spec.board:
        missing.append("command: its board is not registered")
    return missing
