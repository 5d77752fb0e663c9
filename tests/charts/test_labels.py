"""Short numbers of both languages, ticks and cut names."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sales_core.charts.labels import Unit, shortened, text, ticks
from sales_core.charts.theme import Tone, tone_of


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal(12345678), Unit.MONEY, "¥1,235万", "¥12.3M"),
        (Decimal(123456789), Unit.MONEY, "¥1.23亿", "¥123M"),
        (Decimal(99995), Unit.MONEY, "¥10万", "¥100K"),
        (Decimal(-480000), Unit.MONEY, "−¥48万", "−¥480K"),
        (Decimal(950), Unit.MONEY, "¥950", "¥950"),
        (Decimal(0), Unit.MONEY, "¥0", "¥0"),
        (0.8734, Unit.SHARE, "87.3%", "87.3%"),
        (1.052, Unit.SHARE, "105%", "105%"),
        (3.24, Unit.DAYS, "3.2天", "3.2 d"),
        (1500, Unit.COUNT, "1,500", "1.5K"),
        (None, Unit.MONEY, "—", "—"),
        (float("nan"), Unit.SHARE, "—", "—"),
    ],
)
def test_short_numbers(value, unit, zh, en):
    assert text(value, unit, "zh") == zh
    assert text(value, unit, "en") == en


def test_signed():
    assert text(Decimal(20000), Unit.MONEY, "zh", signed=True) == "+¥2万"
    assert text(Decimal(-20000), Unit.MONEY, "zh", signed=True) == "−¥2万"


@example(499999999999.9999, 2.0)
@example(0.0, 2e-14)
@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_ticks_cover_the_range(low, span):
    marks = ticks(low, low + span)
    assert len(marks) >= 2
    assert marks == sorted(marks)
    assert len(marks) <= 9
    # What is drawn is as wide as the marks, which is more than the span when that is nothing beside the values.
    unseen = (marks[-1] - marks[0]) * 1e-6
    assert marks[0] <= low + unseen
    assert marks[-1] >= low + span - unseen


def test_names_are_cut_by_width():
    assert shortened("上海华联超市有限公司") == "上海华联超市…"
    assert shortened("Shanghai") == "Shanghai"


def test_tone_has_a_dead_band_and_a_direction():
    assert tone_of(0.001, dead_band=0.01) is Tone.NEUTRAL
    assert tone_of(5, higher_is_good=False) is Tone.BAD
    assert tone_of(None) is Tone.NEUTRAL
    assert [tone.sign for tone in (Tone.GOOD, Tone.BAD, Tone.NEUTRAL)] == ["▲", "▼", ""]
