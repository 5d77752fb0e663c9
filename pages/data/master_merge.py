"""Making one of two, and changing or taking back what was made one; both go to the draft."""

from __future__ import annotations

import streamlit as st

from pages.data.master_state import draft, keep
from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import (
    AliasEdit,
    SalesError,
    checked_alias,
    checked_merge,
    found_items,
    master_aliases,
    merged_table,
    missing_items,
    near_names,
)

_OFFERED = 100


def draw_merge(page: BoardPage) -> None:
    """Which become one and which stays, what each has of its own, and why they are one."""
    context, entity = page.opened.context, page.value("entity")
    pairs = near_names(context)
    with st.expander(page.t("masters.merge"), icon=":material/merge:", expanded=bool(pairs)):
        st.caption(page.t("masters.merge_lead"))
        text = st.session_state.get(f"master_search_{entity}", "")
        items = found_items(missing_items(context, entity, page.value("missing")), text)[:_OFFERED]
        names = {item.code: item.name for pair in pairs for item in (pair.kept, pair.other)}
        names |= {one.code: one.name for one in items}
        usual = [pairs[0].kept.code, pairs[0].other.code] if pairs else []
        codes = st.multiselect(
            page.t("masters.merge_codes"), list(names), usual, key=f"merge_codes_{entity}_{page.context.version}",
            format_func=lambda code: f"{code} {names.get(code, '')}".strip(),
        )  # fmt: skip
        if len(codes) < 2:
            return
        stays = st.radio(
            page.t("masters.merge_stays"), codes, horizontal=True, key=f"merge_stays_{entity}_{'|'.join(codes)}",
            format_func=lambda code: f"{code} {names.get(code, '')}".strip(),
        )  # fmt: skip
        grid(page.context, merged_table(context, entity, tuple(codes), stays), key=f"merge_{entity}")
        is_near = any({pair.kept.code, pair.other.code} == set(codes) for pair in pairs)
        why = st.text_input(
            page.t("masters.merge_why"), page.t("masters.same_name") if is_near else "", max_chars=200,
            key=f"merge_why_{entity}_{'|'.join(codes)}", width=480,
        )  # fmt: skip
        if st.button(page.t("masters.merge_add"), key=f"merge_add_{entity}"):
            try:
                _add(page, checked_merge(context, entity, codes, stays, why))
            except SalesError as error:
                st.error(literal(error.describe(page.context.locale)), icon=":material/block:")


def draw_aliases(page: BoardPage) -> None:
    """What an alias stands for from now on, or that it stands for nothing any more."""
    context = page.opened.context
    found = {one.alias: one for one in master_aliases(context)}
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        alias = st.selectbox(
            page.t("masters.alias_pick"), list(found), key="alias_pick", width=320,
            format_func=lambda one: f"{one} → {found[one].code} {found[one].name}",
        )  # fmt: skip
        code = st.text_input(page.t("masters.points_to"), found[alias].code, key=f"alias_code_{alias}", width=200)
        is_same = code.strip() == found[alias].code
        change = st.button(page.t("masters.alias_change"), key="alias_change", disabled=is_same)
        back = st.button(page.t("masters.take_back"), key="alias_back", icon=":material/undo:")
    if change or back:
        try:
            _add(page, (checked_alias(context, alias, "" if back else code.strip()),))
        except SalesError as error:
            st.error(literal(error.describe(page.context.locale)), icon=":material/block:")


def _add(page: BoardPage, aliases: tuple[AliasEdit, ...]) -> None:
    typed = draft(page)
    for one in aliases:
        typed = typed.with_alias(one)
    keep(page, typed)
