"""On the People page: many accounts from a spreadsheet, and what is held about one person, to hand out or erase."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import LINK_PREFIX, Column, PeoplePlan, PersonFile, SalesError, Table

_KINDS = ("xlsx", "xls", "ods", "csv")
_LINKS = "people_links"


def import_people(page: PageContext, origin: str) -> None:
    """A file, what it would do line by line, each refused cell, and a button that does it; links of new people once."""
    with st.expander(page.t("people_import.title")):
        st.caption(page.t("people_import.help"))
        if links := st.session_state.pop(_LINKS, None):
            st.caption(page.t("people_import.links"))
            st.code(
                "\n".join(f"{name}\t{origin}{LINK_PREFIX}{secret}" for name, secret in links.items()), language=None
            )
        file = st.file_uploader(page.t("people_import.file"), type=list(_KINDS), key="people_file")
        if file is None:
            return
        try:
            plan = _planned(page, file.name, file.getvalue())
        except SalesError as error:
            st.error(literal(error.describe(page.locale)), icon=":material/block:")
            return
        _show(page, plan)
        if st.button(page.t("people_import.apply"), type="primary", disabled=bool(plan.refused or _is_same(plan))):
            try:
                st.session_state[_LINKS] = page.workspace.people_import.apply(plan, page.viewer)
            except SalesError as error:
                st.error(literal(error.describe(page.locale)), icon=":material/block:")
            else:
                st.rerun()


def person_data(page: PageContext, name: str) -> None:
    """A file of all that is held about a person, and a way to erase it, which asks for the name once more."""
    st.markdown(f"### {page.t('person_data.title')}")
    recipe = PersonFile(name)
    downloads.link(page, page.t("person_data.download"), "person.json", recipe, mime="application/json")
    with st.form("person_erase", clear_on_submit=True):
        st.caption(page.t("person_data.help", name=literal(name)))
        typed = st.text_input(page.t("person_data.type_name"))
        if not st.form_submit_button(page.t("person_data.erase")):
            return
    if typed.strip() != name:
        st.error(page.t("person_data.other_name"), icon=":material/block:")
        return
    try:
        number = page.workspace.person_data.erase(name, page.viewer)
    except SalesError as error:
        st.error(literal(error.describe(page.locale)), icon=":material/block:")
        return
    st.toast(literal(page.t("person_data.erased", name=name, number=number)))
    st.rerun()


def _planned(page: PageContext, file: str, content: bytes) -> PeoplePlan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people"
        path.write_bytes(content)
        return page.workspace.people_import.plan(path, file, page.viewer)


def _show(page: PageContext, plan: PeoplePlan) -> None:
    for cell in plan.refused:
        st.error(literal(f"{cell.place}: {page.say(cell.why)}"), icon=":material/block:")
    columns = tuple(Column(name, page.t(f"people.{name}")) for name in ("name", "change", "role", "scope"))
    rows = [
        {
            "name": line.name,
            "change": page.t(f"people_import.{line.change}"),
            "role": page.t(f"shell.role_{line.role.value}"),
            "scope": "；".join(f"{name}: {'、'.join(codes)}" for name, codes in line.scope.allowed),
        }
        for line in plan.lines
    ]
    if rows:
        grid(page, Table.of("", columns, rows), key="people_import")


def _is_same(plan: PeoplePlan) -> bool:
    return all(line.change == "same" for line in plan.lines)
