"""Before → after of everything that a plan changes: measures, months, branches, codes, and the files' own totals."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.render.grid import grid
from sales_core.api import DASH, Column, MetricDelta, Plan, Table, Unit, day, full
from sales_core.api import count as count_text


def balance(page: PageContext, plan: Plan) -> None:
    """Before → after of everything the plan changes."""
    st.markdown(f"### {page.t('upload.balance')}")
    if plan.as_of_before != plan.as_of_after and plan.as_of_after:
        before = day(plan.as_of_before, page.locale) if plan.as_of_before else DASH
        st.caption(page.t("upload.as_of", before=before, after=day(plan.as_of_after, page.locale)))
    for by in ("total", "month", "branch"):
        _headlines(page, plan, [h for h in plan.headlines if h.by == by and h.change], by)
    if plan.past_months:
        st.warning(page.t("upload.past_months", count=len(plan.past_months)), icon=":material/warning:")
    _replaced(page, plan)
    _codes(page, plan)
    _tie_outs(page, plan)


def _headlines(page: PageContext, plan: Plan, headlines: Sequence[MetricDelta], by: str) -> None:
    if not headlines:
        if by == "total":
            st.info(page.t("upload.nothing_changes"), icon=":material/info:")
        return
    rows = [
        {
            "measure": page.say(h.label),
            "group": h.group,
            **{
                name: full(value, h.unit, page.locale, plan.currency)
                for name, value in (("before", h.before), ("after", h.after))
            },
            "change": _signed(page, h, plan.currency),
        }
        for h in headlines
    ]
    columns = [
        Column("measure", page.t("upload.column.measure")),
        *([Column("group", page.t(f"upload.by.{by}"))] if by != "total" else []),
        Column("before", page.t("upload.column.before")),
        Column("after", page.t("upload.column.after")),
        Column("change", page.t("upload.column.change")),
    ]
    grid(page, Table.of("", columns, rows), key=f"balance|{by}")


def _signed(page: PageContext, headline: MetricDelta, currency: str) -> str:
    change = full(headline.change, headline.unit, page.locale, currency)
    return f"+{change}" if headline.change > 0 else change


def _replaced(page: PageContext, plan: Plan) -> None:
    for item in plan.replaced:
        amount = full(item.amount, Unit.QUANTITY, page.locale, plan.currency)
        st.markdown(
            literal(
                page.t(
                    "upload.replaced",
                    label=item.label,
                    month=item.month or DASH,
                    rows=count_text(item.rows, page.locale),
                    amount=amount,
                )
            )
        )


def _codes(page: PageContext, plan: Plan) -> None:
    for name, groups in (("new", plan.new), ("gone", plan.removed), ("missing", plan.missing)):
        for group in groups:
            summary = page.t(
                f"upload.codes.{name}",
                count=count_text(group.count, page.locale),
                kind=page.say(group.label),
            )
            with st.expander(summary):
                shown = tuple(f"{code} {label}".strip() for code, label in group.shown[:200])
                st.markdown(literal(page.t("text.verbatim", value=shown)))


def _tie_outs(page: PageContext, plan: Plan) -> None:
    for tie in plan.tie_outs:
        same = tie.stated == tie.computed
        st.markdown(
            literal(
                page.t(
                    "upload.tie_ok" if same else "upload.tie_bad",
                    place=tie.place,
                    field=tie.field,
                    stated=full(tie.stated, Unit.QUANTITY, page.locale),
                    computed=full(tie.computed, Unit.QUANTITY, page.locale),
                )
            )
        )
