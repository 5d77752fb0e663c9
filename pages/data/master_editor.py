"""The grid in which masters are typed: a page of rows at a time, found by any word in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.data.master_state import base, draft, note, round_number
from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.render.grid import edited_width
from sales_core.api import (
    BoardContext,
    MasterDraft,
    MasterEdit,
    MasterItem,
    SalesError,
    ValueKind,
    checked_edit,
    code_options,
    column_label,
    count,
    drafted,
    edited_format,
    found_items,
    grid_columns,
    missing_items,
    resolved,
)

_ROWS = 100


def draw(page: BoardPage) -> None:
    """The search, the page of rows, and the grid; what is typed goes to the draft."""
    context, entity = page.opened.context, page.value("entity")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(page.t("masters.search"), key=f"master_search_{entity}", width=360)
        found = found_items(missing_items(context, entity, page.value("missing")), text)
        pages = max(1, -(-len(found) // _ROWS))
        at = _page_number(page, entity, pages)
        st.caption(page.t("masters.shown", shown=min(_ROWS, len(found)), count=count(len(found), context.locale)))
    items = found[_ROWS * (at - 1) : _ROWS * at]
    if not items:
        return
    key = f"masters|{entity}|{page.value('missing')}|{text}|{at}|{page.context.version}|{round_number()}"
    before = base(page, key)
    names = (resolved(context.catalogue, entity).name, *grid_columns(context, entity))
    frame = _frame(context, entity, names, items, before)
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        disabled=["code", "money"],
        column_config=_columns(page, entity, frame),
        # A page that is drawn anew takes back the cell that is typed in.
        on_change="ignore",
    )
    st.button(page.t("masters.apply"), key="master_apply", help=page.t("masters.apply_help"))
    state: Mapping[str, Any] = st.session_state.get(key) or {}
    try:
        edits = typed_edits(context, entity, items, state.get("edited_rows") or {})
    except SalesError as error:
        st.error(literal(error.describe(page.context.locale)), icon=":material/block:")
        return
    typed = drafted(MasterDraft(before.edits, draft(page).aliases), edits)
    if typed != draft(page):
        note(page, typed)


def typed_edits(
    context: BoardContext, entity: str, items: Sequence[MasterItem], rows: Mapping[Any, Mapping[str, Any]]
) -> list[MasterEdit]:
    """What was typed into the rows of a grid, checked. Raises UsageError.

    `rows`: by place of the row the columns that were typed; a browser wrote it, a row that is not there is none.
    """
    return [
        checked_edit(context, entity, items[int(place)].code, column, value)
        for place, cells in rows.items()
        if int(place) < len(items)
        for column, value in cells.items()
    ]


def _page_number(page: BoardPage, entity: str, pages: int) -> int:
    if pages == 1:
        return 1
    numbers = range(1, pages + 1)
    return int(
        st.selectbox(
            page.t("masters.page_of", page="", pages=pages).strip(),
            numbers,
            format_func=lambda number: page.t("masters.page_of", page=number, pages=pages),
            key=f"master_page_{entity}",
            label_visibility="collapsed",
            width=160,
        )
    )


def _frame(
    context: BoardContext, entity: str, names: Sequence[str], items: Sequence[MasterItem], typed: MasterDraft
) -> pd.DataFrame:
    """The rows as they stand with what was typed before."""
    declared = resolved(context.catalogue, entity)
    given = {(one.code, one.column): one.after for one in typed.edits if one.entity == declared.id}
    rows = []
    for item in items:
        stands = {declared.name: item.name, **item.stated}
        cells = {name: given.get((item.code, name), stands.get(name)) for name in names}
        rows.append({"code": item.code, **cells, "money": item.money})
    frame = pd.DataFrame(rows, columns=["code", *names, "money"])
    kind = context.catalogue.dataset(declared.master)
    for name in names:
        column = kind.column(name)
        if column.kind.is_number:
            frame[name] = [None if value is None else float(value) for value in frame[name]]
            frame[name] = frame[name].astype("float64")
        elif column.kind is ValueKind.DATE:
            frame[name] = pd.to_datetime(frame[name])
        elif column.kind is ValueKind.FLAG:
            frame[name] = frame[name].fillna(value=False).astype(bool)
    frame["money"] = [float(value) if isinstance(value, Decimal) else None for value in frame["money"]]
    return frame


def _named(names: Mapping[str, str], code: str) -> str:
    return " ".join(dict.fromkeys((code, names.get(code, "")))).strip()


def _amount_text(context: BoardContext, value: float) -> str:
    return "" if pd.isna(value) else f"{count(round(value), context.locale)}.00"


def _columns(page: BoardPage, entity: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Each as wide as its header and what stands in it; what is not in sight is scrolled to."""
    context = page.opened.context
    declared = resolved(context.catalogue, entity)
    config: dict[str, Any] = {
        "code": st.column_config.TextColumn(page.t("masters.code"), pinned=True, width="small"),
        "money": st.column_config.NumberColumn(
            (money := context.metric_name("net_sales")), format=edited_format(),
            width=edited_width(page.context, money, (_amount_text(context, value) for value in frame["money"])),
        ),
    }  # fmt: skip
    for name in frame.columns[1:-1]:
        label = context.say(column_label(context, entity, name))
        kind = context.catalogue.dataset(declared.master).column(name).kind
        options = code_options(context, entity, name)
        texts = ("" if pd.isna(value) else _named(options, str(value)) for value in frame[name])
        wide = edited_width(page.context, label, texts)
        if options:
            config[name] = st.column_config.SelectboxColumn(
                label,
                options=list(options),
                format_func=partial(_named, options),
                width=wide,
            )
        elif kind.is_number:
            config[name] = st.column_config.NumberColumn(label, format=edited_format(), width=wide)
        elif kind is ValueKind.DATE:
            config[name] = st.column_config.DateColumn(label, format="YYYY-MM-DD", width="small")
        elif kind is ValueKind.FLAG:
            config[name] = st.column_config.CheckboxColumn(label, width="small")
        else:
            config[name] = st.column_config.TextColumn(label, width=wide)
    return config
