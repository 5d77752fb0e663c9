"""The gap bridge: a waterfall of the whole, and its parts by rep, customer or product to drill into."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.kit import chart, tables
from pages.kit.analysed import figured
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number
from pages.kit.literal import literal
from sales_core.analysis.sales.bridge import PLAN, Against, Bridge, Span, bridge
from sales_core.charts.forms.waterfall import Step, waterfall
from sales_core.format import period
from sales_core.kernel.query import Filter, Value

LEVELS = ("region", "branch", "rep", "customer", "category", "product")
_PATH = "bridge_path"


def chosen_basis(page: PageContext) -> Against:
    """What the viewer compares with."""
    chosen = st.segmented_control(
        page.t("bridge.against"),
        list(Against),
        default=Against.LAST_YEAR,
        format_func=lambda one: page.t(f"bridge.{one.value}"),
        key="bridge_against",
        required=True,
    )
    return chosen or Against.LAST_YEAR


def sentence(page: PageContext, found: Bridge, against: Against) -> str:
    """The gap and its two largest causes."""
    gap = found.whole.gap
    causes = sorted(
        ((name, value) for name, value in found.whole.steps if name != PLAN and value),
        key=lambda step: step[1] if gap < 0 else -step[1],
    )
    said = page.t("bridge.and").join(f"{page.t(f'bridge.{name}')} {signed(page, value)}" for name, value in causes[:2])
    key = "bridge.short" if gap < 0 else "bridge.more" if gap > 0 else "bridge.level"
    return page.t(key, gap=page.compact("net_sales", abs(gap)), basis=_than(page, found, against), causes=said)


def basis_name(page: PageContext, found: Bridge, against: Against) -> str:
    """What the bridge starts from, in words."""
    if found.basis != "net_sales":
        return page.metric_name(found.basis)
    return page.t(f"bridge.{against.value}")


def _than(page: PageContext, found: Bridge, against: Against) -> str:
    """The same inside a sentence."""
    return page.t(f"bridge.than_{against.value}") if found.basis == "net_sales" else page.metric_name(found.basis)


def basis_text(page: PageContext, found: Bridge) -> str:
    """From where to where, to the cent."""
    return page.t(
        "bridge.basis",
        basis=period(found.compared, page.locale)
        if found.basis == "net_sales" and found.compared
        else page.metric_name(found.basis),
        start=page.exact("net_sales", found.whole.start),
        now=period(found.period, page.locale),
        end=page.exact("net_sales", found.whole.end),
    )


def signed(page: PageContext, value: Decimal) -> str:
    """Money with its sign."""
    return look(page).change(value)


def section(page: PageContext, against: Against) -> None:
    """The waterfall, the level switch and the parts."""
    path: tuple[Filter, ...] = st.session_state.get(_PATH, ())
    level = (
        st.segmented_control(
            page.t("bridge.by"),
            LEVELS,
            default="branch",
            format_func=lambda name: page.t(f"bridge.level_{name}"),
            key="bridge_level",
            required=True,
        )
        or "branch"
    )
    found = figured(page, bridge, against, level, path=path)
    _crumbs(page, path)
    left, right = st.columns((1, 1), gap="medium")
    with left:
        figure = waterfall(_steps(page, found, against), look(page), height=380)
        chart.frame(page, page.t("bridge.title"), figure, key="bridge", note=page.t("bridge.note"))
    with right:
        _parts(page, found, level, path)


def _steps(page: PageContext, found: Bridge, against: Against) -> list[Step]:
    effects = [Step(name, page.t(f"bridge.{name}"), value) for name, value in found.whole.steps if value]
    first = Step("start", basis_name(page, found, against), found.whole.start, total=True)
    return [first, *effects, Step("end", page.t("bridge.now"), found.whole.end, total=True)]


def _parts(page: PageContext, found: Bridge, level: str, path: tuple[Filter, ...]) -> None:
    chart.heading(_parts_message(page, found, level), page.t("bridge.parts_note"))
    names = list(dict.fromkeys(name for span in found.parts for name, value in span.steps if value))
    columns = [
        tables.TableColumn("name", page.t(f"bridge.level_{level}"), width="medium"),
        tables.TableColumn("gap", page.t("bridge.gap"), "money"),
        *(tables.TableColumn(name, page.t(f"bridge.{name}"), "money") for name in names),
        tables.TableColumn("start", page.t("bridge.start"), "money"),
        tables.TableColumn("end", page.t("bridge.end"), "money"),
    ]
    at = tables.show(
        page, [_row(page, span, level) for span in found.parts], columns,
        key=f"bridge_{level}_{len(path)}", file=f"bridge_{level}", height=360, pick=True,
    )  # fmt: skip
    if at is None:
        open_number(page, page.query("net_sales"), "net_sales", None, key="bridge")
        return
    code = found.parts[at].key
    inside = Filter(level, (code,))
    with st.container(horizontal=True):
        st.button(
            page.t("bridge.inside", who=literal(page.label(level, code))),
            on_click=_enter,
            args=((*path, inside),),
            disabled=any(item.dimension == level for item in path),
            key="bridge_enter",
        )
        if st.button(page.t("bridge.number"), key="bridge_number"):
            keys = {item.dimension: item.values[0] for item in (*path, inside)}
            open_number(page, page.query("net_sales"), "net_sales", None, key="bridge")
            open_number(page, page.query("net_sales"), "net_sales", keys, key="bridge")


def _enter(path: tuple[Filter, ...]) -> None:
    st.session_state[_PATH] = path
    taken = LEVELS.index(path[-1].dimension) if path else 0
    st.session_state["bridge_level"] = LEVELS[min(taken + 1, len(LEVELS) - 1)]


def _leave() -> None:
    st.session_state[_PATH] = ()


def _crumbs(page: PageContext, path: tuple[Filter, ...]) -> None:
    if not path:
        return
    said = " → ".join(page.label(item.dimension, item.values[0]) for item in path)
    st.button(page.t("bridge.back", path=literal(said)), on_click=_leave, key="bridge_leave", icon=":material/close:")


def _parts_message(page: PageContext, found: Bridge, level: str) -> str:
    losing = [span for span in found.parts if span.gap < 0]
    if not losing:
        return page.t("bridge.none_lose")
    worst = losing[0]
    return page.t(
        "bridge.worst",
        who=page.label(level, worst.key),
        amount=page.compact("net_sales", abs(worst.gap)),
        count=len(losing),
        all=len(found.parts),
    )


def _row(page: PageContext, span: Span, level: str) -> dict[str, Value]:
    return {
        "name": page.label(level, span.key),
        "gap": span.gap,
        **{name: value or None for name, value in span.steps},
        "start": span.start,
        "end": span.end,
    }
