"""Month: what is there of each dataset, what speaks against closing, and who closes what until when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.kit import empty_states
from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from sales_core.api import MonthCheck, MonthOwner, Right, SalesError, board, closing, month_checks, month_close, owners


def widgets(page: BoardPage) -> None:
    """The headline, the checks with their links, the decision, then the tables."""
    page.choice("month", kind="list", width=220)
    page.block("headline")
    found = month_checks(page.opened.context)
    _checks(page, found)
    _decide(page, found)
    page.block("datasets")
    page.block("months")
    page.block("punctuality")
    page.block("acts")


def _checks(page: BoardPage, found: tuple[MonthCheck, ...]) -> None:
    page.drawn("checks")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"check_{one.id}"):
            st.markdown(f"▼ {literal(one.text)}", width="content")
            if one.page != "upload" or page.context.may(Right.UPLOAD):
                empty_states.link(page.context, one.page, page.t(f"page.{one.page}"))


def _decide(page: BoardPage, found: tuple[MonthCheck, ...]) -> None:
    """Close or reopen, and name owners; nothing for who may not, or sees only a part of the company."""
    context = page.context
    if not context.may(Right.CLOSE_MONTH) or context.viewer.scope.allowed:
        return
    if not context.is_latest:
        st.caption(page.t("month.old_version"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if month_close(page.opened.context) is None:
            _close(page, has_checks=bool(found))
        else:
            _reopen(page)
        with st.popover(page.t("month.assign"), icon=":material/person_edit:"):
            _assign(page)


def _close(page: BoardPage, *, has_checks: bool) -> None:
    month, months = page.value("month"), closing(page.opened.context)
    label = page.t("month.close_reason_needed" if has_checks else "month.close_reason")
    reason = st.text_input(label, max_chars=200, key=f"close_reason_{month}", width=360)
    act = page.t("month.close_anyway" if has_checks else "month.close", month=month)
    if st.button(act, key="close", type="secondary" if has_checks else "primary", help=page.t("month.close_help")):
        if has_checks and not reason.strip():
            st.error(page.t("month.close_explain"), icon=":material/edit_note:")
            return
        _do(page, partial(months.close, month, page.context.viewer, reason))


def _reopen(page: BoardPage) -> None:
    month, months = page.value("month"), closing(page.opened.context)
    reason = st.text_input(page.t("month.reopen_reason"), max_chars=200, key=f"reopen_reason_{month}", width=360)
    if st.button(page.t("month.reopen", month=month), key="reopen"):
        _do(page, partial(months.reopen, month, page.context.viewer, reason))


def _assign(page: BoardPage) -> None:
    """The form that names the owner of a dataset, or of the month."""
    month, catalogue = page.value("month"), page.context.catalogue
    named = owners(page.opened.context)
    names = {"": page.t("month.assign_month")}
    names |= {one.id: page.context.say(one.label) for one in catalogue.datasets.values() if one.period is not None}
    what = st.selectbox(
        page.t("month.assign_what"), list(names), format_func=names.__getitem__, key=f"assign_what_{month}"
    )
    known = named.get(what)
    with st.form(f"assign_{month}_{what}", border=False):
        owner = st.text_input(page.t("month.owner"), known.owner if known else "", max_chars=200)
        due = st.date_input(page.t("month.due"), known.due if known else None)
        st.caption(page.t("month.assign_note"))
        if st.form_submit_button(page.t("month.assign_save"), type="primary"):
            _do(
                page,
                partial(closing(page.opened.context).assign, MonthOwner(month, what, owner, due), page.context.viewer),
            )


def _do(page: BoardPage, act: Callable[[], None]) -> None:
    """Does what was asked and shows the page anew, or says what is wrong."""
    try:
        act()
    except SalesError as error:
        st.error(literal(error.describe(page.context.locale)), icon=":material/block:")
        return
    page.context.workspace.figures.finality.forget()
    st.rerun()


PAGE = PageSpec("month", "data", 2, board=board("month"), widgets=widgets, has_bar=False)
