"""Number cards: a figure with its comparison, period and unit. Each one opens its Number ID."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from pages.kit import number_id
from pages.kit.amounts import relative_change
from pages.kit.context import PageContext
from sales_core.catalogue.catalogue import product
from sales_core.format import DASH, as_decimal, growth, signed
from sales_core.format import period as period_text
from sales_core.kernel.query import Compare, Query, Result, Value
from sales_core.kernel.units import Unit

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Against:
    """One line of comparison. `tone` is good, bad or flat; `rising` chooses the arrow, so colour is never alone."""

    text: str
    label: str
    tone: str = "flat"
    rising: bool | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. `query` is the question whose `metric` it answers: it is what Number ID explains."""

    metric: str
    query: Query
    value: Value
    against: tuple[Against, ...] = ()
    label: str = ""
    """Empty = the metric's own label."""
    note: str = ""
    """Empty = the period, or why there is no value."""
    lead: bool = False
    """The one figure that the page is about: larger."""
    share: float | None = None
    """Draws a bar filled to this share of one …"""
    pace: float | None = None
    """… with a mark where it should be by now."""
    text: str = ""
    """Written instead of the formatted value."""


def of(
    page: PageContext,
    result: Result,
    metric: str,
    *,
    against: tuple[Against, ...] = (),
    label: str = "",
    note: str = "",
    lead: bool = False,
) -> Card:
    """The card of one metric of a one-row Result; a compared Result adds its comparison by itself."""
    row = result.one()
    if result.query.compare is not None and f"{metric}__before" in row:
        against = (*against, compared(page, result, metric))
    return Card(metric, result.query, row.get(metric), against, label, note, lead)


def compared(page: PageContext, result: Result, metric: str) -> Against:
    """How a metric moved against the compared period: relative for amounts, points for shares, plain from zero."""
    row = result.one()
    now, before = row.get(metric), row.get(f"{metric}__before")
    name = "shell.vs_last_year" if result.query.compare is Compare.LAST_YEAR else "shell.vs_last_month"
    unit = page.unit(metric)
    new, old = as_decimal(now), as_decimal(before)
    if new is None or old is None:
        return Against(DASH, f"{page.t(name)} · {page.t('shell.no_basis')}")
    step = new - old
    rate = relative_change(now, before)
    if unit in {Unit.PERCENT, Unit.DAYS, Unit.RATIO} or rate is None:
        text = signed(step, unit, page.locale, page.currency)
    else:
        text = growth(rate, page.locale)
    return Against(text, page.t(name), tone(metric, float(step)), None if step == 0 else step > 0)


def tone(metric: str, step: float) -> str:
    """`good`, `bad` or `flat` for a metric that moved by `step`."""
    way = product().metric(metric).polarity.value
    if step == 0 or way == "neutral":
        return "flat"
    return "good" if (step > 0) == (way == "up") else "bad"


def show(page: PageContext, cards: Sequence[Card], *, key: str, least: int = 190) -> None:
    """Draws a row of cards, `least` pixels wide each, and opens the Number ID of the one clicked."""
    component = _component()
    picked = component(
        data={"cards": [_drawn(page, card) for card in cards], "least": least},
        key=key,
        on_opened_change=_nothing,
    )
    at = picked.opened
    if isinstance(at, int) and 0 <= at < len(cards):
        number_id.drawer(page, cards[at].query, cards[at].metric)


def _drawn(page: PageContext, card: Card) -> dict[str, Any]:
    metric = product().metric(card.metric)
    note = card.note or period_text(_covered(page, card), page.locale)
    if card.value is None and not card.text:
        note = page.say(metric.null_reason)
    return {
        "metric": card.metric,
        "label": card.label or page.say(metric.label),
        "value": card.text or page.compact(card.metric, card.value),
        "hint": f"{page.exact(card.metric, card.value)} · {page.say(metric.definition)}",
        "against": [_line(line) for line in card.against],
        "note": note,
        "lead": card.lead,
        "progress": None if card.share is None else {"share": card.share, "pace": card.pace},
    }


def _covered(page: PageContext, card: Card) -> Any:
    period = card.query.period or page.period
    return period.clipped(page.as_of) or period


def _line(line: Against) -> dict[str, str]:
    sign = "" if line.rising is None else "▲" if line.rising else "▼"
    return {"text": line.text, "label": line.label, "tone": line.tone, "sign": sign}


def _nothing() -> None:
    """A callback makes the trigger an attribute of the result even before the first click."""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component(
        "sales_cards",
        html='<div class="row" role="group"></div>',
        css=(_HERE / "render" / "cards.css").read_text(encoding="utf-8"),
        js=(_HERE / "render" / "cards.js").read_text(encoding="utf-8"),
    )
