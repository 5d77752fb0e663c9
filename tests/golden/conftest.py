"""The demo company, loaded once a run through the ordinary upload path, and its own files read without the product."""

import shutil
from pathlib import Path

import pytest

from data.demo import LOADS, TINY, write_company
from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.semantic.service import MetricService
from tests.golden.world import World, read_world
from tests.support.shared import built_once


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, "demo-files", lambda made: write_company(made, TINY))


@pytest.fixture(scope="session")
def figures(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """Masters first, as a manager would; everything else in one drop."""

    def load(home: Path) -> None:
        workspace = Workspace.open(Settings(home=Home(home)))
        masters, *others = (load.files for load in LOADS)
        for names in (masters, [name for files in others for name in files]):
            plan = workspace.uploads.plan([(name, folder / name) for name in names], LOCAL_ADMIN)
            workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)

    own = tmp_path_factory.mktemp("golden") / "home"
    shutil.copytree(built_once(tmp_path_factory, "demo-home", load), own)
    return Workspace.open(Settings(home=Home(own))).figures


@pytest.fixture(scope="session")
def world(folder: Path) -> World:
    return read_world(folder)
