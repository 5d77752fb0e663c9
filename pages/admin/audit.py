"""Audit: who did what, when, from where."""

from __future__ import annotations

from datetime import UTC, timedelta

import streamlit as st

from pages.kit import downloads
from pages.kit.context import PageContext
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import AuditFile, AuditFilter, Right, audit_table, now

#: Lines on the page; the file has all.
_SHOWN = 500
_DAYS = 7


def render(page: PageContext) -> None:
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
        who = st.selectbox(
            page.t("audit.who"),
            ("", *filter(None, trail.people(page.viewer))),
            format_func=lambda name: name or page.t("audit.everybody"),
        )
    with what_column:
        what = st.selectbox(
            page.t("audit.what"),
            ("", *trail.kinds(page.viewer)),
            format_func=lambda kind: kind or page.t("audit.all_kinds"),
        )
    with day_column:
        days = st.date_input(page.t("audit.days"), (today - timedelta(days=_DAYS), today), max_value=today)
    first, last = (days[0], days[-1]) if isinstance(days, tuple) and days else (None, None)
    return AuditFilter(who or "", what or "", first, last)


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
