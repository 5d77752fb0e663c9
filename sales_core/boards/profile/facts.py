"""What the master says of the subject, the rows of a list about it, and the uploads that its figures rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sales_core.boards.blocks import Clause, Column, Narrative, Sentence, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.boards.profile import subject
from sales_core.catalogue.dataset import DatasetColumn, ValueKind
from sales_core.catalogue.dependencies import list_dimensions
from sales_core.catalogue.list import ColumnKind, ListRow, ListSpec
from sales_core.catalogue.sensitivity import RESTRICTED, hidden_classes
from sales_core.format import exact_value
from sales_core.kernel.query import ListQuery, Value
from sales_core.kernel.units import Unit

_MOST = 100
_UNITS = {ValueKind.MONEY: Unit.MONEY, ValueKind.PERCENT: Unit.PERCENT}


def master(context: BoardContext) -> Narrative | None:
    """The code and every attribute that is filled, in one line; what may be seen by few is left to its own figures."""
    one, code = subject.entity(context), context.choice("code")
    parts = [context.t("profile.code", code=code)]
    if one.master:
        columns = {column.id: column for column in context.catalogue.dataset(one.master).columns}
        kept_back = hidden_classes(context.viewer) | RESTRICTED
        shown = {
            attribute.id: columns[attribute.source]
            for attribute in one.attributes
            if columns[attribute.source].sensitivity not in kept_back
        }
        found = context.company.figures.attributes(one.id, tuple(shown), (code,), context.viewer, context.version)
        parts += _written(context, shown, found.get(code, {}))
    return Narrative((Sentence((Clause(" · ".join(parts)),)),))


def _written(context: BoardContext, shown: Mapping[str, DatasetColumn], values: Mapping[str, Value]) -> list[str]:
    filled = ((name, column, values.get(name)) for name, column in shown.items())
    return [
        context.t("profile.attribute", name=_name(context, name, column), value=_text(context, name, column, value))
        for name, column, value in filled
        if value not in {None, ""}
    ]


def _name(context: BoardContext, name: str, column: DatasetColumn) -> str:
    """A code that is shown by its name is called as the thing is, not as its code."""
    return context.dimension_name(name) if name in context.catalogue.dimensions else context.say(column.label)


def _text(context: BoardContext, name: str, column: DatasetColumn, value: Value) -> str:
    if isinstance(value, bool):
        return context.t(f"record.flag.{'yes' if value else 'no'}")
    if isinstance(value, date):
        return context.date(value)
    if column.kind in _UNITS:
        return context.write(value, _UNITS[column.kind])
    if name in context.catalogue.dimensions:
        return context.label(name, value)
    return exact_value(value)


def rows(context: BoardContext) -> Table | None:
    """The rows of the list chosen that are about the subject."""
    list_id, kind = context.choice("list"), context.choice("kind")
    if not list_id:
        return None
    spec = context.catalogue.list(list_id)
    able = list_dimensions(context.catalogue, spec)
    filters = tuple(item for item in subject.about(context).filters if item.dimension in able)
    found = context.reader.run_list(ListQuery(list_id, context.period, filters, limit=_MOST))
    ids = _filled_columns(spec, found.rows, kind)
    drill = _drill(context, spec, kind)
    return Table.of(
        context.say(spec.label),
        list_columns(context, list_id, *ids),
        found.rows,
        key=(lambda row: tuple(str(row[name]) for name in drill.by)) if drill else "",
        note=_note(context, spec, len(found.rows)),
        file=f"{list_id}_{context.period}_v{context.version}",
        drill=drill,
    )


def _note(context: BoardContext, spec: ListSpec, count: int) -> str:
    if not count:
        return context.t("profile.no_rows")
    return context.t("profile.first_rows", rows=_MOST) if count >= _MOST else context.say(spec.help)


def _filled_columns(spec: ListSpec, rows: Sequence[ListRow], kind: str) -> list[str]:
    """The columns shown that say something here: not who it is about, no marks, none that is empty in every row.

    A code beside the column of its name is shown by that name, and so left out.
    """
    named = {one.dimension for one in spec.columns if one.dimension and one.id != one.dimension and one.is_shown}
    shown = (
        column
        for column in spec.columns
        if column.is_shown
        and column.kind is not ColumnKind.FLAG
        and not (column.kind is ColumnKind.CODE and column.dimension in named and column.id == column.dimension)
    )
    return [
        column.id
        for column in shown
        if column.dimension != kind and (not rows or any(row[column.id] not in {None, ""} for row in rows))
    ]


def _drill(context: BoardContext, spec: ListSpec, kind: str) -> Drill | None:
    """Where a row leads beside the subject itself."""
    ids = {column.id for column in spec.columns}
    for one in spec.drill:
        by = spec.drill_dimensions(one)
        if kind not in by and set(by) <= ids:
            return list_drill(context, spec.id, one.column)
    return None


def uploads(context: BoardContext) -> Table | None:
    """The uploads that the figures above rest on, the newest first, with the rows that each brought of the subject."""
    figures = subject.figures(context)
    about = subject.about(context)
    found: dict[tuple[int, str], dict[str, object]] = {}
    for metric in figures:
        own, _ = about.narrowed(metric)
        told = context.company.figures.explain(own.query(metric), metric, context.viewer, context.version)
        for feed in told.uploads:
            # Figures that share rows name the same upload: it is told once, with the most rows that one of them counts.
            row = found.setdefault(
                (feed.upload, feed.sheet),
                {"upload": feed.upload, "file": feed.file, "sheet": feed.sheet, "by": feed.by, "rows": 0,
                 "day": feed.when.date() if feed.when else None},
            )  # fmt: skip
            row["rows"] = max(int(str(row["rows"])), feed.rows)
    if not found:
        return None
    columns = [
        Column("file", context.t("profile.upload_file"), width="medium"),
        Column("sheet", context.t("profile.upload_sheet")),
        Column("rows", context.t("profile.upload_rows"), Unit.COUNT),
        Column("day", context.t("profile.upload_day")),
        Column("by", context.t("profile.upload_by")),
        Column("upload", context.t("profile.upload_number"), Unit.COUNT),
    ]
    rows = [found[key] for key in sorted(found, reverse=True)]
    return Table.of(context.t("profile.uploads"), columns, rows, key=lambda row: f"{row['upload']}_{row['sheet']}")
