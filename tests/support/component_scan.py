"""What the framework asks of all installed packages for each page that is drawn, asked once a process."""

from __future__ import annotations

import sys
from functools import cache

import pytest


def scan_once(patch: pytest.MonkeyPatch) -> None:
    """Whether a package brings components of its own is read from the metadata of every one: once, where pages are
    drawn at all. Call it when all tests are collected.
    """
    if "streamlit" not in sys.modules:
        return
    from streamlit.components.v2 import manifest_scanner

    patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
