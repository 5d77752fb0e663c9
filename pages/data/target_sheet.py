"""The sheet in which targets are typed: lines of one level under the columns that these fill, twelve months across."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.data import target_draft
from pages.data.target_draft import MONTHS, Sheet
from pages.kit.context import PageContext
from pages.kit.render.grid import edited_width
from sales_core.api import DASH, MonthGrid, TargetEntry, edited_format, month_name
from sales_core.api import count as count_text

#: The level of all lines; the column of names, in which nothing is typed.
_ALL, _NAME = "", "name"


def draw(page: PageContext, entry: TargetEntry, stands: MonthGrid) -> MonthGrid:
    """The level, its lines; the whole grid with what is typed."""
    level = _level(page, entry, stands)
    sheet = target_draft.base(entry, stands, level)
    columns = [name for at, name in enumerate(sheet.grid.columns) if not level or any(node[at] for node in sheet.nodes)]
    names = entry.names(level) if level and entry.name_column(level) not in {"", *columns} else {}
    st.data_editor(
        frame := _frame(sheet, columns, names, level),
        column_config=_named(page, entry, frame, columns, level) | _months(page, frame),
        disabled=[_NAME],
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder=DASH,
        key=sheet.key,
        # A page that is drawn anew takes back the cell that is typed in.
        on_change="ignore",
    )
    return target_draft.typed(sheet, st.session_state.get(sheet.key) or {})


def _level(page: PageContext, entry: TargetEntry, stands: MonthGrid) -> str:
    """Whose lines are shown: the first level that has some, unless another one is chosen."""
    levels = entry.levels(target_draft.grids(entry.version).get((entry.year, entry.measure), stands))
    if not levels:
        return _ALL
    texts = {
        name: f"{page.say(page.workspace.catalogue.dimension(name).label)} {count_text(len(nodes), page.locale)}"
        for name, nodes in levels.items()
    }
    chosen = st.segmented_control(
        page.t("target_entry.level"),
        [*levels, _ALL],
        format_func=lambda one: texts.get(one) or page.t("target_entry.all_lines"),
        default=next(iter(levels)),
        required=True,
        key=f"target_level|{entry.year}|{entry.measure}|{'|'.join(levels)}",
    )
    return str(chosen or _ALL)


def _frame(sheet: Sheet, columns: list[str], names: dict[str, str], level: str) -> pd.DataFrame:
    """The lines as they stand; names first, where codes have some."""
    rows = []
    for node in sheet.nodes:
        stated = dict(zip(sheet.grid.columns, node, strict=True))
        months = (None if value is None else float(value) for value in sheet.grid.lines[node])
        named = {_NAME: names.get(stated[level], "")} if names else {}
        rows.append({**named, **{name: stated[name] for name in columns}, **dict(zip(MONTHS, months, strict=True))})
    shown = [_NAME, *columns, *MONTHS] if names else [*columns, *MONTHS]
    return pd.DataFrame(rows, columns=shown).astype(dict.fromkeys(MONTHS, "float64"))


def _named(
    page: PageContext, entry: TargetEntry, frame: pd.DataFrame, columns: list[str], level: str
) -> dict[str, Any]:
    """What lines are named by; the last of it alone stays where it is when the others move."""
    texts = {name: page.say(entry.column_label(name)) for name in columns}
    if _NAME in frame:
        texts[_NAME] = page.say(entry.column_label(entry.name_column(level)))
    fixed = _NAME if _NAME in frame else columns[-1] if level else ""
    return {
        name: st.column_config.TextColumn(
            text, width=edited_width(page, text, frame[name]), pinned=name == fixed or None
        )
        for name, text in texts.items()
    }


def _months(page: PageContext, frame: pd.DataFrame) -> dict[str, Any]:
    amounts = [count_text(round(value), page.locale) for value in frame[list(MONTHS)].max() if not pd.isna(value)]
    return {
        name: st.column_config.NumberColumn(
            label := month_name(at, page.locale),
            min_value=0.0,
            format=edited_format(),
            width=edited_width(page, label, amounts),
        )
        for at, name in enumerate(MONTHS, start=1)
    }
