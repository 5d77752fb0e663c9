"""Edits of masters and aliases as a person types them: gathered in a draft, saved as one version.

An edit gives a column of one code another value; an alias gives a name or code the code that it stands for, and one
without a code takes an alias back. Two codes become one by an alias whose name is a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.entity import Entity
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text, Viewer
from sales_core.loading.plan import Plan
from sales_core.loading.uploads import Uploads
from sales_core.records.validation import typed_value

Row = dict[str, Any]
_LABELLED = 20


@dataclass(frozen=True, slots=True)
class MasterEdit:
    """`column` of the entity's master gets `after` for one code; None = nothing stated. `before` is what was shown."""

    entity: str
    code: str
    column: str
    after: FieldValue
    before: FieldValue = None


@dataclass(frozen=True, slots=True)
class AliasEdit:
    """`alias` stands for `code`; an empty code takes the alias back. `before`: the code that it stood for."""

    entity: str
    alias: str
    code: str
    reason: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class MasterDraft:
    """What was typed and is not saved."""

    edits: tuple[MasterEdit, ...] = ()
    aliases: tuple[AliasEdit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.edits and not self.aliases

    def with_edit(self, edit: MasterEdit) -> MasterDraft:
        """The draft with an edit in place of an earlier one of the same cell; without it where nothing changes."""
        first = next((one.before for one in self.edits if _cell(one) == _cell(edit)), edit.before)
        kept = tuple(one for one in self.edits if _cell(one) != _cell(edit))
        made = MasterEdit(edit.entity, edit.code, edit.column, edit.after, first)
        return MasterDraft((*kept, made) if made.after != first else kept, self.aliases)

    def with_alias(self, alias: AliasEdit) -> MasterDraft:
        """The draft with an alias in place of an earlier one of the same name."""
        kept = tuple(one for one in self.aliases if (one.entity, one.alias) != (alias.entity, alias.alias))
        return MasterDraft(self.edits, (*kept, alias))

    def without(self, change: MasterEdit | AliasEdit) -> MasterDraft:
        """The draft without one of its changes."""
        edits = tuple(one for one in self.edits if one != change)
        return MasterDraft(edits, tuple(one for one in self.aliases if one != change))

    @property
    def label(self) -> str:
        """What it changes, before → after, for the history and the audit trail."""
        parts = [f"{one.code} {one.column}: {_text(one.before)} → {_text(one.after)}" for one in self.edits]
        parts += [f"{one.alias}: {one.before or one.alias} → {one.code or one.alias}" for one in self.aliases]
        return "; ".join(parts[:_LABELLED]) + ("; …" if len(parts) > _LABELLED else "")


def merge_aliases(entity: str, codes: Sequence[str], survivor: str, reason: str) -> tuple[AliasEdit, ...]:
    """What makes `codes` one. Raises UsageError unless there are two and the one that stays is among them."""
    others = tuple(dict.fromkeys(code for code in codes if code != survivor))
    if not others or survivor not in codes:
        raise UsageError(Text("masters.error.merge"))
    return tuple(AliasEdit(entity, code, survivor, reason) for code in others)


def master_edit(catalogue: Catalogue, entity_id: str, code: str, column: str, text: FieldValue) -> MasterEdit:
    """An edit of what was typed, in the type of the column. Raises UsageError for a value it cannot hold."""
    entity = catalogue.entity(entity_id)
    kind = catalogue.dataset(entity.master)
    if column == entity.code or column not in kind.column_ids:
        raise UsageError(Text("masters.error.column", {"column": column}))
    declared = kind.column(column)
    given = text.strip() if isinstance(text, str) else text
    value: FieldValue = None
    if given not in {None, ""}:
        try:
            value = typed_value(declared.kind, given)
        except (ValueError, InvalidOperation):
            raise UsageError(Text("masters.error.value", {"column": declared.label, "value": given})) from None
        number = value if not isinstance(value, str | bool | date | None) else None
        if number is not None and declared.minimum is not None and number < declared.minimum:
            raise UsageError(Text("masters.error.value", {"column": declared.label, "value": given}))
    if value is None and column == entity.name:
        raise UsageError(Text("masters.error.value", {"column": declared.label, "value": ""}))
    return MasterEdit(entity_id, code, column, value)


def plan_draft(draft: MasterDraft, uploads: Uploads, catalogue: Catalogue, viewer: Viewer, version: int) -> Plan:
    """What saving the draft would do to the figures; `Uploads.commit` carries it out as one version.

    Raises UsageError for an empty draft, NotAllowedError without the right or for who sees a part of the company.
    """
    rows: dict[str, list[Row]] = {}
    aliases = list(draft.aliases)
    for entity_id in dict.fromkeys(one.entity for one in draft.edits):
        entity = catalogue.entity(entity_id)
        kind = catalogue.dataset(entity.master)
        stated = [dict(row) for _, row in uploads.stated_rows(kind.id, version)]
        edits = [one for one in draft.edits if one.entity == entity_id]
        rows[kind.id] = edited_rows(entity, kind, stated, edits)
        aliases += _old_names(entity, stated, edits, aliases)
    holder = next(kind for kind in catalogue.datasets.values() if kind.holds_aliases)
    if aliases:
        rows[holder.id] = [{name: getattr(one, name) or None for name in holder.column_ids} for one in aliases]
    return uploads.plan_typed(rows, viewer, label=draft.label)


def edited_rows(entity: Entity, kind: Dataset, stated: Sequence[Row], edits: Iterable[MasterEdit]) -> list[Row]:
    """Whole rows of the master in which something changed, with what must stay beside them.

    `stated`: every row that is loaded, newest first. Where rows have a validity, an edit is of the last one; one that
    begins later is a row more, and the one before stays.
    """
    by_code: dict[str, dict[str, FieldValue]] = {}
    for one in edits:
        by_code.setdefault(one.code, {})[one.column] = one.after
    found: list[Row] = []
    for code, values in by_code.items():
        mine = _rows_of(entity, kind, stated, code)
        last = mine[-1] if mine else {entity.code: code}
        changed = {**last, **values}
        kept = mine[:-1]
        if entity.validity and mine and _start(entity, changed) > _start(entity, last):
            kept = mine
        if entity.name in values:
            kept = [{**row, entity.name: values[entity.name]} for row in kept]
        found += [*kept, changed]
    return found


def _rows_of(entity: Entity, kind: Dataset, stated: Sequence[Row], code: str) -> list[Row]:
    """The rows of a code in the order of their validity, the newest of each; one where there is no validity."""
    found: dict[date, Row] = {}
    for row in stated:
        if (row.get(entity.code) or row.get(entity.name)) == code:
            found.setdefault(_start(entity, row), {name: row.get(name) for name in kind.column_ids})
    return [found[start] for start in sorted(found)]


def _start(entity: Entity, row: Mapping[str, Any]) -> date:
    starts = entity.validity.starts if entity.validity else ()
    return next((day for name in starts if isinstance(day := row.get(name), date)), date.min)


def _old_names(
    entity: Entity, stated: Sequence[Row], edits: Iterable[MasterEdit], aliases: Sequence[AliasEdit]
) -> list[AliasEdit]:
    """The names that codes had before: rows that carry the name alone stay theirs. One that another has is nobody's."""
    given = {one.alias for one in aliases if one.entity == entity.id}
    found = []
    for one in edits:
        if one.column != entity.name:
            continue
        for name in dict.fromkeys(str(row[entity.name]) for row in stated if _is_of(entity, row, one.code)):
            others = [row for row in stated if row.get(entity.name) == name and not _is_of(entity, row, one.code)]
            if name not in {one.after, one.code, *given} and not others:
                found.append(AliasEdit(entity.id, name, one.code, str(one.after)))
    return found


def _is_of(entity: Entity, row: Row, code: str) -> bool:
    return bool(row.get(entity.name)) and (row.get(entity.code) or row.get(entity.name)) == code


def _cell(edit: MasterEdit) -> tuple[str, str, str]:
    return edit.entity, edit.code, edit.column


def _text(value: FieldValue) -> str:
    return "–" if value is None or value == "" else str(value)
