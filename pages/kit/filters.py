"""The filter bar above every page: period, dimensions, version, language. All of it is in the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from pages.kit import period_choice, url_state
from pages.kit.literal import literal
from sales_core.api import Filter, Period, Viewer, Workspace, period_text
from sales_core.i18n import Locale, locales, t

DIMENSIONS: tuple[str, ...] = ("region", "branch", "channel", "category", "rep")


@dataclass(frozen=True, slots=True)
class Known:
    """What the bar has to know before it can draw: whose data, on which version, over which days."""

    workspace: Workspace
    viewer: Viewer
    locale: Locale
    version: int
    latest: int
    versions: tuple[tuple[int, str], ...]
    """Version number and its line in the time machine, newest first."""
    first: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the bar says."""

    period: Period
    filters: tuple[Filter, ...]


def bar(known: Known) -> Chosen:
    """Draws the bar and returns what it says; values that are not the viewer's to choose are dropped."""
    locale = known.locale
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filterbar"):
        period = _period(known)
        filters = _dimensions(known)
        _time_machine(known)
    if filters:
        st.caption(_said(known, filters))
    if known.version != known.latest:
        st.warning(t("shell.time_machine_on", locale, version=known.version), icon="🕰️")
    return Chosen(period, filters)


def language(locale: Locale) -> None:
    """The switch between the languages there are."""
    st.session_state["bar_lang"] = locale
    st.segmented_control(
        t("shell.language", locale),
        locales(),
        format_func=lambda code: t("language.name", code),
        key="bar_lang",
        required=True,
        label_visibility="collapsed",
        on_change=_follow("lang", "bar_lang"),
    )


def _period(known: Known) -> Period:
    locale = known.locale
    period = period_choice.read(url_state.one("period"), Period.month_of(known.as_of))
    fiscal_start = known.workspace.figures.calendar.fiscal_start
    grain = period_choice.grain_of(period, fiscal_start)
    st.session_state["bar_grain"] = grain
    st.selectbox(
        t("shell.grain", locale),
        period_choice.GRAINS,
        format_func=lambda option: t(f"shell.grain_{option}", locale),
        key="bar_grain",
        label_visibility="collapsed",
        width=142,
        on_change=_change_grain(min(period.end, known.as_of), fiscal_start),
    )
    found = period_choice.options(grain, known.first, known.as_of, fiscal_start)
    listed = found if period in found else [period, *found]
    words = {period_choice.written(option): period_text(option, locale) for option in listed}
    st.session_state["bar_period"] = period_choice.written(period)
    st.selectbox(
        t("shell.period", locale),
        list(words),
        format_func=lambda option: words.get(option, option),
        key="bar_period",
        label_visibility="collapsed",
        width=176,
        on_change=_follow("period", "bar_period"),
    )
    return period


def _dimensions(known: Known) -> tuple[Filter, ...]:
    filters: list[Filter] = []
    count = sum(bool(url_state.many(dimension)) for dimension in DIMENSIONS)
    label = t("shell.filters", known.locale) + (f" · {count}" if count else "")
    with st.popover(label, icon=":material/filter_list:", key="filters"):
        for dimension in DIMENSIONS:
            names = dict(known.workspace.figures.values(dimension, known.viewer, known.version))
            chosen = [code for code in url_state.many(dimension) if code in names]
            _pick(known, dimension, names, chosen)
            if chosen:
                filters.append(Filter(dimension, tuple(sorted(chosen))))
        st.button(t("shell.clear_filters", known.locale), on_click=_clear, disabled=not filters, width="stretch")
    return tuple(filters)


def _pick(known: Known, dimension: str, names: Mapping[str, str], chosen: list[str]) -> None:
    if not names:
        return
    key = f"bar_{dimension}"
    st.session_state[key] = chosen
    st.multiselect(
        t(f"dimension.{dimension}.label", known.locale),
        list(names),
        format_func=lambda code: names.get(code) or code or t("shell.unassigned", known.locale),
        key=key,
        placeholder=t("shell.everything", known.locale),
        on_change=_follow(dimension, key),
    )


def _time_machine(known: Known) -> None:
    if len(known.versions) < 2:
        return
    words = dict(known.versions)
    with st.popover(t("shell.as_known_on", known.locale), icon=":material/history:", key="time_machine"):
        st.caption(t("shell.as_known_help", known.locale))
        st.session_state["bar_v"] = known.version
        st.selectbox(
            t("shell.version", known.locale),
            list(words),
            format_func=lambda number: words.get(number, str(number)),
            key="bar_v",
            on_change=_follow("v", "bar_v", without=known.latest),
        )


def _follow(name: str, key: str, *, without: object = None) -> Callable[[], None]:
    """A callback that writes the widget's value to the URL; the value `without` removes the parameter."""

    def write() -> None:
        value = st.session_state.get(key)
        values = value if isinstance(value, list) else [] if value in (None, without) else [value]
        url_state.put(name, [str(item) for item in values])

    return write


def _change_grain(day: date, fiscal_start: int) -> Callable[[], None]:
    def write() -> None:
        chosen = period_choice.containing(st.session_state["bar_grain"], day, fiscal_start)
        url_state.put("period", [period_choice.written(chosen)])

    return write


def _clear() -> None:
    for dimension in DIMENSIONS:
        url_state.put(dimension, [])


def _said(known: Known, filters: Sequence[Filter]) -> str:
    parts = []
    for chosen in filters:
        labels = known.workspace.figures.labels(chosen.dimension, chosen.values, known.version, known.viewer)
        shown = "、".join(labels.get(code) or code for code in chosen.values[:4])
        more = f" +{len(chosen.values) - 4}" if len(chosen.values) > 4 else ""
        parts.append(f"{t(f'dimension.{chosen.dimension}.label', known.locale)}: {shown}{more}")
    return literal(" · ".join(parts))
