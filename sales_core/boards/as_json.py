"""Blocks as plain data for scripts: the same figures as on the page, exact."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from sales_core.boards.blocks import (
    Card,
    CardRow,
    CellForm,
    Chart,
    Column,
    Downloads,
    Headline,
    Narrative,
    RecordForm,
    Table,
)
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.result_text import finality_json
from sales_core.boards.words import card_text, chart_table, plain_value, withheld


def board_json(opened: OpenBoard) -> dict[str, Any]:
    """The board with its ask, its choices and every block that is there, as JSON-able values."""
    context = opened.context
    reason = opened.empty()
    blocks = [] if reason is not None else list(opened.blocks())
    return {
        "page": opened.board.id,
        "version": context.version,
        "as_of": context.as_of.isoformat(),
        "period": str(context.period),
        "finality": finality_json(context.finality, context.locale),
        "filters": {item.dimension: list(item.values) for item in context.filters},
        "filters_not_applied": list(opened.filters_left_out),
        "currency": context.currency,
        "choices": {choice.id: opened.value(choice.id) for choice in opened.board.choices},
        "empty": reason,
        "blocks": [{"id": name, **block_json(block, context)} for name, block in blocks],
    }


@singledispatch
def block_json(block: Any, context: BoardContext) -> dict[str, Any]:
    """One block as plain data; `kind` says which."""
    del context
    raise TypeError(f"no JSON form for {type(block).__name__}")


@block_json.register
def _headline(block: Headline, context: BoardContext) -> dict[str, Any]:
    del context
    return {"kind": "headline", "text": block.sentence, "detail": block.detail}


@block_json.register
def _cards(block: CardRow, context: BoardContext) -> dict[str, Any]:
    return {"kind": "cards", "cards": [_card(card, context) for card in block.cards]}


def _card(card: Card, context: BoardContext) -> dict[str, Any]:
    text = card_text(context, card)
    return {
        "metric": card.metric,
        "label": text.label,
        "value": plain_value(card.figure),
        "state": card.figure.state,
        "text": text.value,
        "note": text.note,
        "comparisons": [{"text": line.text, "label": line.label, "tone": line.tone} for line in card.comparisons],
        "number": str(NumberAddress.of(card.query, card.metric)),
    }


@block_json.register
def _table(block: Table, context: BoardContext) -> dict[str, Any]:
    kept_back = [
        {"row": at, "column": name, "state": figure.state, "reason": figure.reason and context.say(figure.reason)}
        for at, name, figure in withheld(block)
    ]
    return {
        "kind": "table",
        "title": block.title,
        "note": block.note,
        "columns": [{"id": column.id, "label": column.label, "unit": _unit(column)} for column in block.columns],
        "keys": list(block.keys),
        "rows": [{column.id: plain_value(row.get(column.id)) for column in block.columns} for row in block.rows],
        **({"withheld": kept_back} if kept_back else {}),
    }


def _unit(column: Column) -> str:
    """What the numbers of a column are, as scripts know it; empty for texts and days."""
    return column.form if column.form not in {CellForm.PLAIN, CellForm.LEVEL, CellForm.FIGURE} else column.unit or ""


@block_json.register
def _chart(block: Chart, context: BoardContext) -> dict[str, Any]:
    return {**block_json(chart_table(context, block), context), "kind": "chart"}


@block_json.register
def _narrative(block: Narrative, context: BoardContext) -> dict[str, Any]:
    del context
    return {"kind": "narrative", "title": block.title, "sentences": [str(sentence) for sentence in block.sentences]}


@block_json.register
def _form(block: RecordForm, context: BoardContext) -> dict[str, Any]:
    del context
    defaults = {field.id: plain_value(field.default) for field in block.form.fields if field.default is not None}
    return {
        "kind": "form", "record": block.form.record, "subject": block.form.subject, "defaults": defaults,
        "entries": [entry.line for entry in block.entries],
        "records": [
            {"id": entry.id, "revision": entry.revision, "moves": [move.state for move in entry.moves]}
            for entry in block.entries
        ],
    }  # fmt: skip


@block_json.register
def _downloads(block: Downloads, context: BoardContext) -> dict[str, Any]:
    del context
    return {"kind": "downloads", "files": [document.name for document in block.documents]}
