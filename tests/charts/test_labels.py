"""Round marks, cut names, tones."""

from hypothesis import example, given
from hypothesis import strategies as st

from sales_core.charts.labels import shortened, ticks
from sales_core.charts.theme import tone_of
from sales_core.kernel.tone import Tone


@example(499999999999.9999, 2.0)
@example(0.0, 2e-14)
@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_ticks_cover_the_range(low: float, span: float) -> None:
    marks = ticks(low, low + span)
    assert len(marks) >= 2
    assert marks == sorted(marks)
    assert len(marks) <= 9
    # What is drawn is as wide as the marks, which is more than the span when that is nothing beside the values.
    unseen = (marks[-1] - marks[0]) * 1e-6
    assert marks[0] <= low + unseen
    assert marks[-1] >= low + span - unseen


def test_names_are_cut_by_width() -> None:
    assert shortened("上海华联超市有限公司") == "上海华联超市…"
    assert shortened("Shanghai") == "Shanghai"


def test_tone_has_a_dead_band_and_a_direction() -> None:
    assert tone_of(0.001, dead_band=0.01) is Tone.NEUTRAL
    assert tone_of(5, higher_is_good=False) is Tone.BAD
    assert tone_of(None) is Tone.NEUTRAL
    assert [tone.sign for tone in (Tone.GOOD, Tone.BAD, Tone.NEUTRAL)] == ["▲", "▼", ""]
