"""Colours and type of the charts, light and dark. Colour means good, bad or neutral and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sales_core.kernel.tone import Tone

#: The same as the pages' (theme.font), so that cards and charts are written in one hand on every machine.
FONT = (
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei UI'"
    ", 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif"
)


def tone_of(change: float | None, *, higher_is_good: bool = True, dead_band: float = 0.0) -> Tone:
    """GOOD or BAD by the sign of `change`; NEUTRAL when unknown or within ± `dead_band`."""
    if change is None or abs(change) <= dead_band:
        return Tone.NEUTRAL
    return Tone.GOOD if (change > 0) == higher_is_good else Tone.BAD


@dataclass(frozen=True, slots=True)
class Theme:
    """Tokens of one theme. The `_soft` ones are areas behind text; the plain ones are marks and text."""

    name: Literal["light", "dark"]
    ink: str
    muted: str
    grid: str
    track: str
    surface: str
    good: str
    bad: str
    neutral: str
    good_soft: str
    bad_soft: str
    neutral_soft: str
    ramp: tuple[str, str, str, str, str]
    """Neutral to urgent, for ordered bands (not due … over 120 days)."""
    font: str = FONT
    size: int = 13
    is_rise_red: bool = False
    """Whether what rises is red and what falls green, as exchanges in China write it."""

    def change(self, step: float | None) -> str:
        """Colour of a step up or down; neutral for none."""
        tone = tone_of(step)
        if self.is_rise_red and tone is not Tone.NEUTRAL:
            tone = Tone.BAD if tone is Tone.GOOD else Tone.GOOD
        return self.colour(tone)

    def colour(self, tone: Tone) -> str:
        """Colour of a mark or text."""
        return {Tone.GOOD: self.good, Tone.BAD: self.bad, Tone.NEUTRAL: self.neutral}[tone]

    def soft(self, tone: Tone) -> str:
        """Colour of an area behind text."""
        return {Tone.GOOD: self.good_soft, Tone.BAD: self.bad_soft, Tone.NEUTRAL: self.neutral_soft}[tone]


LIGHT = Theme(
    name="light",
    ink="#1b2430",
    muted="#5d6b7c",
    grid="#e6eaf0",
    track="#e3e8ef",
    surface="#ffffff",
    good="#0b7f6e",
    bad="#c8401f",
    neutral="#4a6fa5",
    good_soft="#bfe3da",
    bad_soft="#f6cfc2",
    neutral_soft="#d5dfed",
    ramp=("#c9d6e8", "#f3d3c4", "#e9a98d", "#d97a55", "#b8401f"),
)
DARK = Theme(
    name="dark",
    ink="#e8edf4",
    muted="#a3afbf",
    grid="#2c3644",
    track="#323d4d",
    surface="#0f1620",
    good="#3cc9ae",
    bad="#ff8662",
    neutral="#82aae0",
    good_soft="#17544a",
    bad_soft="#6b3322",
    neutral_soft="#2c3f5a",
    ramp=("#3d5373", "#5e4137", "#8a4e38", "#c05f3c", "#ff7a4f"),
)


def theme_named(name: str, rise: str = "green") -> Theme:
    """DARK for `dark`, LIGHT for anything else; `rise` is the colour of what rises, `green` or `red`."""
    found = DARK if name == "dark" else LIGHT
    return replace(found, is_rise_red=True) if rise == "red" else found
