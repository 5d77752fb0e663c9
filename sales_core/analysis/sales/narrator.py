"""The headline sentences, made by rules from the same figures as the page; every value knows the number it is.

A sentence is a text key and its values; a value is a metric on a question, so that its place in the sentence
can be a link to the number. `sentence_parts` writes it in a language with whatever number format the caller uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter

from sales_core.analysis.sales.bridge import Against, Span, bridge
from sales_core.analysis.sales.recovery import way_back
from sales_core.analysis.sales.selection import Selection
from sales_core.i18n import Locale, t
from sales_core.kernel import clock
from sales_core.kernel.query import Query, Result, Value
from sales_core.kernel.terms import Viewer
from sales_core.kernel.tone import Tone
from sales_core.semantic.service import MetricService

_STANDING = (
    "net_sales", "target", "achievement", "pace", "gap", "gap_to_pace", "days_ahead", "needed_per_day",
    "yoy", "landing", "landing_low", "landing_high", "landing_achievement",
)  # fmt: skip
_EVEN = 0.5
"""Days that count as neither ahead nor behind."""
Write = Callable[[str, Value, Locale], str]


@dataclass(frozen=True, slots=True)
class NarrativeValue:
    """A value in a sentence: a metric on a question, shown as its size when the words already say which way.

    `metric` '' is a plain word or count, `value` itself; `dimension` set: `value` is a code, to be labelled.
    """

    value: Value
    metric: str = ""
    query: Query | None = None
    dimension: str = ""
    size_only: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One headline: `key` in the catalogue, its places by name."""

    key: str
    places: Mapping[str, NarrativeValue]
    tone: Tone


def stand(
    figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None
) -> tuple[Sentence, ...]:
    """Where the selection stands, how it grew, where it lands, who lacks most.

    Clauses without a basis (no target, no last year) are left out. Filters that a figure cannot take leave that
    clause out. One sentence that there is nothing when there are no sales.
    """
    named = [item.dimension for item in selection.filters]
    names = tuple(name for name in _STANDING if figures.supports(name, named))
    result = figures.run(selection.query(*names), viewer, version)
    if result.one().get("net_sales") is None:
        return (Sentence("narrator.nothing", {}, Tone.NEUTRAL),)
    made = (_standing(result), _growth(result), _landing(result), _worst(figures, viewer, selection, version))
    return tuple(sentence for sentence in made if sentence is not None)


def causes(
    figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None
) -> tuple[Sentence, ...]:
    """What explains the change against last year, and the shortest way back; reads customers and products singly."""
    made = (_cause(figures, viewer, selection, version), _back(figures, viewer, selection, version))
    return tuple(sentence for sentence in made if sentence is not None)


def sentence_parts(
    sentence: Sentence, locale: Locale, write: Write, label: Callable[[str, str], str]
) -> list[tuple[str, NarrativeValue | None]]:
    """The words of the sentence in order, each value apart with its place, so that it can link to its number.

    `write(metric, value, locale)` writes a number, `label(dimension, code)` names a code.
    """
    found: list[tuple[str, NarrativeValue | None]] = []
    for literal, name, _, _ in Formatter().parse(t(sentence.key, locale)):
        if literal:
            found.append((literal, None))
        if name is not None:
            place = sentence.places[name]
            found.append((_said(place, locale, write, label), place))
    return found


def _said(place: NarrativeValue, locale: Locale, write: Write, label: Callable[[str, str], str]) -> str:
    if place.dimension:
        return label(place.dimension, str(place.value))
    if not place.metric:
        effect = str(place.value)
        return t(effect, locale) if effect.startswith("narrator.effect.") else effect
    value = place.value
    if place.size_only and isinstance(value, Decimal | float):
        value = -value if value < 0 else value
    return write(place.metric, value, locale)


def _place(result: Result, metric: str, *, size_only: bool = False) -> NarrativeValue:
    return NarrativeValue(result.one().get(metric), metric, result.query, size_only=size_only)


def _number(result: Result, metric: str) -> float | None:
    value = result.one().get(metric)
    return float(value) if isinstance(value, Decimal | float) else None


