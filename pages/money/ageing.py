"""Receivables by age: from the due date or from the document's, always adding up to what is open."""

from __future__ import annotations

import streamlit as st

from pages.kit import chart
from pages.kit.amounts import ZERO, amount, plain, share
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.charts.forms.stacked import Band, Stack, bands_bar, stacked
from sales_core.format.numbers import compact
from sales_core.kernel.query import Result

DUE: tuple[tuple[str, int], ...] = (
    ("receivables_not_due", 0),
    ("receivables_1_30", 1),
    ("receivables_31_60", 2),
    ("receivables_61_90", 3),
    ("receivables_91_120", 4),
    ("receivables_over_120", 4),
)
DOCUMENT: tuple[tuple[str, int], ...] = (
    ("receivables_age_none", 0),
    ("receivables_age_0_30", 0),
    ("receivables_age_31_60", 1),
    ("receivables_age_61_90", 2),
    ("receivables_age_91_120", 3),
    ("receivables_age_over_120", 4),
)
_BASES = {"due": DUE, "document": DOCUMENT}
_SPLITS = ("", "region", "branch", "channel", "rep")
_MOST = 10


def section(page: PageContext) -> None:
    """The ageing chart with its two switches."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        basis = st.segmented_control(
            page.t("ar.basis_label"),
            list(_BASES),
            default="due",
            format_func=lambda name: page.t(f"ar.basis_{name}"),
            key="ageing_basis",
            required=True,
            label_visibility="collapsed",
        )
        split = st.selectbox(
            page.t("ar.by"),
            _SPLITS,
            format_func=lambda name: page.t(f"shell.dimension_{name}" if name else "ar.by_none"),
            key="ageing_split",
            width=140,
            label_visibility="collapsed",
        )
    bands = _BASES[basis or "due"]
    if split:
        _split(page, bands, split)
    else:
        _whole(page, bands, basis or "due")


def _whole(page: PageContext, bands: tuple[tuple[str, int], ...], basis: str) -> None:
    result = page.ask(*(metric for metric, _ in bands))
    row = result.one()
    figure = bands_bar(_named(page, bands), [plain(row, metric) for metric, _ in bands], look(page))
    points = chart.frame(
        page, _message(page, result, bands), figure, key="ageing", note=page.t(f"ar.ageing_note_{basis}"),
        result=result, pick=True,
    )  # fmt: skip
    metric = picked(points)
    open_number(page, result.query, str(metric), {} if metric else None, key="ageing")


def _split(page: PageContext, bands: tuple[tuple[str, int], ...], split: str) -> None:
    result = page.ask(
        "receivables_open", *(m for m, _ in bands), by=(split,), order_by="-receivables_open", limit=_MOST
    )
    stacks = [
        Stack(str(row[split]), page.label(split, row[split]), tuple(amount(row, metric) for metric, _ in bands))
        for row in result
    ]
    points = chart.frame(
        page, page.t("ar.ageing_by", by=page.t(f"shell.dimension_{split}")),
        stacked(_named(page, bands), stacks, look(page)), key="ageing_by",
        note=page.t("ar.ageing_by_note", most=_MOST), result=result, pick=True,
    )  # fmt: skip
    cell = picked(points)
    metric = str(cell[1]) if cell else "receivables_open"
    open_number(page, result.query, metric, {split: str(cell[0])} if cell else None, key="ageing_by")


def _named(page: PageContext, bands: tuple[tuple[str, int], ...]) -> list[Band]:
    return [Band(metric, page.metric_name(metric), urgency) for metric, urgency in bands]


def _message(page: PageContext, result: Result, bands: tuple[tuple[str, int], ...]) -> str:
    """How much of what is open lies beyond 60 days on this basis."""
    row = result.one()
    total = sum((amount(row, metric) for metric, _ in bands), ZERO)
    old = sum((amount(row, metric) for metric, _ in bands[3:]), ZERO)
    part = share(old, total)
    if part is None:
        return page.t("ar.ageing")
    return page.t(
        "ar.ageing_old",
        amount=page.compact("receivables_open", old),
        share=compact(part, "percent", page.locale),
    )
