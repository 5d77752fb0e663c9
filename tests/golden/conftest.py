"""The demo company, loaded once a run through the ordinary upload path, and its own files read without the product."""

from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.semantic.service import MetricService
from tests.golden.world import World, read_world
from tests.support.demo_company import demo_files, whole_demo_home


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_files(tmp_path_factory)


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return Workspace.open(Settings(home=Home(whole_demo_home(tmp_path_factory, "golden")))).figures


@pytest.fixture(scope="session")
def world(folder: Path) -> World:
    return read_world(folder)