def _standing(result: Result) -> Sentence:
    places = {"sales": _place(result, "net_sales"), "share": _place(result, "achievement")}
    gap = _number(result, "gap")
    if _number(result, "achievement") is None or gap is None:
        return Sentence("narrator.no_target", {"sales": places["sales"]}, Tone.NEUTRAL)
    if not result.partial:
        places["gap"] = _place(result, "gap", size_only=True)
        reached = gap >= 0
        return Sentence(
            "narrator.reached" if reached else "narrator.missed", places, Tone.GOOD if reached else Tone.BAD
        )
    days = _number(result, "days_ahead")
    if days is None or abs(days) < _EVEN:
        return Sentence("narrator.on_pace", places, Tone.NEUTRAL)
    places |= {
        "days": _place(result, "days_ahead", size_only=True),
        "gap": _place(result, "gap_to_pace", size_only=True),
    }
    if days > 0:
        return Sentence("narrator.ahead", places, Tone.GOOD)
    if clock.today() > (result.query.period or result.period).end:
        return Sentence("narrator.behind_late", places, Tone.BAD)
    return Sentence("narrator.behind", places | {"needed": _place(result, "needed_per_day")}, Tone.BAD)


def _growth(result: Result) -> Sentence | None:
    growth = _number(result, "yoy")
    if growth is None:
        return None
    key = "narrator.grew" if growth >= 0 else "narrator.shrank"
    return Sentence(key, {"growth": _place(result, "yoy", size_only=True)}, Tone.GOOD if growth >= 0 else Tone.BAD)


def _landing(result: Result) -> Sentence | None:
    if not result.partial or _number(result, "landing") is None:
        return None
    places = {name: _place(result, f"landing{suffix}") for name, suffix in
              (("low", "_low"), ("landing", ""), ("high", "_high"))}  # fmt: skip
    share = _number(result, "landing_achievement")
    if share is None:
        return Sentence("narrator.lands", places, Tone.NEUTRAL)
    places["share"] = _place(result, "landing_achievement")
    return Sentence("narrator.lands_at", places, Tone.GOOD if share >= 1 else Tone.BAD)


def _worst(figures: MetricService, viewer: Viewer, selection: Selection, version: int | None) -> Sentence | None:
    """The branch, or inside one branch the rep, that is furthest behind."""
    named = [item.dimension for item in selection.filters]
    level = "rep" if "branch" in named else "branch"
    if not figures.supports("gap_to_pace", [*named, level]):
        return None
    query = selection.query("gap_to_pace", by=(level,), order_by="gap_to_pace")
    rows = [row for row in figures.run(query, viewer, version) if row[level] and row["gap_to_pace"] is not None]
    if not rows or not isinstance(rows[0]["gap_to_pace"], Decimal) or rows[0]["gap_to_pace"] >= 0:
        return None
    one = figures.narrowed(query, rows[0])
    places = {
        "who": NarrativeValue(rows[0][level], dimension=level),
        "gap": NarrativeValue(rows[0]["gap_to_pace"], "gap_to_pace", one, size_only=True),
    }
    return Sentence("narrator.furthest_behind", places, Tone.BAD)


def _cause(figures: MetricService, viewer: Viewer, selection: Selection, version: int | None) -> Sentence | None:
    """The effect that explains most of the change on last year."""
    whole = bridge(figures, viewer, selection, Against.LAST_YEAR, version=version).whole
    if whole.start <= 0 or not whole.gap:
        return None
    name, amount = _largest(whole)
    places = {
        "effect": NarrativeValue(f"narrator.effect.{name}"),
        "amount": NarrativeValue(amount, "net_sales_change", selection.query("net_sales_change"), size_only=True),
    }
    key = "narrator.cause_up" if whole.gap > 0 else "narrator.cause_down"
    return Sentence(key, places, Tone.GOOD if whole.gap > 0 else Tone.BAD)


def _largest(whole: Span) -> tuple[str, Decimal]:
    """The step that pulls most in the direction of the whole."""
    return max(whole.steps, key=lambda step: step[1] if whole.gap > 0 else -step[1])


def _back(figures: MetricService, viewer: Viewer, selection: Selection, version: int | None) -> Sentence | None:
    found = way_back(figures, viewer, selection, version)
    if not found.gap or not found.enough or found.enough > 10:
        return None
    query = Selection(found.month, selection.filters, selection.as_of).query(found.basis)
    places = {
        "count": NarrativeValue(found.enough),
        "first": NarrativeValue(found.customers[0].customer, dimension="customer"),
        "gap": NarrativeValue(found.gap, found.basis if found.basis == "gap_to_pace" else "net_sales_change", query),
    }
    return Sentence("narrator.way_back", places, Tone.NEUTRAL)
