"""The demo company, loaded once a session through the ordinary upload path, and its own files read without the product."""

import pytest

from data.demo import LOADS, TINY, write_company
from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.golden.world import read_world


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("files")
    write_company(made, TINY)
    return made


@pytest.fixture(scope="session")
def figures(folder, tmp_path_factory):
    """Masters first, as a manager would; everything else in one drop."""
    workspace = Workspace.open(Settings(home=Home(tmp_path_factory.mktemp("golden"))))
    masters, *others = (load.files for load in LOADS)
    for names in (masters, [name for files in others for name in files]):
        plan = workspace.uploads.plan([(name, folder / name) for name in names], LOCAL_ADMIN)
        workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    return workspace.figures


@pytest.fixture(scope="session")
def world(folder):
    return read_world(folder)
