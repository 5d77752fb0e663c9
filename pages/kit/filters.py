"""The filter bar above every page: period, dimensions, version, language. All of it is in the URL."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.kit import period_choice, url_state
from pages.kit.lazy_popover import lazy_popover
from pages.kit.literal import literal
from sales_core.api import ORGANISATION, Filter, FinalState, MoneyForm, Period, Viewer, Workspace, period_text
from sales_core.i18n import Locale, locales, t

_SIGNS = {FinalState.OPEN: "○", FinalState.PARTLY: "◐", FinalState.CLOSED: "●", FinalState.SUPERSEDED: "△"}

#: The popover that holds the dimensions; open while the session says so.
POPOVER = "filters"
#: Something was chosen in it: the page has to follow.
_CHANGED = "filters_changed"


@dataclass(frozen=True, slots=True)
class FilterContext:
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
class FilterChoice:
    """What the bar says."""

    period: Period
    filters: tuple[Filter, ...]


def bar(context: FilterContext, tail: Callable[[], None]) -> FilterChoice:
    """Draws the bar and returns what it says; values that are not the viewer's to choose are dropped.

    `tail` draws what stands at its right end.
    """
    locale = context.locale
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="filterbar"):
        period = _period(context)
        _finality(context, period)
        filters = _dimensions(context)
        _time_machine(context, period)
        tail()
    if filters:
        _chips(context, filters)
    if context.version != context.latest:
        st.warning(t("shell.time_machine_on", locale, version=context.version), icon="🕰️")
        st.button(t("shell.back_to_now", locale), key="back_to_now", on_click=lambda: url_state.put("v", []))
    return FilterChoice(period, filters)


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


def lens(viewer: Viewer, locale: Locale) -> None:
    """The switch of the screen-share mode; what it hides while it is on."""
    st.session_state["bar_lens"] = bool(url_state.one("lens"))
    hidden = t("shell.comma", locale).join(t(f"right.{right.value}", locale) for right in viewer.lens)
    help_text = t("lens.help", locale, names=hidden) if hidden else None
    st.toggle(t("lens.toggle", locale), key="bar_lens", help=help_text, on_change=_switch_lens)
    if not url_state.one("lens"):
        return
    st.session_state["bar_lens_amounts"] = viewer.amounts.value
    offered = dict.fromkeys((viewer.amounts.value, MoneyForm.INDEX.value, MoneyForm.BANDS.value))
    st.segmented_control(
        t("lens.amounts", locale),
        sorted(offered),
        format_func=lambda option: t(f"lens.amounts_{option}", locale),
        key="bar_lens_amounts",
        required=True,
        on_change=_follow("lens", "bar_lens_amounts"),
    )


def _switch_lens() -> None:
    url_state.put("lens", ["meeting"] if st.session_state["bar_lens"] else [])


def _period(context: FilterContext) -> Period:
    locale = context.locale
    period = period_choice.read(url_state.one("period"), Period.month_of(context.as_of))
    fiscal_start = context.workspace.figures.calendar.fiscal_start
    grain = period_choice.grain_of(period, fiscal_start)
    st.session_state["bar_grain"] = grain
    st.selectbox(
        t("shell.grain", locale),
        period_choice.GRAINS,
        format_func=lambda option: t(f"shell.grain_{option}", locale),
        key="bar_grain",
        label_visibility="collapsed",
        width=130,
        on_change=_change_grain(min(period.end, context.as_of), fiscal_start),
    )
    found = period_choice.options(grain, context.first, context.as_of, fiscal_start)
    listed = found if period in found else [period, *found]
    words = {period_choice.period_parameter(option): period_text(option, locale) for option in listed}
    st.session_state["bar_period"] = period_choice.period_parameter(period)
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


def _finality(context: FilterContext, period: Period) -> None:
    """Whether the figures of the period can still change, beside it: sign and words, never the colour alone."""
    found = context.workspace.figures.finality.of(period, context.version)
    words = html.escape(found.text.in_(context.locale))
    st.html(f'<span class="sc-final" data-state="{found.state}">{_SIGNS[found.state]} {words}</span>', width="content")


def _dimensions(context: FilterContext) -> tuple[Filter, ...]:
    """Draws the popover of the dimensions and returns what the URL says of them."""
    st.fragment(_popover)(context)
    names = context.workspace.figures.values
    chosen = {
        dimension: {code for code, _ in names(dimension, context.viewer, context.version)}.intersection(asked)
        for dimension in url_state.FILTERS
        if (asked := url_state.many(dimension))
    }
    return tuple(Filter(dimension, tuple(sorted(codes))) for dimension, codes in chosen.items() if codes)


def _popover(context: FilterContext) -> None:
    """What can be chosen is listed, and sent, while the popover is open; opening and closing it redraws it alone."""
    run = get_script_run_ctx()
    if st.session_state.pop(_CHANGED, False) and run is not None and run.fragment_ids_this_run:
        st.rerun()
    label = t("shell.filters", context.locale)
    with lazy_popover(label, ":material/filter_list:", POPOVER) as opened:
        if opened.open:
            _pickers(context)


def _pickers(context: FilterContext) -> None:
    filters: list[Filter] = []
    for dimension in url_state.FILTERS:
        names = dict(context.workspace.figures.values(dimension, context.viewer, context.version))
        chosen = [code for code in url_state.many(dimension) if code in names]
        offered = _offered(context, dimension, filters)
        _pick(context, dimension, {code: names[code] for code in names if code in {*offered, *chosen}}, chosen)
        if chosen:
            filters.append(Filter(dimension, tuple(sorted(chosen))))
    st.button(t("shell.clear_filters", context.locale), on_click=_clear, disabled=not filters, width="stretch")


def _offered(context: FilterContext, dimension: str, filters: Sequence[Filter]) -> frozenset[str]:
    """The values that lie inside what is chosen above, all of them where nothing is."""
    above = ORGANISATION[: ORGANISATION.index(dimension)] if dimension in ORGANISATION else ()
    within = tuple(item for item in filters if item.dimension in above)
    found = context.workspace.figures.values(dimension, context.viewer, context.version, within)
    return frozenset(code for code, _ in found)


def _narrow(context: FilterContext, dimension: str) -> Callable[[], None]:
    """Follows a choice, and takes back those below that no longer lie inside it."""
    follow = _follow(dimension, f"bar_{dimension}")

    def narrow() -> None:
        follow()
        st.session_state[_CHANGED] = True
        filters = [Filter(name, tuple(url_state.many(name))) for name in url_state.FILTERS if url_state.many(name)]
        below = ORGANISATION[ORGANISATION.index(dimension) + 1 :] if dimension in ORGANISATION else ()
        for name in below:
            offered = _offered(context, name, filters)
            kept = [code for code in url_state.many(name) if code in offered]
            if kept != url_state.many(name):
                url_state.put(name, kept)
                filters = [item for item in filters if item.dimension != name]
                filters += [Filter(name, tuple(kept))] if kept else []

    return narrow


def _pick(context: FilterContext, dimension: str, names: Mapping[str, str], chosen: list[str]) -> None:
    if not names:
        return
    key = f"bar_{dimension}"
    st.session_state[key] = chosen
    st.multiselect(
        t(f"dimension.{dimension}.label", context.locale),
        list(names),
        format_func=lambda code: names.get(code) or code or t("shell.unassigned", context.locale),
        key=key,
        placeholder=t("shell.everything", context.locale),
        # It would stand first: a name typed and Enter pressed would choose everybody whose name is like it.
        select_all=False,
        on_change=_narrow(context, dimension),
    )


def _time_machine(context: FilterContext, period: Period) -> None:
    if len(context.versions) < 2:
        return
    words = dict(context.versions)
    label = t("shell.as_known_on", context.locale)
    with lazy_popover(label, ":material/history:", "time_machine") as opened:
        if not opened.open:
            return
        st.caption(t("shell.as_known_help", context.locale))
        st.session_state["bar_v"] = context.version
        st.selectbox(
            t("shell.version", context.locale),
            list(words),
            format_func=lambda number: words.get(number, str(number)),
            key="bar_v",
            width=440,
            on_change=_travel(context, period),
        )


def _travel(context: FilterContext, period: Period) -> Callable[[], None]:
    """Follows the version chosen and stays in the period that is shown, wherever that version's data end."""
    follow = _follow("v", "bar_v", without=context.latest)

    def travel() -> None:
        follow()
        url_state.put("period", [period_choice.period_parameter(period)])

    return travel


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
        url_state.put("period", [period_choice.period_parameter(chosen)])

    return write


def _clear() -> None:
    st.session_state[_CHANGED] = True
    for dimension in url_state.FILTERS:
        url_state.put(dimension, [])


def _chips(context: FilterContext, filters: Sequence[Filter]) -> None:
    """What is chosen, a chip a dimension: a click takes it back, the last one takes all back."""
    with st.container(horizontal=True, vertical_alignment="center", key="filter_chips"):
        for chosen in filters:
            labels = context.workspace.figures.labels(chosen.dimension, chosen.values, context.version, context.viewer)
            shown = t("shell.comma", context.locale).join(labels.get(code) or code for code in chosen.values[:4])
            more = f" +{len(chosen.values) - 4}" if len(chosen.values) > 4 else ""
            name = t(f"dimension.{chosen.dimension}.label", context.locale)
            st.button(
                literal(f"{name}: {shown}{more} ✕"),
                key=f"chip_{chosen.dimension}",
                help=t("shell.take_filter_back", context.locale, name=name),
                on_click=url_state.put,
                args=(chosen.dimension, []),
            )
        if len(filters) > 1:
            st.button(t("shell.clear_filters", context.locale), key="chip_all", type="tertiary", on_click=_clear)
