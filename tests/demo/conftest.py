"""The demo company once: small as files, whole in memory."""

from pathlib import Path

import pytest

from data.demo import TINY, build_world, write_company
from data.demo.sales import Lines, World
from tests.support.shared import built_once


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, "demo-files", lambda made: write_company(made, TINY))


@pytest.fixture(scope="session")
def whole() -> tuple[World, Lines]:
    return build_world(1.0)
