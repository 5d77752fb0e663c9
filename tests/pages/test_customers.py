"""The page of customers says only what is known: without the year before, nobody knows who was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.stage import Stage, words

_UNKNOWN, _CALM = "the year before is not loaded", "Nobody is leaving"


def _sales(*days: str) -> list[dict[str, object]]:
    return [{"date": day, "customer": "a", "amount": 100, "quantity": 1, "rep": "r", "region": "East"} for day in days]


@pytest.mark.parametrize(
    ("days", "said", "silent"),
    [
        (("2026-04-10", "2026-05-10"), _UNKNOWN, _CALM),
        (("2024-05-10", "2026-04-10", "2026-05-10"), _CALM, _UNKNOWN),
    ],
    ids=["not loaded", "loaded"],
)
def test_who_was_lost_is_unknown_without_the_year_before(
    tmp_path: Path, days: tuple[str, ...], said: str, silent: str
) -> None:
    stage = Stage.of(tmp_path, sales=_sales(*days))
    shown = words(stage.show("customers", locale="en", period="2026-05"))
    assert said in shown
    assert silent not in shown
    leaving = words(stage.show("customers", {"view": "risk"}, locale="en", period="2026-05"))
    assert (_UNKNOWN in leaving) == (said == _UNKNOWN)
