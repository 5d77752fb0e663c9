"""The demo company once: small as files, whole in memory."""

from pathlib import Path

import pytest

from data.demo import build_world
from data.demo.sales import Lines, World
from tests.support.demo_company import demo_files


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_files(tmp_path_factory)


@pytest.fixture(scope="session")
def whole() -> tuple[World, Lines]:
    return build_world(1.0)
