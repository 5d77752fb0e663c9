"""What is typed on masters, checked against those that there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sales_core.boards.context import BoardContext
from sales_core.boards.masters.items import MasterItem, master_items, resolved
from sales_core.boards.masters.tables import master_aliases
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right, Text
from sales_core.records.master_draft import AliasEdit, MasterDraft, MasterEdit, master_edit, merge_aliases

#: Up to so many codes are offered as a list.
_MOST_CODES = 500


def may_edit(context: BoardContext) -> bool:
    """Whether the viewer may change masters here: all of the company on its newest version."""
    return context.may(Right.ADD_MASTER) and not context.viewer.scope.allowed and context.is_latest


def item_of(context: BoardContext, entity: str, code: str) -> MasterItem:
    """The one with this code. Raises UsageError where there is none that the viewer may see."""
    for one in master_items(context, entity):
        if one.code == code:
            return one
    raise UsageError(Text("masters.error.unknown", {"code": code}))


def checked_edit(context: BoardContext, entity: str, code: str, column: str, text: FieldValue) -> MasterEdit:
    """An edit with what was there before. Raises UsageError for an unknown code, column or value."""
    item, declared = item_of(context, entity, code), resolved(context.catalogue, entity)
    made = master_edit(context.catalogue, declared.id, code, column, text)
    other = mentioned_entity(context, entity, column)
    if other and made.after is not None and str(made.after) not in _codes(context, other):
        raise UsageError(Text("masters.error.unknown", {"code": made.after}))
    before = item.name if column == declared.name else item.stated.get(column)
    is_value = isinstance(before, Decimal | str | int | bool) or hasattr(before, "isoformat")
    return MasterEdit(made.entity, code, column, made.after, before if is_value and before != "" else None)  # type: ignore[arg-type]


def mentioned_entity(context: BoardContext, entity: str, column: str) -> str:
    """The kind of thing whose code a column of the master holds; empty where it holds none."""
    kind = context.catalogue.dataset(resolved(context.catalogue, entity).master)
    return next((ref.entity for ref in kind.entities if ref.code == column and not ref.is_definition), "")


def code_options(context: BoardContext, entity: str, column: str) -> dict[str, str]:
    """Code to name of what a column may hold, to choose from; nothing where it is free or the list too long."""
    other = mentioned_entity(context, entity, column)
    names = context.company.figures.names(_code_of(context, other), context.version, context.viewer) if other else {}
    return dict(names) if len(names) <= _MOST_CODES else {}


def checked_merge(
    context: BoardContext, entity: str, codes: Sequence[str], survivor: str, reason: str
) -> tuple[AliasEdit, ...]:
    """What makes codes one. Raises UsageError for an unknown code or fewer than two."""
    for code in codes:
        item_of(context, entity, code)
    return merge_aliases(resolved(context.catalogue, entity).id, codes, survivor, reason)


def checked_alias(context: BoardContext, alias: str, code: str, reason: str = "") -> AliasEdit:
    """Another code for an alias in force, or none to take it back. Raises UsageError for an unknown alias or code."""
    found = next((one for one in master_aliases(context) if one.alias == alias), None)
    if found is None:
        raise UsageError(Text("masters.error.alias", {"alias": alias}))
    if code and (code == alias or code not in _codes(context, found.entity)):
        raise UsageError(Text("masters.error.unknown", {"code": code}))
    return AliasEdit(found.entity, alias, code, reason or found.reason, found.code)


def drafted(draft: MasterDraft, edits: Iterable[MasterEdit]) -> MasterDraft:
    """The draft with these edits."""
    for one in edits:
        draft = draft.with_edit(one)
    return draft


def _codes(context: BoardContext, entity: str) -> frozenset[str]:
    return frozenset(context.company.figures.names(_code_of(context, entity), context.version, context.viewer))


def _code_of(context: BoardContext, entity: str) -> str:
    return resolved(context.catalogue, entity).code
