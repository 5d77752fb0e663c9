"""Which records a viewer may see: those whose subject lies in his rights and row scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from sales_core.catalogue.dataset import Sensitivity, ValueKind
from sales_core.catalogue.number_address import NumberAddress
from sales_core.catalogue.record import Record, RecordRow, SubjectKind
from sales_core.catalogue.sensitivity import hidden_classes, metric_classes
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.question_text import typed_filters
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import MoneyForm, Right, Scope, Viewer
from sales_core.semantic.rights import allow_metric
from sales_core.semantic.service import MetricService

#: Whether a subject may be seen.
Visible = Callable[[str], bool]
#: Whether a record may be seen.
VisibleRow = Callable[[RecordRow], bool]
#: What stands between the filters of a shared record.
BETWEEN_FILTERS = ";"


def visible_subjects(
    record: Record, figures: MetricService, viewer: Viewer, version: int | None = None, at: date | None = None
) -> Visible:
    """A test of subjects for this viewer, on the data of `version` up to `at`.

    Raises NotAllowedError when the viewer may see no record of the kind at all.
    """
    demand(viewer, record.rights.view)
    subject = record.subject
    if subject.kind is SubjectKind.AUTHOR:
        return lambda code: not code
    if not sees_free_text(viewer) or (subject.kind is SubjectKind.COMPANY and viewer.scope.allowed):
        return lambda _subject: False
    if subject.kind is SubjectKind.COMPANY:
        return lambda _subject: True
    if subject.kind is SubjectKind.ENTITY:
        result = figures.run(Query((subject.metric,), by=(subject.entity,), as_of=at), viewer, version)
        return frozenset(str(row[subject.entity]) for row in result.rows).__contains__
    if subject.kind is SubjectKind.NUMBER and any(one.kind is ValueKind.MONEY for one in record.fields):
        demand(viewer, Right.VIEW_AMOUNTS)
    may_see = _BY_SUBJECT[subject.kind]
    return lambda code: may_see(figures, code, viewer)


def visible_rows(
    record: Record, figures: MetricService, viewer: Viewer, version: int | None = None, at: date | None = None
) -> VisibleRow:
    """A test of records for this viewer; parameters and errors as `visible_subjects`."""
    if record.subject.kind is SubjectKind.AUTHOR:
        demand(viewer, record.rights.view)
        if hides_own_words(viewer):
            return lambda _row: False
        return lambda row: is_author(row, viewer) or _is_shared_with(record, figures, row, viewer)
    may_see = visible_subjects(record, figures, viewer, version, at)
    return lambda row: may_see(row.subject)


def is_author(row: RecordRow, viewer: Viewer) -> bool:
    """Whether the viewer typed the record."""
    return row.by == viewer.name


def may_change(record: Record, row: RecordRow, viewer: Viewer) -> bool:
    """Whether the record is the viewer's to change: of what belongs to its author, his or an administrator's."""
    is_anybodys = record.subject.kind is not SubjectKind.AUTHOR and not record.rights.only_author
    return is_anybodys or is_author(row, viewer) or viewer.may(Right.MANAGE_USERS)


def typed_in(text: str) -> tuple[Filter, ...]:
    """The filters that a field of a record holds. Raises UsageError."""
    return typed_filters((part for part in text.split(BETWEEN_FILTERS) if part.strip()), "filters")


def _is_shared_with(record: Record, figures: MetricService, row: RecordRow, viewer: Viewer) -> bool:
    """Whether others may see a record of its author's: the metric, every value it names, and names at all."""
    sharing = record.subject.sharing
    if sharing is None or not row.values[sharing.flag] or not sees_free_text(viewer):
        return False
    if row.state not in (sharing.states or record.states[:1]):
        return False
    try:
        allow_metric(figures.catalogue, str(row.values[sharing.metric]), viewer)
        return all(_knows(figures, item, viewer) for item in typed_in(str(row.values[sharing.filters] or "")))
    except (NotAllowedError, UsageError):
        return False


def _knows(figures: MetricService, item: Filter, viewer: Viewer) -> bool:
    return set(item.values) <= {code for code, _ in figures.values(item.dimension, viewer)}


def thing_subject(entity: str, code: str) -> str:
    """The subject of a record about one of an entity."""
    return f"{entity}={code}"


def _has_page(figures: MetricService, thing: str, viewer: Viewer) -> bool:
    """Whether the viewer may open the page of `entity=code`."""
    entity, _, code = thing.partition("=")
    declared = figures.catalogue.entities.get(entity)
    return declared is not None and declared.profile is not None and _knows(figures, Filter(entity, (code,)), viewer)


def sees_free_text(viewer: Viewer) -> bool:
    """Whether names of people and customers and exact amounts are shown to the viewer: a free text may hold any."""
    return viewer.amounts is MoneyForm.EXACT and not hidden_classes(viewer) & {Sensitivity.PERSON, Sensitivity.CUSTOMER}


def hides_own_words(viewer: Viewer) -> bool:
    """Whether a lens hides names or amounts for a while from who looks on: what its author typed may hold them too."""
    return not sees_free_text(viewer) and sees_free_text(viewer.without_lens)


def within_scope(query: Query, viewer: Viewer) -> Query:
    """The question of a figure with the viewer's scope written out, so that it is the same figure for everybody."""
    inside = _rows_of(query).narrowed(viewer.scope)
    return replace(query, filters=tuple(Filter(name, codes) for name, codes in inside.allowed))


def _rows_of(query: Query) -> Scope:
    """Which rows a question is about, as a scope."""
    return Scope.of({item.dimension: item.values for item in query.filters})


def _may_open(figures: MetricService, code: str, viewer: Viewer) -> bool:
    """Whether the viewer may see the figure of a code and all that a text about it may name."""
    if not sees_free_text(viewer):
        return False
    try:
        number = figures.resolve(code, viewer)
    except (NotAllowedError, UsageError):
        return False
    return _sees_every_row(number.query, viewer)


def may_see_number(figures: MetricService, address: str, viewer: Viewer) -> bool:
    """Whether the viewer may see the figure at an address, unmasked, and all that a text about it may name."""
    if not sees_free_text(viewer):
        return False
    try:
        number = NumberAddress.parse(address, figures.catalogue)
        allow_metric(figures.catalogue, number.metric, viewer)
    except (NotAllowedError, UsageError):
        return False
    is_masked = bool(metric_classes(figures.catalogue, number.metric) & hidden_classes(viewer))
    return not is_masked and _sees_every_row(number.query, viewer)


def _sees_every_row(query: Query, viewer: Viewer) -> bool:
    asked = _rows_of(query)
    return asked.narrowed(viewer.scope) == asked


#: How the subjects of a kind are judged one by one.
_BY_SUBJECT: Mapping[SubjectKind, Callable[[MetricService, str, Viewer], bool]] = {
    SubjectKind.THING: _has_page,
    SubjectKind.FIGURE: _may_open,
    SubjectKind.NUMBER: may_see_number,
}
