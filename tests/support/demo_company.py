"""The small demo company, written and loaded once a run; the oracle's clock and today, so that all tests may share it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.demo import TINY, write_company
from tests.oracle import adapter
from tests.oracle.companies import company
from tests.support.shared import built_once

SMALL = company("tiny")


def demo_files(factory: pytest.TempPathFactory) -> Path:
    """The folder of its files; nobody changes them."""
    return built_once(factory, "demo-files", lambda made: write_company(made, TINY))


def demo_home(factory: pytest.TempPathFactory, own: str) -> Path:
    """A state directory of one's own with all of it, in a folder that begins with `own`; masters were loaded first, as
    a manager would, everything else in one drop.
    """
    files = demo_files(factory)
    made = built_once(factory, "demo-home", lambda home: adapter.load(SMALL, home, files))
    return Path(shutil.copytree(made, factory.mktemp(own) / "home"))


def whole_demo_home(factory: pytest.TempPathFactory, own: str) -> Path:
    """The same with what the company has beside the frozen loads: visits, commission plans."""
    files, frozen = demo_files(factory), demo_home(factory, "frozen")

    def make(home: Path) -> None:
        shutil.copytree(frozen, home, dirs_exist_ok=True)
        adapter.load_later(SMALL, home, files)

    made = built_once(factory, "whole-demo-home", make)
    return Path(shutil.copytree(made, factory.mktemp(own) / "home"))
