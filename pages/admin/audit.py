"""Audit: who did what, when, from where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, timedelta

import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import AuditFile, AuditFilter, LookFilter, Right, audit_table, look_table, now

#: Lines on the page; the file has all.
_SHOWN = 500
_DAYS = 7


def render(page: PageContext) -> None:
    """What people did, or what they saw: filters, lines, a file."""
    views = ("looks.acts", "looks.title")
    view = st.segmented_control(
        page.t("page.audit"),
        views,
        default=views[0],
        format_func=page.t,
        label_visibility="collapsed",
        key="audit_view",
    )
    if view == views[1]:
        _looks(page)
    else:
        _acts(page)


def _acts(page: PageContext) -> None:
    """Filters by person, kind of act and days; the lines; the whole as a file."""
    wanted = _filter(page)
    lines = page.workspace.audit.lines(page.viewer, wanted, _SHOWN)
    st.markdown(f"## {page.t('audit.headline', count=len(lines))}")
    if not lines:
        st.caption(page.t("audit.none"))
        return
    if len(lines) == _SHOWN:
        st.caption(page.t("audit.more", count=_SHOWN))
    recipe = AuditFile(wanted.who, wanted.what, wanted.first, wanted.last, page.locale)
    name = f"audit_{wanted.first or ''}_{wanted.last or ''}.csv"
    grid(
        page,
        audit_table(lines, page.locale),
        key="audit",
        links=lambda: downloads.link(page, page.t("audit.download"), name, recipe, mime=downloads.CSV_TYPE),
    )


def _filter(page: PageContext) -> AuditFilter:
    trail, today = page.workspace.audit, now().astimezone(UTC).date()
    who_column, what_column, day_column = st.columns(3)
    with who_column:
        who = _person(page, page.t("audit.who"), trail.people(page.viewer))
    with what_column:
        what = st.selectbox(
            page.t("audit.what"),
            ("", *trail.kinds(page.viewer)),
            format_func=lambda kind: kind or page.t("audit.all_kinds"),
        )
    with day_column:
        first, last = _days(page, today)
    return AuditFilter(who, what or "", first, last)


def _person(page: PageContext, label: str, people: Iterable[str]) -> str:
    """A choice of one person by name; empty = everybody."""
    names = ("", *filter(None, people))
    return st.selectbox(label, names, format_func=lambda name: name or page.t("audit.everybody")) or ""


def _days(page: PageContext, today: date) -> tuple[date | None, date | None]:
    days = st.date_input(page.t("audit.days"), (today - timedelta(days=_DAYS), today), max_value=today)
    return (days[0], days[-1]) if isinstance(days, tuple) and days else (None, None)


def _looks(page: PageContext) -> None:
    """Who saw one customer, product, … or anything, of which figures, on which days."""
    found = page.workspace.looks.lines(page.viewer, _look_filter(page), _SHOWN)
    st.markdown(f"## {page.t('looks.headline', count=len(found))}")
    if found:
        grid(page, look_table(found, page.locale), key="looks")
    else:
        st.caption(page.t("looks.none"))


def _look_filter(page: PageContext) -> LookFilter:
    trail, today = page.workspace.looks, now().astimezone(UTC).date()
    of_column, value_column, right_column = st.columns(3)
    who_column, day_column, _ = st.columns(3)
    with of_column:
        dimension = st.selectbox(
            page.t("looks.of"),
            ("", *trail.dimensions(page.viewer)),
            format_func=lambda one: page.t(f"dimension.{one}.label") if one else page.t("looks.of_anything"),
        )
    with value_column:
        value = st.text_input(page.t("looks.value"), disabled=not dimension)
    with right_column:
        right = st.selectbox(
            page.t("looks.right"),
            (None, *trail.rights(page.viewer)),
            format_func=lambda one: page.t(f"looks.{one.value}") if one else page.t("looks.every_right"),
        )
    with who_column:
        who = _person(page, page.t("looks.who"), trail.people(page.viewer))
    with day_column:
        first, last = _days(page, today)
    return LookFilter(dimension or "", value or "", right, who, first, last)


PAGE = PageSpec(
    "audit",
    "admin",
    2,
    draw=render,
    right=Right.VIEW_AUDIT,
    question="question.audit",
    has_bar=False,
    needs_data=False,
)
