"""Writes THIRD_PARTY_NOTICES.md: what the program carries along and every package it installs, with its licence."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from scripts.pins import Pin, pins

PROJECT = Path(__file__).resolve().parents[1]
PATH = PROJECT / "THIRD_PARTY_NOTICES.md"
#: Of packages that state none, or that this machine does not install.
_STATED = {
    "altair": "BSD-3-Clause",
    "duckdb": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
#: What lies in the repository: what it is, where, whose, and its licence.
_CARRIED = (
    ("Noto Sans CJK SC, cut to GBK", "sales_core/reports/fonts/noto_sans_sc.otf", "© 2014–2021 Adobe", "OFL-1.1"),
    (
        "Noto Sans, cut to Latin, Greek and Cyrillic",
        "sales_core/reports/fonts/noto_sans.ttf",
        "© 2015 Google",
        "OFL-1.1",
    ),
    ("Noto Sans Symbols2, a few", "sales_core/reports/fonts/noto_sans_symbols2.ttf", "© 2017 Google", "OFL-1.1"),
    ("readings of Chinese characters", "sales_core/boards/search/pinyin.txt", "pypinyin, © 2016 mozillazg", "MIT"),
)
_HEAD = """# Third-party notices

Written by `make notices`. The licence text of a package lies in its `*.dist-info` folder once it is installed,
that of the fonts in `sales_core/reports/fonts/OFL.txt`.

## In this repository

| what | where | whose | licence |
|---|---|---|---|
"""
_PACKAGES = """
## Installed packages

The wheels that an installation needs (`requirements.txt` has the hash of each). Streamlit carries plotly.js (MIT)
and what else its browser part is made of; typst carries the typst compiler (Apache-2.0), whose parts its `sboms` name.

| package | version | licence |
|---|---|---|
"""


def notices(pinned: Iterable[Pin]) -> str:
    """The file's text for the packages that the product installs."""
    carried = "".join(f"| {what} | `{where}` | {whose} | {licence} |\n" for what, where, whose, licence in _CARRIED)
    packages = "".join(f"| {pin.name} | {pin.version} | {_licence(pin.name)} |\n" for pin in pinned)
    return _HEAD + carried + _PACKAGES + packages


def _licence(name: str) -> str:
    """As the package states it: an expression, else a line, else its classifier."""
    if name in _STATED:
        return _STATED[name]
    found = metadata.metadata(name)
    stated = found["License-Expression"] or (found["License"] or "").splitlines()[0:1]
    if stated:
        return stated if isinstance(stated, str) else stated[0]
    classes = (one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or () if one.startswith("License"))
    return ", ".join(classes)


if __name__ == "__main__":
    PATH.write_text(notices(pins(PROJECT / "requirements.txt")), encoding="utf-8")
