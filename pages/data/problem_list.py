"""Every problem of a plan with its place, value, rule and mend; grouped, counted, filterable."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.render.grid import grid
from sales_core.api import Column, Problem, Severity, Table, Unit, describe, place_text
from sales_core.api import count as count_text

_ICON = {Severity.ERROR: "✕", Severity.WARNING: "△", Severity.NOTE: "○"}


def show(page: PageContext, problems: Iterable[Problem], *, key: str) -> None:
    """The list; nothing when there are none."""
    found = tuple(problems)
    if not found:
        return
    counts = {s: sum(p.count for p in found if p.severity is s) for s in Severity}
    options = [s for s in Severity if counts[s]]
    picked = st.pills(
        page.t("upload.problems"),
        options,
        selection_mode="multi",
        default=options,
        format_func=lambda s: f"{_ICON[s]} {page.t(f'upload.severity.{s}')} {count_text(counts[s], page.locale)}",
        key=f"sev|{key}",
    )
    shown = [p for p in found if p.severity in picked]
    rows = [_row(page, p) for p in sorted(shown, key=lambda p: list(Severity).index(p.severity))]
    columns = (
        Column("kind", "", width="small"),
        Column("place", page.t("upload.problem.place")),
        Column("value", page.t("upload.problem.value")),
        Column("rule", page.t("upload.problem.rule"), width="large"),
        Column("mend", page.t("upload.problem.mend"), width="medium"),
        Column("count", page.t("upload.problem.count"), Unit.COUNT, width="small"),
    )
    grid(page, Table.of("", columns, rows), key=f"problems|{key}")


def _row(page: PageContext, problem: Problem) -> dict[str, object]:
    message, mend = describe(problem, page.locale)
    return {
        "kind": _ICON[problem.severity],
        "place": f"{problem.place.file} · {place_text(problem.place, page.locale)}",
        "value": problem.value,
        "rule": message,
        "mend": mend,
        "count": problem.count,
    }
