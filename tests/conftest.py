"""Fixtures that several areas share."""

import pytest

from tests.support.company import Company

LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture
def company(tmp_path):
    return Company(tmp_path)


def pytest_configure(config):
    config.stash[LEFT_OUT] = 0


def pytest_deselected(items):
    for item in items:
        item.config.stash[LEFT_OUT] += item.get_closest_marker("endure") is not None


def pytest_terminal_summary(terminalreporter, config):
    if left_out := config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"LEFT OUT: {left_out} tests that take minutes; make endure runs them")
