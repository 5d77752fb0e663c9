"""The roles and what each may do: one table, and a form for each role whose rights the company decides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import ROLE_RIGHTS, Column, Right, Role, SalesError, Table, Value


def show(page: PageContext) -> None:
    """Draws the table of roles and rights, and below it the choice of each role's rights."""
    st.markdown(f"### {page.t('people.rights_title')}")
    st.caption(page.t("people.rights_lead"))
    for role in Role:
        st.markdown(f"**{page.t(f'shell.role_{role.value}')}** {page.t(f'people.role_means_{role.value}')}")
    accounts = page.workspace.accounts
    held = {role: accounts.rights(role) for role in Role}
    rows = [_row(page, right, held) for right in Right]
    columns = (
        Column("right", page.t("people.right"), width="large"),
        *(Column(role.value, page.t(f"shell.role_{role.value}")) for role in Role),
    )
    grid(page, Table.of("", columns, rows), key="role_rights")
    with st.expander(page.t("people.rights_change")):
        role = Role(_role(page) or next(iter(ROLE_RIGHTS)))
        _form(page, role, held[role])


def _row(page: PageContext, right: Right, held: Mapping[Role, tuple[Right, ...]]) -> dict[str, Value]:
    marks = {role.value: "●" if right in rights else "" for role, rights in held.items()}
    return {"right": _right_name(page, right.value), **marks}


def _role(page: PageContext) -> Role | None:
    return st.selectbox(
        page.t("people.role"),
        list(ROLE_RIGHTS),
        format_func=lambda role: page.t(f"shell.role_{role.value}"),
        key="rights_role",
    )


def _form(page: PageContext, role: Role, held: tuple[Right, ...]) -> None:
    setting = ROLE_RIGHTS[role]
    with st.form(f"rights_{role.value}", border=False):
        chosen = st.multiselect(
            page.say(setting.label),
            list(setting.options),
            default=[right.value for right in held if right.value in setting.options],
            format_func=partial(_right_name, page),
            key=f"rights_of_{role.value}",
        )
        if st.form_submit_button(page.t("people.rights_save"), type="primary"):
            try:
                page.workspace.appdb.company.set(setting.id, ",".join(chosen), page.viewer)
            except SalesError as error:
                st.error(literal(error.describe(page.locale)), icon=":material/block:")
            else:
                st.toast(page.t("people.saved"))
                st.rerun()


def _right_name(page: PageContext, right: str) -> str:
    return page.t(f"right.{right}")
