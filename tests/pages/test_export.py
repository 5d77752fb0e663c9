"""Rows leave a page only through the product's own links, which neutralise formulas and are audited."""

from __future__ import annotations

import tomllib
from pathlib import Path

from streamlit import config

SETTINGS = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def test_the_tables_own_export_is_off() -> None:
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    assert "client.disableDataExport" in config._config_options_template, "this release knows the setting"
    assert settings["client"]["disableDataExport"] is True
