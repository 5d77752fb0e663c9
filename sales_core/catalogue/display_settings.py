"""How pages look: what the company decides, and each person for himself."""

from __future__ import annotations

from sales_core.catalogue.setting import Setting

#: `system` follows the device.
DISPLAY_THEME = Setting("display.theme", "system", pattern="system|light|dark", is_personal=True)
DISPLAY_DENSITY = Setting("display.density", "comfortable", pattern="comfortable|compact", is_personal=True)
#: In which colour a change upwards is written; the one downwards has the other.
DISPLAY_RISE = Setting("display.rise", "green", pattern="green|red", is_personal=True)

DISPLAY_SETTINGS: tuple[Setting[str], ...] = (DISPLAY_THEME, DISPLAY_DENSITY, DISPLAY_RISE)
