"""Sentences carry the very numbers of the figures, in both languages."""

import string

import pytest

from sales_core.analysis.sales.narrator import sentence_parts
from sales_core.analysis.sales.selection import Selection
from sales_core.i18n.catalogue import catalogue
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.support.narration import narrate
from tests.support.present import present

SELECTIONS = [
    Selection(Period.parse("2026-05")),
    Selection(Period.parse("2026-04")),
    Selection(Period.parse("2026")),
    Selection(Period.parse("2024-03")),
    Selection(Period.parse("2026-05"), (Filter("branch", ("B0",)),)),
    Selection(Period.parse("2026-05"), (Filter("category", ("K1",)),)),
    Selection(Period.parse("2019-05")),
]


def write(metric: str, value: Value, locale: str) -> str:
    return f"<{metric} {value}>"


@pytest.mark.parametrize("number", range(len(SELECTIONS)))
def test_every_value_is_the_figure(figures: MetricService, number: int) -> None:
    for sentence in narrate(figures, LOCAL_ADMIN, SELECTIONS[number]):
        for locale in ("zh", "en"):
            said = sentence_parts(sentence, locale, write, lambda dimension, code: f"[{code}]")
            text = "".join(word for word, _ in said)
            assert "{" not in text
            assert "None" not in text
            fields = {field for _, field, _, _ in string.Formatter().parse(catalogue(locale)[sentence.key]) if field}
            assert fields == set(sentence.places)
        for place in sentence.places.values():
            if place.metric and sentence.key != "narrator.way_back" and "cause" not in sentence.key:
                told = figures.run(present(place.query), LOCAL_ADMIN).one()[place.metric]
                assert told == place.value


def test_the_verdict_of_a_running_month_names_days(figures: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", str(figures.as_of(1)))
    first = narrate(figures, LOCAL_ADMIN, SELECTIONS[0])[0]
    days = figures.run(SELECTIONS[0].query("days_ahead"), LOCAL_ADMIN).one()["days_ahead"]
    assert isinstance(days, float)
    assert first.key == ("narrator.ahead" if days > 0.5 else "narrator.behind" if days < -0.5 else "narrator.on_pace")


def test_nothing_is_needed_a_day_once_the_calendar_has_passed_the_month(
    figures: MetricService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_TODAY", str(figures.as_of(1)))
    assert "needed" in narrate(figures, LOCAL_ADMIN, SELECTIONS[0])[0].places
    monkeypatch.setenv("SALES_TODAY", "2036-01-01")
    assert "needed" not in narrate(figures, LOCAL_ADMIN, SELECTIONS[0])[0].places


def test_no_data_is_said(figures: MetricService) -> None:
    assert [one.key for one in narrate(figures, LOCAL_ADMIN, SELECTIONS[-1])] == ["narrator.nothing"]


def test_the_narrator_stays_in_scope(figures: MetricService) -> None:
    viewer = Viewer("v", Role.REP, Scope.of({"rep": ("R3",)}))
    sentences = narrate(figures, viewer, SELECTIONS[0])
    said = {place.value for one in sentences for place in one.places.values() if place.dimension in {"rep", "branch"}}
    assert said <= {"R3", "B2"}
