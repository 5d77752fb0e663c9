"""How one table was understood, every part of it changeable: dataset, header row, columns; and a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.data import columns, reading_options, risk_list
from pages.data.draft import Draft
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import SKIP, Dataset, FileReading, Question, ReadingOption, TableReading
from sales_core.api import count as count_text

#: Choices of a settled question up to which each has a line of its own.
_RADIOS = 8


def show(
    page: PageContext,
    file: FileReading,
    table: TableReading,
    draft: Draft,
    *,
    options: Sequence[ReadingOption],
    settled: Sequence[Question],
) -> None:
    """One table of one file, with the options that it is read with.

    `settled`: questions about it that are answered or have a default, each to be changed.
    """
    st.caption(_facts(page, file, table))
    left, right = st.columns([2, 1])
    chosen = _choose_dataset(page, left, table, draft)
    _choose_header(page, right, table, draft)
    reading_options.show(page, options, draft)
    if chosen is not None and chosen.id == table.dataset:
        columns.show(page, table, chosen, draft)
    for question in settled:
        if not columns.answered_here(question, table):
            ask(page, table.key, question, draft)
    with st.expander(page.t("upload.preview")):
        _preview(page, table, chosen)


def _facts(page: PageContext, file: FileReading, table: TableReading) -> str:
    parts = [
        file.format,
        table.separator and page.t("upload.fact.separator", name=repr(table.separator).strip("'")),
        table.header_rows and page.t("upload.fact.header", rows=", ".join(str(row) for row in table.header_rows)),
        page.t("upload.layout.long" if table.layout == "long" else "upload.layout.wide"),
        page.t("upload.fact.rows", count=count_text(table.rows, page.locale)),
        table.left_out and page.t("upload.fact.left_out", count=len(table.left_out)),
    ]
    return literal(" · ".join(str(part) for part in parts if part))


def ask(page: PageContext, key: str, question: Question, draft: Draft) -> None:
    """One question with its choices; an answer goes into the draft."""
    text = f"**{literal(page.say(question.text))}**"
    widget = f"q|{key}|{question.id}"
    stated = draft.answers.get(key, {}).get(question.id) or question.answer or question.default
    if question.choices:
        stored = [value for value, _ in question.choices]
        labels = {value: _choice(page, question, value) for value in stored}
        at = stored.index(stated) if stated in stored else None
        if _is_settled(question) and len(stored) > _RADIOS:  # so many would fill a phone by themselves
            picked = st.selectbox(text, stored, index=at, format_func=labels.__getitem__, key=widget)
        else:
            picked = st.radio(text, stored, index=at, format_func=lambda one: literal(labels[one]), key=widget)
        if picked is not None and picked != (question.answer or question.default):
            if question.id == "dataset" and picked != SKIP:
                draft.dataset(key, picked)
            else:
                # An answer is kept with the layout, also that it is not read; what a card leaves out is left out once.
                draft.answer(key, question.id, picked, at_once=picked == SKIP or _is_settled(question))
    else:
        typed = st.text_input(text, value=stated or "", key=widget)
        if typed and typed != (question.answer or question.default):
            draft.answer(key, question.id, typed, at_once=_is_settled(question))


def _is_settled(question: Question) -> bool:
    """Whether the files were read with an answer to it, so that another one changes the preview at once."""
    return (question.answer or question.default) is not None


def _choice(page: PageContext, question: Question, value: str) -> str:
    """The text of a choice, with the sums that it gives."""
    figures = risk_list.sums(page, question.figures.get(value, ()))
    return " — ".join(filter(None, (page.say(dict(question.choices)[value]), figures)))


def _choose_dataset(
    page: PageContext, slot: st.delta_generator.DeltaGenerator, table: TableReading, draft: Draft
) -> Dataset | None:
    datasets = page.catalogue.datasets.values()
    ids = [item.id for item in datasets] + [SKIP]
    now = draft.datasets.get(table.key) or table.dataset or SKIP
    names = {item.id: page.say(item.label) for item in datasets} | {SKIP: page.t("upload.skip_table")}
    key = f"d|{table.key}"
    # The draft says what is chosen: a table is left out by its card too.
    st.session_state[key] = now
    slot.selectbox(
        page.t("upload.dataset"),
        ids,
        format_func=lambda value: names[value],
        key=key,
        on_change=_choose,
        args=(draft.dataset, table.key, key),
    )
    return page.catalogue.dataset(now) if now != SKIP else None


def _choose_header(
    page: PageContext, slot: st.delta_generator.DeltaGenerator, table: TableReading, draft: Draft
) -> None:
    now = draft.header_rows.get(table.key, table.header_rows[-1] if table.header_rows else 1)
    key = f"h|{table.key}"
    st.session_state[key] = now
    slot.number_input(
        page.t("upload.header_row"),
        min_value=0,
        max_value=10_000,
        key=key,
        on_change=_choose,
        args=(draft.header_row, table.key, key),
    )


def _choose(note: Callable[[str, Any], None], table: str, key: str) -> None:
    """Notes what a control holds now."""
    note(table, st.session_state[key])


def _preview(page: PageContext, table: TableReading, kind: Dataset | None) -> None:
    """The first rows with, over each column, what it was taken for."""
    if not table.preview:
        return
    width = max(len(row) for row in table.preview)
    padded = [(*row, *("",) * (width - len(row))) for row in table.preview]
    names = {column.id: page.say(column.label) for column in kind.readable_columns} if kind else {}
    fields = {match.letter: names.get(match.field or "", "") for match in table.matches}
    letters = [_letter(index) for index in range(width)]
    heads = [f"{letter} → {fields[letter]}" if fields.get(letter) else letter for letter in letters]
    frame = pd.DataFrame(padded, index=range(1, len(padded) + 1), columns=heads)
    st.dataframe(frame, width="stretch")


def _letter(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
